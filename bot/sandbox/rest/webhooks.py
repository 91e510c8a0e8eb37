"""Webhooks of interaction tokens: the first answer again, and follow-ups.

Other webhooks do not exist here, so their ids are unknown ones.
Source: Discord documentation, "Receiving and Responding to Interactions", Followup Messages.
"""

from __future__ import annotations

from typing import Any

from bot.sandbox.payloads.messages import message
from bot.sandbox.rest.answers import SETTABLE_IN_ANSWERS, AnswerForm, FollowUpForm
from bot.sandbox.rest.router import Call, route
from bot.sandbox.world import interactions
from bot.sandbox.world.interaction import Interaction
from bot.sandbox.world.models import Message

HOOK = "/webhooks/{webhook_id}/{webhook_token}"
ORIGINAL = HOOK + "/messages/@original"
ONE = HOOK + "/messages/{message_id}"


def _interaction(call: Call[Any]) -> Interaction:
    return interactions.by_token(call.world, call.ids["webhook_id"], call.words["webhook_token"])


def _message(call: Call[Any]) -> tuple[Interaction, Message]:
    """The interaction of the token and the message in the path.

    Raises:
        DiscordError: 10015, 50027 or 10008.
    """
    subject = _interaction(call)
    if "message_id" in call.ids:
        return subject, interactions.message_of(call.world, subject, call.ids["message_id"])
    return subject, interactions.original(call.world, subject)


@route(
    "POST",
    HOOK,
    body=FollowUpForm,
    query=("wait", "with_components"),
    token_in_path=True,
    takes_files=True,
)
def create_follow_up(call: Call[FollowUpForm]) -> dict[str, Any]:
    """Create Followup Message: as Execute Webhook, but "`wait` is always true"."""
    subject = _interaction(call)
    draft = call.body.draft(call.world, call.files, settable=SETTABLE_IN_ANSWERS)
    return message(call.world, interactions.follow_up(call.world, subject, draft))


@route("GET", ORIGINAL, token_in_path=True)
@route("GET", ONE, token_in_path=True)
def get_message(call: Call[Any]) -> dict[str, Any]:
    """Get Original Interaction Response, Get Followup Message."""
    return message(call.world, _message(call)[1])


@route("PATCH", ORIGINAL, body=AnswerForm, query=("with_components",), token_in_path=True, takes_files=True)
@route("PATCH", ONE, body=AnswerForm, query=("with_components",), token_in_path=True, takes_files=True)
def edit_message(call: Call[AnswerForm]) -> dict[str, Any]:
    """Edit Original Interaction Response, Edit Followup Message."""
    subject, found = _message(call)
    changes, touched = call.body.changes(call.world, found, call.files)
    return message(call.world, interactions.change(call.world, subject, found, changes, touched))


@route("DELETE", ORIGINAL, token_in_path=True)
@route("DELETE", ONE, token_in_path=True)
def delete_message(call: Call[Any]) -> None:
    """Delete Original Interaction Response, Delete Followup Message."""
    interactions.take_back(call.world, *_message(call))
