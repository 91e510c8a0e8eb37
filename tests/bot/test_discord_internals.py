"""A release of discord.py without what is used here stops the start, by name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import discord
import pytest

from bot import discord_internals
from bot.discord_release import check
from bot.errors import OperatorError
from bot.sandbox.server import Sandbox
from bot.sandbox.world.channels import set_overwrite
from bot.sandbox.world.models import Channel, Overwrite
from bot.sandbox.world.permissions import Permission
from bot.testing import config_in, eventually, running


def test_this_release_has_everything() -> None:
    check(discord_internals._NEEDED)


def test_what_is_missing_is_named_with_the_version() -> None:
    with pytest.raises(OperatorError, match=rf"{discord.__version__} has no discord\.client\.Client\.wings"):
        check([(discord.Client, "wings")])


def overwrite(role_id: int, denied: Permission) -> Overwrite:
    return Overwrite(role_id, 0, allow=0, deny=int(denied))


def denied(channel: Any) -> set[str]:
    """What a channel denies everybody."""
    (_, everybody), *_ = [pair for pair in channel.overwrites.items() if pair[0].is_default()]
    return {name for name, value in everybody if value is False}


async def test_channels_with_equal_overwrites_hold_the_same_ones_and_one_that_changes_has_its_own(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    lounge, stage = sandbox.house.text, sandbox.house.stage
    for channel in (lounge, stage):
        set_overwrite(sandbox.world, sandbox.guild, channel, overwrite(sandbox.guild.id, Permission.CONNECT))
    async with running(sandbox, config_in(tmp_path)) as bot:

        def found(channel: Channel) -> Any:
            return bot.get_channel(channel.id)

        assert found(lounge)._overwrites is found(stage)._overwrites
        assert denied(found(stage)) == {"connect"}

        set_overwrite(sandbox.world, sandbox.guild, stage, overwrite(sandbox.guild.id, Permission.SPEAK))
        await eventually(lambda: denied(found(stage)) == {"speak"})

        assert denied(found(lounge)) == {"connect"}


async def test_of_the_members_of_a_guild_only_the_bot_itself_is_kept(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    await sandbox.person("Ada").join(sandbox.house.stage.id)
    async with running(sandbox, config_in(tmp_path)) as bot:
        (guild,) = bot.guilds

        assert list(guild.members) == [guild.me]
        assert len(guild.stage_channels[0].voice_states) == 1
        assert guild.me.guild_permissions.mute_members
