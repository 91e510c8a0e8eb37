"""`/control/stage`: who is on which stage, in which role, as the sandbox has it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.sandbox.payloads.stage_instances import stage_instance
from bot.sandbox.payloads.times import timestamp
from bot.sandbox.world.models import Channel, ChannelType, Guild, VoiceState
from bot.sandbox.world.state import World

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox

# By `suppress` and whether there is a timestamp (see world.voice_states).
STAGE_ROLES = {
    (True, False): "audience",
    (True, True): "hand raised",
    (False, True): "invited",
    (False, False): "speaker",
}


def routes(sandbox: Sandbox) -> Iterable[web.RouteDef]:
    """The routes of this subject."""

    async def show(_: web.Request) -> web.Response:
        world = sandbox.world
        channels = [
            _stage(world, guild, channel)
            for guild in world.guilds.values()
            for channel in guild.channels.values()
            if channel.type is ChannelType.STAGE
        ]
        return web.json_response({"channels": channels})

    return [web.get("/stage", show)]


def participant(world: World, state: VoiceState) -> dict[str, Any]:
    """One person or bot on a stage; in an ordinary voice channel nobody has a stage role."""
    user = world.users[state.user_id]
    on_stage = world.guilds[state.guild_id].channels[state.channel_id].type is ChannelType.STAGE
    asked = state.request_to_speak_timestamp
    return {
        "user_id": str(user.id),
        "name": user.global_name or user.username,
        "bot": user.bot,
        "stage_role": STAGE_ROLES[state.suppress, asked is not None] if on_stage else None,
        "suppress": state.suppress,
        "request_to_speak_timestamp": timestamp(asked),
        "mute": state.mute,
        "deaf": state.deaf,
        "self_mute": state.self_mute,
        "self_deaf": state.self_deaf,
    }


def _stage(world: World, guild: Guild, channel: Channel) -> dict[str, Any]:
    instance = guild.stage_instances.get(channel.id)
    return {
        "guild_id": str(guild.id),
        "channel_id": str(channel.id),
        "name": channel.name,
        "topic": None if instance is None else instance.topic,
        "instance": None if instance is None else stage_instance(instance),
        "participants": [
            participant(world, state)
            for state in guild.voice_states.values()
            if state.channel_id == channel.id
        ],
    }
