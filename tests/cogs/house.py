"""The community that tests of cogs play in, and the shortcuts they share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.client import Bot
from bot.sandbox.payloads.guilds import guild_create
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.world.channels import set_overwrite
from bot.sandbox.world.models import ChannelType, Overwrite, StageInstance, VoiceState
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.roles import add_role
from bot.testing import eventually
from bot.timer_store import TimerDue
from tests.stage import bot_is_heard

CLUB = "Night owls"
TOPIC = "What keeps you awake?"


@dataclass
class House:
    """A sandbox and a bot on it."""

    sandbox: Sandbox
    bot: Bot

    @property
    def stage_id(self) -> int:
        """The first stage channel."""
        return self.sandbox.house.stage.id

    @property
    def other_stage_id(self) -> int:
        """The second stage channel."""
        channels = self.sandbox.guild.channels.values()
        stages = [channel.id for channel in channels if channel.type is ChannelType.STAGE]
        return next(stage_id for stage_id in stages if stage_id != self.stage_id)

    @property
    def instance(self) -> StageInstance | None:
        """The open stage, if it is open."""
        return self.sandbox.guild.stage_instances.get(self.stage_id)

    @property
    def bot_voice(self) -> VoiceState | None:
        """Where the bot is in voice."""
        return self.sandbox.guild.voice_states.get(self.sandbox.world.application.bot.id)

    @property
    def bot_is_heard(self) -> bool:
        """Whether the bot is a speaker on the first stage, and its voice connection stands."""
        return bot_is_heard(self.sandbox, self.stage_id)

    def person(self, name: str, locale: str = "en-US") -> Person:
        """Let somebody join the community."""
        return self.sandbox.person(name, locale=locale)

    def manager(self, name: str = "Mia", locale: str = "en-US") -> Person:
        """Let somebody join who may manage the server."""
        role = add_role(self.sandbox.world, self.sandbox.guild, "Staff", Permission.MANAGE_GUILD)
        return self.sandbox.person(name, locale=locale, role_ids=[role.id])

    async def club(self) -> Person:
        """Found the club; answer its owner."""
        host = self.person("Hana")
        await host.slash("club create", name=CLUB)
        return host

    async def room(self) -> Person:
        """Found the club and open its room on the first stage; answer the host, who is there."""
        host = await self.club()
        await host.join(self.stage_id)
        await host.slash("room open", club=CLUB, topic=TOPIC)
        return host

    async def listener(self, name: str, locale: str = "en-US") -> Person:
        """Let somebody join the community and the stage."""
        person = self.person(name, locale)
        await person.join(self.stage_id)
        return person

    def deny(self, permission: Permission) -> None:
        """Take a permission from the bot, on the first stage alone."""
        bot_id, stage = self.sandbox.world.application.bot.id, self.sandbox.house.stage
        set_overwrite(self.sandbox.world, self.sandbox.guild, stage, Overwrite(bot_id, 1, 0, int(permission)))

    @asynccontextmanager
    async def outage(self) -> AsyncIterator[None]:
        """Let Discord tell nothing of the community, for the length of the block."""
        world, guild = self.sandbox.world, self.sandbox.guild
        # Discord documentation, "Gateway Events", Guild Delete and Unavailable Guild Object.
        world.emit("GUILD_DELETE", {"id": str(guild.id), "unavailable": True}, guild.id)
        known = self.bot.get_guild(guild.id)
        assert known is not None
        await eventually(lambda: known.unavailable)
        yield
        world.emit("GUILD_CREATE", guild_create(world, guild), guild.id)
        await eventually(lambda: not known.unavailable)

    async def expect_queue(self, asker: Person, people: list[Person]) -> None:
        """Wait until the bot's queue is these people in this order."""
        wanted = [person.mention for person in people]

        async def queued() -> list[str]:
            text = (await asker.slash("hand queue")).text
            return [line.rpartition(" ")[2] for line in text.splitlines() if "<@" in line]

        for _ in range(100):
            if await queued() == wanted:
                return
        assert await queued() == wanted


def due(house: House, kind: str, key: str, **more: object) -> TimerDue:
    """A timer of the community whose moment has come, for whoever is asked what follows."""
    return TimerDue(kind, key, {"guild_id": house.sandbox.guild.id, **more}, house.bot.clock.now())
