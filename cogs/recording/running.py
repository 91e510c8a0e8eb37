"""A recording that runs, or rests until the bot is on the stage again: what this process knows of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cogs.recording.consents import Answers
from cogs.recording.talk import Meter

if TYPE_CHECKING:
    from bot.voice.recording import Recording, Turn
    from bot.voice.stage_connection import StageConnection
    from cogs.recording.api import Replay


@dataclass(eq=False, slots=True)
class Running:
    """One recording."""

    replay: Replay
    answers: Answers
    is_told: bool = True
    #: This process has made its folder.
    has_folder: bool = False
    stage: StageConnection | None = None
    recording: Recording | None = None
    #: How far the room's clock was when nothing more was taken in.
    seconds: float = 0.0
    turns: list[Turn] = field(default_factory=list)
    asked: set[int] = field(default_factory=set)
    #: How often each person was taken out again.
    taken_out: Counter[int] = field(default_factory=Counter)
    meter: Meter = field(default_factory=Meter)

    @property
    def is_there(self) -> bool:
        """Whether the voice over which it is taken in is on its stage, or may be back there."""
        stage = self.stage
        return stage is not None and not stage.is_over and stage.channel.id == self.replay.channel_id

    def allows(self, user_id: int) -> bool:
        """Whether somebody may be recorded now; asked in the thread that receives."""
        return self.is_told and self.answers.allows(user_id)

    def now(self) -> float:
        """How late it is on the room's clock, in seconds; while it rests, how late it was."""
        return self.seconds if self.recording is None else self.recording.seconds()

    def people(self, own_id: int) -> int:
        """Of how many people there is a track just now, the bot left out."""
        return 0 if self.recording is None else sum(one != own_id for one in self.recording.speakers())
