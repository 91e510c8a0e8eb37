"""Paced work in words of its own: a job, its items, and what is told of it.

A job does one thing with many: people to move, roles to give, channels to change. What is the same
for all is its payload; an item is an id and no more. A handler looks up what is true of that id now,
since a job may take an hour and go on after a restart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class JobState(StrEnum):
    """How a job stands."""

    RUNNING = "running"
    DONE = "done"  # through with every item, also where some failed
    CANCELLED = "cancelled"
    STOPPED = "stopped"  # given up, since Discord refused one item after the other


@dataclass(frozen=True, slots=True)
class Job:
    """Work on many, as it stood a moment ago."""

    id: int
    kind: str
    key: str
    guild_id: int
    payload: dict[str, Any]
    begun_by: int | None
    begun_at: datetime
    total: int
    done: int
    failed: int
    #: How often Discord has said 403 since it last did not.
    refused_in_a_row: int
    state: JobState
    ended_at: datetime | None
    #: Where its progress is shown.
    channel_id: int | None
    message_id: int | None

    @property
    def left(self) -> int:
        """How many have not been done or given up."""
        return self.total - self.done - self.failed


@dataclass(frozen=True, slots=True)
class Item:
    """One of the many, as a handler gets it."""

    id: int
    job: Job
    target_id: int
    attempts: int

    @property
    def guild_id(self) -> int:
        """The community it is in."""
        return self.job.guild_id


@dataclass(frozen=True, slots=True)
class JobMoved:
    """One more item of a job is done or given up. Published after it is stored."""

    job: Job

    @property
    def guild_id(self) -> int:
        """The community it is in."""
        return self.job.guild_id


@dataclass(frozen=True, slots=True)
class JobEnded:
    """A job is through, was cancelled or was stopped. Published after it is stored."""

    job: Job

    @property
    def guild_id(self) -> int:
        """The community it is in."""
        return self.job.guild_id


@dataclass(frozen=True, slots=True)
class Failure:
    """An item that was given up, and what was said the last time."""

    target_id: int
    attempts: int
    error: str
