"""Guilds, by plain discord.py over sockets. Discord documentation, "Guild"."""

from __future__ import annotations

import re

import discord

from bot.sandbox.rest.router import ROUTES
from bot.sandbox.world.guilds import add_guild, install_bot, join_guild
from bot.sandbox.world.permissions import Permission
from tests.bot.sandbox.house import House, expect_refused


async def test_a_guild_is_fetched_with_counts(house: House) -> None:
    # Get Guild, with_counts.
    found = await house.client.fetch_guild(house.guild.id)

    assert (found.name, found.approximate_member_count) == (house.guild.name, 2)


async def test_guilds_one_is_not_in_are_closed(house: House) -> None:
    # "Opcodes and Status Codes", 10004 and 50001.
    world = house.sandbox.world
    other = add_guild(world, "Elsewhere", world.application.owner)

    await expect_refused(50001, house.client.fetch_guild(other.id))
    await expect_refused(10004, house.client.fetch_guild(1))


async def test_nothing_is_read_of_guilds_one_is_not_in(house: House) -> None:
    # "Opcodes and Status Codes", 50001; an application that was installed came with its bot.
    world = house.sandbox.world
    other = add_guild(world, "Elsewhere", world.application.owner)
    templates = [
        route.template for route in ROUTES if route.method == "GET" and "{guild_id}" in route.template
    ]

    assert len(templates) > 20
    for template in templates:
        known = template.replace("{guild_id}", str(other.id)).replace("{application_id}", str(house.bot_id))
        status, answer = await house.api("GET", re.sub(r"{\w+}", "1", known))
        assert (status, answer["code"]) == (403, 50001), template


async def test_settings_are_changed(house: House) -> None:
    # Modify Guild; "Gateway Events", Guild Update.
    house.grant(Permission.MANAGE_GUILD)
    edit = house.guild.edit(name="  Poets ", description="We read.", system_channel=house.lounge)

    _, after = await house.during("guild_update", edit)

    assert (after.name, after.description, after.system_channel) == ("Poets", "We read.", house.lounge)


async def test_changing_settings_takes_manage_guild(house: House) -> None:
    await expect_refused(50013, house.guild.edit(name="Poets"))


async def test_to_stop_being_a_community_takes_an_administrator(house: House) -> None:
    # Modify Guild, Warning.
    house.grant(Permission.MANAGE_GUILD)
    path = f"/guilds/{house.guild.id}"
    body: dict[str, list[str]] = {"features": []}

    assert (await house.api("PATCH", path, json=body))[1]["code"] == 50013
    house.grant(Permission.ADMINISTRATOR)
    assert (await house.api("PATCH", path, json=body))[1]["features"] == []


async def test_a_name_has_2_to_100_letters(house: House) -> None:
    # Guild Structure: name.
    house.grant(Permission.MANAGE_GUILD)

    await expect_refused(50035, house.guild.edit(name=" P "))


async def test_the_bot_is_added_to_another_guild_and_leaves_it(house: House) -> None:
    # "Gateway Events", Guild Create (scenario 3), Guild Delete; "User", Leave Guild.
    world = house.sandbox.world
    other = add_guild(world, "Elsewhere", world.application.owner)

    async def install() -> None:
        install_bot(world, other, int(Permission.CONNECT))

    joined = await house.during("guild_join", install())
    assert (joined.name, joined.me.guild_permissions.connect) == ("Elsewhere", True)
    left = await house.during("guild_remove", joined.leave())

    assert left.id == other.id
    assert house.client.get_guild(other.id) is None


async def test_who_comes_back_is_known_to_have_been_here(house: House) -> None:
    # Guild Member Flags: DID_REJOIN.
    house.grant(Permission.KICK_MEMBERS)
    alice = await house.member()
    await alice.kick()

    join_guild(house.sandbox.world, house.sandbox.guild, house.sandbox.world.users[alice.id])

    assert (await house.guild.fetch_member(alice.id)).flags.did_rejoin


async def test_the_system_channel_tells_who_has_come(house: House) -> None:
    # Guild Structure, system_channel_id; "Message", Message Types, USER_JOIN.
    house.grant(Permission.MANAGE_GUILD)
    await house.guild.edit(system_channel=house.lounge)

    async def come() -> int:
        return house.person()

    alice, told = await house.caused("message", come())

    assert (told.type, told.author.id, told.channel) == (discord.MessageType.new_member, alice, house.lounge)


async def test_a_system_channel_may_keep_silent_about_it(house: House) -> None:
    # System Channel Flags, SUPPRESS_JOIN_NOTIFICATIONS.
    house.grant(Permission.MANAGE_GUILD)
    flags = discord.SystemChannelFlags(join_notifications=False)
    await house.guild.edit(system_channel=house.lounge, system_channel_flags=flags)

    house.person()

    assert [each async for each in house.lounge.history()] == []


async def test_a_setting_names_a_channel_and_a_language_that_there_are(house: House) -> None:
    # Modify Guild; "Reference", Locales.
    house.grant(Permission.MANAGE_GUILD)

    for setting in ({"system_channel_id": "1"}, {"preferred_locale": "xx"}):
        status, answer = await house.api("PATCH", f"/guilds/{house.guild.id}", json=setting)
        assert (status, list(answer["errors"])) == (400, list(setting))
