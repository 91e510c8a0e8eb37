"""How a client is led to a sandbox by public means.

discord.py takes an aiohttp connector. This one resolves Discord's names to the
sandbox's port and trusts the sandbox's authority; everything else about the client
stays as it is in production.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.sandbox.ready import ReadyFile

DISCORD_DOMAINS = ("discord.com", "discordapp.com", "discordapp.net", "discord.gg", "discord.media")
RETRY_SECONDS = 0.5


class SandboxResolver(AbstractResolver):
    """Answers the sandbox for Discord's names, and refuses to look up any other."""

    def __init__(self, host: str, port: int) -> None:
        self._host = host
        self._port = port

    async def resolve(
        self,
        host: str,
        port: int = 0,  # noqa: ARG002 - the sandbox has one port
        family: socket.AddressFamily = socket.AF_INET,  # noqa: ARG002 - and one address
    ) -> list[ResolveResult]:
        """Answer where `host` is.

        Raises:
            OSError: it is no name of Discord's; a sandboxed client must not leave the machine.
        """
        if not any(host == domain or host.endswith(f".{domain}") for domain in DISCORD_DOMAINS):
            raise OSError(f"the sandbox is not {host}")
        return [
            {
                "hostname": host,
                "host": self._host,
                "port": self._port,
                "family": socket.AF_INET,
                "proto": 0,
                "flags": socket.AI_NUMERICHOST,
            }
        ]

    async def close(self) -> None:
        """Nothing is held."""


def connector_for(ready: ReadyFile) -> aiohttp.TCPConnector:
    """A connector that leads an unmodified client to the sandbox; call it inside the loop."""
    api = URL(ready.api)
    if api.host is None or api.port is None:
        raise ValueError(f"{ready.api} names no host and port")
    context = ssl.create_default_context(cafile=ready.ca_file)
    return aiohttp.TCPConnector(resolver=SandboxResolver(api.host, api.port), ssl=context, limit=0)


async def follow_clock(control_url: str, set_offset: Callable[[float], None]) -> None:
    """Keep a client's clock on the sandbox's until cancelled; seconds are given to `set_offset`."""
    offset: float | None = None
    async with aiohttp.ClientSession() as session:
        while True:
            # The sandbox answers when its offset is another than `after`, or after some seconds.
            query = {} if offset is None else {"after": repr(offset)}
            try:
                async with session.get(f"{control_url}/clock", params=query) as response:
                    response.raise_for_status()
                    seen = float((await response.json())["offset_seconds"])
            except aiohttp.ClientError:
                # The sandbox is restarting or gone; time simply goes on until it is back.
                await asyncio.sleep(RETRY_SECONDS)
                continue
            if seen != offset:
                offset = seen
                set_offset(seen)
