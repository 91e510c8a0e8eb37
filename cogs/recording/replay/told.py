"""What is told of a replay wherever it can be heard without Discord, kept beside its files.

It is put together once, as its files are made, and lies among them: with a voice that is taken out goes all
that was told, before it can be read again. So pages and feeds ask neither the database for turns nor Discord
for names.
"""

from __future__ import annotations

import asyncio
import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.storage.database import Database
from cogs.recording.api import Replay
from cogs.recording.folders import Folders
from cogs.recording.replay.chapters import silences_of
from cogs.recording.replay.story import Stories, Story
from cogs.recording.tables import QuestionRow, TrackRow

log = logging.getLogger(__name__)

#: The name of the file, as `Folders.mix_of` has it.
TOLD = "json"
_MOST_TRIES = 3


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who is heard."""

    user_id: int
    name: str
    milliseconds: int


@dataclass(frozen=True, slots=True)
class Told:
    """All that is told of a replay, beside its name."""

    speakers: tuple[Speaker, ...]
    #: Where each part begins, in milliseconds, and what it is called.
    chapters: tuple[tuple[int, str], ...]
    #: From when on each was answered, what it is, and who asked, if they are heard in the replay.
    questions: tuple[tuple[int, str, str], ...]
    links: tuple[tuple[str, str], ...]
    silences: tuple[tuple[int, int], ...]

    def names(self) -> dict[int, str]:
        """What those are called who are heard."""
        return {speaker.user_id: speaker.name for speaker in self.speakers}


class Tellings:
    """Tells, from what is kept or anew."""

    def __init__(self, database: Database, stories: Stories, folders: Folders) -> None:
        self._database = database
        self._stories = stories
        self._folders = folders

    async def of(self, replay: Replay) -> Told:
        """All that is told of a replay."""
        path = self._folders.mix_of(replay.id, TOLD)
        found = await asyncio.to_thread(kept, path)
        return await self._anew(replay, path) if found is None else found

    async def _anew(self, replay: Replay, path: Path) -> Told:
        for _ in range(_MOST_TRIES):
            people, told = await self._people(replay), told_by(await self._stories.of(replay))
            try:
                await asyncio.to_thread(_keep, path, told)
            except OSError as error:  # it is told all the same, and put together again next time
                log.warning("what replay %s tells is not kept: %s", replay.id, error)
                return told
            # Somebody may have been taken out meanwhile, and the files with them, before this one came.
            if people == await self._people(replay):
                return told
            await asyncio.to_thread(path.unlink, missing_ok=True)
        return told

    async def _people(self, replay: Replay) -> set[int]:
        async with self._database.reading() as session:
            return {
                user_id
                for table in (TrackRow, QuestionRow)
                for user_id in await session.scalars(
                    select(table.user_id).where(table.replay_id == replay.id)
                )
            }


def told_by(story: Story) -> Told:
    """What a story tells outside of Discord."""
    replay = story.replay
    return Told(
        tuple(Speaker(user_id, story.name(user_id), spoken) for user_id, spoken in story.spoken.items()),
        tuple((chapter.at_ms, chapter.title) for chapter in story.chapters),
        tuple(
            (each.at_ms, each.text, story.name(each.user_id) if each.user_id in story.spoken else "")
            for each in story.questions
        ),
        tuple((link.label, link.url) for link in story.links),
        tuple((each.from_ms, each.to_ms) for each in silences_of(story.turns, replay.milliseconds or 0)),
    )


def kept(path: Path) -> Told | None:
    """What was told, as it is kept; None if it is not, or not whole."""
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return Told(
            tuple(Speaker(**speaker) for speaker in found["speakers"]),
            *(tuple(map(tuple, found[name])) for name in ("chapters", "questions", "links", "silences")),
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.warning("%s cannot be read, and is made anew: %s", path, error)
        return None


def _keep(path: Path, told: Told) -> None:
    half = path.with_suffix(f"{path.suffix}.part")
    half.write_text(json.dumps(asdict(told)), encoding="utf-8")
    half.replace(path)
