"""The schedule: evenings of a club, planned as events of Discord's."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.schedule.addresses import Calendars
    from cogs.schedule.bindings import EventDesk
    from cogs.schedule.service import EveningBook

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
    from cogs.rooms.api import RoomPlans
    from cogs.schedule import views
    from cogs.schedule.addresses import Calendars
    from cogs.schedule.api import Schedule
    from cogs.schedule.beginning import EveningPlanner
    from cogs.schedule.bindings import EventDesk, Starter
    from cogs.schedule.cog import ScheduleCommands
    from cogs.schedule.records import ScheduleRecords
    from cogs.schedule.service import EveningBook
    from cogs.schedule.timing import Timing
    from cogs.schedule.web import CalendarPages

    timing = Timing(bot.timers, bot.clock.now)
    book = EveningBook(
        bot.database, bot.events, bot.service(Clubs), bot.settings, timing=timing, now=bot.clock.now
    )
    bot.provide(Schedule, book)
    bot.provide(EveningBook, book)
    bot.provide(Starter, Starter(bot, book))
    bot.records.add(__name__, ScheduleRecords())
    bot.events.subscribe(SettingsChanged, book.settings_changed)
    bot.events.subscribe(ClubErased, book.club_erased)
    bot.add_dynamic_items(*views.ITEMS)
    desk = EventDesk(bot, book)
    desk.listen()
    planner = EveningPlanner(book, bot.clock.now, partial(_runs_in, bot))
    bot.service(RoomPlans).add_planner(planner)
    calendars = Calendars(bot.database, book, bot.service(Clubs), bot.clock.now)
    bot.provide(Calendars, calendars)
    bot.web.add_routes("schedule", CalendarPages(calendars, partial(_runs_in, bot)).routes())
    _see_to_evenings(bot, book, desk, calendars)
    await bot.add_cog(ScheduleCommands(bot, book, desk))


def _see_to_evenings(bot: Bot, book: EveningBook, desk: EventDesk, calendars: Calendars) -> None:
    """Build what reminds people, and what follows when an evening's time has come."""
    from cogs.clubs.api import ClubArchived
    from cogs.rooms.api import Rooms
    from cogs.schedule.life import EveningLife
    from cogs.schedule.telling import Teller
    from cogs.schedule.views import reminder_buttons, start_button

    teller = Teller(
        bot,
        book,
        calendars,
        choices=partial(reminder_buttons, bot),
        start=partial(start_button, bot),
    )
    teller.listen()
    life = EveningLife(
        bot.database,
        bot.timers,
        book=book,
        rooms=bot.service(Rooms),
        events=desk,
        herald=teller,
        now=bot.clock.now,
        runs_in=partial(_runs_in, bot),
    )
    life.listen()
    bot.events.subscribe(ClubArchived, life.club_archived)


def _runs_in(bot: Bot, guild_id: int) -> bool:
    return bot.switches.cause(guild_id, "schedule") is None
