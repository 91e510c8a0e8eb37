"""The world: everything that exists, and the one way out for its events.

Pure memory. The functions beside this module (one file a subject) change it;
each of them calls `emit` for the gateway event that the change causes, so a
change without its event cannot be written by accident.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.sandbox import errors
from bot.sandbox.clock import SandboxClock
from bot.sandbox.world.gaps import Gaps
from bot.sandbox.world.interaction import Interaction
from bot.sandbox.world.models import (
    Application,
    Attachment,
    Channel,
    Entitlement,
    Guild,
    Member,
    Message,
    Sku,
    User,
)
from bot.sandbox.world.snowflakes import Snowflakes


@dataclass(frozen=True, slots=True)
class Happening:
    """A dispatch on its way to the gateway sessions that may see it.

    `guild_id` picks the shard (None: shard 0); `name` decides which intent it needs. `to` is the one bot
    that it concerns, where it concerns only one.
    """

    name: str
    payload: dict[str, Any]
    guild_id: int | None = None
    to: int | None = None


class VoiceServer(Protocol):
    """What the world needs of the voice server: admission, moves and expulsion."""

    def admit(self, guild_id: int, user_id: int, channel_id: int, session_id: str) -> tuple[str, str]:
        """Expect this client; answer the token and `host:port` endpoint it must use."""

    def dismiss(self, guild_id: int, user_id: int, close_code: int) -> None:
        """End this client's voice connection, if it has one, with a voice close code."""

    def refresh(self, guild_id: int, user_id: int) -> None:
        """Look again at who hears whom: a mute, deafness, channel or suppression changed."""


class GatewayFace(Protocol):
    """What the world needs to know of the gateway."""

    def recommended_shards(self) -> int:
        """How many shards the bot is told to start, as GET /gateway/bot says it."""

    def session_start_limit(self) -> dict[str, Any]:
        """How many more sessions the bot may start, as GET /gateway/bot says it."""


