"""Rooms: audio sessions of a club on a stage channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.undo import undoable

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.rooms.course import Course
    from cogs.rooms.service import RoomBook
    from cogs.rooms.showing import CardKeeper

requires = ("clubs",)
# `bot.permissions.ON_STAGE`: to come in, to moderate a stage, to write beside it.
permissions = (
    "view_channel",
    "connect",
    "manage_channels",
    "mute_members",
    "move_members",
    "send_messages",
)


async def setup(bot: Bot) -> None:
    """Build the parts of this cog and hand them to the bot."""
    from bot.settings import SettingsChanged
    from cogs.clubs.api import Clubs
    from cogs.rooms import views
    from cogs.rooms.api import Company, RoomCards, RoomLinks, RoomReports, Rooms, RoomTopics, TalkTimes
    from cogs.rooms.cards import Cards
    from cogs.rooms.company import RoomCompany
    from cogs.rooms.course import Course
    from cogs.rooms.records import RoomRecords
    from cogs.rooms.reports import Reports
    from cogs.rooms.service import RoomBook
    from cogs.rooms.showing import CardKeeper

    clubs = bot.service(Clubs)
    bots = bot.whereabouts.bots
    book = RoomBook(bot.database, bot.events, clubs, bot.settings, bot.clock.now, bots=bots)
    bot.provide(Rooms, book)
    bot.provide(Company, RoomCompany(bot.database, book))
    course = Course(bot.database, book, bot.clock.now)
    course.listen(bot.events)
    bot.provide(RoomBook, book)
    bot.provide(Course, course)
    reports = Reports(bot.database, book, clubs, bot.clock.now, store=course.store)
    bot.provide(Reports, reports)
    bot.provide(RoomTopics, reports)
    bot.provide(RoomReports, reports)
    bot.provide(TalkTimes, book.talk)
    bot.records.add(__name__, RoomRecords(book.attendance, book, course))
    bot.add_dynamic_items(*views.ITEMS)
    bot.events.subscribe(SettingsChanged, book.settings_changed)
    undoable(bot.tasks.start(book.attendance.keep(), name="rooms.attendance").cancel)
    undoable(bot.tasks.start(course.keep(), name="rooms.course").cancel)
    faces = Cards(bot.database, book)
    bot.provide(RoomCards, faces)
    bot.provide(RoomLinks, faces.pins)
    cards = CardKeeper(bot, book, faces)
    cards.listen()
    await _meet_discord(bot, book, cards, course)


async def _meet_discord(bot: Bot, book: RoomBook, cards: CardKeeper, course: Course) -> None:
    """Build what asks things of Discord, and what listens to it."""
    from cogs.clubs.api import Clubs
    from cogs.rooms.adoption import Adoption
    from cogs.rooms.api import RoomPlans
    from cogs.rooms.bindings import Gate, Opening, PlannedRooms
    from cogs.rooms.cog import RoomCommands
    from cogs.rooms.greenroom import GreenRooms
    from cogs.rooms.hosting import Hosting
    from cogs.rooms.life import RoomLife
    from cogs.rooms.listeners import StageListeners
    from cogs.rooms.making import StageMaker
    from cogs.rooms.moving import Mover
    from cogs.rooms.plans import Plans
    from cogs.rooms.stages import StageDoors
    from cogs.rooms.telling import Teller

    hosting = Hosting(book, bot.clock.now)
    plans = Plans(book, hosting)
    plans.listen(bot.events)
    doors = StageDoors(bot, book, plans)
    if bot.config.voice.workers:
        undoable(bot.tasks.start(doors.presence.keep(), name="rooms.voices").cancel)
    life = RoomLife(
        bot.database,
        bot.timers,
        bot.settings,
        bot.service(Clubs),
        rooms=book,
        hosting=hosting,
        steward=doors,
        now=bot.clock.now,
    )
    life.listen(bot.events)
    adoption = Adoption(bot.settings, bot.service(Clubs), book, plans)
    await bot.add_cog(StageListeners(bot, book, doors, cards=cards, adoption=adoption, course=course))
    gate, maker = Gate(bot, book), StageMaker(bot, book)
    gate.listen()
    maker.listen()
    mover, green_rooms = Mover(bot, book), GreenRooms(bot, book)
    mover.listen()
    bot.provide(RoomPlans, PlannedRooms(bot, plans, Opening(book, doors, gate, maker), doors))
    teller = Teller(bot, book, plans)
    teller.listen()
    green_rooms.listen()
    bot.provide(Mover, mover)
    await bot.add_cog(
        RoomCommands(
            bot,
            book,
            doors,
            hosting=hosting,
            cards=cards,
            gate=gate,
            maker=maker,
            mover=mover,
            green_rooms=green_rooms,
            teller=teller,
        )
    )
