"""The process of a benchmark in which Discord is: a sandbox, its communities, and people in them.

Started as `python -m bot.bench.memory place READY_FILE COMMUNITIES`; then it obeys `bot.bench.processes`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.bench import pinned
from bot.bench.memory.answering import PLACE_CORE, answer
from bot.sandbox.options import BOT_PERMISSIONS, GatewayOptions, SandboxOptions
from bot.sandbox.people.person import Person
from bot.sandbox.people.seen import Seen
from bot.sandbox.server import Sandbox
from bot.sandbox.world import voice_states
from bot.sandbox.world.channels import add_channel
from bot.sandbox.world.guilds import add_guild, add_member, install_bot
from bot.sandbox.world.models import ChannelType, Guild, Overwrite
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.roles import add_role

#: What an ordinary community is like. Its channels lie in groups, and take their overwrites from them; with
#: so many, discord.py needs for one what it needed when the goal was set.
CHANNELS, ROLES, MEMBERS = 50, 30, 200
GROUP, OVERWRITES = 10, 7
_STAGES = 2


class Place:
    """Runs a sandbox for the processes that are measured."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._people: dict[str, Person] = {}

    def found(self, communities: int) -> None:
        """Found ordinary communities, with the bot in each."""
        world, owner = self._sandbox.world, self._sandbox.world.application.owner
        for number in range(communities):
            guild = add_guild(world, f"Community {number}", owner)
            for index in range(ROLES - 2):  # @everyone and the bot's own come besides
                add_role(world, guild, f"Role {index}", 0)
            for index in range(CHANNELS):
                self._add_channel(guild, index)
            for index in range(MEMBERS - 2):  # the owner and the bot come besides
                add_member(world, guild, f"Member {index}")
            install_bot(world, guild, int(BOT_PERMISSIONS))

    def _add_channel(self, guild: Guild, index: int) -> None:
        kind = ChannelType.STAGE if index < _STAGES else ChannelType.TEXT
        topic = f"Where we talk about subject {index}, and others." if index % 2 else None
        channel = add_channel(self._sandbox.world, guild, f"channel {index}", kind, topic=topic)
        first = index // GROUP * 2
        for role_id in [guild.id, *list(guild.roles)[first + 1 : first + OVERWRITES]]:
            channel.overwrites[role_id] = Overwrite(role_id, 0, int(Permission.VIEW_CHANNEL), 0)

    async def person(self, name: str) -> Mapping[str, Any]:
        """Let somebody join the first community."""
        return {"id": str(self._person(name).id)}

    async def listeners(self, count: int) -> Mapping[str, Any]:
        """Let people join the stage of the first community."""
        world, house = self._sandbox.world, self._sandbox.house
        for number in range(count):
            member = add_member(world, house.guild, f"Listener {number}")
            voice_states.join(world, house.guild.id, member.user.id, house.stage.id)
        return {"there": len(house.guild.voice_states)}

    async def join(self, person: str) -> Mapping[str, Any]:
        """Let one person join that stage."""
        await self._person(person).join(self._sandbox.house.stage.id)
        return {}

    async def slash(
        self, person: str, command: str, options: Mapping[str, Any], times: int = 1
    ) -> Mapping[str, Any]:
        """Let a person use a command again and again, each time when the answer is there."""
        for _ in range(times):
            seen = await self._person(person).slash(command, options)
        return {"seen": _words(seen)}

    async def suggest(
        self, person: str, command: str, focused: str, typed: str, times: int = 1
    ) -> Mapping[str, Any]:
        """Let a person type into an option again and again."""
        for _ in range(times):
            choices = await self._person(person).autocomplete(command, focused, typed)
        return {"seen": ", ".join(choice["name"] for choice in choices)}

    def _person(self, name: str) -> Person:
        if name not in self._people:
            self._people[name] = self._sandbox.person(name)
        return self._people[name]


def _words(seen: Seen) -> str:
    embeds = "".join(str(embed.get("description", "")) for embed in seen.embeds)
    return seen.text + embeds


async def main(ready_file: str, communities: str) -> None:
    """Run until the input is closed."""
    pinned.to_core(PLACE_CORE)
    gateway = GatewayOptions(identify_window_seconds=0.0, send_all_members=True, max_pending=100_000)
    async with Sandbox.start(SandboxOptions(rate_limits=False, gateway=gateway)) as sandbox:
        place = Place(sandbox)
        place.found(int(communities))
        sandbox.ready.write(Path(ready_file))
        await answer(
            {
                "person": place.person,
                "listeners": place.listeners,
                "join": place.join,
                "slash": place.slash,
                "suggest": place.suggest,
            }
        )
