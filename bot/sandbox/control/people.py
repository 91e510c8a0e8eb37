"""`/control/people`: new members, and what they do with a stage in Discord's client."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

from aiohttp import web
from pydantic import StringConstraints

from bot.sandbox.control.bodies import read
from bot.sandbox.control.stage import participant
from bot.sandbox.errors import unknown_user
from bot.sandbox.people import voice
from bot.sandbox.rest.router import Form, SnowflakeIn
from bot.sandbox.world.locales import LOCALES
from bot.sandbox.world.models import VoiceState

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox


class NewPerson(Form):
    """Who joins the community."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=32)]
    locale: str = "en-US"
    outside: bool = False  # with an account, but not in the community
    direct_messages: bool = True  # off: whoever writes to them is refused with 50007


class Place(Form):
    """Where a person goes; null is nowhere."""

    channel_id: SnowflakeIn | None


class Hand(Form):
    """Whether the hand is up."""

    raised: bool


class Answer(Form):
    """What a person says to an invitation to speak."""

    accept: bool


def routes(sandbox: Sandbox) -> Iterable[web.RouteDef]:
    """The routes of this subject."""
    world = sandbox.world

    async def create(request: web.Request) -> web.Response:
        body = await read(request, NewPerson)
        if body.locale not in LOCALES:
            raise ValueError(f"locale: Discord has no locale {body.locale}")
        come = sandbox.outsider if body.outside else sandbox.person
        person = come(body.name, locale=body.locale)
        person.user.accepts_dms = body.direct_messages
        return web.json_response({"user_id": str(person.id)})

    async def go(request: web.Request) -> web.Response:
        user_id = person_of(request, sandbox)
        body = await read(request, Place)
        if body.channel_id is not None:
            return _standing(sandbox, user_id, voice.join_voice(world, user_id, body.channel_id))
        voice.leave_voice(world, user_id)
        return _standing(sandbox, user_id, None)

    async def hand(request: web.Request) -> web.Response:
        user_id = person_of(request, sandbox)
        body = await read(request, Hand)
        move = voice.raise_hand if body.raised else voice.lower_hand
        return _standing(sandbox, user_id, move(world, user_id))

    async def answer(request: web.Request) -> web.Response:
        user_id = person_of(request, sandbox)
        body = await read(request, Answer)
        return _standing(sandbox, user_id, voice.answer_invitation(world, user_id, accept=body.accept))

    return [
        web.post("/people", create),
        web.post("/people/{id}/voice", go),
        web.post("/people/{id}/hand", hand),
        web.post("/people/{id}/answer", answer),
    ]


def person_of(request: web.Request, sandbox: Sandbox) -> int:
    """The person of the path; the bot is driven by its own process, not from here.

    Raises:
        DiscordError: 10013, there is no such person.
    """
    text = request.match_info["id"]
    user = sandbox.world.users.get(int(text) if text.isdecimal() else 0)
    if user is None or user.bot:
        raise unknown_user()
    return user.id


def _standing(sandbox: Sandbox, user_id: int, state: VoiceState | None) -> web.Response:
    body: dict[str, Any] = {"user_id": str(user_id), "channel_id": None, "stage_role": None}
    if state is not None:
        body["channel_id"] = str(state.channel_id)
        body["stage_role"] = participant(sandbox.world, state)["stage_role"]
    return web.json_response(body)
