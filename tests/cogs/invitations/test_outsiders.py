"""Somebody from outside: a link for them alone, a code where there is no link, and their first sign."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.config import load_config
from bot.sandbox.errors import DiscordError
from bot.sandbox.people.person import Person
from bot.sandbox.people.seen import Seen
from bot.sandbox.server import Sandbox
from bot.sandbox.world.invites import create_invite
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.roles import edit_role, give_role
from bot.testing import eventually, running
from bot.testing.waiting import PATIENCE_SECONDS
from cogs.clubs.api import CameBy
from tests.cogs.house import CLUB, House
from tests.cogs.invitations.circle import DAY
from tests.cogs.invitations.party import Party, party


@pytest.fixture
async def jam(house: House) -> Party:
    return await party(house)


def invite_in(seen: Seen) -> str:
    """The code of the invite of Discord's that somebody reads."""
    return seen.text.partition("discord.gg/")[2].split()[0]


def without(jam: Party, lost: Permission) -> None:
    """Take a permission from the bot."""
    guild, bot = jam.house.sandbox.guild, jam.house.sandbox.world.application.bot
    for role_id in [*guild.members[bot.id].role_ids, guild.id]:
        role = guild.roles[role_id]
        edit_role(jam.house.sandbox.world, guild, role, permissions=role.permissions & ~int(lost))


async def made(jam: Party, name: str = "Olaf") -> tuple[Person, Seen]:
    """Let Ada invite somebody from outside."""
    person = jam.house.sandbox.outsider(name)
    return person, await jam.send(jam.ada, person)


