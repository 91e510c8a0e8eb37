"""What was said becomes text, by whatever the host has brought; it goes with the voice."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import webvtt

from bot.clock import MovableClock
from bot.config import Config, TranscriptsConfig
from bot.errors import UpstreamError
from bot.events import Events
from bot.settings import SettingStore
from bot.settings.store import Place
from bot.storage.database import Database
from bot.tasks import Tasks
from bot.testing import eventually
from bot.timers import Timers
from bot.voice.clips import opus_packets
from bot.voice.opus import FRAME_SAMPLES
from bot.voice.recording import Packet, Recording, Turn
from cogs.recording.api import Consent, Replay, StopReason
from cogs.recording.doctor import check
from cogs.recording.folders import Folders, Found
from cogs.recording.lasting import Means
from cogs.recording.refusals import NoTranscript, NoTranscripts, TranscriptOnItsWay
from cogs.recording.service import ReplayBook
from cogs.recording.settings import RecordingSettings
from cogs.recording.transcribing import Transcripts
from tests.bot.voice.files import tone
from tests.cogs.recording.test_service import ADA, BOB, GUILD, room

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

    def transcripts(self, config: TranscriptsConfig = EARS) -> Transcripts:
        means = Means(self.database, self.timers, self.tasks, self.clock.now)
        return Transcripts(means, self.settings, self.book, self.folders, config)

    async def recorded(self) -> Replay:
        replay = await self.book.begin(room(), Consent.ASK, ADA)
        recording = Recording(self.folders.make(replay.id), allows=lambda _user: True, began=0.0, goes_on={})
        for user_id, start, hertz in ((ADA, 1.0, 440), (BOB, 3.0, 880)):
            for number, opus in enumerate(opus_packets(tone(1_000, hertz=hertz))):
                packet = Packet(number * FRAME_SAMPLES, start + (number + 1) * 0.02, opus)
                recording.take(user_id, user_id, number, packet)
        recording.close(5.0)
        found = Found((ADA, BOB), (Turn(ADA, 1.0, 2.0), Turn(BOB, 3.0, 4.0)), 5.0)
        stopped = await self.book.finish(replay, StopReason.HOST, found)
        assert stopped is not None
        return stopped


@pytest.fixture
async def desk(book: Database, events: Events, clock: MovableClock, tmp_path: Path) -> AsyncIterator[Desk]:
    desk = Desk(book, events, clock, Folders(tmp_path, least_free_bytes=1), Tasks("test"))
    await desk.settings.change(Place(GUILD, "recording", 0), {"transcripts": True}, by=ADA)
    yield desk
    await desk.timers.close()
    await desk.tasks.close()


async def test_each_turn_becomes_text_at_its_time_and_goes_with_the_voice(desk: Desk) -> None:
    transcripts = desk.transcripts()
    transcripts.listen()
    replay = await desk.recorded()
    with pytest.raises(TranscriptOnItsWay):
        await transcripts.of(replay, {})

    desk.timers.start()
    await eventually(lambda: None not in desk.folders.lines_of(replay.id).values(), within_seconds=60)
    text = await transcripts.of(replay, {ADA: "Ada", BOB: "Bob <x>"})

    first, second = webvtt.from_buffer(io.StringIO(text)).captions
    assert (first.start, first.end, first.voice) == ("00:00:01.000", "00:00:02.000", "Ada")
    assert "&lt;i&gt;440&lt;/i&gt; Hz &amp; 1 s --&gt; in fr" in first.raw_text
    assert (second.start, second.end) == ("00:00:03.000", "00:00:04.000")
    assert "880" in second.raw_text
    desk.folders.remove_track(replay.id, ADA)
    assert "440" not in await transcripts.of(replay, {})
    assert await transcripts.speakers_of(replay) == [BOB]


async def test_what_is_not_set_up_not_wanted_or_not_said_is_told_apart(desk: Desk) -> None:
    replay = await desk.recorded()
    off, on = desk.transcripts(TranscriptsConfig()), desk.transcripts()
    with pytest.raises(NoTranscripts):
        await off.of(replay, {})
    await desk.settings.change(Place(GUILD, "recording", 0), {"transcripts": False}, by=ADA)

    with pytest.raises(NoTranscript):
        await on.of(replay, {})
    for user_id in (ADA, BOB):
        (desk.folders.of(replay.id) / f"{user_id}.lines").write_text("")
    with pytest.raises(NoTranscript):
        await on.of(replay, {})


@pytest.mark.parametrize(
    ("named", "model", "why"),
    [("no.such:Thing", "", "No module named"), ("tests.cogs.recording.ears:Ears", "bad", "want to be good")],
)
async def test_a_transcriber_that_is_not_there_is_named_and_the_tracks_stay(
    desk: Desk, named: str, model: str, why: str
) -> None:
    config = TranscriptsConfig(transcriber=named, model=model)
    replay = await desk.recorded()

    with pytest.raises(UpstreamError, match=why):
        await desk.transcripts(config)._make(replay)

    assert len(desk.folders.tracks(replay.id)) == 2
    (finding,) = [finding async for finding in check(Config(transcripts=config))]
    assert finding.state.value == "problem"
    assert why in finding.said


async def test_the_doctor_tells_that_transcripts_are_off_or_work() -> None:
    (off,) = [finding async for finding in check(Config())]
    (on,) = [finding async for finding in check(Config(transcripts=EARS))]

    assert (off.state.value, on.state.value) == ("ok", "ok")
    assert "off" in off.said
    assert "takes its model" in on.said
