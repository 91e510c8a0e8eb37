"""Channels and overwrites, by plain discord.py over sockets. Discord documentation, "Channel" and "Guild"."""

from __future__ import annotations

from typing import Any

import discord
import pytest

from bot.sandbox.world.channels import add_channel, set_overwrite
from bot.sandbox.world.models import ChannelType, Overwrite
from bot.sandbox.world.permissions import Permission, in_channel
from bot.sandbox.world.stages import open_stage
from bot.sandbox.world.voice_states import join
from tests.bot.sandbox.house import House, expect_refused

Overwrites = dict[discord.Role | discord.Member | discord.Object, discord.PermissionOverwrite]


async def test_a_stage_channel_is_opened(house: House) -> None:
    # "Guild", Create Guild Channel; "Gateway Events", Channel Create.
    category = house.guild.categories[0]
    make = house.guild.create_stage_channel("Poetry", category=category, bitrate=64000, user_limit=500)

    channel = await house.during("guild_channel_create", make)

    assert isinstance(channel, discord.StageChannel)
    assert (channel.name, channel.category, channel.user_limit) == ("Poetry", category, 500)


async def test_text_channels_are_named_in_lower_case(house: House) -> None:
    assert (await house.guild.create_text_channel("Quiet Corner")).name == "quiet-corner"


async def test_stages_need_a_community(house: House) -> None:
    # "Guild", Guild Features: COMMUNITY.
    house.sandbox.guild.features.clear()

    await expect_refused(50024, house.guild.create_stage_channel("Poetry"))


@pytest.mark.parametrize(
    ("options", "code"),
    [({"bitrate": 64001}, 30052), ({"user_limit": 10001}, 50035), ({"bitrate": 7999}, 50035)],
)
async def test_a_stage_has_limits(house: House, options: dict[str, Any], code: int) -> None:
    # "Channel", Modify Channel, notes on bitrate and user_limit; code 30052.
    await expect_refused(code, house.stage.edit(**options))


async def test_making_channels_takes_manage_channels(house: House) -> None:
    house.revoke(Permission.MANAGE_CHANNELS)

    await expect_refused(50013, house.guild.create_text_channel("x"))


async def test_five_hundred_channels_at_most(house: House) -> None:
    # "Opcodes and Status Codes", 30013.
    for number in range(500 - len(house.sandbox.guild.channels)):
        house.sandbox.guild.channels[number] = house.sandbox.house.text

    await expect_refused(30013, house.guild.create_text_channel("x"))


async def test_an_edit_is_heard_of(house: House) -> None:
    # "Channel", Modify Channel; "Gateway Events", Channel Update.
    edit = house.lounge.edit(name="salon", topic="talk", slowmode_delay=5)

    _, after = await house.during("guild_channel_update", edit)

    assert (after.name, after.topic, after.slowmode_delay) == ("salon", "talk", 5)
    fetched = await house.client.fetch_channel(after.id)
    assert isinstance(fetched, discord.TextChannel)
    assert fetched.name == "salon"


async def test_a_parent_must_be_a_category(house: House) -> None:
    body = {"parent_id": str(house.stage.id)}

    _, answer = await house.api("PATCH", f"/channels/{house.lounge.id}", json=body)

    assert answer["code"] == 50035


async def test_a_deleted_stage_closes_and_empties(house: House) -> None:
    # "Channel", Delete/Close Channel.
    alice = house.person()
    join(house.sandbox.world, house.guild.id, alice, house.stage.id)
    open_stage(house.sandbox.world, house.stage.id, alice, "talk")
    stage = house.stage

    deleted = await house.during("guild_channel_delete", stage.delete())

    assert deleted.id == stage.id
    assert list(house.guild.stage_instances) == []
    assert house.sandbox.guild.voice_states == {}


async def test_children_outlive_their_category(house: House) -> None:
    # Delete/Close Channel: "they will have their parent_id removed".
    await house.guild.categories[0].delete()

    assert (await house.guild.fetch_channels())[0].category is None


