"""The schedule: evenings of a club, planned as events of Discord's."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.client import Bot

requires = ("clubs", "rooms")
# To plan on a stage takes what it takes to moderate it; Manage Events is for what others planned on a club's
# stage. Write a message, to remind people.
permissions = (
    "view_channel",
    "manage_channels",
    "mute_members",
    "move_members",
    "create_events",
    "manage_events",
    "send_messages",
)


async def setup(bot: Bot) -> None:
    """Build the parts of this cog and hand them to the bot."""
    from bot.settings import SettingsChanged
    from cogs.clubs.api import ClubErased, Clubs
    from cogs.schedule.api import Schedule
    from cogs.schedule.bindings import EventDesk
    from cogs.schedule.cog import ScheduleCommands
    from cogs.schedule.records import ScheduleRecords
    from cogs.schedule.service import EveningBook
    from cogs.schedule.timing import Timing

    timing = Timing(bot.timers, bot.clock.now)
    book = EveningBook(
        bot.database, bot.events, bot.service(Clubs), bot.settings, timing=timing, now=bot.clock.now
    )
    bot.provide(Schedule, book)
    bot.provide(EveningBook, book)
    bot.records.add(__name__, ScheduleRecords())
    bot.events.subscribe(SettingsChanged, book.settings_changed)
    bot.events.subscribe(ClubErased, book.club_erased)
    desk = EventDesk(bot, book)
    desk.listen()
    await bot.add_cog(ScheduleCommands(bot, book, desk))
