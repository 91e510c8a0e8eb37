"""Questions asked of an interaction: who may, and what there is around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.interactions import guild_id_of, is_steward
from cogs.admin.refusals import MayNotSetClub, NeedsManageServer
from cogs.admin.service import SettingsDesk
from cogs.admin.wording import Reader

if TYPE_CHECKING:
    from bot.client import Bot
    from bot.discovery import CogPackage
    from bot.settings.store import Place


class GuildLandmarks:
    """Fulfils `bot.settings.exchange.Landmarks` for a Discord guild."""

    def __init__(self, guild: discord.Guild) -> None:
        self._guild = guild

    def has_channel(self, channel_id: int, kinds: tuple[str, ...]) -> bool:
        """See `Landmarks.has_channel`."""
        channel = self._guild.get_channel(channel_id)
        return channel is not None and (not kinds or channel.type.name in kinds)

    def has_role(self, role_id: int) -> bool:
        """See `Landmarks.has_role`; nobody can be given @everyone."""
        role = self._guild.get_role(role_id)
        return role is not None and not role.is_default()


def guild_of(interaction: discord.Interaction[Bot]) -> discord.Guild:
    """The community that the person is in."""
    assert interaction.guild is not None, "everything here is for guilds only"
    return interaction.guild


def reader_of(interaction: discord.Interaction[Bot]) -> Reader:
    """The person who asks, as the one who will read the answer."""
    landmarks = GuildLandmarks(guild_of(interaction))
    return Reader(interaction.client.words, interaction.locale.value, landmarks)


def cog_named(interaction: discord.Interaction[Bot], typed: str) -> CogPackage:
    """The cog that somebody typed: its short name, or what it is called in their language.

    Raises:
        NoSuchCog: none of that name runs.
    """
    reader, switches = reader_of(interaction), interaction.client.switches
    wanted = typed.strip().casefold()
    called = (cog for cog in switches.cogs if reader.plain(cog.title).casefold() == wanted)
    return next(called, None) or switches.named(wanted)


def require_manage_server(interaction: discord.Interaction[Bot]) -> None:
    """Prove that the person may manage the server: Discord's own answer can be overridden for a command.

    Raises:
        NeedsManageServer: they may not.
    """
    if not is_steward(interaction):
        raise NeedsManageServer


async def require_may_set(interaction: discord.Interaction[Bot], place: Place) -> None:
    """Prove that the person may change the settings of a place.

    Raises:
        NeedsManageServer: they may not change the community's.
        MayNotSetClub: they may not change the club's.
        NoSuchClubHere: the club is not there any more.
    """
    desk = interaction.client.service(SettingsDesk)
    club = await desk.club_name(place)
    if is_steward(interaction):
        return
    if club is None:
        raise NeedsManageServer
    if not await desk.may_set(guild_id_of(interaction), place.club_id, interaction.user.id):
        raise MayNotSetClub(club=club)
