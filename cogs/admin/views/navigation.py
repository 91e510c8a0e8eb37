"""The buttons and selects that lead from one screen of settings to another."""

from __future__ import annotations

import re
from typing import Any, Self

import discord

from bot import replies
from bot.interactions import chosen_in, guild_id_of
from bot.settings.store import COMMUNITY, Place
from bot.views import DynamicItem
from cogs.admin.checks import reader_of, require_may_set
from cogs.admin.service import SettingsDesk
from cogs.admin.views.screens import PLACE, screens_of


def _button(label: str, custom_id: str, *, disabled: bool = False) -> discord.ui.Button[Any]:
    return discord.ui.Button(label=label, custom_id=custom_id, disabled=disabled)


class ToPage(DynamicItem[discord.ui.Button[Any]], template=rf"admin:page:{PLACE}:(?P<number>[0-9]+)"):
    """Shows a page of a cog's settings."""

    def __init__(self, place: Place, number: int, label: str = "…", *, disabled: bool = False) -> None:
        custom_id = f"admin:page:{place.cog}:{place.club_id}:{number}"
        super().__init__(_button(label, custom_id, disabled=disabled))
        self.place = place
        self.number = number

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], _item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Rebuild the button from what its message holds."""
        return cls(place_in(interaction, match), int(match["number"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Turn to the page."""
        await require_may_set(interaction, self.place)
        await replies.redraw(
            interaction, await screens_of(interaction).page(interaction, self.place, self.number)
        )


class ToHistory(DynamicItem[discord.ui.Button[Any]], template=rf"admin:past:{PLACE}:(?P<before>[0-9]*)"):
    """Shows who changed what."""

    def __init__(
        self, place: Place, before_id: int | None, label: str = "…", *, disabled: bool = False
    ) -> None:
        before = "" if before_id is None else str(before_id)
        custom_id = f"admin:past:{place.cog}:{place.club_id}:{before}"
        super().__init__(_button(label, custom_id, disabled=disabled))
        self.place = place
        self.before_id = before_id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], _item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Rebuild the button from what its message holds."""
        return cls(place_in(interaction, match), int(match["before"]) if match["before"] else None)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Turn to the history."""
        await require_may_set(interaction, self.place)
        screen = await screens_of(interaction).history(interaction, self.place, self.before_id)
        await replies.redraw(interaction, screen)


class ToOverview(
    DynamicItem[discord.ui.Button[Any]], template=r"admin:all:(?P<club>[0-9]+):(?P<number>[0-9]+)"
):
    """Shows every cog that has settings."""

    def __init__(self, club_id: int, number: int, label: str = "…", *, disabled: bool = False) -> None:
        super().__init__(_button(label, f"admin:all:{club_id}:{number}", disabled=disabled))
        self.club_id = club_id
        self.number = number

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Turn to the overview."""
        place = Place(guild_id_of(interaction), "", self.club_id)
        await require_may_set(interaction, place)
        screen = await screens_of(interaction).overview(interaction, self.club_id, self.number)
        await replies.redraw(interaction, screen)


class ChooseCog(DynamicItem[discord.ui.Select[Any]], template=r"admin:cog:(?P<club>[0-9]+)"):
    """Chooses whose settings to show."""

    def __init__(self, item: discord.ui.Select[Any], club_id: int) -> None:
        super().__init__(item)
        self.club_id = club_id

    @classmethod
    def of(cls, club_id: int, placeholder: str, options: list[discord.SelectOption]) -> Self:
        """The select of these cogs."""
        select: discord.ui.Select[Any] = discord.ui.Select(
            custom_id=f"admin:cog:{club_id}", placeholder=placeholder, options=options
        )
        return cls(select, club_id)

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Rebuild the select from what its message holds."""
        assert isinstance(item, discord.ui.Select)
        return cls(item, int(match["club"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show the settings of that cog."""
        (cog,) = chosen_in(interaction)
        place = Place(guild_id_of(interaction), cog, self.club_id)
        await require_may_set(interaction, place)
        await replies.redraw(interaction, await screens_of(interaction).page(interaction, place))


class PutBack(DynamicItem[discord.ui.Select[Any]], template=rf"admin:back:{PLACE}:(?P<number>[0-9]+)"):
    """Sets what was chosen back to what holds without it."""

    def __init__(self, item: discord.ui.Select[Any], place: Place, number: int) -> None:
        super().__init__(item)
        self.place = place
        self.number = number

    @classmethod
    def of(cls, place: Place, number: int, placeholder: str, options: list[discord.SelectOption]) -> Self:
        """The select of the settings that somebody has chosen."""
        select: discord.ui.Select[Any] = discord.ui.Select(
            custom_id=f"admin:back:{place.cog}:{place.club_id}:{number}",
            placeholder=placeholder,
            max_values=len(options),
            options=options,
        )
        return cls(select, place, number)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Rebuild the select from what its message holds."""
        assert isinstance(item, discord.ui.Select)
        return cls(item, place_in(interaction, match), int(match["number"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Set them back, all or none."""
        await require_may_set(interaction, self.place)
        names = chosen_in(interaction)
        desk: SettingsDesk = interaction.client.service(SettingsDesk)
        count = await desk.put_back(self.place, names, interaction.user.id)
        notice = reader_of(interaction).phrase("notice-put-back", count=count)
        screen = await screens_of(interaction).page(interaction, self.place, self.number, notice)
        await replies.redraw(interaction, screen)


def place_in(interaction: discord.Interaction[Any], match: re.Match[str]) -> Place:
    """The place that a custom_id names."""
    return Place(guild_id_of(interaction), match["cog"], int(match["club"]))


def is_community(place: Place) -> bool:
    """Whether a place is a whole community's."""
    return place.club_id == COMMUNITY
