"""Members, by plain discord.py over sockets. Discord documentation, "Guild", unless said otherwise."""

from __future__ import annotations

from datetime import timedelta

import discord
import pytest

from bot.sandbox.world.permissions import Permission, in_guild
from bot.sandbox.world.roles import add_role, give_role
from bot.sandbox.world.voice_states import join
from tests.bot.sandbox.house import House, expect_refused


@pytest.fixture
def powerful(house: House) -> House:
    house.grant(
        Permission.MANAGE_NICKNAMES,
        Permission.KICK_MEMBERS,
        Permission.MODERATE_MEMBERS,
        Permission.CHANGE_NICKNAME,
    )
    return house


async def seated(house: House, name: str = "alice") -> discord.Member:
    """A member in the audience of the stage."""
    member = await house.member(name)
    join(house.sandbox.world, house.guild.id, member.id, house.stage.id)
    return member


def above(house: House) -> int:
    """A member whose role is above the bot's."""
    world, guild = house.sandbox.world, house.sandbox.guild
    return house.person("chief", add_role(world, guild, "chief", 0, position=99).id)


async def test_a_member_is_fetched(house: House) -> None:
    alice = await house.member()

    assert (alice.display_name, alice.pending, alice.roles) == ("alice", False, [house.guild.default_role])
    await expect_refused(10007, house.guild.fetch_member(1))


async def test_members_are_listed_in_pages(house: House) -> None:
    # List Guild Members.
    people = [house.person(f"p{number}") for number in range(4)]

    found = [each.id async for each in house.guild.fetch_members(limit=2, after=discord.Object(people[0]))]

    assert sorted(found) == people[1:3]


async def test_listing_takes_the_members_intent(house: House) -> None:
    # List Guild Members: "requires the GUILD_MEMBERS Privileged Intent".
    house.sandbox.world.application.flags = 0

    _, answer = await house.api("GET", f"/guilds/{house.guild.id}/members")

    assert answer["code"] == 50001


async def test_members_are_found_by_the_beginning_of_their_name(house: House) -> None:
    # Search Guild Members.
    alice = house.person("Alice")
    house.person("Bob")

    _, found = await house.api("GET", f"/guilds/{house.guild.id}/members/search?query=ali&limit=10")

    assert [each["user"]["id"] for each in found] == [str(alice)]


async def test_a_nickname_is_given(powerful: House) -> None:
    # Modify Guild Member; "Gateway Events", Guild Member Update.
    alice = await powerful.member()

    _, after = await powerful.during("member_update", alice.edit(nick="Al"))

    assert (after.id, after.nick) == (alice.id, "Al")


async def test_the_bot_names_itself(powerful: House) -> None:
    # Modify Current Member: CHANGE_NICKNAME.
    await powerful.guild.me.edit(nick="Host")
    assert powerful.sandbox.guild.members[powerful.guild.me.id].nick == "Host"

    powerful.revoke(Permission.CHANGE_NICKNAME)
    await expect_refused(50013, powerful.guild.me.edit(nick="x"))


async def test_nobody_acts_on_who_ranks_above_them(powerful: House) -> None:
    # "Permissions", Permission Hierarchy.
    chief = await powerful.guild.fetch_member(above(powerful))
    owner = await powerful.guild.fetch_member(powerful.sandbox.guild.owner_id)

    for target in (chief, owner):
        await expect_refused(50013, target.edit(nick="x"))
        await expect_refused(50013, target.kick())
        await expect_refused(50013, target.timeout(timedelta(minutes=1)))


async def test_a_role_is_given_and_taken(house: House) -> None:
    # Add Guild Member Role, Remove Guild Member Role.
    alice = await house.member()
    role = await house.guild.create_role(name="speaker")

    _, with_role = await house.during("member_update", alice.add_roles(role))
    assert role in with_role.roles
    _, without = await house.during("member_update", alice.remove_roles(role))

    assert role not in without.roles


async def test_only_lower_roles_can_be_given(house: House) -> None:
    # "Permissions", Permission Hierarchy: "of a lower position than its own highest role".
    alice = await house.member()
    high = add_role(house.sandbox.world, house.sandbox.guild, "high", 0, position=99)

    await expect_refused(50013, alice.add_roles(discord.Object(high.id)))
    _, answer = await house.api(
        "PATCH", f"/guilds/{house.guild.id}/members/{alice.id}", json={"roles": [str(high.id)]}
    )
    assert answer["code"] == 50013


