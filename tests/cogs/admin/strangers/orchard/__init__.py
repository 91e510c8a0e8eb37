"""A stranger's cog that does nothing but have settings: of every kind, and more than fit on one page."""

from __future__ import annotations

from bot.client import Bot


async def setup(_bot: Bot) -> None:
    """Have settings."""