async def comes_in(jam: Party, person: Person) -> None:
    """Wait until somebody is a member, and is seen to be one."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while await jam.role_of(person) is None:
            await jam.hana.slash("club list")  # others go on meanwhile
    assert person.mention in (await jam.hana.slash("club members", club=CLUB)).text


async def test_only_the_invited_can_use_the_link_and_once(jam: Party) -> None:
    olaf, seen = await made(jam)
    thief = jam.house.sandbox.outsider("Thief")
    assert f"Only {olaf.user.username} can use this link, once" in seen.text
    assert "at their first command, or in a voice channel" in seen.text

    with pytest.raises(DiscordError, match="Unknown Invite"):
        thief.accept_invite(invite_in(seen))
    olaf.accept_invite(invite_in(seen))

    assert await jam.role_of(olaf) is None
    await olaf.slash("club list")
    await comes_in(jam, olaf)
    assert await jam.came_by(olaf) == jam.ada.id
    with pytest.raises(DiscordError):
        olaf.accept_invite(invite_in(seen))


async def test_a_voice_channel_is_a_first_sign_too(jam: Party) -> None:
    olaf, seen = await made(jam)
    olaf.accept_invite(invite_in(seen))

    await olaf.join(jam.house.stage_id)

    await comes_in(jam, olaf)


async def test_the_first_command_of_a_nominee_is_a_members(jam: Party) -> None:
    olaf, seen = await made(jam)
    olaf.accept_invite(invite_in(seen))
    await olaf.slash("club list")
    await comes_in(jam, olaf)

    assert "invited by" in (await olaf.slash("club member", club=CLUB)).text.lower()


async def test_with_the_members_intent_somebody_is_a_member_as_they_come(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'evening.db'}"
    config = load_config(None, database={"url": url}, discord={"members_intent": True})
    async with running(sandbox, config) as bot:
        jam = await party(House(sandbox, bot))
        olaf, seen = await made(jam)

        olaf.accept_invite(invite_in(seen))

        await comes_in(jam, olaf)


async def test_a_nominee_who_came_while_the_bot_was_away_is_found(jam: Party) -> None:
    olaf, seen = await made(jam)
    config = jam.house.bot.config
    await jam.house.bot.close()
    olaf.accept_invite(invite_in(seen))

    async with running(jam.house.sandbox, config) as bot:
        again = Party(House(jam.house.sandbox, bot), jam.hana, jam.ada)

        await comes_in(again, olaf)


async def test_the_link_gives_the_clubs_role_and_that_is_an_invitation_accepted(jam: Party) -> None:
    steward = jam.house.sandbox.actor(jam.house.sandbox.guild.owner_id)
    await steward.slash("club make role", club=CLUB)
    olaf, seen = await made(jam)
    assert "It gives them the role" in seen.text
    role_id = (await jam.club()).role_id

    olaf.accept_invite(invite_in(seen))
    assert role_id in jam.house.sandbox.guild.members[olaf.id].role_ids
    await olaf.slash("club list")

    await comes_in(jam, olaf)
    membership = await jam.membership(olaf)
    assert membership is not None
    assert membership.came_by is CameBy.INVITATION
    assert await jam.came_by(olaf) == jam.ada.id
    assert "came in" in (await jam.ada.slash("invitation list")).text


async def test_a_role_that_somebody_else_gave_is_no_invitation(jam: Party) -> None:
    steward = jam.house.sandbox.actor(jam.house.sandbox.guild.owner_id)
    await steward.slash("club make role", club=CLUB)
    bob = jam.house.person("Bob")
    give_role(jam.house.sandbox.world, jam.house.sandbox.guild, bob.id, (await jam.club()).role_id or 0)

    await bob.slash("club list")

    await comes_in(jam, bob)
    membership = await jam.membership(bob)
    assert membership is not None
    assert membership.came_by is CameBy.ROLE


async def test_a_link_that_is_taken_back_is_deleted_in_discord(jam: Party) -> None:
    olaf, seen = await made(jam)
    (offered,) = await jam.ada.autocomplete("invitation revoke", "invitation")

    assert "is taken back" in (await jam.ada.slash("invitation revoke", invitation=offered["value"])).text

    await eventually(lambda: invite_in(seen) not in jam.house.sandbox.guild.invites)
    with pytest.raises(DiscordError, match="Unknown Invite"):
        olaf.accept_invite(invite_in(seen))


async def test_a_link_for_somebody_who_is_banned_meanwhile_is_deleted_in_discord(jam: Party) -> None:
    olaf, seen = await made(jam)

    await jam.hana.slash("club ban", club=CLUB, person=olaf.id)

    await eventually(lambda: invite_in(seen) not in jam.house.sandbox.guild.invites)
    assert "You have 3 invitations left." in await jam.left(jam.ada)


async def test_a_link_that_the_bot_may_not_delete_leads_in_but_not_into_the_club(jam: Party) -> None:
    without(jam, Permission.MANAGE_CHANNELS)
    olaf, seen = await made(jam)
    (offered,) = await jam.ada.autocomplete("invitation revoke", "invitation")

    taken = await jam.ada.slash("invitation revoke", invitation=offered["value"])
    assert "not into the club" in taken.text
    olaf.accept_invite(invite_in(seen))
    await olaf.slash("club list")

    assert await jam.role_of(olaf) is None


async def test_where_discord_makes_no_link_there_is_a_code_that_only_they_can_use(jam: Party) -> None:
    without(jam, Permission.CREATE_INSTANT_INVITE)
    olaf, seen = await made(jam)
    bob = jam.house.person("Bob")
    assert "Create Invite" in seen.text
    code = seen.text.split("`")[1]
    world, guild = jam.house.sandbox.world, jam.house.sandbox.guild
    olaf.accept_invite(create_invite(world, guild, jam.house.sandbox.house.text, bob.user).code)

    assert "or is for somebody else" in (await bob.slash("invitation redeem", code=code)).text
    assert "Welcome" in (await olaf.slash("invitation redeem", code=code)).text
    assert await jam.came_by(olaf) == jam.ada.id


async def test_a_code_brings_in_whoever_types_it_first(jam: Party) -> None:
    shown = await jam.ada.slash("invitation code", club=CLUB)
    code, bob, cleo = shown.text.split("`")[1], jam.house.person("Bob"), jam.house.person("Cleo")
    assert shown.ephemeral

    welcome = await bob.slash("invitation redeem", code=code.lower().replace("-", " "))

    assert welcome.text == f"Welcome to **{CLUB}**. You are member number 3."
    assert await jam.came_by(bob) == jam.ada.id
    assert "was used" in (await cleo.slash("invitation redeem", code=code)).text
    assert "26 letters and digits" in (await cleo.slash("invitation redeem", code="hello")).text
    listed = (await jam.ada.slash("invitation list")).text
    assert f"{bob.mention}, by a code" in listed


async def test_who_used_the_link_in_time_and_showed_themselves_late_is_a_member(
    sandbox: Sandbox, tmp_path: Path, clock: MovableClock
) -> None:
    config = load_config(None, database={"url": f"sqlite+aiosqlite:///{tmp_path / 'evening.db'}"})
    async with running(sandbox, config, clock=clock) as bot:
        jam = await party(House(sandbox, bot))
        olaf, seen = await made(jam)
        nobody, _ = await made(jam, "Nobody")
        olaf.accept_invite(invite_in(seen))

        clock.advance(7 * DAY + 1)

        await comes_in(jam, olaf)
        assert await jam.role_of(nobody) is None


async def test_switched_off_invitations_let_nobody_in_until_they_are_on_again(jam: Party) -> None:
    steward = jam.house.sandbox.actor(jam.house.sandbox.guild.owner_id)
    olaf, seen = await made(jam)
    olaf.accept_invite(invite_in(seen))

    await steward.slash("cogs off", cog="invitations")
    await olaf.slash("club list")
    assert "switched off" in (await jam.send(jam.ada, olaf)).text
    assert await jam.role_of(olaf) is None
    await steward.slash("cogs on", cog="invitations")
    await olaf.slash("club list")

    await comes_in(jam, olaf)