class World:
    """All state of the sandbox."""

    def __init__(self, application: Application, clock: SandboxClock) -> None:
        self.clock = clock
        self.snowflakes = Snowflakes(clock.now)
        self.application = application
        #: All by the id of their bot, that one first. Only the first has commands, and is written to.
        self.applications: dict[int, Application] = {application.bot.id: application}
        self.users: dict[int, User] = {application.bot.id: application.bot}
        self.guilds: dict[int, Guild] = {}
        self.dms: dict[int, Channel] = {}
        self.messages: dict[int, dict[int, Message]] = {}  # channel id -> id -> message
        self.attachments: dict[int, Attachment] = {}  # every file that has an address
        self.cdn_url = "https://cdn.discordapp.com"  # the server puts its own address here
        self.skus: dict[int, Sku] = {}
        self.entitlements: dict[int, Entitlement] = {}
        # Raw command objects as Discord answers them, by scope (None = global) and id.
        self.commands: dict[int | None, dict[int, dict[str, Any]]] = {None: {}}
        self.command_creates: dict[int | None, list[datetime]] = {}  # for the limit of a day
        self.interactions: dict[str, Interaction] = {}  # by token, oldest first
        self.open_modals: dict[int, Interaction] = {}  # by the user before whom it stands
        # Words that Discord allows in no topic (error 20031); which they are it keeps to itself.
        self.blocked_words: set[str] = {"blockedword"}
        self.voice_server: VoiceServer | None = None
        self.gateway: GatewayFace | None = None
        self.gaps = Gaps()
        self._listeners: list[Callable[[Happening], None]] = []
        self._watchers: list[Callable[[], None]] = []

    def new_id(self) -> int:
        """A fresh snowflake."""
        return self.snowflakes.next()

    def subscribe(self, listener: Callable[[Happening], None]) -> None:
        """Be called, at once and in order, for every event."""
        self._listeners.append(listener)

    def watch(self, watcher: Callable[[], None]) -> None:
        """Be called after every change, also of what no event tells (what is ephemeral)."""
        self._watchers.append(watcher)

    def unwatch(self, watcher: Callable[[], None]) -> None:
        """Be called no more."""
        self._watchers.remove(watcher)

    def touch(self) -> None:
        """Tell those who watch that something changed."""
        for watcher in tuple(self._watchers):
            watcher()

    def emit(
        self, name: str, payload: dict[str, Any], guild_id: int | None = None, *, to: int | None = None
    ) -> None:
        """Send a dispatch; called by the function that made the change it reports.

        An application hears nothing of guilds it is not in, except that it was removed from one. What is of
        no guild goes to the first application.
        """
        guild = None if guild_id is None else self.guilds.get(guild_id)
        outside = guild is not None and self.applications.keys().isdisjoint(guild.members)
        if outside and name != "GUILD_DELETE":
            return
        if guild_id is None and to is None:
            to = self.application.bot.id
        happening = Happening(name, payload, guild_id, to)
        for listener in self._listeners:
            listener(happening)
        self.touch()

    def application_with(self, token: str) -> Application | None:
        """Whose token that is."""
        found = (
            each
            for each in self.applications.values()
            if secrets.compare_digest(each.token.encode(), token.encode())
        )
        return next(found, None)

    def guild(self, guild_id: int) -> Guild:
        """The guild of that id.

        Raises:
            DiscordError: 10004 Unknown Guild.
        """
        try:
            return self.guilds[guild_id]
        except KeyError:
            raise errors.unknown_guild() from None

    def channel(self, channel_id: int) -> Channel:
        """The channel of that id, in whatever guild it is, or a DM.

        Raises:
            DiscordError: 10003 Unknown Channel.
        """
        if channel_id in self.dms:
            return self.dms[channel_id]
        for guild in self.guilds.values():
            if channel_id in guild.channels:
                return guild.channels[channel_id]
        raise errors.unknown_channel()

    def guild_channel(self, channel_id: int) -> tuple[Guild, Channel]:
        """A guild's channel together with its guild.

        Raises:
            DiscordError: 10003 if there is none in any guild.
        """
        channel = self.channel(channel_id)
        if channel.guild_id is None:
            raise errors.unknown_channel()
        return self.guilds[channel.guild_id], channel

    def member(self, guild_id: int, user_id: int) -> Member:
        """A guild's member.

        Raises:
            DiscordError: 10004 or 10007.
        """
        try:
            return self.guild(guild_id).members[user_id]
        except KeyError:
            raise errors.unknown_member() from None

    def user(self, user_id: int) -> User:
        """An account.

        Raises:
            DiscordError: 10013 Unknown User.
        """
        try:
            return self.users[user_id]
        except KeyError:
            raise errors.unknown_user() from None


def new_world(clock: SandboxClock | None = None, token: str | None = None) -> World:
    """An empty world with one application and its owner; guilds are added by `world.guilds`."""
    clock = clock or SandboxClock()
    ids = Snowflakes(clock.now)
    bot = User(ids.next(), "rostra", bot=True)
    owner = User(ids.next(), "owner", "Owner")
    token = token or _new_token(bot.id)
    world = World(Application(bot.id, "Rostra", token, bot, owner), clock)
    world.snowflakes = ids  # a second source could give the same ids again
    world.users[owner.id] = owner
    return world


def add_application(world: World, name: str) -> Application:
    """Another bot of the same owner, with a token of its own: it logs in, and has a voice."""
    bot = User(world.new_id(), name.lower(), bot=True)
    application = Application(bot.id, name, _new_token(bot.id), bot, world.application.owner)
    world.users[bot.id] = bot
    world.applications[bot.id] = application
    return application


def _new_token(bot_id: int) -> str:
    # hikari reads the id out of the token's first part, where Discord puts it.
    first = base64.urlsafe_b64encode(str(bot_id).encode()).decode().rstrip("=")
    return f"{first}.{secrets.token_urlsafe(4)}.{secrets.token_urlsafe(28)}"
