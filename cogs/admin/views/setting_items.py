"""How one setting is changed: a select, or a button that opens a form.

Which of the two, and what is offered, follows from what the cog declared. All that an item needs is in
its custom_id, and who may is asked again with each press.
"""

from __future__ import annotations

import json
import re
from typing import Any, Self

import discord

from bot import replies
from bot.errors import UserError
from bot.forms import Form
from bot.i18n import Text
from bot.interactions import chosen_in, guild_id_of
from bot.settings.declaring import Kind, Setting
from bot.settings.store import Place
from bot.views import DynamicItem
from cogs.admin.checks import reader_of, require_may_set
from cogs.admin.paging import shortened
from cogs.admin.service import Line, SettingsDesk
from cogs.admin.views.screens import (
    DESCRIPTION_CHARACTERS,
    SPOT,
    TITLE_CHARACTERS,
    Asked,
    Spot,
    screens_of,
)
from cogs.admin.wording import Reader

ONE_LINE_CHARACTERS = 100
NUMBER_CHARACTERS = 30


class SetByChoosing(DynamicItem[discord.ui.Item[Any]], template=f"admin:set:{SPOT}"):
    """A select: of choices, channels or roles."""

    def __init__(self, item: discord.ui.Item[Any], spot: Spot) -> None:
        super().__init__(item)
        self.spot = spot

    @classmethod
    def of(cls, reader: Reader, line: Line, spot: Spot) -> Self:
        """The select of a setting, with what is in force chosen in it."""
        return cls(_select(reader, line, f"admin:set:{spot}"), spot)

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Rebuild the select from what its message holds."""
        return cls(item, spot_in(match))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Set what was chosen."""
        chosen = chosen_in(interaction)
        place = place_of(interaction, self.spot)
        await require_may_set(interaction, place)
        setting = interaction.client.service(SettingsDesk).setting_in(place, self.spot.name)
        await change(interaction, self.spot, _chosen(setting, chosen))


class OpenForm(DynamicItem[discord.ui.Button[Any]], template=f"admin:ask:{SPOT}"):
    """The button beside a number or a text."""

    def __init__(self, spot: Spot, label: str = "…") -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"admin:ask:{spot}"))
        self.spot = spot

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Rebuild the button from what its message holds."""
        return cls(spot_in(match))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Ask for the new value, with the present one filled in."""
        place = place_of(interaction, self.spot)
        await require_may_set(interaction, place)
        desk: SettingsDesk = interaction.client.service(SettingsDesk)
        setting = desk.setting_in(place, self.spot.name)
        form = ValueForm(self.spot)
        # From memory: a form has to be the first answer, and Discord waits three seconds for it.
        form.ask(reader_of(interaction), setting, await desk.value(place, setting))
        await form.open(interaction)


