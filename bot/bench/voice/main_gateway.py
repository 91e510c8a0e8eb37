"""Stands in for Discord's main gateway, so that unmodified voice clients connect to the endpoint.

A client of discord.py that has never logged in is told of as many guilds as a measure needs,
each with a stage, by its own parsers. Asked to join, it is told of its voice state and of the
voice server, as a speaker.
"""

from __future__ import annotations

import asyncio
from typing import Any, cast

import aiohttp
import discord
from discord.ext import commands
from discord.gateway import DiscordClientWebSocketResponse

from bot.discord_gateway_internals import Receiving
from bot.events import Events
from bot.tasks import Tasks
from bot.voice.connections import StageConnections
from bot.web.metrics import Metrics
from bot.whereabouts import Whereabouts

OWN_ID = 4_242
FIRST_GUILD_ID = 10_000
_STAGE = 13
#: As a network would: what comes in the same turn of the loop is missed by some clients.
_ANSWER_SECONDS = 0.005


class BenchClient(commands.Bot):
    """As much of a bot as the voice needs."""

    def __init__(self) -> None:
        intents = discord.Intents(guilds=True, voice_states=True)
        super().__init__(
            "!", intents=intents, help_command=None, member_cache_flags=discord.MemberCacheFlags.none()
        )
        self.events = Events()
        self.metrics = Metrics()
        self.whereabouts = Whereabouts(Tasks("bench"))
        self._receiving = Receiving(
            cast("Any", self), told=self.whereabouts.tell, counted=self.metrics.received
        )
        self._voice: StageConnections | None = None

    @property
    def voice(self) -> StageConnections:
        """Our own voice, made when it is first asked for."""
        if self._voice is None:
            self._voice = StageConnections(cast("Any", self))
        return self._voice


class MainGateway:
    """Answers whoever wants to join a stage."""

    def __init__(self, client: discord.Client, endpoint: str) -> None:
        self._state: Any = client._connection
        self._endpoint = endpoint
        self._whereabouts: dict[int, int | None] = {}

    def is_ratelimited(self) -> bool:
        """Never."""
        return False

    async def voice_state(
        self,
        guild_id: int,
        channel_id: int | None,
        self_mute: bool = False,  # noqa: FBT001, FBT002 - discord.py's signature
        self_deaf: bool = False,  # noqa: FBT001, FBT002 - as above
    ) -> None:
        """Obey opcode 4."""
        loop = asyncio.get_running_loop()
        loop.call_later(_ANSWER_SECONDS, self._answer, guild_id, channel_id, self_mute, self_deaf)

    def _answer(self, guild_id: int, channel_id: int | None, self_mute: bool, self_deaf: bool) -> None:  # noqa: FBT001 - as above
        if channel_id is None and self._whereabouts.get(guild_id) is None:
            return  # nobody hears of somebody who leaves nothing
        self._state.parse_voice_state_update(
            {
                "guild_id": str(guild_id),
                "channel_id": None if channel_id is None else str(channel_id),
                "user_id": str(OWN_ID),
                "session_id": f"s{guild_id}",
                "deaf": False,
                "mute": False,
                "self_deaf": self_deaf,
                "self_mute": self_mute,
                "self_video": False,
                "suppress": False,
                "request_to_speak_timestamp": None,
                "member": _member(OWN_ID),
            }
        )
        before, self._whereabouts[guild_id] = self._whereabouts.get(guild_id), channel_id
        if channel_id not in {None, before}:  # the same one again only changes the self flags
            update = {"token": "t", "guild_id": str(guild_id), "endpoint": self._endpoint}
            self._state.parse_voice_server_update(update)


async def connected_client(endpoint: str) -> BenchClient:
    """A client that takes the endpoint for Discord's; it trusts what SSL_CERT_FILE names."""
    client = BenchClient()
    await client._async_setup_hook()
    state: Any = client._connection
    # What a login would make.
    http: Any = client.http
    http._HTTPClient__session = aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0), ws_response_class=DiscordClientWebSocketResponse
    )
    state.user = discord.ClientUser(state=state, data=cast("Any", _user(OWN_ID)))
    state.application_id = OWN_ID
    gateway = MainGateway(client, endpoint)
    state._get_websocket = lambda *_given, **_options: gateway
    return client


def add_stage(client: discord.Client, number: int, people: range = range(0)) -> discord.StageChannel:
    """Tell the client of one more guild, and answer its stage."""
    guild_id = FIRST_GUILD_ID + 10 * number
    state: Any = client._connection
    guild = discord.Guild(data=cast("Any", _guild(guild_id, people)), state=state)
    state._add_guild(guild)
    stage = guild.get_channel(guild_id + 1)
    assert isinstance(stage, discord.StageChannel)
    return stage


def _user(user_id: int) -> dict[str, Any]:
    return {"id": str(user_id), "username": f"u{user_id}", "discriminator": "0", "avatar": None, "bot": True}


def _member(user_id: int) -> dict[str, Any]:
    joined = "2024-01-01T00:00:00+00:00"
    return {
        "user": _user(user_id),
        "roles": [],
        "joined_at": joined,
        "deaf": False,
        "mute": False,
        "flags": 0,
    }


def _guild(guild_id: int, people: range) -> dict[str, Any]:
    everyone = {"id": str(guild_id), "name": "@everyone", "permissions": "8", "position": 0, "color": 0}
    stage = {"id": str(guild_id + 1), "type": _STAGE, "name": "stage", "position": 0, "bitrate": 64_000}
    return {
        "id": str(guild_id),
        "name": f"club {guild_id}",
        "owner_id": "1",
        "roles": [{**everyone, "hoist": False, "managed": False, "mentionable": False, "flags": 0}],
        "channels": [
            {**stage, "permission_overwrites": [], "user_limit": 0, "rtc_region": None, "nsfw": False}
        ],
        "members": [_member(OWN_ID), *map(_member, people)],
        "member_count": 1 + len(people),
        "emojis": [],
        "features": [],
        "voice_states": [],
        "presences": [],
        "threads": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "afk_timeout": 300,
        "afk_channel_id": None,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "premium_tier": 0,
        "preferred_locale": "en-US",
        "nsfw_level": 0,
        "stickers": [],
        "soundboard_sounds": [],
        "application_id": None,
        "vanity_url_code": None,
        "description": None,
        "banner": None,
        "icon": None,
        "splash": None,
        "discovery_splash": None,
        "rules_channel_id": None,
        "public_updates_channel_id": None,
        "widget_enabled": False,
        "large": False,
        "premium_progress_bar_enabled": False,
        "safety_alerts_channel_id": None,
    }
