"""Bans, by plain discord.py over sockets. Discord documentation, "Guild"."""

from __future__ import annotations

import discord
import pytest

from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.roles import add_role
from bot.sandbox.world.voice_states import join
from tests.bot.sandbox.house import House, expect_refused


@pytest.fixture
def strict(house: House) -> House:
    house.grant(Permission.BAN_MEMBERS, Permission.MANAGE_GUILD)
    return house


async def test_the_banned_are_out_and_their_last_words_with_them(strict: House) -> None:
    # Create Guild Ban, delete_message_seconds; "Gateway Events", Guild Ban Add, Guild Member Remove.
    alice = await strict.member()
    join(strict.sandbox.world, strict.guild.id, alice.id, strict.stage.id)
    strict.said(alice.id, "old")
    strict.sandbox.advance(7200)
    strict.said(alice.id, "new")

    _, user = await strict.during(
        "member_ban", strict.guild.ban(alice, delete_message_seconds=3600, reason="spam")
    )

    assert user.id == alice.id
    assert alice.id not in strict.sandbox.guild.members | strict.sandbox.guild.voice_states
    assert [each.content async for each in strict.lounge.history()] == ["old"]
    assert (await strict.guild.fetch_ban(alice)).reason == "spam"


async def test_who_is_no_member_can_be_banned_too(strict: House) -> None:
    alice = await strict.member()
    await strict.guild.ban(alice)
    await strict.guild.unban(alice)
    await strict.guild.ban(alice)

    await expect_refused(10013, strict.guild.ban(discord.Object(1)))


async def test_a_ban_is_lifted(strict: House) -> None:
    # Remove Guild Ban; "Gateway Events", Guild Ban Remove; code 10026.
    alice = await strict.member()
    await strict.guild.ban(alice)

    _, user = await strict.during("member_unban", strict.guild.unban(alice))

    assert user.id == alice.id
    await expect_refused(10026, strict.guild.unban(alice))
    await expect_refused(10026, strict.guild.fetch_ban(alice))


async def test_bans_are_listed_in_pages(strict: House) -> None:
    # Get Guild Bans: "in ascending order by user.id".
    people = [await strict.member(f"p{number}") for number in range(3)]
    for person in people:
        await strict.guild.ban(person)

    after = [entry.user.id async for entry in strict.guild.bans(limit=1, after=people[0])]
    path = f"/guilds/{strict.guild.id}/bans"
    _, before = await strict.api("GET", f"{path}?before={people[2].id}&limit=1")

    assert (after, before[0]["user"]["id"]) == ([people[1].id], str(people[1].id))


async def test_banning_takes_its_permission_and_a_higher_role(house: House) -> None:
    # Create Guild Ban; "Permissions", Permission Hierarchy.
    high = add_role(house.sandbox.world, house.sandbox.guild, "high", 0, position=99)
    chief = await house.guild.fetch_member(house.person("chief", high.id))

    await expect_refused(50013, house.guild.ban(await house.member()))
    house.grant(Permission.BAN_MEMBERS)
    await expect_refused(50013, house.guild.ban(chief))


async def test_many_are_banned_at_once(strict: House) -> None:
    # Bulk Guild Ban; code 500000.
    people = [await strict.member(f"p{number}") for number in range(2)]

    result = await strict.guild.bulk_ban([*people, discord.Object(1)])

    assert {each.id for each in result.banned} == {each.id for each in people}
    assert [each.id for each in result.failed] == [1]
    await expect_refused(500000, strict.guild.bulk_ban(people))


async def test_bans_are_heard_of_only_by_who_may_ban(house: House) -> None:
    # "Gateway Events", Guild Ban Add: "only sent to bots with the BAN_MEMBERS or VIEW_AUDIT_LOG permission".
    heard: list[str] = []
    house.sandbox.world.subscribe(lambda happening: heard.append(happening.name))
    house.grant(Permission.BAN_MEMBERS)
    await house.guild.ban(await house.member("a"))
    assert "GUILD_BAN_ADD" in heard

    heard.clear()
    house.revoke(Permission.BAN_MEMBERS)
    _, answer = await house.api("PUT", f"/guilds/{house.guild.id}/bans/{house.person('b')}", json={})

    assert (answer["code"], "GUILD_BAN_ADD" in heard) == (50013, False)
