"""The one edge between what happens and what a person reads.

Commands, views, modals and dynamic items all end here: an answer is sent the way
Discord still accepts it, and any error becomes words in the asker's language. A
refusal is shown and not logged. Everything else is logged with its traceback under
a short number, and that number is what the person is given.
"""

from __future__ import annotations

import contextlib
import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
from discord import app_commands

from bot import answers, permissions
from bot.discord_internals import NotFromTheBody
from bot.errors import UpstreamError, UserError
from bot.i18n import Safe
from bot.interactions import describe, focused_option
from bot.storage.unreachable import (
    DatabaseBusy,
    DatabaseConflict,
    DatabaseLost,
    DatabaseNotWritable,
    DatabaseUnreachable,
)

if TYPE_CHECKING:
    from bot.client import Bot

log = logging.getLogger(__name__)

OWNER = "bot"
#: Discord documentation, "Message", Create Message.
MESSAGE_CHARACTERS = 2_000
#: Discord documentation, "Application Commands", Application Command Option Choice Structure.
CHOICE_CHARACTERS = 100
#: A longer answer than this many messages is a bug of ours; the rest is cut off.
MOST_MESSAGES = 5
# Discord documentation, "Opcodes and Status Codes", JSON error codes.
UNKNOWN_WEBHOOK = 10015
UNKNOWN_INTERACTION = 10062
ALREADY_ACKNOWLEDGED = 40060
INVALID_WEBHOOK_TOKEN = 50027
_DATABASE = (DatabaseBusy, DatabaseConflict, DatabaseLost, DatabaseUnreachable)
#: Discord no longer waits for an answer, or has one: nothing that we could still say would arrive.
_TOO_LATE = frozenset({UNKNOWN_WEBHOOK, UNKNOWN_INTERACTION, ALREADY_ACKNOWLEDGED, INVALID_WEBHOOK_TOKEN})
#: The interaction is another delivery's, or over: a handler that asked first has nothing more to do.
_NOT_OURS = frozenset({UNKNOWN_INTERACTION, ALREADY_ACKNOWLEDGED})


class PersonNotHere(UserError):
    """Somebody was named who is not in this community, any more or at all."""

    key = "person-not-here"


def text(interaction: discord.Interaction[Bot], owner: str, key: str, **placeholders: object) -> str:
    """The text `key` of the catalogue of `owner` (a module), in the asker's language."""
    return interaction.client.words.text(owner, key, interaction.locale.value, **placeholders)


async def say(
    interaction: discord.Interaction[Bot],
    content: str = "",
    *,
    view: discord.ui.View | discord.ui.LayoutView | None = None,
    file: discord.File | None = None,
    ephemeral: bool = True,
) -> int | None:
    """Answer, whether the interaction is fresh, deferred or answered already.

    Answers the message's id, if others see it too.

    Text beyond one message goes on in the next; a view or a file is in the last. An answer
    that Discord no longer takes is logged, not raised: the work is done, only nobody waits
    for its words.

    Raises:
        ValueError: there is nothing to say.
        discord.HTTPException: Discord refused the answer for another reason.
    """
    if not content and view is None:
        raise ValueError("an answer needs words or components")
    pieces = list(_pieces(content)) or [""]
    with _too_late_is_logged(interaction):
        for piece in pieces[:-1]:
            await answers.send(interaction, ephemeral=ephemeral, content=piece)
        options: dict[str, Any] = {"content": pieces[-1]} if pieces[-1] else {}
        if view is not None:
            options["view"] = view
        if file is not None:
            options["file"] = file
        return await answers.send(interaction, ephemeral=ephemeral, **options)
    return None


async def defer(interaction: discord.Interaction[Bot]) -> None:
    """Say at once that the bot is thinking, before work that is known to take long.

    What is not answered in time is deferred without this. But who calls it first has the
    interaction for themselves: a second delivery of the same one ends here.

    Raises:
        discord.HTTPException: the interaction was answered elsewhere, or Discord refused.
    """
    await answers.defer(interaction)


async def take_back(interaction: discord.Interaction[Bot], message_id: int) -> None:
    """Delete what was answered under that id by an interaction that was deferred; harmless if it is gone.

    An interaction that is over is logged, not raised, as in `say`.

    Raises:
        discord.HTTPException: Discord refused for another reason.
    """
    with contextlib.suppress(discord.NotFound), _too_late_is_logged(interaction):
        await interaction.followup.delete_message(message_id)


async def replace(interaction: discord.Interaction[Bot], content: str) -> None:
    """Put a text in the place of the message whose button was pressed, and take its buttons away.

    An answer that Discord no longer takes is logged, not raised, as in `say`.

    Raises:
        discord.HTTPException: Discord refused the answer for another reason.
    """
    with _too_late_is_logged(interaction):
        await answers.edit(interaction, content=content, view=None)


