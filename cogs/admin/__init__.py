"""Administration: settings, setting up, switches, privacy and help for every cog that runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.client import Bot

requires: tuple[str, ...] = ()
permissions = ("view_channel", "send_messages")
always_on = True


async def setup(bot: Bot) -> None:
    """Build the parts of this cog and hand them to the bot."""
    from bot.community.membership import BotCame
    from bot.settings.clubs import SettingClubs
    from bot.settings.exchange import Exchange
    from cogs.admin import cog, views
    from cogs.admin.service import SettingsDesk
    from cogs.admin.welcome import Welcome

    def clubs() -> SettingClubs | None:
        # Asked for when it is needed: whoever has clubs may start later.
        return bot.services.find(SettingClubs)

    exchange = Exchange(bot.database, bot.settings, clubs)
    desk = SettingsDesk(bot.settings, exchange, clubs)
    bot.provide(SettingsDesk, desk)
    views.offer(bot)
    welcome = Welcome(bot.database, bot.timers, bot.clock.now, views.SystemChannel(bot))
    bot.records.also_erase(welcome.erase)
    bot.events.subscribe(BotCame, welcome.came)
    for commands in cog.ALL:
        await bot.add_cog(commands(bot))
