"""The callback: an application's first answer to an interaction.

Source: Discord documentation, "Receiving and Responding to Interactions", Interaction Response
and Create Interaction Response.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from bot.sandbox.errors import SandboxGap, invalid_field
from bot.sandbox.payloads.interactions import EPHEMERAL, callback_response
from bot.sandbox.rest.answers import SETTABLE_IN_ANSWERS, AnswerForm, errors_below
from bot.sandbox.rest.router import Answer, Call, Form, read_form, route
from bot.sandbox.world import interactions
from bot.sandbox.world.command_rules import OptionType, read_choice
from bot.sandbox.world.components import check_modal
from bot.sandbox.world.fields import Fields, Problems
from bot.sandbox.world.interaction import CallbackType, Interaction
from bot.sandbox.world.models import Message

MOST_CHOICES = 25
NOT_MODELLED = (CallbackType.PREMIUM_REQUIRED, CallbackType.LAUNCH_ACTIVITY)


class CallbackForm(Form):
    """An interaction response; what `data` may be depends on the type."""

    type: int
    data: dict[str, Any] | None = None


@route(
    "POST",
    "/interactions/{interaction_id}/{interaction_token}/callback",
    body=CallbackForm,
    query=("with_response",),
    token_in_path=True,
    takes_files=True,
)
def create_response(call: Call[CallbackForm]) -> Answer:
    """Answer an interaction: 204, or 200 and what came of it when asked `with_response`."""
    token = call.words["interaction_token"]
    subject = interactions.waiting(call.world, call.ids["interaction_id"], token)
    kind = _kind(subject, call.body.type)
    message = ANSWERS[kind](call, subject)
    if call.query.get("with_response", "false").lower() not in ("true", "1"):
        return Answer(204)
    return Answer(200, callback_response(call.world, subject, message))


def _kind(subject: Interaction, number: int) -> CallbackType:
    """The type of callback, if this interaction may be answered with it.

    Raises:
        SandboxGap: a type that needs premium applications or activities.
        DiscordError: 50035.
    """
    if number in NOT_MODELLED:
        raise SandboxGap(f"the sandbox does not know interaction callbacks of type {number}")
    allowed = interactions.allowed_answers(subject)
    if number not in allowed:
        numbers = ", ".join(str(int(kind)) for kind in sorted(allowed))
        raise invalid_field("type", "BASE_TYPE_CHOICES", f"Value must be one of ({numbers}).")
    return CallbackType(number)


def _form(call: Call[CallbackForm]) -> AnswerForm:
    form = read_form(AnswerForm, call.body.data or {})
    assert isinstance(form, AnswerForm)
    return form


def _message(call: Call[CallbackForm], subject: Interaction) -> Message:
    with errors_below("data"):
        draft = _form(call).draft(call.world, call.files, settable=SETTABLE_IN_ANSWERS)
    return interactions.answer_with_message(call.world, subject, draft)


def _deferred_message(call: Call[CallbackForm], subject: Interaction) -> Message:
    problems = Problems()
    fields = Fields(call.body.data or {}, problems, "a deferred answer", ("data",))
    flags = fields.integer("flags", 0, 1 << 31) or 0
    if flags & ~EPHEMERAL:
        message = "The only message flag of a deferred answer is EPHEMERAL"
        fields.wrong("flags", "INTERACTION_CALLBACK_FLAGS_INVALID", message)
    # Nothing is said yet that could mention anybody, but hikari says whom it might.
    fields.ignore("allowed_mentions")
    fields.finish()
    problems.refuse()
    return interactions.defer_message(call.world, subject, flags)


def _deferred_update(call: Call[CallbackForm], subject: Interaction) -> Message:
    return interactions.defer_update(call.world, subject)


def _update(call: Call[CallbackForm], subject: Interaction) -> Message:
    source = interactions.source(call.world, subject)
    with errors_below("data"):
        changes, touched = _form(call).changes(call.world, source, call.files)
    return interactions.update_source(call.world, subject, changes, touched)


def _choices(call: Call[CallbackForm], subject: Interaction) -> None:
    problems = Problems()
    fields = Fields(call.body.data or {}, problems, "an autocomplete answer", ("data",))
    kind = next(_focused(subject.data["options"]))
    choices = [
        read_choice(choice, kind)
        for choice in fields.objects("choices", 0, MOST_CHOICES, "a choice", required=True)
    ]
    fields.finish()
    problems.refuse()
    interactions.suggest(call.world, subject, choices)


def _focused(options: list[dict[str, Any]]) -> Iterator[OptionType]:
    """The type of the option that is being typed."""
    for option in options:
        if option.get("focused"):
            yield OptionType(option["type"])
        yield from _focused(option.get("options", []))


def _modal(call: Call[CallbackForm], subject: Interaction) -> None:
    interactions.show_modal(call.world, subject, check_modal(call.body.data))


ANSWERS: dict[CallbackType, Callable[[Call[CallbackForm], Interaction], Message | None]] = {
    CallbackType.MESSAGE: _message,
    CallbackType.DEFERRED_MESSAGE: _deferred_message,
    CallbackType.DEFERRED_UPDATE: _deferred_update,
    CallbackType.UPDATE: _update,
    CallbackType.CHOICES: _choices,
    CallbackType.MODAL: _modal,
}
