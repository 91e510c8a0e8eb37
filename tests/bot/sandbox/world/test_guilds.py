"""Guilds and their channels in the world. Discord documentation, "Guild" and "Gateway Events"."""

from __future__ import annotations

from typing import Any

from bot.sandbox.payloads.guilds import guild_create
from bot.sandbox.world.channels import add_channel, delete_channel, edit_channel, open_dm
from bot.sandbox.world.guilds import add_guild, add_member, edit_guild, install_bot, remove_member
from bot.sandbox.world.models import ChannelType, Overwrite
from bot.sandbox.world.permissions import Permission, in_channel
from bot.sandbox.world.state import new_world


def test_a_guild_shows_its_bot_and_whoever_is_in_voice(scene: Any) -> None:
    # "Gateway Events", Guild Create, Warning.
    listener = scene.listener()
    scene.member("bob")

    shown = guild_create(scene.world, scene.guild)
    everybody = guild_create(scene.world, scene.guild, all_members=True)

    assert {each["user"]["id"] for each in shown["members"]} == {str(scene.bot_id), str(listener.user_id)}
    assert (shown["member_count"], len(everybody["members"])) == (4, 4)
    assert "guild_id" not in shown["voice_states"][0]


def test_a_bot_hears_nothing_of_guilds_it_is_not_in() -> None:
    world = new_world()
    heard: list[str] = []
    world.subscribe(lambda happening: heard.append(happening.name))
    guild = add_guild(world, "Elsewhere", world.application.owner)
    add_member(world, guild, "alice")
    assert heard == []

    install_bot(world, guild, int(Permission.CONNECT))
    assert heard == ["GUILD_CREATE"]
    remove_member(world, guild, world.application.bot.id)

    assert heard == ["GUILD_CREATE", "GUILD_DELETE"]


def test_the_bot_s_role_cannot_be_taken_for_another(scene: Any) -> None:
    # "Permissions", Role Tags Structure: bot_id.
    (role,) = [each for each in guild_create(scene.world, scene.guild)["roles"] if each["managed"]]

    assert role["tags"] == {"bot_id": str(scene.bot_id)}


def test_the_bot_s_role_goes_with_it(scene: Any) -> None:
    # "Permissions", Role Object: managed.
    remove_member(scene.world, scene.guild, scene.bot_id)
    assert list(scene.guild.roles) == [scene.guild.id]

    install_bot(scene.world, scene.guild, 0)

    assert len(scene.guild.roles) == 2


def test_who_is_kicked_leaves_voice_first(scene: Any) -> None:
    listener = scene.listener()

    remove_member(scene.world, scene.guild, listener.user_id)

    names = [each.name for each in scene.happenings][-2:]
    assert names == ["VOICE_STATE_UPDATE", "GUILD_MEMBER_REMOVE"]
    assert scene.seen("VOICE_STATE_UPDATE")[-1]["channel_id"] is None


def test_what_hangs_on_a_channel_goes_with_it(scene: Any) -> None:
    # "Channel", Delete/Close Channel.
    category = add_channel(scene.world, scene.guild, "c", ChannelType.CATEGORY)
    child = add_channel(scene.world, scene.guild, "x", ChannelType.TEXT, parent_id=category.id)

    delete_channel(scene.world, scene.guild, category)

    assert child.parent_id is None
    assert [each.name for each in scene.happenings][-2:] == ["CHANNEL_UPDATE", "CHANNEL_DELETE"]


def test_a_guild_forgets_what_a_deleted_channel_was_for(scene: Any) -> None:
    # Guild Structure: system_channel_id; "Gateway Events", Guild Update.
    edit_guild(scene.world, scene.guild, system_channel_id=scene.text.id, afk_channel_id=scene.voice.id)

    delete_channel(scene.world, scene.guild, scene.text)

    assert (scene.guild.system_channel_id, scene.guild.afk_channel_id) == (None, scene.voice.id)
    assert scene.seen("GUILD_UPDATE")[-1]["system_channel_id"] is None


def test_only_synced_children_follow_their_category(scene: Any) -> None:
    # "Permissions", Permission Syncing.
    category = add_channel(scene.world, scene.guild, "c", ChannelType.CATEGORY)
    synced = add_channel(scene.world, scene.guild, "a", ChannelType.TEXT, parent_id=category.id)
    own = {1: Overwrite(1, 1, 0, 0)}
    apart = add_channel(
        scene.world, scene.guild, "b", ChannelType.TEXT, parent_id=category.id, overwrites=own
    )

    edit_channel(scene.world, scene.guild, category, overwrites={2: Overwrite(2, 1, 0, 0)})

    assert (list(synced.overwrites), list(apart.overwrites)) == ([2], [1])


def test_a_dm_is_opened_once_and_tells_no_event(scene: Any) -> None:
    # "User", Create DM.
    alice = scene.world.users[scene.member()]
    before = len(scene.happenings)

    assert open_dm(scene.world, alice) is open_dm(scene.world, alice)
    assert len(scene.happenings) == before


def test_overwrites_are_applied_from_everyone_to_roles_to_the_member(scene: Any) -> None:
    # "Permissions", Permission Overwrites: steps 3 to 8.
    alice = scene.member()
    view, send = Permission.VIEW_CHANNEL, Permission.SEND_MESSAGES
    scene.text.overwrites = {scene.guild.id: Overwrite(scene.guild.id, 0, 0, int(send))}
    assert send not in in_channel(scene.guild, scene.text, alice)

    scene.allow(alice, send, scene.text)
    assert send in in_channel(scene.guild, scene.text, alice)
    scene.deny(alice, view, scene.text)

    assert in_channel(scene.guild, scene.text, alice) == Permission(0)