class ValueForm(Form, template=f"admin:type:{SPOT}"):
    """Asks for a number or a text."""

    def __init__(self, spot: Spot) -> None:
        super().__init__(title="…", custom_id=f"admin:type:{spot}")
        self.spot = spot
        self.value: discord.ui.TextInput[Any] = discord.ui.TextInput(custom_id="value", required=False)
        self.field: discord.ui.Label[Any] = discord.ui.Label(text="…", component=self.value)
        self.add_item(self.field)

    def ask(self, reader: Reader, setting: Setting, value: Any) -> None:
        """Put into words what is asked for, and fill in what is in force."""
        self.title = reader.plain(setting.label, TITLE_CHARACTERS)
        self.field.text = self.title
        self.field.description = reader.plain(setting.description, DESCRIPTION_CHARACTERS)
        self.value.default = "" if value is None else str(value)
        if setting.kind is Kind.TEXT:
            self.value.required = not setting.optional and bool(setting.least)
            self.value.min_length = setting.least if self.value.required else None
            self.value.max_length = setting.most
            if (setting.most or 0) > ONE_LINE_CHARACTERS:
                self.value.style = discord.TextStyle.paragraph
        else:
            self.value.required = not setting.optional
            self.value.max_length = NUMBER_CHARACTERS
        if (limits := reader.limits(setting)) is not None:
            self.value.placeholder = shortened(limits, ONE_LINE_CHARACTERS)

    @classmethod
    async def from_custom_id(cls, _interaction: Asked, match: re.Match[str], /) -> Self:
        """Rebuild the form that was filled in."""
        return cls(spot_in(match))

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Set what was typed."""
        typed = self.value.value
        place = place_of(interaction, self.spot)
        await require_may_set(interaction, place)
        setting = interaction.client.service(SettingsDesk).setting_in(place, self.spot.name)
        await change(interaction, self.spot, _typed(setting, typed))


def spot_in(match: re.Match[str]) -> Spot:
    """The spot that a custom_id names."""
    return Spot(match["screen"], match["cog"], int(match["club"]), match["name"])


def place_of(interaction: discord.Interaction[Any], spot: Spot) -> Place:
    """Whose settings a spot is about."""
    return Place(guild_id_of(interaction), spot.cog, spot.club_id)


async def change(interaction: Asked, spot: Spot, value: Any) -> None:
    """Set one setting, and draw its screen anew; it says what changed, or why nothing did."""
    place, reader = place_of(interaction, spot), reader_of(interaction)
    desk = interaction.client.service(SettingsDesk)
    setting = desk.setting_in(place, spot.name)
    try:
        changes = await desk.settings.change(place, {spot.name: value}, interaction.user.id)
    except UserError as refusal:
        # On the screen and not beside it: a select goes on showing what was refused until it is drawn anew.
        notice: str = interaction.client.words.refusal(refusal, reader.locale)
    else:
        notice = "\n".join(
            reader.phrase(
                "notice-changed",
                setting=setting.label,
                old=reader.value(setting, one.old),
                new=reader.value(setting, one.new),
            )
            for one in changes
        )
    screen = await screens_of(interaction).spot(interaction, spot, notice or reader.phrase("notice-same"))
    await replies.redraw(interaction, screen)


def _select(reader: Reader, line: Line, custom_id: str) -> discord.ui.Item[Any]:
    setting = line.setting
    if setting.kind in {Kind.SWITCH, Kind.CHOICE}:
        return discord.ui.Select(custom_id=custom_id, options=_options(reader, line))
    ids = [] if line.value is None else line.value if setting.several else [line.value]
    bounds: dict[str, Any] = {
        "custom_id": custom_id,
        "placeholder": reader.label("choose-none" if setting.optional else "choose"),
        "min_values": 0 if setting.optional else 1,
        "max_values": setting.most or 1,
    }
    if setting.kind is Kind.ROLE:
        kept = [int(one) for one in ids if reader.has_role(int(one))]
        defaults = [
            discord.SelectDefaultValue(id=one, type=discord.SelectDefaultValueType.role) for one in kept
        ]
        return discord.ui.RoleSelect(default_values=defaults, **bounds)
    kept = [int(one) for one in ids if reader.has_channel(int(one), setting.channel_kinds)]
    types = [discord.ChannelType[kind] for kind in setting.channel_kinds]
    return discord.ui.ChannelSelect(
        channel_types=types,
        default_values=[
            discord.SelectDefaultValue(id=one, type=discord.SelectDefaultValueType.channel) for one in kept
        ],
        **bounds,
    )


def _options(reader: Reader, line: Line) -> list[discord.SelectOption]:
    """What may be chosen, each option's value as JSON."""
    setting = line.setting
    offered: list[tuple[str, Any]] = []
    if setting.optional:
        offered.append((reader.label("value-none"), None))
    if setting.kind is Kind.SWITCH:
        offered += [(reader.label("value-yes"), True), (reader.label("value-no"), False)]
    else:
        offered += [
            (reader.plain(Text(setting.owner, setting.choice_key(choice))), choice)
            for choice in setting.choices
        ]
    return [
        discord.SelectOption(label=label, value=json.dumps(value), default=value == line.value)
        for label, value in offered
    ]


def _chosen(setting: Setting, values: list[str]) -> Any:
    """What was chosen in a select, as JSON has it."""
    if setting.kind in {Kind.SWITCH, Kind.CHOICE}:
        return json.loads(values[0])
    if setting.several:
        return values
    return values[0] if values else None


def _typed(setting: Setting, text: str) -> Any:
    """What was typed into a form; whether it fits is for the model to say."""
    if not text.strip() and setting.optional:
        return None
    if setting.kind is Kind.NUMBER:
        # People write thousands apart; no number has spaces otherwise.
        return re.sub(r"\s", "", text)
    return text
