"""Reactions over REST. Source: Discord documentation, "Message"."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from bot.sandbox import errors
from bot.sandbox.payloads.users import user
from bot.sandbox.rest.access import channel_of, holds
from bot.sandbox.rest.messages import message_of
from bot.sandbox.rest.router import Call, Form, SnowflakeIn, read_form, route
from bot.sandbox.world import reactions
from bot.sandbox.world.emoji import reaction_emoji
from bot.sandbox.world.permissions import Permission

BASE = "/channels/{channel_id}/messages/{message_id}/reactions"
ONE = BASE + "/{emoji}"


class ReactionsQuery(Form):
    """Get Reactions; type 1, super reactions, are something bots cannot give and nobody here has."""

    limit: Annotated[int, Field(ge=1, le=100)] = 25
    after: SnowflakeIn = 0
    type: Annotated[Literal[0, 1], BeforeValidator(int)] = 0


@route("PUT", ONE + "/@me")
def create_reaction(call: Call[None]) -> None:
    """Create Reaction; the first with its emoji takes ADD_REACTIONS."""
    channel = channel_of(call, Permission.READ_MESSAGE_HISTORY)
    message = message_of(call)
    emoji = reaction_emoji(call.words["emoji"])
    if emoji not in message.reactions and not holds(call, channel, Permission.ADD_REACTIONS):
        raise errors.missing_permissions()
    reactions.add_reaction(call.world, message, call.user.id, emoji)


@route("DELETE", ONE + "/@me")
def delete_own_reaction(call: Call[None]) -> None:
    """Delete Own Reaction."""
    channel_of(call, Permission.VIEW_CHANNEL)
    reactions.remove_reaction(call.world, message_of(call), call.user.id, _emoji(call))


@route("DELETE", ONE + "/{user_id}")
def delete_user_reaction(call: Call[None]) -> None:
    """Delete User Reaction."""
    channel_of(call, Permission.MANAGE_MESSAGES)
    reactions.remove_reaction(call.world, message_of(call), call.ids["user_id"], _emoji(call))


@route("GET", ONE, query=tuple(ReactionsQuery.model_fields))
def list_reactions(call: Call[None]) -> list[dict[str, Any]]:
    """Get Reactions: who reacted, by user id."""
    channel_of(call, Permission.VIEW_CHANNEL)
    query = read_form(ReactionsQuery, call.query)
    by = message_of(call).reactions.get(_emoji(call), set()) if query.type == 0 else set()
    page = sorted(each for each in by if each > query.after)[: query.limit]
    return [user(call.world.users[each]) for each in page]


@route("DELETE", BASE)
def delete_all_reactions(call: Call[None]) -> None:
    """Delete All Reactions."""
    channel_of(call, Permission.MANAGE_MESSAGES)
    reactions.clear_reactions(call.world, message_of(call))


@route("DELETE", ONE)
def delete_emoji_reactions(call: Call[None]) -> None:
    """Delete All Reactions for Emoji."""
    channel_of(call, Permission.MANAGE_MESSAGES)
    reactions.clear_emoji(call.world, message_of(call), _emoji(call))


def _emoji(call: Call[Any]) -> str:
    return reaction_emoji(call.words["emoji"])
