"""What an application says in answer to an interaction: a message form with fewer fields.

Sources: Discord documentation, "Receiving and Responding to Interactions", Interaction Callback
Data, and "Webhook", Execute Webhook.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pydantic import model_validator

from bot.sandbox.errors import DiscordError, SandboxGap
from bot.sandbox.rest.forms import EPHEMERAL, SETTABLE, MessageForm

SETTABLE_IN_ANSWERS = SETTABLE | EPHEMERAL
_ONLY_IN_CHANNELS = ("nonce", "enforce_nonce", "message_reference", "sticker_ids")


class AnswerForm(MessageForm):
    """A message that answers an interaction: it refers to nothing and carries no nonce.

    Discord overlooks such fields, and discord.js always says `enforce_nonce: false`; what asks for
    nothing is overlooked here too.
    """

    @model_validator(mode="after")
    def _no_fields_of_channels(self) -> AnswerForm:
        for name in _ONLY_IN_CHANNELS:
            if getattr(self, name):
                raise SandboxGap(f"an answer to an interaction has no field {name}")
        return self


class FollowUpForm(AnswerForm):
    """A follow-up; "the avatar_url and username parameters are not supported", so they do nothing."""

    username: Any = None
    avatar_url: Any = None


@contextmanager
def errors_below(name: str) -> Iterator[None]:
    """Say of whatever is refused inside that it stands in that field of the body.

    Raises:
        DiscordError: as it came, with its field errors one level deeper.
    """
    try:
        yield
    except DiscordError as error:
        if error.errors is None:
            raise
        raise DiscordError(error.status, error.code, error.message, {name: error.errors}) from error
