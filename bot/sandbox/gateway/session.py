"""A gateway session: what outlives a connection, so that a client can resume.

Each event gets the next sequence number, is kept for replay and goes to the
connection, if there is one. Payloads are bytes from the moment of the event on:
what is replayed is what was true then.

Source: Discord documentation, "Gateway", Resuming.
"""

from __future__ import annotations

import asyncio
import itertools
import secrets
from collections import deque
from typing import TYPE_CHECKING

import orjson

from bot.sandbox.gateway.intents import Intent
from bot.sandbox.world.models import Application

if TYPE_CHECKING:
    from bot.sandbox.gateway.connection import Connection


class Session:
    """One identified client on one shard."""

    def __init__(
        self,
        application: Application,
        intents: Intent,
        shard: tuple[int, int],
        *,
        large_threshold: int,
        replay: int,
    ) -> None:
        self.application = application
        self.id = secrets.token_hex(16)
        self.intents = intents
        self.shard = shard
        self.large_threshold = large_threshold
        self.sequence = 0
        self.connection: Connection | None = None
        self.expiry: asyncio.TimerHandle | None = None
        self._kept: deque[tuple[int, bytes]] = deque(maxlen=replay)

    def has_guild(self, guild_id: int | None) -> bool:
        """Whether events of that guild belong to this shard; those of no guild go to shard 0."""
        if guild_id is None:
            return self.shard[0] == 0
        return (guild_id >> 22) % self.shard[1] == self.shard[0]

    def send(self, name: str, body: bytes) -> None:
        """Number an event, keep it for replay and hand it to the connection."""
        self.sequence += 1
        message = b'{"op":0,"s":%d,"t":%b,"d":%b}' % (self.sequence, orjson.dumps(name), body)
        self._kept.append((self.sequence, message))
        if self.connection is not None:
            self.connection.send(message)

    def can_replay(self, after: int) -> bool:
        """Whether nothing after that number has been forgotten."""
        return after + len(self._kept) >= self.sequence

    def missed(self, after: int) -> list[bytes]:
        """The events after that number, oldest first."""
        first = max(0, len(self._kept) - (self.sequence - after))
        return [message for _, message in itertools.islice(self._kept, first, None)]