async def test_roles_of_applications_cannot_be_given(house: House) -> None:
    # "Opcodes and Status Codes", 50028.
    alice = await house.member()

    await expect_refused(50028, alice.add_roles(house.guild.me.top_role))


async def test_roles_are_replaced_at_once(house: House) -> None:
    # Modify Guild Member, roles.
    alice = await house.member()
    one, two = [await house.guild.create_role(name=name) for name in ("one", "two")]
    await alice.add_roles(one)

    edited = await alice.edit(roles=[two])

    assert edited is not None
    assert edited.roles == [house.guild.default_role, two]


async def test_a_speaker_is_muted(house: House) -> None:
    # Modify Guild Member, mute: MUTE_MEMBERS; "Voice State Update".
    alice = await seated(house)

    member, _, after = await house.during(
        "voice_state_update", alice.edit(mute=True), lambda *states: states[2].mute
    )

    assert (member.id, after.mute) == (alice.id, True)
    house.deny(Permission.MUTE_MEMBERS, house.stage.id)
    await expect_refused(50013, alice.edit(mute=False))


async def test_only_who_is_in_voice_can_be_muted_or_moved(house: House) -> None:
    # Modify Guild Member: "Will throw a 400 error"; code 40032.
    alice = await house.member()

    refusal = await expect_refused(40032, alice.edit(mute=True))
    assert refusal.status == 400
    await expect_refused(40032, alice.move_to(house.stage))


async def test_a_listener_is_moved_and_disconnected(house: House) -> None:
    # Modify Guild Member, channel_id.
    alice = await seated(house)
    other = house.guild.stage_channels[1]

    def arrived(_: discord.Member, __: discord.VoiceState, after: discord.VoiceState) -> bool:
        return after.channel == other

    await house.during("voice_state_update", alice.move_to(other), arrived)
    _, _, gone = await house.during("voice_state_update", alice.move_to(None))

    assert gone.channel is None


async def test_moving_takes_move_members_and_the_way_in(house: House) -> None:
    # Modify Guild Member: "permissions to both connect to the channel and MOVE_MEMBERS".
    alice = await seated(house)
    other = house.guild.stage_channels[1]
    house.deny(Permission.CONNECT, other.id)

    await expect_refused(50013, alice.move_to(other))


async def test_a_time_out_takes_all_but_reading_and_ends_by_itself(powerful: House) -> None:
    # Modify Guild Member; "Permissions", Permissions For Timed Out Members.
    alice = await seated(powerful)
    guild = powerful.sandbox.guild

    await alice.timeout(timedelta(minutes=5))

    assert in_guild(guild, alice.id) == Permission.VIEW_CHANNEL | Permission.READ_MESSAGE_HISTORY
    assert alice.id not in guild.voice_states
    powerful.sandbox.advance(301)
    assert Permission.SEND_MESSAGES in in_guild(guild, alice.id)


async def test_a_time_out_lasts_28_days_at_most(powerful: House) -> None:
    alice = await powerful.member()

    await expect_refused(50035, alice.timeout(timedelta(days=29)))


async def test_administrators_cannot_be_timed_out(powerful: House) -> None:
    # Modify Guild Member: "Will throw a 403 error".
    alice = await powerful.member()
    role = add_role(powerful.sandbox.world, powerful.sandbox.guild, "admin", int(Permission.ADMINISTRATOR))
    give_role(powerful.sandbox.world, powerful.sandbox.guild, alice.id, role.id)

    refusal = await expect_refused(50013, alice.timeout(timedelta(minutes=1)))

    assert refusal.status == 403


async def test_a_kicked_member_is_gone_from_voice_too(powerful: House) -> None:
    # Remove Guild Member; "Gateway Events", Guild Member Remove.
    alice = await seated(powerful)

    event = await powerful.during("raw_member_remove", alice.kick())

    assert event.user.id == alice.id
    assert alice.id not in powerful.sandbox.guild.voice_states
    await expect_refused(10007, powerful.guild.fetch_member(alice.id))


async def test_kicking_takes_its_permission(house: House) -> None:
    await expect_refused(50013, (await house.member()).kick())
