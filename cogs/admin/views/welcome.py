"""The one message that says that the bot has come."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import discord

from bot import permissions
from bot.errors import UpstreamError
from bot.views import LayoutView
from cogs.admin.checks import GuildLandmarks
from cogs.admin.views.screens import framed, row
from cogs.admin.views.setup_screens import BeginSetup
from cogs.admin.wording import Reader

if TYPE_CHECKING:
    from bot.client import Bot

log = logging.getLogger(__name__)

TO_WRITE = ("view_channel", "send_messages")


class SystemChannel:
    """Fulfils `cogs.admin.welcome.Greeter`: writes where Discord writes its own notices, never in private."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def greet(self, guild_id: int) -> None:
        """See `Greeter.greet`."""
        guild = self._bot.get_guild(guild_id)
        if guild is None:
            log.info("no welcome in %s: the bot is not there any more", guild_id)
            return
        if guild.unavailable:
            raise UpstreamError(f"the community {guild_id} is not there just now")
        channel = guild.system_channel
        if channel is None or permissions.lacking(channel.permissions_for(guild.me), TO_WRITE):
            log.info("no welcome in %s: there is no system channel to write in", guild_id)
            return
        language = await self._bot.language_of(guild)
        reader = Reader(self._bot.words, language, GuildLandmarks(guild))
        try:
            # The nonce holds when this is done again right after a crash, before the timer is gone.
            await channel.send(view=_message(reader), nonce=f"hello{guild_id}")
        except discord.Forbidden as error:
            log.info("no welcome in %s: %s", guild_id, error)


def _message(reader: Reader) -> LayoutView:
    text: discord.ui.TextDisplay[Any] = discord.ui.TextDisplay(reader.phrase("welcome"))
    return framed([text, row(BeginSetup(reader.label("welcome-button")))])
