"""`/control/messages`: what a person reads in a channel."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

from aiohttp import web
from pydantic import Field

from bot.sandbox.control.bodies import check
from bot.sandbox.payloads.messages import message as payload_of
from bot.sandbox.rest.router import Form, SnowflakeIn
from bot.sandbox.world.models import Channel, Message
from bot.sandbox.world.permissions import Permission, require
from bot.sandbox.world.state import World

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox


class Wanted(Form):
    """Which messages; with a person also what only they see."""

    channel_id: SnowflakeIn
    person_id: SnowflakeIn | None = None
    limit: Annotated[int, Field(ge=1, le=1000)] = 100


def routes(sandbox: Sandbox) -> Iterable[web.RouteDef]:
    """The routes of this subject."""
    world = sandbox.world

    async def show(request: web.Request) -> web.Response:
        wanted = check(Wanted, dict(request.query))
        channel = world.channel(wanted.channel_id)
        if wanted.person_id is not None and channel.guild_id is not None:
            guild = world.guilds[channel.guild_id]
            require(guild, wanted.person_id, Permission.VIEW_CHANNEL, channel)
        seen = visible_messages(world, channel, wanted.person_id)[-wanted.limit :]
        return web.json_response({"messages": [payload_of(world, each) for each in seen]})

    return [web.get("/messages", show)]


def visible_messages(world: World, channel: Channel, person_id: int | None) -> list[Message]:
    """The public messages of a channel, oldest first, and the ephemeral ones of one person."""
    return [each for each in world.messages[channel.id].values() if each.visible_to in {None, person_id}]