async def test_a_community_keeps_its_rules(house: House) -> None:
    # Delete/Close Channel; code 50074.
    house.sandbox.guild.rules_channel_id = house.lounge.id

    await expect_refused(50074, house.lounge.delete())


async def test_an_overwrite_is_set_and_removed(house: House) -> None:
    # "Channel", Edit Channel Permissions, Delete Channel Permission.
    alice = await house.member()

    _, after = await house.during(
        "guild_channel_update", house.lounge.set_permissions(alice, send_messages=False)
    )
    assert after.overwrites_for(alice).send_messages is False
    _, after = await house.during("guild_channel_update", house.lounge.set_permissions(alice, overwrite=None))

    assert after.overwrites_for(alice).is_empty()


async def test_only_held_permissions_can_be_handed_out(house: House) -> None:
    # Edit Channel Permissions: "Only permissions your bot has".
    alice = await house.member()

    await expect_refused(50013, house.lounge.set_permissions(alice, ban_members=True))
    await expect_refused(50013, house.lounge.set_permissions(alice, manage_roles=True))
    await house.lounge.set_permissions(alice, connect=True)


async def test_overwrites_take_manage_roles_in_the_channel(house: House) -> None:
    alice = await house.member()
    house.deny(Permission.MANAGE_ROLES)

    await expect_refused(50013, house.lounge.set_permissions(alice, connect=True))


async def test_an_overwrite_for_nobody_is_unknown(house: House) -> None:
    # "Opcodes and Status Codes", 10009.
    path = f"/channels/{house.lounge.id}/permissions/1"

    for method, options in (("PUT", {"json": {"type": 1, "allow": "0"}}), ("DELETE", {})):
        _, answer = await house.api(method, path, **options)
        assert answer["code"] == 10009


async def test_synced_channels_follow_their_category(house: House) -> None:
    # "Permissions", Permission Syncing.
    alice = await house.member()
    category = house.guild.categories[0]
    await house.stage.set_permissions(alice, speak=True)

    await category.set_permissions(alice, connect=False)

    assert house.lounge.permissions_synced
    assert not house.stage.permissions_synced


async def test_channels_are_moved_together(house: House) -> None:
    # "Guild", Modify Guild Channel Positions.
    wanted = {house.lounge.id: 9, house.stage.id: 8}
    body = [{"id": str(each), "position": position} for each, position in wanted.items()]

    status, _ = await house.api("PATCH", f"/guilds/{house.guild.id}/channels", json=body)

    assert status == 204
    assert {each: house.sandbox.guild.channels[each].position for each in wanted} == wanted


async def test_only_one_channel_changes_its_parent_at_a_time(house: House) -> None:
    # Modify Guild Channel Positions; code 40009.
    body = [{"id": str(each.id), "parent_id": None} for each in (house.lounge, house.stage)]

    _, answer = await house.api("PATCH", f"/guilds/{house.guild.id}/channels", json=body)

    assert answer["code"] == 40009


def private_to(house: House, role: discord.Role) -> Overwrites:
    """Overwrites that show a channel to one role and to the bot."""
    seen = discord.PermissionOverwrite(view_channel=True, connect=True)
    hidden = discord.PermissionOverwrite(view_channel=False)
    return {house.guild.default_role: hidden, house.guild.me: seen, role: seen}


async def test_a_private_stage_is_made_for_a_role(house: House) -> None:
    # "Guild", Create Guild Channel: permission_overwrites.
    role = await house.guild.create_role(name="Readers")
    stage = await house.guild.create_stage_channel("Reading", overwrites=private_to(house, role))
    world, guild = house.sandbox.world, house.sandbox.guild
    reader, stranger = house.person("reader", role.id), house.person("stranger")

    channel = guild.channels[stage.id]

    assert join(world, guild.id, reader, stage.id).suppress
    assert Permission.VIEW_CHANNEL in in_channel(guild, channel, house.bot_id)
    assert in_channel(guild, channel, stranger) == Permission(0)