async def redraw(interaction: discord.Interaction[Bot], view: discord.ui.LayoutView) -> None:
    """Put a layout in the place of the one whose button was pressed, or whose form was sent.

    An answer that Discord no longer takes is logged, not raised, as in `say`.

    Raises:
        discord.HTTPException: Discord refused the answer for another reason.
    """
    with _too_late_is_logged(interaction):
        await answers.edit(interaction, view=view)


@contextmanager
def _too_late_is_logged(interaction: discord.Interaction[Any]) -> Iterator[None]:
    """The work is done by then; only nobody waits for its words."""
    try:
        yield
    except discord.HTTPException as error:
        if error.code not in _TOO_LATE:
            raise
        log.warning("the answer to %s did not arrive: %s", describe(interaction), error)


async def report(interaction: discord.Interaction[Bot], error: Exception) -> None:
    """Tell the asker of an error in words; log it unless it is a refusal.

    Never raises: it is the last to hear of the error.
    """
    cause = cause_of(error)
    if isinstance(cause, discord.HTTPException) and cause.code in _NOT_OURS:
        log.warning("%s was not answered here: %s", describe(interaction), cause)
        return
    try:
        words = _words(interaction, cause)
    except Exception as failure:  # noqa: BLE001 - an edge: a stranger's refusal may lack its words
        failure.__cause__ = cause
        words, cause = _incident(interaction, failure), failure
    try:
        if interaction.type is discord.InteractionType.autocomplete:
            await _suggest(interaction, cause)
        else:
            await say(interaction, words)
    except (discord.HTTPException, aiohttp.ClientError, OSError):
        log.exception("an error of %s could not be reported", describe(interaction))


async def _suggest(interaction: discord.Interaction[Bot], error: Exception) -> None:
    """Put a refusal in the place of suggestions, as no message can be sent; a failure leaves none."""
    choices: list[app_commands.Choice[str]] = []
    option = focused_option(interaction)
    if isinstance(error, UserError) and option["type"] == discord.AppCommandOptionType.string.value:
        refusal = interaction.client.words.plain_refusal(error, interaction.locale.value)[:CHOICE_CHARACTERS]
        # Chosen, it leaves what was typed as it is.
        choices.append(app_commands.Choice(name=refusal, value=str(option["value"]) or refusal))
    if not interaction.response.is_done():
        await interaction.response.autocomplete(choices)


def cause_of(error: Exception) -> Exception:
    """What was raised, without the wrapping that discord.py puts around it, or we."""
    if isinstance(error, app_commands.CommandInvokeError | NotFromTheBody):
        return error.original
    if isinstance(error, app_commands.TransformerError):
        if isinstance(error.__cause__, UserError):
            return error.__cause__
        # Discord lets people name anybody by their id, and sends a user instead of a member then.
        if isinstance(error.value, discord.User):
            return PersonNotHere(person=Safe(error.value.mention))
    return error


def _words(interaction: discord.Interaction[Bot], error: Exception) -> str:
    bot = interaction.client
    bot.metrics.answered_error(type(error))
    if isinstance(error, UserError):
        return bot.words.refusal(error, interaction.locale.value)
    return _incident(interaction, error)


def _incident(interaction: discord.Interaction[Bot], error: Exception) -> str:
    incident = secrets.token_hex(3)
    log.error("incident %s: %s failed", incident, describe(interaction), exc_info=error)
    key, placeholders = _apology(interaction, error)
    return text(interaction, OWNER, key, incident=incident, **placeholders)


def _apology(interaction: discord.Interaction[Bot], error: Exception) -> tuple[str, dict[str, object]]:
    if isinstance(error, discord.Forbidden):
        lacking = permissions.lacking(interaction.app_permissions)
        names = permissions.names(lacking)
        where = Safe(f"<#{interaction.channel_id}>")
        return ("forbidden-here", {"permissions": names, "channel": where}) if lacking else ("forbidden", {})
    if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        return "command-changed", {}
    if isinstance(error, app_commands.NoPrivateMessage):
        return "servers-only", {}
    if isinstance(error, DatabaseNotWritable):
        return "not-writable", {}
    if isinstance(error, _DATABASE):
        return "database-away", {}
    if isinstance(error, UpstreamError | discord.DiscordServerError | aiohttp.ClientError | TimeoutError):
        return "upstream", {}
    return "incident", {}


def _pieces(content: str) -> Iterator[str]:
    """Cut a text where a line or a word ends."""
    for _ in range(MOST_MESSAGES - 1):
        if len(content) <= MESSAGE_CHARACTERS:
            break
        end = max(content.rfind("\n", 1, MESSAGE_CHARACTERS), MESSAGE_CHARACTERS // 2)
        if content[end] != "\n":
            end = max(content.rfind(" ", 1, MESSAGE_CHARACTERS), MESSAGE_CHARACTERS // 2)
        yield content[:end].rstrip()
        content = content[end:].lstrip()
    if content:
        yield content if len(content) <= MESSAGE_CHARACTERS else content[: MESSAGE_CHARACTERS - 1] + "…"
