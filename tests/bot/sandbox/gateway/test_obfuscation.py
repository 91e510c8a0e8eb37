"""Channels that the bot cannot see, met by a plain discord.py client.

Source: Discord documentation, "Channel", Obfuscated Channels.
"""

from __future__ import annotations

from typing import Any

import discord
import pytest

from bot.sandbox.world.channels import add_channel, set_overwrite
from bot.sandbox.world.models import Channel, ChannelType, Overwrite
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.roles import add_role, edit_role, give_role
from bot.sandbox.world.voice_states import join, leave
from tests.bot.sandbox.clients import log_in
from tests.bot.sandbox.house import House

VIEW = int(Permission.VIEW_CHANNEL)
OBFUSCATED = 1 << 17


@pytest.fixture
def house(sandbox: Any, client: discord.Client) -> House:
    return House(sandbox, client)


def hide(house: House, channel: Channel) -> None:
    """Deny everyone the channel, as its moderators can."""
    everyone = Overwrite(house.guild.id, 0, 0, VIEW)
    set_overwrite(house.sandbox.world, house.sandbox.guild, channel, everyone)


def private(house: House, kind: ChannelType = ChannelType.TEXT, **fields: Any) -> Channel:
    """A channel that nobody but administrators sees."""
    hidden = {house.guild.id: Overwrite(house.guild.id, 0, 0, VIEW)}
    return add_channel(
        house.sandbox.world, house.sandbox.guild, "secret", kind, topic="Plans", overwrites=hidden, **fields
    )


async def doing(act: Any, *arguments: Any, **named: Any) -> Any:
    return act(*arguments, **named)


async def test_a_channel_that_gets_hidden_is_shown_without_what_it_is_about(house: House) -> None:
    _, after = await house.during("guild_channel_update", doing(hide, house, house.sandbox.house.stage))

    assert (after.name, after.topic, after.bitrate) == ("___hidden___", None, 0)
    assert (after.id, after.position) == (house.sandbox.house.stage.id, house.sandbox.house.stage.position)
    assert [target.is_default() for target in after.overwrites] == [True]
    assert after.overwrites_for(house.guild.default_role).view_channel is False


async def test_a_hidden_channel_is_heard_of_when_it_is_made_and_when_a_client_comes(house: House) -> None:
    made = await house.during("guild_channel_create", doing(private, house))

    # Asking for all members twice within 30 s is refused, and discord.py would wait for them.
    async with log_in(house.sandbox, chunk_guilds_at_startup=False) as later:
        found = later.get_channel(made.id)
    assert {made.name, getattr(found, "name", None)} == {"___hidden___"}


async def test_over_http_it_does_not_exist(house: House) -> None:
    # Get Guild Channels
    hidden = private(house)
    _, listed = await house.api("GET", f"/guilds/{house.guild.id}/channels")

    assert str(hidden.id) not in {each["id"] for each in listed}
    assert str(house.lounge.id) in {each["id"] for each in listed}
    assert all(not each["flags"] & OBFUSCATED for each in listed)


@pytest.mark.parametrize("way", ["overwrite", "role", "permissions"])
async def test_it_is_shown_as_soon_as_the_bot_sees_it(house: House, way: str) -> None:
    # "a permission overwrite change or a role change"
    world, guild, hidden = house.sandbox.world, house.sandbox.guild, private(house)
    role = add_role(world, guild, "Insiders", 0)
    set_overwrite(world, guild, hidden, Overwrite(role.id, 0, VIEW, 0))
    ways: dict[str, tuple[Any, ...]] = {
        "overwrite": (set_overwrite, world, guild, hidden, Overwrite(house.bot_id, 1, VIEW, 0)),
        "role": (give_role, world, guild, house.bot_id, role.id),
        "permissions": (house.grant, Permission.ADMINISTRATOR),
    }

    _, after = await house.during(
        "guild_channel_update", doing(*ways[way]), lambda _, channel: channel.id == hidden.id
    )

    assert (after.name, after.topic) == ("secret", "Plans")


async def test_a_category_is_seen_with_the_first_of_its_channels_that_is(house: House) -> None:
    world, guild = house.sandbox.world, house.sandbox.guild
    category = private(house, ChannelType.CATEGORY)
    child = private(house, parent_id=category.id)
    seen = Overwrite(house.bot_id, 1, VIEW, 0)

    _, after = await house.during(
        "guild_channel_update",
        doing(set_overwrite, world, guild, child, seen),
        lambda _, channel: channel.id == category.id,
    )

    assert after.name == "secret"


async def test_whoever_is_connected_sees_the_channel(house: House) -> None:
    # "or by being connected to a voice channel"
    world, guild = house.sandbox.world, house.sandbox.guild
    hidden = private(house, ChannelType.STAGE)

    _, after = await house.during(
        "guild_channel_update", doing(join, world, guild.id, house.bot_id, hidden.id)
    )

    assert after.name == "secret"
    leave(world, guild.id, house.bot_id)
    assert guild.hidden_channel_ids == {hidden.id}


async def test_a_role_that_changes_nothing_tells_nothing(house: House) -> None:
    world, guild = house.sandbox.world, house.sandbox.guild
    private(house)
    heard: list[str] = []
    world.subscribe(lambda happening: heard.append(happening.name))

    edit_role(world, guild, add_role(world, guild, "Readers", 0), permissions=int(Permission.SPEAK))

    assert "CHANNEL_UPDATE" not in heard
