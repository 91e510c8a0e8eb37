"""`/control/people/{id}/say`, `/control/people/{id}/listen`, `/control/heard`, `/control/voice`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

from bot.sandbox.control.bodies import check, read
from bot.sandbox.control.people import person_of
from bot.sandbox.people.errors import ActorError
from bot.sandbox.people.voice import find_voice_state
from bot.sandbox.rest.router import Form, SnowflakeIn
from bot.sandbox.voice import heard
from bot.voice.opus import FRAME_SECONDS

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox


class Say(Form):
    """Which file of this machine to speak."""

    file: Path


class Heard(Form):
    """Who was heard, and where; the bot, if nobody is named."""

    channel_id: SnowflakeIn
    speaker_id: SnowflakeIn | None = None


def routes(sandbox: Sandbox) -> Iterable[web.RouteDef]:
    """The routes of this subject."""

    async def say(request: web.Request) -> web.Response:
        """Answer once everything is said."""
        user_id, guild_id = _person(request, sandbox)
        body = await read(request, Say)
        seconds = await sandbox.voice.people.say(guild_id, user_id, body.file)
        return web.json_response({"user_id": str(user_id), "seconds": round(seconds, 3)})

    async def listen(request: web.Request) -> web.Response:
        """Answer once the person's own client receives."""
        user_id, guild_id = _person(request, sandbox)
        await sandbox.voice.people.listen(guild_id, user_id)
        return web.json_response({"user_id": str(user_id)})

    async def hear(request: web.Request) -> web.Response:
        """Answer an Ogg Opus track, without a packet if nothing was heard."""
        wanted = check(Heard, dict(request.query))
        channel = sandbox.world.channel(wanted.channel_id)
        speaker = sandbox.world.user(wanted.speaker_id or sandbox.world.application.bot.id)
        packets = heard.packets(sandbox.voice, channel.id, speaker.id)
        headers = {"X-Heard-Seconds": f"{len(packets) * FRAME_SECONDS:.2f}"}
        return web.Response(body=heard.file(packets, speaker.id), content_type="audio/ogg", headers=headers)

    async def show(_: web.Request) -> web.Response:
        return web.json_response(sandbox.voice.as_dict())

    return [
        web.post("/people/{id}/say", say),
        web.post("/people/{id}/listen", listen),
        web.get("/heard", hear),
        web.get("/voice", show),
    ]


def _person(request: web.Request, sandbox: Sandbox) -> tuple[int, int]:
    """The person of the path, and the guild in whose voice channel they are.

    Raises:
        DiscordError: 10013, there is no such person.
        ActorError: they are in no voice channel.
    """
    user_id = person_of(request, sandbox)
    state = find_voice_state(sandbox.world, user_id)
    if state is None:
        raise ActorError("not in a voice channel")
    return user_id, state.guild_id
