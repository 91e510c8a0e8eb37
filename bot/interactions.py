"""What an interaction says of who asks, and where they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import discord


def guild_id_of(interaction: discord.Interaction[Any]) -> int:
    """The community a guild-only command was used in."""
    assert interaction.guild_id is not None, "the command is for guilds only"
    return interaction.guild_id


def role_ids_of(interaction: discord.Interaction[Any]) -> tuple[int, ...]:
    """The roles of the person who asks, as Discord sent them with the interaction."""
    user = interaction.user
    return tuple(role.id for role in user.roles) if isinstance(user, discord.Member) else ()


def is_steward(interaction: discord.Interaction[Any]) -> bool:
    """Whether whoever asks may manage the community, and so decide in all of it; an administrator may.

    What a channel grants makes no steward: `interaction.permissions` has its overwrites in it.
    """
    user = interaction.user
    return isinstance(user, discord.Member) and user.guild_permissions.manage_guild


def voice_of(interaction: discord.Interaction[Any]) -> discord.VoiceState | None:
    """The voice state of the person who asks, or None if they are in no channel."""
    voice = interaction.user.voice if isinstance(interaction.user, discord.Member) else None
    return None if voice is None or voice.channel is None else voice


def voice_channel_id_of(interaction: discord.Interaction[Any]) -> int | None:
    """The voice or stage channel of the person who asks, or None."""
    voice = voice_of(interaction)
    return None if voice is None or voice.channel is None else voice.channel.id


def asked_by(interaction: discord.Interaction[Any]) -> tuple[int, int | None, int]:
    """Where a guild-only command was used, the voice or stage channel of whoever asks, and who that is."""
    return guild_id_of(interaction), voice_channel_id_of(interaction), interaction.user.id


def chosen_in(interaction: discord.Interaction[Any]) -> list[str]:
    """The values that were chosen in the select that was used: texts, or ids as texts."""
    data: dict[str, Any] = dict(interaction.data or {})
    return [str(value) for value in data.get("values", ())]


def focused_option(interaction: discord.Interaction[Any]) -> Mapping[str, Any]:
    """The option for which suggestions are asked, as Discord sent it."""
    waiting = list(dict[str, Any](interaction.data or {}).get("options", ()))
    while waiting:
        option: dict[str, Any] = waiting.pop()
        if option.get("focused"):
            return option
        waiting += option.get("options", ())
    raise ValueError("no option is focused, and Discord says which")


def describe(interaction: discord.Interaction[Any]) -> str:
    """Name what was asked, for the log: a command, or the custom_id of a component."""
    if interaction.command is not None:
        return f"/{interaction.command.qualified_name}"
    data: dict[str, Any] = dict(interaction.data or {})
    return str(data.get("custom_id") or data.get("name") or interaction.type.name)
