"""Interactions: begun by a person, answered by the application within Discord's limits.

The three seconds for a first answer run in real time, as a client library's own
timers do; the token's fifteen minutes follow the sandbox's clock.

Source: Discord documentation, "Receiving and Responding to Interactions".
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from bot.sandbox import errors
from bot.sandbox.payloads.interactions import EPHEMERAL, interaction, metadata
from bot.sandbox.world import attachments
from bot.sandbox.world.command_rules import CommandType
from bot.sandbox.world.interaction import CallbackType, Interaction, InteractionType
from bot.sandbox.world.mentions import AllowedMentions
from bot.sandbox.world.messages import LOADING, MessageDraft, delete, edit, get, post
from bot.sandbox.world.models import Message
from bot.sandbox.world.state import World

ANSWER_SECONDS = 3.0
TOKEN_LIFE = timedelta(minutes=15)
# A token stays known for as long again, so that it is told apart from one that never was.
REMEMBERED = 2 * TOKEN_LIFE
MOST_REMEMBERED = 10_000

CHAT_INPUT_COMMAND, CONTEXT_MENU_COMMAND = 20, 23  # "Message Types"
EVERY_FIELD = ("content", "embeds", "components", "attachments", "flags")
# "Allowed Mentions": in an interaction only users, and its thread of replies pings nobody.
USUAL_MENTIONS = AllowedMentions(frozenset({"users"}))


def begin(
    world: World,
    kind: InteractionType,
    user_id: int,
    channel_id: int,
    data: dict[str, Any],
    *,
    used_on: Message | None = None,
    opened_by: Interaction | None = None,
) -> Interaction:
    """Somebody did something with the application; INTERACTION_CREATE."""
    _forget_old(world)
    channel = world.channel(channel_id)
    begun = Interaction(
        world.new_id(),
        secrets.token_urlsafe(120),
        kind,
        user_id,
        channel_id,
        channel.guild_id,
        data,
        world.clock.now(),
        time.monotonic(),
        source_message_id=None if used_on is None else used_on.id,
        opened_by=opened_by,
    )
    begun.payload = interaction(world, begun, used_on)
    world.interactions[begun.token] = begun
    world.emit("INTERACTION_CREATE", begun.payload, channel.guild_id, to=world.application.bot.id)
    return begun


def repeat_last(world: World) -> Interaction | None:
    """Deliver the last interaction once more, with the same id and token; None if there was none."""
    last = next(reversed(world.interactions.values()), None)
    if last is not None:
        world.emit("INTERACTION_CREATE", last.payload, last.guild_id, to=world.application.bot.id)
    return last


def _forget_old(world: World) -> None:
    oldest_kept = world.clock.now() - REMEMBERED
    while world.interactions:
        token, oldest = next(iter(world.interactions.items()))
        if oldest.created_at >= oldest_kept and len(world.interactions) < MOST_REMEMBERED:
            return
        for uploaded in oldest.data.get("resolved", {}).get("attachments", {}):
            attachments.forget(world, int(uploaded))
        del world.interactions[token]


def waiting(world: World, interaction_id: int, token: str) -> Interaction:
    """The interaction that still waits for its first answer.

    Raises:
        DiscordError: 10062 (unknown, or the three seconds are over), 40060 (answered already).
    """
    found = world.interactions.get(token)
    if found is None or found.id != interaction_id:
        raise errors.unknown_interaction()
    if found.answer is not None:
        found.refused_answers += 1
        raise errors.already_acknowledged()
    if is_late(found):
        raise errors.unknown_interaction()
    return found


def is_late(subject: Interaction) -> bool:
    """Whether the time for a first answer is over without one."""
    return subject.answer is None and time.monotonic() - subject.created_monotonic > ANSWER_SECONDS


def allowed_answers(subject: Interaction) -> set[CallbackType]:
    """The types of callback that an interaction may be answered with ("Interaction Callback Type")."""
    if subject.type is InteractionType.AUTOCOMPLETE:
        return {CallbackType.CHOICES}
    allowed = {CallbackType.MESSAGE, CallbackType.DEFERRED_MESSAGE}
    if subject.source_message_id is not None:
        allowed |= {CallbackType.DEFERRED_UPDATE, CallbackType.UPDATE}
    if subject.type is not InteractionType.MODAL_SUBMIT:
        allowed.add(CallbackType.MODAL)
    return allowed


def acknowledge(world: World, subject: Interaction, kind: CallbackType) -> None:
    """Take note of the first answer and wake whoever waits for it."""
    subject.answer = kind
    subject.answered_at = world.clock.now()
    _tell(world, subject)


def answer_with_message(world: World, subject: Interaction, draft: MessageDraft) -> Message:
    """Callback type 4; MESSAGE_CREATE unless it is ephemeral."""
    message = _say(world, subject, draft)
    subject.original_id = message.id
    acknowledge(world, subject, CallbackType.MESSAGE)
    return message


def defer_message(world: World, subject: Interaction, flags: int) -> Message:
    """Callback type 5: a message that only says that the application is thinking."""
    message = _say(world, subject, MessageDraft(flags=flags | LOADING))
    subject.original_id, subject.loading = message.id, True
    acknowledge(world, subject, CallbackType.DEFERRED_MESSAGE)
    return message


def defer_update(world: World, subject: Interaction) -> Message:
    """Callback type 6: nothing changes yet, and the person sees no loading state."""
    message = source(world, subject)
    subject.original_id = message.id
    acknowledge(world, subject, CallbackType.DEFERRED_UPDATE)
    return message


def source(world: World, subject: Interaction) -> Message:
    """The message whose component was used.

    Raises:
        DiscordError: 10008, if it was deleted in the meantime.
    """
    if subject.source_message_id is None:
        raise errors.unknown_message()
    return get(world, subject.channel_id, subject.source_message_id)


def update_source(
    world: World, subject: Interaction, changes: MessageDraft, fields: Iterable[str] = EVERY_FIELD
) -> Message:
    """Callback type 7: edit the message whose component was used."""
    message = edit(world, source(world, subject), changes, fields=fields, usual_mentions=USUAL_MENTIONS)
    subject.original_id = message.id
    acknowledge(world, subject, CallbackType.UPDATE)
    return message


def suggest(world: World, subject: Interaction, choices: list[dict[str, Any]]) -> None:
    """Callback type 8: what an autocomplete offers."""
    subject.choices = choices
    acknowledge(world, subject, CallbackType.CHOICES)


def show_modal(world: World, subject: Interaction, modal: dict[str, Any]) -> None:
    """Callback type 9: a popup, which takes the place of one that is still open."""
    subject.modal = modal
    world.open_modals[subject.user_id] = subject
    acknowledge(world, subject, CallbackType.MODAL)


def by_token(world: World, application_id: int, token: str) -> Interaction:
    """The interaction behind a webhook token.

    Raises:
        DiscordError: 10015 (unknown, or not answered yet), 50027 (older than fifteen minutes).
    """
    found = world.interactions.get(token)
    if found is None or application_id != world.application.id:
        raise errors.unknown_webhook()
    if world.clock.now() - found.created_at > TOKEN_LIFE:
        raise errors.invalid_webhook_token()
    if found.answer is None:
        raise errors.unknown_webhook()
    return found


def original(world: World, subject: Interaction) -> Message:
    """The message that `@original` means.

    Raises:
        DiscordError: 10008 Unknown Message, if there is none or none any more.
    """
    if subject.original_id is None:
        raise errors.unknown_message()
    return get(world, subject.channel_id, subject.original_id)


def message_of(world: World, subject: Interaction, message_id: int) -> Message:
    """A message that this token may read and change: the original, or a follow-up.

    Raises:
        DiscordError: 10008 Unknown Message.
    """
    if message_id != subject.original_id and message_id not in subject.message_ids:
        raise errors.unknown_message()
    return get(world, subject.channel_id, message_id)


def follow_up(world: World, subject: Interaction, draft: MessageDraft) -> Message:
    """One more message; right after a defer it fills the one that says "thinking" instead.

    The deferred message keeps its own choice of being ephemeral ("Create Followup Message").
    """
    if subject.loading:
        fields = tuple(name for name in EVERY_FIELD if name != "flags" or draft.flags & ~EPHEMERAL)
        return change(world, subject, original(world, subject), draft, fields)
    message = _say(world, subject, draft, is_follow_up=True)
    _tell(world, subject)
    return message


def change(
    world: World, subject: Interaction, message: Message, changes: MessageDraft, fields: Iterable[str]
) -> Message:
    """Edit one of the interaction's messages; MESSAGE_UPDATE unless it is ephemeral."""
    changes.flags = (changes.flags & ~EPHEMERAL) | (message.flags & EPHEMERAL)
    edit(world, message, changes, fields=fields, usual_mentions=USUAL_MENTIONS)
    if message.id == subject.original_id:
        subject.loading = False
    subject.edits += 1
    _tell(world, subject)
    return message


