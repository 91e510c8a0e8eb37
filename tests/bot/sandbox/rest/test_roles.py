"""Roles, by plain discord.py over sockets. Discord documentation, "Guild" and "Permissions"."""

from __future__ import annotations

import discord

from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.roles import add_role, outranks
from tests.bot.sandbox.house import House, expect_refused


async def test_a_role_is_made_with_defaults(house: House) -> None:
    # Create Guild Role: defaults; "Gateway Events", Guild Role Create.
    role = await house.during("guild_role_create", house.guild.create_role())

    assert (role.name, role.color.value, role.hoist, role.position) == ("new role", 0, False, 1)


async def test_the_default_permissions_are_those_of_everyone(house: House) -> None:
    _, answer = await house.api("POST", f"/guilds/{house.guild.id}/roles", json={})

    assert answer["permissions"] == str(house.guild.default_role.permissions.value)


async def test_a_new_role_is_below_those_there_are(house: House) -> None:
    role = await house.guild.create_role(name="new")

    roles = await house.guild.fetch_roles()

    assert sorted(roles)[1] == role
    assert house.guild.me.top_role > role


async def test_a_role_is_fetched(house: House) -> None:
    # Get Guild Role; "Opcodes and Status Codes", 10011.
    role = await house.guild.create_role(name="quiet")

    assert (await house.guild.fetch_role(role.id)).name == "quiet"
    await expect_refused(10011, house.guild.fetch_role(1))


async def test_a_role_is_edited(house: House) -> None:
    # Modify Guild Role.
    role = await house.guild.create_role(name="a")

    edit = role.edit(name="b", colour=0x112233, mentionable=True)
    _, after = await house.during("guild_role_update", edit, lambda before, _: before == role)

    assert (after.name, after.colour.value, after.mentionable) == ("b", 0x112233, True)


async def test_only_held_permissions_can_be_granted(house: House) -> None:
    # "Permissions", Permission Hierarchy: "it can only grant permissions it has to those roles".
    await expect_refused(50013, house.guild.create_role(permissions=discord.Permissions(ban_members=True)))
    role = await house.guild.create_role(permissions=discord.Permissions(mute_members=True))
    await expect_refused(50013, role.edit(permissions=discord.Permissions(ban_members=True)))


async def test_roles_from_ones_own_upwards_are_out_of_reach(house: House) -> None:
    # "Permissions", Permission Hierarchy.
    high = add_role(house.sandbox.world, house.sandbox.guild, "high", 0, position=99)
    path = f"/guilds/{house.guild.id}/roles"

    for role_id in (high.id, house.guild.me.top_role.id):
        _, answer = await house.api("PATCH", f"{path}/{role_id}", json={"name": "x"})
        assert answer["code"] == 50013
    _, answer = await house.api("DELETE", f"{path}/{high.id}")
    assert answer["code"] == 50013


async def test_roles_are_sorted_below_ones_own(house: House) -> None:
    # Modify Guild Role Positions; Permission Hierarchy: "can only sort roles lower than its highest role".
    one, two = [await house.guild.create_role(name=name) for name in ("one", "two")]
    path = f"/guilds/{house.guild.id}/roles"

    status, _ = await house.api("PATCH", path, json=[{"id": str(two.id), "position": 2}])
    _, too_high = await house.api("PATCH", path, json=[{"id": str(one.id), "position": 99}])

    assert (status, too_high["code"]) == (200, 50013)
    assert house.sandbox.guild.roles[two.id].position == 2


async def test_a_deleted_role_is_taken_from_everybody(house: House) -> None:
    # Delete Guild Role; "Gateway Events", Guild Role Delete.
    role = await house.guild.create_role(name="gone")
    alice = house.person("alice", role.id)

    deleted = await house.during("guild_role_delete", role.delete())

    assert deleted == role
    assert house.sandbox.guild.members[alice].role_ids == []


async def test_everyone_stays(house: House) -> None:
    # "Opcodes and Status Codes", 50028.
    await expect_refused(50028, house.guild.default_role.delete())


async def test_roles_take_manage_roles(house: House) -> None:
    house.revoke(Permission.MANAGE_ROLES)

    await expect_refused(50013, house.guild.create_role())


async def test_250_roles_at_most(house: House) -> None:
    # "Opcodes and Status Codes", 30005.
    guild = house.sandbox.guild
    for number in range(250 - len(guild.roles)):
        guild.roles[number] = guild.roles[guild.id]

    await expect_refused(30005, house.guild.create_role())


async def test_members_are_counted_by_role(house: House) -> None:
    # Get Guild Role Member Counts: without @everyone.
    role = await house.guild.create_role(name="a")
    house.person("alice", role.id)

    _, counts = await house.api("GET", f"/guilds/{house.guild.id}/roles/member-counts")

    assert counts == {str(role.id): 1, str(house.guild.me.top_role.id): 1}


def test_the_owner_outranks_everybody(house: House) -> None:
    guild = house.sandbox.guild
    bot_id = house.sandbox.world.application.bot.id

    assert outranks(guild, guild.owner_id, bot_id)
    assert not outranks(guild, bot_id, guild.owner_id)
