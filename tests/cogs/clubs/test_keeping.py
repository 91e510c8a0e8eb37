"""The role in Discord and the membership, kept in step in both modes, also over a time away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.client import Bot
from bot.clock import Clock, MovableClock
from bot.config import load_config
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.world.guilds import remove_member
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.roles import add_role, delete_role, edit_role, give_role, take_role
from bot.storage.timer_rows import TimerRow
from bot.testing import eventually, running
from bot.testing.waiting import PATIENCE_SECONDS
from cogs.clubs.api import CameBy, Club, ClubRole
from cogs.clubs.debts import ROLE
from cogs.clubs.keeping import AFTER_A_START, AGAIN, WALK
from cogs.clubs.service import ClubBook
from tests.cogs.house import CLUB, House


@dataclass
class Band:
    """A club with a role, its owner Hana, and Discord around it."""

    sandbox: Sandbox
    bot: Bot
    hana: Person

    @property
    def book(self) -> ClubBook:
        return self.bot.service(ClubBook)

    async def club(self) -> Club:
        return await self.book.named(self.sandbox.guild.id, CLUB)

    async def role_id(self) -> int:
        found = (await self.club()).role_id
        assert found is not None
        return found

    async def has_role(self, person: Person) -> bool:
        member = self.sandbox.guild.members.get(person.id)
        return member is not None and await self.role_id() in member.role_ids

    async def is_member(self, person: Person) -> bool:
        return await self.book.role_of((await self.club()).id, person.id) is not None

    async def will_walk_at(self, moment: datetime) -> bool:
        """Whether the walk that was written down last begins then."""
        async with self.bot.database.reading() as session:
            return await session.scalar(select(TimerRow.fire_at).where(TimerRow.kind == WALK)) == moment

    async def give(self, person: Person) -> None:
        """Give the role in Discord's own client."""
        give_role(self.sandbox.world, self.sandbox.guild, person.id, await self.role_id())

    async def take(self, person: Person) -> None:
        take_role(self.sandbox.world, self.sandbox.guild, person.id, await self.role_id())

    async def settles(self, condition: Callable[[], Awaitable[bool]]) -> None:
        """Wait until something is so, in the club or in Discord."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not await condition():
                await self.hana.slash("club list")  # Hana shows herself meanwhile, and nobody else


@asynccontextmanager
async def at_work(
    sandbox: Sandbox, folder: Path, *, intent: bool, founded: bool = False, clock: Clock | None = None
) -> AsyncIterator[Band]:
    url = f"sqlite+aiosqlite:///{folder / 'evening.db'}"
    config = load_config(None, database={"url": url}, discord={"members_intent": intent})
    async with running(sandbox, config, clock=clock) as bot:
        band = Band(sandbox, bot, sandbox.actor(1) if founded else await House(sandbox, bot).club())
        if not founded:
            steward = sandbox.actor(sandbox.guild.owner_id)
            await steward.slash("club make role", club=CLUB)
            await eventually(lambda: len(sandbox.guild.roles) == 3)
            await band.settles(lambda: band.has_role(band.hana))
        yield band


@pytest.fixture(params=[True, False], ids=["intent", "no-intent"])
async def band(request: pytest.FixtureRequest, sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[Band]:
    async with at_work(sandbox, tmp_path, intent=request.param) as ready:
        yield ready


@pytest.fixture
async def listed(sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[Band]:
    """With the members intent."""
    async with at_work(sandbox, tmp_path, intent=True) as ready:
        yield ready


@pytest.fixture
async def unlisted(sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[Band]:
    """Without it."""
    async with at_work(sandbox, tmp_path, intent=False) as ready:
        yield ready


async def joined(band: Band, name: str) -> Person:
    """Let somebody in, and wait until the bot has noted that they have the role."""
    person = band.sandbox.person(name)
    await person.slash("club join", club=CLUB)
    club = await band.club()

    async def is_noted() -> bool:
        return await band.book.roles.due(club.id, person.id) is None

    await band.settles(is_noted)
    assert await band.has_role(person)
    return person


async def test_who_joins_gets_the_role_and_who_leaves_loses_it(band: Band) -> None:
    ada = await joined(band, "Ada")

    await ada.slash("club leave", club=CLUB)

    async def is_rid() -> bool:
        return not await band.has_role(ada)

    await band.settles(is_rid)
    assert "You are in no club here" in (await ada.slash("club mine")).text


async def test_a_role_given_or_taken_in_discord_is_followed_at_once_with_the_intent(listed: Band) -> None:
    ada = listed.sandbox.person("Ada")

    await listed.give(ada)
    await listed.settles(lambda: listed.is_member(ada))
    await listed.take(ada)

    async def is_out() -> bool:
        return not await listed.is_member(ada)

    await listed.settles(is_out)
    member = await listed.book.last_membership_of((await listed.club()).id, ada.id)
    assert member is not None
    assert member.came_by is CameBy.ROLE


async def test_without_the_intent_a_role_is_noticed_when_somebody_uses_a_command(unlisted: Band) -> None:
    ada = unlisted.sandbox.person("Ada")
    await unlisted.give(ada)
    assert not await unlisted.is_member(ada)

    await ada.slash("club list")

    await unlisted.settles(lambda: unlisted.is_member(ada))
    assert f"**{CLUB}**: member, number 2" in (await ada.slash("club mine")).text


async def test_without_the_intent_a_role_is_noticed_when_somebody_comes_to_a_stage(unlisted: Band) -> None:
    ada = unlisted.sandbox.person("Ada")
    await unlisted.give(ada)

    await ada.join(unlisted.sandbox.house.stage.id)

    await unlisted.settles(lambda: unlisted.is_member(ada))
    card = await ada.slash("club member", club=CLUB)
    assert "Was given the club's role in Discord." in card.text


async def test_a_change_right_after_the_bots_own_is_not_lost(listed: Band) -> None:
    ada = await joined(listed, "Ada")

    await listed.take(ada)

    async def is_out() -> bool:
        return not await listed.is_member(ada)

    await listed.settles(is_out)
    assert not await listed.has_role(ada)
    assert "You are in no club here" in (await ada.slash("club mine")).text


async def test_the_owner_gets_the_role_back_that_somebody_took(listed: Band) -> None:
    await listed.take(listed.hana)

    await listed.settles(lambda: listed.has_role(listed.hana))
    assert await listed.book.role_of((await listed.club()).id, listed.hana.id) is ClubRole.OWNER


async def test_who_leaves_the_community_is_out_at_once_with_the_intent(listed: Band) -> None:
    ada = await joined(listed, "Ada")

    remove_member(listed.sandbox.world, listed.sandbox.guild, ada.id)

    async def is_out() -> bool:
        return not await listed.is_member(ada)

    await listed.settles(is_out)
    assert ada.mention not in (await listed.hana.slash("club members", club=CLUB)).text


async def test_an_owner_who_leaves_the_community_is_followed(listed: Band) -> None:
    ada = await joined(listed, "Ada")
    hana, listed.hana = listed.hana, ada

    remove_member(listed.sandbox.world, listed.sandbox.guild, hana.id)

    async def owns() -> bool:
        return (await listed.club()).owner_id == ada.id

    await listed.settles(owns)
    assert f"Owner: {ada.mention}" in (await ada.slash("club info", club=CLUB)).text


@pytest.mark.parametrize("intent", [True, False])
async def test_what_changed_while_the_bot_was_away_is_found_when_it_is_back(
    sandbox: Sandbox, tmp_path: Path, clock: MovableClock, intent: bool
) -> None:
    async with at_work(sandbox, tmp_path, intent=intent) as before:
        gone, demoted, hana = await joined(before, "Ada"), await joined(before, "Bob"), before.hana
        promoted = sandbox.person("Cid")
        role_id = await before.role_id()
    remove_member(sandbox.world, sandbox.guild, gone.id)
    take_role(sandbox.world, sandbox.guild, demoted.id, role_id)
    give_role(sandbox.world, sandbox.guild, promoted.id, role_id)

    async with at_work(sandbox, tmp_path, intent=intent, founded=True, clock=clock) as after:
        after.hana = hana
        if not intent:
            moment = clock.now() + AFTER_A_START
            await after.settles(lambda: after.will_walk_at(moment))
            clock.advance(AFTER_A_START.total_seconds())

        async def agrees() -> bool:
            # Nobody without the intent knows of somebody who never showed themselves.
            there = [await after.is_member(person) for person in (gone, demoted, promoted)]
            return there == [False, False, intent]

        await after.settles(agrees)
        seen = (await hana.slash("club members", club=CLUB)).text
        assert [person.mention in seen for person in (gone, demoted, promoted)] == [False, False, intent]


async def test_a_role_that_was_deleted_while_the_bot_was_away_is_let_go(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    async with at_work(sandbox, tmp_path, intent=False) as before:
        hana, role_id = before.hana, await before.role_id()
    delete_role(sandbox.world, sandbox.guild, sandbox.guild.roles[role_id])

    async with at_work(sandbox, tmp_path, intent=False, founded=True) as after:
        after.hana = hana

        async def is_bare() -> bool:
            return (await after.club()).role_id is None

        await after.settles(is_bare)
        assert await after.is_member(hana)


async def test_a_role_that_the_bot_may_not_give_is_given_once_it_may(
    sandbox: Sandbox, tmp_path: Path, clock: MovableClock
) -> None:
    async with at_work(sandbox, tmp_path, intent=False, clock=clock) as band:
        me = sandbox.guild.members[sandbox.world.application.bot.id]
        mine = sandbox.guild.roles[me.role_ids[0]]
        allowed = mine.permissions
        edit_role(sandbox.world, sandbox.guild, mine, permissions=allowed & ~int(Permission.MANAGE_ROLES))
        ada = sandbox.person("Ada")
        await ada.slash("club join", club=CLUB)

        async def is_put_off() -> bool:
            async with band.bot.database.reading() as session:
                return await session.scalar(select(TimerRow.fire_at).where(TimerRow.kind == ROLE)) == (
                    clock.now() + AGAIN
                )

        await band.settles(is_put_off)
        edit_role(sandbox.world, sandbox.guild, mine, permissions=allowed)
        clock.advance(AGAIN.total_seconds())

        await band.settles(lambda: band.has_role(ada))


async def test_members_from_before_get_the_role_and_those_who_have_it_become_members(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    config = load_config(
        None, database={"url": f"sqlite+aiosqlite:///{tmp_path / 'e.db'}"}, discord={"members_intent": True}
    )
    async with running(sandbox, config) as bot:
        hana = await House(sandbox, bot).club()
        ada, bob = sandbox.person("Ada"), sandbox.person("Bob")
        await ada.slash("club join", club=CLUB)
        owls = add_role(sandbox.world, sandbox.guild, "owls", 0)
        give_role(sandbox.world, sandbox.guild, bob.id, owls.id)
        band, steward = Band(sandbox, bot, hana), sandbox.actor(sandbox.guild.owner_id)

        seen = await steward.slash("club bind role", club=CLUB, role=owls.id)

        await steward.wait_for(seen, lambda now: "Giving the role of Night owls" in now.text)
        await band.settles(lambda: band.has_role(ada))
        await band.settles(lambda: band.is_member(bob))
        members = (await hana.slash("club members", club=CLUB)).text
        assert members.splitlines()[1:] == [
            f"1\\. {hana.mention}, owner",
            f"2\\. {ada.mention}",
            f"3\\. {bob.mention}",
        ]


async def test_nothing_is_compared_while_clubs_are_switched_off_and_all_when_they_are_on_again(
    listed: Band,
) -> None:
    ada, guild_id = listed.sandbox.person("Ada"), listed.sandbox.guild.id
    await listed.bot.switches.turn(guild_id, "clubs", 1, on=False)
    await listed.give(ada)
    await listed.hana.slash("club list")
    assert not await listed.is_member(ada)

    await listed.bot.switches.turn(guild_id, "clubs", 1, on=True)

    await listed.settles(lambda: listed.is_member(ada))
    assert f"**{CLUB}**: member, number 2" in (await ada.slash("club mine")).text


async def test_the_page_of_settings_says_in_which_way_roles_are_followed(band: Band) -> None:
    steward = band.sandbox.actor(band.sandbox.guild.owner_id)

    page = await steward.slash("settings", cog="community")

    at_once = "I am told who comes and goes and whose roles change, as it happens."
    assert (at_once in page.text) is band.bot.intents.members
    assert ("I notice it when somebody uses a command or comes to a stage" in page.text) is not (
        band.bot.intents.members
    )
