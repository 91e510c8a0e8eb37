"""What the bot's voice tells of itself, and why it refuses; part of the face that cogs use."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.errors import UpstreamError, UserError
from bot.voice.closes import Trouble


@dataclass(frozen=True, slots=True)
class LeftStage:
    """The bot is no longer connected to a stage, whoever ended it."""

    guild_id: int
    channel_id: int
    #: What could not be mended, or is not to be; None if the bot went of its own accord.
    trouble: Trouble | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class StageInterrupted:
    """The voice connection is lost, and is being mended: nothing is heard meanwhile."""

    guild_id: int
    channel_id: int
    trouble: Trouble


@dataclass(frozen=True, slots=True)
class StageRestored:
    """The voice connection stands again, and the bot is a speaker: what was played goes on."""

    guild_id: int
    channel_id: int
    away_seconds: float


class StageFull(UserError):
    """The stage has as many people as it admits."""

    key = "stage-full"


class NotAStage(UserError):
    """The channel is no stage."""

    key = "not-a-stage"


class StageEncrypted(UserError):
    """Discord demands end-to-end encryption of the stage, as it did of no stage so far (close code 4017)."""

    key = "stage-encrypted"


class StageLost(UpstreamError):
    """The connection ended while the bot came up; `LeftStage` says so as well."""
