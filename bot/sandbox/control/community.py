"""`/control/people/{id}/guild`, `/write`, `/effect` and `/interest`: what else people do in a community."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

from aiohttp import web
from pydantic import Field

from bot.sandbox.control.bodies import read
from bot.sandbox.control.people import person_of
from bot.sandbox.rest.router import Form, SnowflakeIn

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox


class Way(Form):
    """The code of the invite that is followed; null is the way out."""

    invite: Annotated[str, Field(min_length=1)] | None


class Text(Form):
    """What is written, and where."""

    content: str
    channel_id: SnowflakeIn | None = None


class Effect(Form):
    """What is sent over the voice channel."""

    emoji: str


class Interest(Form):
    """Whether Interested is switched on for an event."""

    event_id: SnowflakeIn
    interested: bool


def routes(sandbox: Sandbox) -> Iterable[web.RouteDef]:
    """The routes of this subject."""

    async def go(request: web.Request) -> web.Response:
        person = sandbox.actor(person_of(request, sandbox))
        body = await read(request, Way)
        if body.invite is None:
            person.leave_guild()
        else:
            person.accept_invite(body.invite)
        return web.json_response(_membership(sandbox, person.id))

    async def write(request: web.Request) -> web.Response:
        person = sandbox.actor(person_of(request, sandbox))
        body = await read(request, Text)
        return web.json_response({"message_id": str(person.write(body.content, body.channel_id))})

    async def effect(request: web.Request) -> web.Response:
        person = sandbox.actor(person_of(request, sandbox))
        await person.send_effect((await read(request, Effect)).emoji)
        return web.json_response({"user_id": str(person.id)})

    async def interest(request: web.Request) -> web.Response:
        person = sandbox.actor(person_of(request, sandbox))
        body = await read(request, Interest)
        person.set_interest(body.event_id, interested=body.interested)
        return web.json_response({"event_id": str(body.event_id), "interested": body.interested})

    return [
        web.post("/people/{id}/guild", go),
        web.post("/people/{id}/write", write),
        web.post("/people/{id}/effect", effect),
        web.post("/people/{id}/interest", interest),
    ]


def _membership(sandbox: Sandbox, user_id: int) -> dict[str, Any]:
    member = sandbox.guild.members.get(user_id)
    return {
        "user_id": str(user_id),
        "guild_id": None if member is None else str(sandbox.guild.id),
        "role_ids": [] if member is None else [str(each) for each in member.role_ids],
    }