def take_back(world: World, subject: Interaction, message: Message) -> None:
    """Delete one of the interaction's messages; MESSAGE_DELETE unless it was ephemeral."""
    delete(world, message)
    if message.id == subject.original_id:
        subject.loading = False
    subject.edits += 1
    _tell(world, subject)


def _tell(world: World, subject: Interaction) -> None:
    for watcher in tuple(subject.watchers):
        watcher()
    world.touch()


def _say(world: World, subject: Interaction, draft: MessageDraft, *, is_follow_up: bool = False) -> Message:
    channel = world.channel(subject.channel_id)
    hangs_on = subject.original_id if is_follow_up else subject.source_message_id
    draft.reply_to = _replied(world, subject, draft, hangs_on)
    message = post(
        world,
        channel,
        world.application.bot,
        draft,
        type=_message_type(subject),
        usual_mentions=USUAL_MENTIONS,
        webhook_id=world.application.id,
        application_id=world.application.id,
        interaction_id=subject.id,
        interaction_metadata=metadata(world, subject, follow_up=is_follow_up),
        visible_to=subject.user_id if draft.flags & EPHEMERAL else None,
    )
    subject.message_ids.append(message.id)
    return message


def _replied(world: World, subject: Interaction, draft: MessageDraft, hangs_on: int | None) -> Message | None:
    """What the answer hangs on; a public answer to something ephemeral must not give it away."""
    found = None if hangs_on is None else world.messages[subject.channel_id].get(hangs_on)
    if found is None or (found.visible_to is not None and not draft.flags & EPHEMERAL):
        return None
    return found


def _message_type(subject: Interaction) -> int:
    begun = subject.opened_by or subject
    if begun.type is not InteractionType.COMMAND:
        return 0
    return CHAT_INPUT_COMMAND if begun.data["type"] == CommandType.CHAT_INPUT else CONTEXT_MENU_COMMAND
