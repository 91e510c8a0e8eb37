"""A recording that went on in more than one file of each track is packed, read and kept elsewhere as one."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
import webvtt
from fsspec.implementations.memory import MemoryFileSystem

from bot.clock import MovableClock
from bot.events import Events
from bot.storage.database import Database
from bot.tasks import Tasks
from bot.voice.clips import opus_packets
from bot.voice.opus import FRAME_SAMPLES
from bot.voice.parts import PartLimits
from bot.voice.recording import Packet, Recording
from cogs.recording.api import Consent, Replay, StopReason
from cogs.recording.folders import Folders
from cogs.recording.rendering import TRACKS, About, Progress, Renderer
from cogs.recording.storage import LIST, Storage
from tests.bot.voice.files import tone
from tests.cogs.recording.desk import Desk
from tests.cogs.recording.test_service import ADA, BOB, room

SECONDS = 13
#: When each is heard, and how high: Ada in the first part and in the last.
SAID = {ADA: ((1, 440), (11, 880)), BOB: ((6, 660),)}
ADAS = {f"{ADA}.opus", f"{ADA}-2.opus", f"{ADA}-3.opus"}
BOBS = {f"{BOB}-2.opus", f"{BOB}-3.opus"}


async def recorded(desk: Desk) -> Replay:
    """Record them, in parts of five seconds."""
    replay = await desk.book.begin(room(), Consent.ASK, ADA)
    folder, limits = desk.folders.make(replay.id), PartLimits(seconds=5)
    recording = Recording(folder, allows=lambda _user: True, began=0.0, goes_on={}, limits=limits)
    sounds = {hertz: opus_packets(tone(1_000, hertz=hertz)) for hertz in (440, 660, 880)}
    for frame in range(SECONDS * 50):
        now = (frame + 1) * 0.02
        for user_id, said in SAID.items():
            for second, hertz in said:
                if 0 <= frame - 50 * second < 50:
                    opus = sounds[hertz][frame - 50 * second]
                    recording.take(user_id, user_id, frame, Packet(frame * FRAME_SAMPLES, now, opus))
        if frame % 10 == 0:
            recording.sweep(now)
    recording.close(float(SECONDS))
    found = desk.folders.close(replay.id)
    stopped = await desk.book.finish(replay, StopReason.HOST, found)
    assert stopped is not None
    return stopped


async def told(_replay: Replay) -> About:
    """Nothing."""
    return About()


async def test_a_zip_has_every_part_and_none_of_whoever_is_taken_out(desk: Desk) -> None:
    replay = await recorded(desk)
    renderer = Renderer(desk.folders, told, desk.book.people_of)

    assert replay.milliseconds == pytest.approx(1000 * SECONDS, abs=20)
    assert await packed(renderer, replay) == {
        path.name: path.read_bytes() for path in desk.folders.tracks(replay.id)
    }
    assert set(await packed(renderer, replay)) == ADAS | BOBS
    await desk.book.remove_person(replay.id, ADA)
    desk.folders.remove_track(replay.id, ADA)

    assert set(await packed(renderer, replay)) == BOBS


class Meanwhile(Renderer):
    """Somebody is taken out once a file is made, and before anybody reads it."""

    desk: Desk

    async def file_of(self, replay: Replay, form: str, progress: Progress = lambda _percent: None) -> Path:
        """See `Renderer.file_of`."""
        path = await super().file_of(replay, form, progress)
        if ADA in await self.desk.book.people_of(replay.id):
            await self.desk.book.remove_person(replay.id, ADA)
            self.desk.folders.remove_track(replay.id, ADA)
        return path


async def test_a_file_that_is_opened_has_nobody_who_was_taken_out_before(desk: Desk) -> None:
    replay = await recorded(desk)
    renderer = Meanwhile(desk.folders, told, desk.book.people_of)
    renderer.desk = desk

    with await renderer.opened(replay, TRACKS) as file, zipfile.ZipFile(file) as read:
        assert set(read.namelist()) == BOBS


async def packed(renderer: Renderer, replay: Replay) -> dict[str, bytes]:
    """What is in the zip of a replay."""
    with zipfile.ZipFile(await renderer.file_of(replay, TRACKS)) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


async def test_a_transcript_reads_all_parts_on_one_clock(desk: Desk) -> None:
    replay, transcripts = await recorded(desk), desk.transcripts()

    await transcripts.make(replay.id)

    text = await transcripts.of(replay, {ADA: "Ada", BOB: "Bob"})
    captions = webvtt.from_buffer(io.StringIO(text)).captions
    read = [(each.start[:8], each.voice, re.findall(r"\d+", each.raw_text)[0]) for each in captions]
    assert read == [
        ("00:00:01", "Ada", "440"),
        ("00:00:06", "Bob", "660"),
        ("00:00:11", "Ada", "880"),
    ]


async def test_each_part_is_counted_where_it_is_kept_and_comes_back(
    book: Database, events: Events, clock: MovableClock, tmp_path: Path
) -> None:
    MemoryFileSystem.store.clear()
    folders = Folders(tmp_path, least_free_bytes=1, storage=Storage("memory://parts"))
    replay = await recorded(Desk(book, events, clock, folders, Tasks("test")))
    content = {path.name: path.read_bytes() for path in folders.tracks(replay.id)}

    folders.move_away(replay.id)

    listed = json.loads((folders.of(replay.id) / LIST).read_text())["files"]
    assert {name: size for name, (size, _) in listed.items()} == {
        name: len(written) for name, written in content.items()
    }
    assert not list(folders.of(replay.id).glob("*.opus"))
    assert {path.name: path.read_bytes() for path in folders.tracks(replay.id)} == content
    folders.move_away(replay.id)
    folders.remove_track(replay.id, ADA)
    away = {path.rpartition("/")[2] for path in MemoryFileSystem.store}
    assert away == {LIST, *BOBS}
    assert {path.name for path in folders.tracks(replay.id)} == BOBS
