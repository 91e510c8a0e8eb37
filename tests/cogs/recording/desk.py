"""What follows a recording, without a bot: rules are asked there, with tracks of real sound."""

from __future__ import annotations

from dataclasses import dataclass

from bot.clock import MovableClock
from bot.config import TranscriptsConfig
from bot.events import Events
from bot.settings import SettingStore
from bot.storage.database import Database
from bot.tasks import Tasks
from bot.timers import Timers
from bot.voice.clips import opus_packets
from bot.voice.opus import FRAME_SAMPLES
from bot.voice.recording import Packet, Recording, Turn
from cogs.recording.api import Consent, Feed, Replay, StopReason
from cogs.recording.folders import Folders, Found
from cogs.recording.lasting import Means
from cogs.recording.service import ReplayBook
from cogs.recording.settings import RecordingSettings
from cogs.recording.transcribing import Transcripts
from tests.bot.voice.files import tone
from tests.cogs.recording.test_service import ADA, BOB, room

EARS = TranscriptsConfig(transcriber="tests.cogs.recording.ears:Ears", model="good", language="fr")


@dataclass
class Desk:
    """A recording of Ada, at 440 Hz in the second second, and of Bob, at 880 Hz in the fourth."""

    database: Database
    events: Events
    clock: MovableClock
    folders: Folders
    tasks: Tasks

    def __post_init__(self) -> None:
        self.timers = Timers(self.database, self.clock)
        self.settings = SettingStore(self.database, self.events, self.clock.now)
        self.settings.declare("recording", "cogs.recording", RecordingSettings)
        self.book = ReplayBook(self.database, self.events, self.clock.now, self.timers)

    @property
    def means(self) -> Means:
        return Means(self.database, self.timers, self.tasks, self.clock.now)

    def transcripts(self, config: TranscriptsConfig = EARS) -> Transcripts:
        return Transcripts(self.means, self.settings, self.book, self.folders, config)

    async def recorded(self, feed: Feed = Feed.OFF, *, keep_days: int = 0) -> Replay:
        replay = await self.book.begin(room(), Consent.ASK, ADA, feed)
        recording = Recording(self.folders.make(replay.id), allows=lambda _user: True, began=0.0, goes_on={})
        for user_id, start, hertz in ((ADA, 1.0, 440), (BOB, 3.0, 880)):
            for number, opus in enumerate(opus_packets(tone(1_000, hertz=hertz))):
                packet = Packet(number * FRAME_SAMPLES, start + (number + 1) * 0.02, opus)
                recording.take(user_id, user_id, number, packet)
        recording.close(5.0)
        found = Found((ADA, BOB), (Turn(ADA, 1.0, 2.0), Turn(BOB, 3.0, 4.0)), 5.0)
        stopped = await self.book.finish(replay, StopReason.HOST, found, keep_days=keep_days)
        assert stopped is not None
        return stopped
