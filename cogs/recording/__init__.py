"""Recording: what is said in a room is kept, of those who want it, one track for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.undo import undoable

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.recording.folders import Folders
    from cogs.recording.service import ReplayBook
    from cogs.recording.transcribing import Transcripts

requires = ("clubs", "rooms")
# To hear takes what it takes to be heard; write a message, since nobody is recorded who was not told.
permissions = ("view_channel", "connect", "mute_members", "send_messages", "attach_files")


async def setup(bot: Bot) -> None:
    """Build the parts of this cog and hand them to the bot."""
    from pathlib import Path

    from bot.voice import codecs
    from cogs.clubs.api import Clubs
    from cogs.recording import views
    from cogs.recording.acting import ClipPosts
    from cogs.recording.api import Replays
    from cogs.recording.clipping import Clipper
    from cogs.recording.cog import ClipCommands, RecordCommands
    from cogs.recording.consents import ConsentBook
    from cogs.recording.folders import Folders
    from cogs.recording.library import Library
    from cogs.recording.listeners import RecordingListeners
    from cogs.recording.posted import PostedClips
    from cogs.recording.recorder import Recorder
    from cogs.recording.records import ReplayRecords
    from cogs.recording.rendering import Renderer
    from cogs.recording.service import ReplayBook
    from cogs.recording.shelf import Shelf
    from cogs.recording.showing import Notices
    from cogs.recording.storage import Storage

    codecs.find_ffmpeg()
    rules = bot.config.recording
    storage = Storage(rules.storage) if rules.storage else None
    folders = Folders(Path(rules.folder), least_free_bytes=rules.least_free_megabytes << 20, storage=storage)
    book = ReplayBook(bot.database, bot.events, bot.clock.now, bot.timers)
    consents = ConsentBook(bot.database, bot.clock.now)
    recorder = Recorder(bot, book, consents, folders, Notices(bot))
    bot.provide(Recorder, recorder)
    bot.records.add(__name__, ReplayRecords(recorder, bot.timers, bot.clock.now))
    bot.add_dynamic_items(*views.ITEMS)
    recorder.listen()
    undoable(bot.tasks.start(recorder.keep(), name="recording.keep").cancel)
    await bot.add_cog(RecordingListeners(bot, recorder))
    shelf = Shelf(bot.database, bot.service(Clubs), bot.timers, folders, bot.clock.now)
    shelf.listen()
    transcripts = _follow_up(bot, book, folders)
    posts, clipper = ClipPosts(bot, PostedClips(bot.database)), Clipper(folders)
    posts.listen()
    renderer = Renderer(folders)
    bot.provide(Replays, Library(shelf, renderer))
    await bot.add_cog(
        RecordCommands(bot, recorder, shelf, renderer, clipper=clipper, transcripts=transcripts)
    )
    await bot.add_cog(ClipCommands(bot, recorder, clipper, posts))


def _follow_up(bot: Bot, book: ReplayBook, folders: Folders) -> Transcripts:
    """Build what follows when a recording is over: its text, and its way to where it is kept."""
    from cogs.recording.storing import Storing
    from cogs.recording.transcribing import Transcripts

    now = bot.clock.now
    transcripts = Transcripts(
        bot.database,
        bot.timers,
        bot.settings,
        book=book,
        folders=folders,
        config=bot.config.transcripts,
        tasks=bot.tasks,
        now=now,
    )
    transcripts.listen()
    storing = Storing(bot.database, bot.timers, bot.tasks, now, book=book, folders=folders)
    storing.listen()
    undoable(bot.tasks.start(storing.tidy(), name="recording.tidy").cancel)
    return transcripts
