"""One interaction: what a person did with the application, and what it answered so far.

Source: Discord documentation, "Receiving and Responding to Interactions".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Any


class InteractionType(IntEnum):
    """Interaction Type; a ping is for applications that are called over HTTP."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL_SUBMIT = 5


class CallbackType(IntEnum):
    """Interaction Callback Type."""

    PONG = 1
    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9
    PREMIUM_REQUIRED = 10
    LAUNCH_ACTIVITY = 12


@dataclass(slots=True)
class Interaction:
    """What happened, and how far the application has come with its answer."""

    id: int
    token: str
    type: InteractionType
    user_id: int
    channel_id: int
    guild_id: int | None
    data: dict[str, Any]
    created_at: datetime  # the sandbox's clock: the token's 15 minutes
    created_monotonic: float  # the machine's clock: the three seconds
    payload: dict[str, Any] = field(default_factory=dict)  # as dispatched
    source_message_id: int | None = None  # the message whose component was used
    opened_by: Interaction | None = None  # for a modal's submission: what opened the modal
    answer: CallbackType | None = None
    answered_at: datetime | None = None
    original_id: int | None = None  # the message that `@original` means
    loading: bool = False  # deferred, and the message not there yet
    message_ids: list[int] = field(default_factory=list)  # the application's messages, in order
    edits: int = 0  # of messages, through this interaction's token
    choices: list[dict[str, Any]] | None = None
    modal: dict[str, Any] | None = None
    refused_answers: int = 0  # further first answers, each refused with 40060
    watchers: list[Callable[[], None]] = field(default_factory=list)  # told of this one's steps only