async def test_a_new_channel_hands_out_only_held_permissions(house: House) -> None:
    # Create Guild Channel: "Setting MANAGE_ROLES permission in channels is only possible for administrators".
    role = await house.guild.create_role(name="Readers")

    for held in ({"ban_members": True}, {"manage_roles": True}):
        overwrites: Overwrites = {role: discord.PermissionOverwrite(**held)}
        await expect_refused(50013, house.guild.create_text_channel("x", overwrites=overwrites))
    house.grant(Permission.ADMINISTRATOR)
    overwrites = {role: discord.PermissionOverwrite(manage_roles=True)}

    assert (
        (await house.guild.create_text_channel("x", overwrites=overwrites)).overwrites_for(role).manage_roles
    )


async def test_overwrites_are_replaced_at_once(house: House) -> None:
    # "Channel", Modify Channel: permission_overwrites.
    alice, role = await house.member(), await house.guild.create_role(name="Readers")
    await house.lounge.set_permissions(alice, send_messages=False)

    edited = await house.lounge.edit(overwrites=private_to(house, role))

    assert edited is not None
    assert edited.overwrites_for(alice).is_empty()
    assert edited.overwrites_for(role).view_channel is True


async def test_who_manages_roles_in_a_channel_hands_out_all_there(house: House) -> None:
    # Edit Channel Permissions: "unless your bot has a MANAGE_ROLES overwrite in the channel".
    alice = await house.member()
    own = Overwrite(house.bot_id, 1, int(Permission.MANAGE_ROLES), 0)
    set_overwrite(house.sandbox.world, house.sandbox.guild, house.sandbox.house.text, own)

    await house.lounge.set_permissions(alice, ban_members=True)

    assert house.sandbox.house.text.overwrites[alice.id].allow == int(Permission.BAN_MEMBERS)


async def test_a_channel_has_a_thousand_overwrites_at_most(house: House) -> None:
    # "Opcodes and Status Codes", 30060.
    alice = await house.member()
    house.sandbox.house.text.overwrites = {number: Overwrite(number, 1, 0, 0) for number in range(1000)}

    await expect_refused(30060, house.lounge.set_permissions(alice, connect=True))


async def test_a_moved_channel_may_take_its_category_s_overwrites(house: House) -> None:
    # Modify Guild Channel Positions: lock_permissions.
    alice = await house.member()
    category = await house.guild.create_category("Quiet")
    await category.set_permissions(alice, connect=False)
    body = [{"id": str(house.lounge.id), "parent_id": str(category.id), "lock_permissions": True}]

    status, _ = await house.api("PATCH", f"/guilds/{house.guild.id}/channels", json=body)

    assert (status, list(house.sandbox.house.text.overwrites)) == (204, [alice.id])


async def test_a_category_has_fifty_channels_at_most(house: House) -> None:
    # "Channel", Channel Types: GUILD_CATEGORY contains up to 50 channels.
    category = house.guild.categories[0]
    world, guild = house.sandbox.world, house.sandbox.guild
    for number in range(50 - len(category.channels)):
        add_channel(world, guild, str(number), ChannelType.TEXT, parent_id=category.id)

    await expect_refused(50035, category.create_text_channel("one more"))
    await expect_refused(50035, house.guild.create_text_channel("x", category=discord.Object(1)))  # type: ignore[arg-type]  # none there is


async def test_what_is_not_modelled_of_channels_is_named(house: House) -> None:
    status, answer = await house.api("PATCH", f"/channels/{house.lounge.id}", json={"type": 5})
    assert (status, "change of a channel's type" in answer["message"]) == (501, True)

    body = [{"id": "1", "position": 1}]
    assert (await house.api("PATCH", f"/guilds/{house.guild.id}/channels", json=body))[1]["code"] == 10003
