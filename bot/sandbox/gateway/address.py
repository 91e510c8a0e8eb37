"""Where a client finds the gateway."""

from __future__ import annotations

PUBLIC_URL = "wss://gateway.discord.gg"


def gateway_url(host: str, *, secure: bool) -> str:
    """The gateway's address for a client that came to `host`.

    Over plain HTTP that is a ws:// address; whoever was led here by Discord's own names
    and TLS is told Discord's own address, and led here again.
    """
    return PUBLIC_URL if secure else f"ws://{host}"
