"""Recording: what is said in a room is kept, of those who want it, one track for each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.undo import undoable

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.recording.consents import ConsentBook
    from cogs.recording.folders import Folders
    from cogs.recording.lasting import Means
    from cogs.recording.recorder import Recorder
    from cogs.recording.service import ReplayBook
    from cogs.recording.transcribing import Transcripts

requires = ("clubs", "rooms")
# To hear takes what it takes to be heard; write a message, since nobody is recorded who was not told; the
# others, since a replay is a file with a picture.
permissions = ("view_channel", "connect", "mute_members", "send_messages", "attach_files", "embed_links")


async def setup(bot: Bot) -> None:
    """Build the parts of this cog and hand them to the bot."""
    from pathlib import Path

    from bot.voice import codecs
    from cogs.clubs.api import Clubs
    from cogs.recording.acting import ClipPosts
    from cogs.recording.clipping import Clipper
    from cogs.recording.cog import ClipCommands, RecordCommands
    from cogs.recording.consents import ConsentBook
    from cogs.recording.folders import Folders
    from cogs.recording.lasting import Means
    from cogs.recording.posted import PostedClips
    from cogs.recording.posting import Poster
    from cogs.recording.replay.making import Making
    from cogs.recording.replay.questions import Questions
    from cogs.recording.retention import Retention
    from cogs.recording.service import ReplayBook
    from cogs.recording.shelf import Shelf
    from cogs.recording.storage import Storage

    codecs.find_ffmpeg()
    rules = bot.config.recording
    storage = Storage(rules.storage) if rules.storage else None
    folders = Folders(Path(rules.folder), least_free_bytes=rules.least_free_megabytes << 20, storage=storage)
    means = Means(bot.database, bot.timers, bot.tasks, bot.clock.now)
    book = ReplayBook(bot.database, bot.events, bot.clock.now, bot.timers)
    consents = ConsentBook(bot.database, bot.clock.now)
    recorder = await _record(bot, means, book, folders, consents)
    Questions(bot.database, consents).listen(bot.events)
    shelf = Shelf(bot.database, bot.service(Clubs), bot.timers, folders, bot.clock.now)
    Retention(means, bot.settings, book, shelf).listen(bot.events)
    bot.provide(Shelf, shelf)
    _make_replays(bot, means, book, folders)
    transcripts = _follow_up(bot, means, book, folders)
    _serve(bot, means, book, folders, transcripts)
    clipper = Clipper(folders, recorder.heard_in)
    posts = ClipPosts(bot, PostedClips(bot.database, bot.timers, bot.clock.now), clipper)
    posts.listen()
    making, poster = bot.service(Making), bot.service(Poster)
    await bot.add_cog(
        RecordCommands(bot, recorder, shelf, making, poster, clipper=clipper, transcripts=transcripts)
    )
    await bot.add_cog(ClipCommands(bot, recorder, clipper, posts))


async def _record(
    bot: Bot, means: Means, book: ReplayBook, folders: Folders, consents: ConsentBook
) -> Recorder:
    """Build what records rooms, and what begins and ends that by itself."""
    from cogs.recording import views
    from cogs.recording.beginning import Beginning
    from cogs.recording.ending import Ending
    from cogs.recording.listeners import RecordingListeners
    from cogs.recording.recorder import Recorder
    from cogs.recording.records import ReplayRecords
    from cogs.recording.showing import Notices
    from cogs.rooms.api import Rooms

    notices = Notices(bot)
    ending = Ending(means, bot.settings, book=book, folders=folders, ends=notices)
    ending.listen()
    bot.provide(Ending, ending)
    recorder = Recorder(bot, book=book, consents=consents, folders=folders, teller=notices, ending=ending)
    bot.provide(Recorder, recorder)
    bot.records.add(__name__, ReplayRecords(recorder, bot.timers, bot.clock.now))
    bot.add_dynamic_items(*views.ITEMS)
    recorder.listen()
    beginning = Beginning(
        means,
        bot.settings,
        rooms=bot.service(Rooms),
        book=book,
        begin=recorder.start,
        tells=notices,
        runs_in=partial(_runs_in, bot),
    )
    beginning.listen(bot.events)
    undoable(bot.tasks.start(recorder.keep(), name="recording.keep").cancel)
    await bot.add_cog(RecordingListeners(bot, recorder, beginning))
    return recorder


def _follow_up(bot: Bot, means: Means, book: ReplayBook, folders: Folders) -> Transcripts:
    """Build what follows when a recording is over: its text, and its way to where it is kept."""
    from cogs.recording.storing import Storing
    from cogs.recording.transcribing import Transcripts

    transcripts = Transcripts(means, bot.settings, book, folders, bot.config.transcripts)
    transcripts.listen()
    storing = Storing(means, book, folders)
    storing.listen()
    undoable(bot.tasks.start(storing.tidy(), name="recording.tidy").cancel)
    return transcripts


def _make_replays(bot: Bot, means: Means, book: ReplayBook, folders: Folders) -> None:
    """Build what makes replays of recordings, posts them and serves them."""
    from cogs.clubs.api import Clubs
    from cogs.recording import views
    from cogs.recording.api import Replays
    from cogs.recording.library import Library
    from cogs.recording.posting import Poster
    from cogs.recording.recorder import Recorder
    from cogs.recording.rendering import Renderer
    from cogs.recording.replay.links import Links
    from cogs.recording.replay.making import Making
    from cogs.recording.replay.posts import Posts
    from cogs.recording.replay.story import Stories
    from cogs.recording.shelf import Shelf
    from cogs.rooms.api import RoomLinks

    own_id = bot.service(Recorder).own_id
    posts, links = Posts(bot.database), Links(bot.database, bot.timers, bot.clock.now)
    poster = Poster(bot, posts, links, book.people_of)
    poster.listen()
    stories = Stories(bot.database, bot.service(Clubs), bot.service(RoomLinks), poster.names, own_id)
    renderer = Renderer(folders, stories.about, book.people_of)
    making = Making(means, bot.settings, book=book, stories=stories, renderer=renderer, herald=poster)
    making.listen()
    bot.provide(Posts, posts)
    bot.provide(Links, links)
    bot.provide(Poster, poster)
    bot.provide(Stories, stories)
    bot.provide(Renderer, renderer)
    bot.provide(Making, making)
    bot.provide(Replays, Library(bot.service(Shelf), renderer))
    bot.forms.add(*views.FORMS)


def _serve(bot: Bot, means: Means, book: ReplayBook, folders: Folders, transcripts: Transcripts) -> None:
    """Build what is served: pages and files at addresses of replays, and the feeds of clubs."""
    from bot.settings import SettingsChanged
    from cogs.clubs.api import ClubErased, Clubs
    from cogs.recording.rendering import Renderer
    from cogs.recording.replay.feeds import Feeds
    from cogs.recording.replay.links import Links
    from cogs.recording.replay.making import Making
    from cogs.recording.replay.publishing import Publishing
    from cogs.recording.replay.story import Stories
    from cogs.recording.replay.told import Tellings
    from cogs.recording.web import FeedPages, LinkPages, Players

    clubs, renderer, now = bot.service(Clubs), bot.service(Renderer), bot.clock.now
    tellings = Tellings(bot.database, bot.service(Stories), folders)
    feeds = Feeds(bot.database, clubs, bot.settings, bot.timers, folders=folders, now=now)
    publishing = Publishing(
        means,
        book=book,
        clubs=clubs,
        feeds=feeds,
        folders=folders,
        renderer=renderer,
        tellings=tellings,
        transcripts=transcripts,
    )
    publishing.listen()
    bot.service(Making).then = transcripts.then = publishing.is_made
    bot.provide(Feeds, feeds)
    bot.provide(Publishing, publishing)
    bot.events.subscribe(ClubErased, feeds.club_erased)
    bot.events.subscribe(SettingsChanged, publishing.settings_changed)
    runs_in, players = partial(_runs_in, bot), Players(clubs, renderer, tellings, transcripts, bot.words)
    links = LinkPages(bot.service(Links), renderer, players, runs_in)
    pages = FeedPages(
        feeds,
        renderer,
        players,
        bot.words,
        runs_in=runs_in,
        language_in=partial(_language_in, bot),
        public_url=lambda: bot.web.public_url,
        now=now,
    )
    bot.web.add_routes("recording", [*links.routes(), *pages.routes()])


def _runs_in(bot: Bot, guild_id: int) -> bool:
    return bot.switches.cause(guild_id, "recording") is None


async def _language_in(bot: Bot, guild_id: int) -> str:
    guild = bot.get_guild(guild_id)
    return bot.config.language.default if guild is None else await bot.language_of(guild)
