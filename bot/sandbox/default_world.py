"""The world a sandbox starts with: one community, ready for a club.

Built through the same functions as everything later, so nothing in it is special.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.sandbox.options import SandboxOptions
from bot.sandbox.world.channels import add_channel
from bot.sandbox.world.guilds import add_guild, install_bot
from bot.sandbox.world.models import Channel, ChannelType, Guild
from bot.sandbox.world.state import World


@dataclass(frozen=True, slots=True)
class ClubHouse:
    """The first guild and the channels that the ready file names."""

    guild: Guild
    text: Channel
    stage: Channel


def furnish(world: World, options: SandboxOptions) -> ClubHouse:
    """Found the first guild, give it its channels and install the bot."""
    guild = add_guild(world, options.guild_name, world.application.owner)
    category = add_channel(world, guild, "Club house", ChannelType.CATEGORY)
    text = add_channel(world, guild, "lounge", ChannelType.TEXT, parent_id=category.id)
    stage = add_channel(world, guild, "Main stage", ChannelType.STAGE, parent_id=category.id)
    add_channel(world, guild, "Second stage", ChannelType.STAGE, parent_id=category.id)
    add_channel(world, guild, "Back room", ChannelType.VOICE, parent_id=category.id)
    install_bot(world, guild, int(options.bot_permissions))
    return ClubHouse(guild, text, stage)
