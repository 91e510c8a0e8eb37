"""Transcripts: what was said in a recording as text, where somebody has brought what can hear it.

A transcript is owed by a timer that is written with the end of the recording, made in a child process, and
kept as a file for each speaker beside their track, with which it goes. Who is not in the recording is not in
the transcript either.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence

from sqlalchemy import select

from bot.config import TranscriptsConfig
from bot.errors import UpstreamError
from bot.settings import SettingStore
from bot.voice import children
from bot.voice.parts import in_order
from bot.voice.transcribe_child import NO_TRANSCRIBER, Job
from bot.voice.webvtt import Cue, written
from cogs.recording.api import Replay, ReplayStatus
from cogs.recording.folders import Folders
from cogs.recording.lasting import Lasting, Means
from cogs.recording.refusals import NoTranscript, NoTranscripts, TranscriptOnItsWay
from cogs.recording.rows import TRANSCRIBE
from cogs.recording.service import ReplayBook
from cogs.recording.settings import RecordingSettings
from cogs.recording.tables import TurnRow

log = logging.getLogger(__name__)

#: Loading a model, and then so many times as long as people spoke.
_LEAST_SECONDS, _TIMES = 300, 20
_PROGRAM = "bot.voice.transcribe_child"
# Nobody's speech, and no wish for a model, leaves this machine.
_OFFLINE = {"HF_HUB_OFFLINE": "1"}


async def _nothing_follows(_replay: Replay) -> None:
    """Owe nothing."""


class Transcripts:
    """The transcripts of every community."""

    def __init__(
        self,
        means: Means,
        settings: SettingStore,
        book: ReplayBook,
        folders: Folders,
        config: TranscriptsConfig,
    ) -> None:
        self._database, self._settings = means.database, settings
        self._book, self._folders, self._config = book, folders, config
        self._lasting = Lasting(means, TRANSCRIBE, self.make)
        #: Called with each recording of which there is a transcript now.
        self.then: Callable[[Replay], Awaitable[None]] = _nothing_follows

    def listen(self) -> None:
        """Make what is owed, also from before a restart; without a transcriber nothing is owed."""
        self._lasting.listen()
        if self._config.is_on:
            self._book.owe(TRANSCRIBE)

    async def of(self, replay: Replay, names: Mapping[int, str]) -> str:
        """The transcript of a recording as WebVTT, with what people are called.

        Raises:
            NoTranscripts, TranscriptOnItsWay, NoTranscript: as `cues_of`.
        """
        return written(await self.cues_of(replay, names))

    async def cues_of(self, replay: Replay, names: Mapping[int, str]) -> list[Cue]:
        """What was said in a recording, by whom and when.

        Raises:
            NoTranscripts: none are made here.
            TranscriptOnItsWay: it is not done yet.
            NoTranscript: the club wants none, or nobody said a word.
        """
        if not self._config.is_on:
            raise NoTranscripts
        found = await self._lines_of(replay)
        if any(lines is None for lines in found.values()):
            if not await self._is_wanted(replay):
                raise NoTranscript(topic=replay.topic)
            raise TranscriptOnItsWay(topic=replay.topic)
        cues = [
            Cue(said["from"], said["to"], names.get(user_id, f"…{user_id % 10_000:04}"), said["text"])
            for user_id, lines in found.items()
            for said in map(json.loads, lines or ())
        ]
        if not cues:
            raise NoTranscript(topic=replay.topic)
        return cues

    async def speakers_of(self, replay: Replay) -> list[int]:
        """Who is in it."""
        return list(await self._lines_of(replay))

    async def holds(self, replay: Replay, speakers: Sequence[int]) -> bool:
        """Whether those who were in it still are."""
        return set(speakers) <= set(await self._book.people_of(replay.id))

    async def _lines_of(self, replay: Replay) -> dict[int, list[str] | None]:
        """What each said who is in it: the tables decide, also while the disk has not let go of a voice."""
        lines = await asyncio.to_thread(self._folders.lines_of, replay.id)
        people = await self._book.people_of(replay.id)
        return {user_id: said for user_id, said in lines.items() if user_id in people}

    async def _is_wanted(self, replay: Replay) -> bool:
        rules = await self._settings.of(RecordingSettings, replay.guild_id, replay.club_id)
        return rules.transcripts

    async def make(self, replay_id: int) -> None:
        """Make the transcript of a recording that is over, if its club wants one.

        Raises:
            UpstreamError: it cannot be made; the recording is as it was.
        """
        replay = await self._book.get(replay_id)
        if replay is None or replay.status is not ReplayStatus.STOPPED or not self._config.is_on:
            return
        if await self._is_wanted(replay):
            await self._make(replay)

    async def _make(self, replay: Replay) -> None:
        turns = await self._turns_of(replay)
        found = await self._lines_of(replay)
        parts = in_order(await asyncio.to_thread(self._folders.tracks, replay.id))
        tracks = tuple(
            (
                tuple(map(str, parts[str(user_id)])),
                str(self._folders.lines_at(replay.id, user_id)),
                tuple(turns[user_id]),
            )
            for user_id, lines in found.items()
            if lines is None and str(user_id) in parts
        )
        if not tracks:
            return
        spoken = sum(end - start for *_, of_track in tracks for start, end in of_track) // 1000
        seconds = _LEAST_SECONDS + _TIMES * spoken
        config = self._config
        await _run(
            Job(config.transcriber, config.model, config.language, tracks, seconds, config.memory_megabytes)
        )
        log.info("the transcript of replay %s is made", replay.id)
        await self.then(replay)

    async def _turns_of(self, replay: Replay) -> defaultdict[int, list[tuple[int, int]]]:
        query = select(TurnRow.user_id, TurnRow.from_ms, TurnRow.to_ms).where(TurnRow.replay_id == replay.id)
        turns: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for user_id, from_ms, to_ms in await self._database.lookup(query.order_by(TurnRow.from_ms)):
            turns[user_id].append((from_ms, to_ms))
        return turns


async def _run(job: Job) -> None:
    """Let a child do a job.

    Raises:
        UpstreamError: it could not; says why in one line.
    """
    home = {name: os.environ[name] for name in ("HOME",) if name in os.environ}
    try:
        process = await children.started(_PROGRAM, answers=False, more={**_OFFLINE, **home})
    except OSError as error:
        raise UpstreamError(f"no process can be started to transcribe in: {error}") from error
    try:
        async with asyncio.timeout(2 * job.cpu_seconds):
            said, _ = await asyncio.gather(
                children.last_said(process), children.feed(process, job.written().encode())
            )
            await process.wait()
    except TimeoutError as error:
        raise UpstreamError(f"no transcript within {2 * job.cpu_seconds} s") from error
    finally:
        await children.end(process)
    if process.returncode:
        why = (
            "there is no transcriber"
            if process.returncode == NO_TRANSCRIBER
            else f"exit {process.returncode}"
        )
        raise UpstreamError(f"no transcript was made, {why}: {said}")
