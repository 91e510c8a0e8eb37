"""The answer to an interaction, in time: if nobody has given one, it is deferred by itself.

Discord waits three seconds for a first answer and then tells the person that the
application did not respond (Discord documentation, "Receiving and Responding to
Interactions"). A handler does not know beforehand that it will be slow, since
another process may hold the database. So whatever is still unanswered after
`PATIENCE_SECONDS` is deferred: the person sees that the bot is thinking, and what
is said afterwards takes that place.

Every answer of one interaction takes the same lock, so that none is sent while an
automatic one is under way.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import discord

from bot.discord_answer_internals import is_built_from_templates, respond

log = logging.getLogger(__name__)

#: Half of Discord's three seconds: the rest is for the way there, and for a busy moment.
PATIENCE_SECONDS = 1.5
_KEY = "rostra.answer"
# A suggestion cannot be deferred.
_DEFERRABLE = frozenset(
    {
        discord.InteractionType.application_command,
        discord.InteractionType.component,
        discord.InteractionType.modal_submit,
    }
)


@dataclass(slots=True)
class _Answer:
    """How far the answer to one interaction has come; kept with the interaction."""

    began: float = field(default_factory=time.monotonic)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    #: A handler runs, and somebody looks at the clock for it.
    watched: bool = False
    #: What defers it, once it has taken too long.
    deferring: asyncio.Task[None] | None = None
    #: A message that only this person sees says that the bot is thinking.
    thinking: bool = False


def _answer_to(interaction: discord.Interaction[Any]) -> _Answer:
    answer: _Answer = interaction.extras.setdefault(_KEY, _Answer())
    return answer


@asynccontextmanager
async def in_time(interaction: discord.Interaction[Any]) -> AsyncIterator[None]:
    """Stand around the handling of an interaction; defer if it takes long to answer."""
    answer = _answer_to(interaction)
    if answer.watched or interaction.type not in _DEFERRABLE:
        yield
        return
    answer.watched = True
    # Nearly every handler answers long before: a task for each would cost more than the clock does.
    patience = answer.began + PATIENCE_SECONDS - time.monotonic()
    clock = asyncio.get_running_loop().call_later(patience, _lose_patience, interaction, answer)
    try:
        yield
    finally:
        clock.cancel()
        if answer.deferring is not None:  # it arrives, or sees that there is an answer
            await asyncio.wait({answer.deferring})
        answer.watched = False


async def defer(interaction: discord.Interaction[Any]) -> None:
    """Say that the bot is thinking, unless something was answered already.

    Raises:
        discord.HTTPException: Discord refused; 40060 if another delivery of the same
            interaction was first.
    """
    answer = _answer_to(interaction)
    async with answer.lock:
        await _defer(interaction, answer)


async def send(interaction: discord.Interaction[Any], *, ephemeral: bool, **options: Any) -> int | None:
    """Send a message: the first answer, what takes the place of "thinking", or one more.

    Answers its id, if others see it too.

    Raises:
        discord.HTTPException: Discord refused it.
    """
    answer = _answer_to(interaction)
    async with answer.lock:
        if not interaction.response.is_done():
            if ephemeral and is_built_from_templates(options.get("view")):
                await respond(interaction, **options)
                return None
            sent = await interaction.response.send_message(ephemeral=ephemeral, **options)
            return sent.message_id
        if answer.thinking and not ephemeral:
            # What takes its place would be seen by nobody else (Create Followup Message).
            await interaction.delete_original_response()
        answer.thinking = False
        message: discord.WebhookMessage = await interaction.followup.send(
            ephemeral=ephemeral, wait=True, **options
        )
        return message.id


async def edit(interaction: discord.Interaction[Any], **options: Any) -> None:
    """Edit the message whose component was used, or what was answered since.

    Raises:
        discord.HTTPException: Discord refused it.
    """
    answer = _answer_to(interaction)
    async with answer.lock:
        if interaction.response.is_done():
            answer.thinking = False
            await interaction.edit_original_response(**options)
        else:
            await interaction.response.edit_message(**options)


def _lose_patience(interaction: discord.Interaction[Any], answer: _Answer) -> None:
    deferring = _defer_in_turn(interaction, answer)
    answer.deferring = asyncio.create_task(deferring, name=f"answer:{interaction.id}")


async def _defer_in_turn(interaction: discord.Interaction[Any], answer: _Answer) -> None:
    try:
        async with answer.lock:
            await _defer(interaction, answer)
    except Exception as error:  # noqa: BLE001 - an edge: nobody waits for this, and the handler goes on
        log.warning("interaction %s could not be deferred: %s", interaction.id, error)


async def _defer(interaction: discord.Interaction[Any], answer: _Answer) -> None:
    if interaction.response.is_done():
        return
    # A component has its message already, which then stays as it is until it is edited.
    thinking = interaction.type is not discord.InteractionType.component
    await interaction.response.defer(ephemeral=True, thinking=thinking)
    answer.thinking = thinking
