"""What a replay tells of: who spoke when, what it was about, what its people are called.

Only those are in it of whom there is a track: who declined, or withdrew, is in none of the tables.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from bot.storage.database import Database
from cogs.clubs.api import Clubs, NoSuchClub
from cogs.recording.api import Replay
from cogs.recording.rendering import About
from cogs.recording.replay.chapters import Chapter, Spoken, chapters_of
from cogs.recording.tables import QuestionRow, TopicRow, TrackRow, TurnRow
from cogs.rooms.api import PinnedLink, RoomLinks

#: What people of a community are called, as far as that can be found out.
Names = Callable[[int, Iterable[int]], Awaitable[Mapping[int, str]]]


#: A question is cut to this where it is the title of a chapter.
LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asked in writing, and from when on it was answered."""

    at_ms: int
    user_id: int
    text: str

    def as_chapter(self) -> Chapter:
        """The part of a replay in which it is answered."""
        cut = self.text if len(self.text) <= LONGEST_TITLE else self.text[: LONGEST_TITLE - 1] + "…"
        return Chapter(self.at_ms, cut)


@dataclass(frozen=True, slots=True)
class Story:
    """All that is told of a replay."""

    replay: Replay
    club: str
    #: For how many milliseconds each person spoke, those first who spoke longest.
    spoken: Mapping[int, int]
    names: Mapping[int, str]
    turns: tuple[Spoken, ...]
    chapters: tuple[Chapter, ...]
    links: tuple[PinnedLink, ...] = ()
    questions: tuple[Question, ...] = ()

    def name(self, user_id: int) -> str:
        """What somebody is called; of somebody who is gone the end of their id."""
        return self.names.get(user_id, f"…{user_id % 10_000:04}")

    def about(self) -> About:
        """What is written into its files."""
        people = ", ".join(self.name(user_id) for user_id in self.spoken)
        tags = {
            "title": self.replay.topic,
            "artist": self.club,
            "album": self.club,
            "date": f"{self.replay.began_at:%Y-%m-%d}",
            "performer": people,
        }
        return About(
            {name: text for name, text in tags.items() if text},
            tuple((chapter.at_ms, chapter.title) for chapter in self.chapters),
            {user_id: self.names[user_id] for user_id in self.spoken if user_id in self.names},
        )


class Stories:
    """Tells of replays."""

    def __init__(
        self, database: Database, clubs: Clubs, links: RoomLinks, names: Names, own_id: Callable[[], int]
    ) -> None:
        """`own_id` is the bot's: what it played is nobody's voice."""
        self._database = database
        self._clubs = clubs
        self._links = links
        self._names = names
        self._own_id = own_id

    async def of(self, replay: Replay) -> Story:
        """All that is told of a replay."""
        async with self._database.reading() as session:
            tracks = await session.execute(
                select(TrackRow.user_id, TrackRow.milliseconds)
                .where(TrackRow.replay_id == replay.id, TrackRow.user_id != self._own_id())
                .order_by(TrackRow.milliseconds.desc(), TrackRow.user_id)
            )
            spoken: dict[int, int] = {row.user_id: row.milliseconds for row in tracks}
            found = await session.execute(
                select(TurnRow.user_id, TurnRow.from_ms, TurnRow.to_ms)
                .where(TurnRow.replay_id == replay.id, TurnRow.user_id.in_(spoken))
                .order_by(TurnRow.from_ms, TurnRow.id)
            )
            turns = tuple(Spoken(*turn) for turn in found)
            named = await session.execute(
                select(TopicRow.at_ms, TopicRow.topic)
                .where(TopicRow.replay_id == replay.id)
                .order_by(TopicRow.at_ms)
            )
            topics = [Chapter(at_ms, topic) for at_ms, topic in named]
            asked = await session.execute(
                select(QuestionRow.at_ms, QuestionRow.user_id, QuestionRow.question)
                .where(QuestionRow.replay_id == replay.id)
                .order_by(QuestionRow.at_ms, QuestionRow.id)
            )
            questions = tuple(Question(*one) for one in asked)
            topics += [question.as_chapter() for question in questions]
        names = await self._names(replay.guild_id, spoken)
        story = Story(replay, await self._club(replay), spoken, names, turns, ())
        return Story(
            replay,
            story.club,
            spoken,
            names,
            turns,
            tuple(chapters_of(turns, topics, story.name)),
            tuple(await self._links.links_of(replay.guild_id, replay.room_id)),
            questions,
        )

    async def about(self, replay: Replay) -> About:
        """What is written into the files of a replay."""
        return (await self.of(replay)).about()

    async def _club(self, replay: Replay) -> str:
        try:
            return (await self._clubs.get(replay.club_id)).name
        except NoSuchClub:
            return ""
