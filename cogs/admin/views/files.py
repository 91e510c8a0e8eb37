"""Settings as a file: written for whoever asks, and read from what they upload."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from typing import Any, ClassVar, Self

import discord

from bot import replies
from bot.forms import Form
from bot.interactions import guild_id_of
from bot.settings.exchange import MOST_BYTES, Part
from bot.settings.refusals import NotExported
from bot.settings.store import COMMUNITY, Place
from bot.views import DynamicItem, LayoutView
from cogs.admin.checks import GuildLandmarks, guild_of, reader_of, require_may_set
from cogs.admin.service import SettingsDesk
from cogs.admin.views.screens import (
    ALL_COGS,
    DESCRIPTION_CHARACTERS,
    PLACE,
    TITLE_CHARACTERS,
    Asked,
    screens_of,
)


class _PartButton(DynamicItem[discord.ui.Button[Any]], template=r"(?!)"):
    """A button about a part of the settings; a subclass says `what` it does, for its custom_id."""

    _what: ClassVar[str]

    def __init_subclass__(cls, *, what: str) -> None:
        super().__init_subclass__(template=f"admin:{what}:{PLACE}")
        cls._what = what

    def __init__(self, part: Part, label: str = "…") -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"admin:{self._what}:{_written(part)}"))
        self.part = part

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Rebuild the button from what its message holds."""
        return cls(part_in(match))


class ExportFile(_PartButton, what="export"):
    """Gives the settings as a file."""

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Send the file to whoever pressed."""
        await require_may_set(interaction, place_of(interaction, self.part))
        desk: SettingsDesk = interaction.client.service(SettingsDesk)
        document = await desk.exchange.export(guild_id_of(interaction), self.part)
        name = f"rostra-settings-{self.part.cog or 'all'}.json"
        text = reader_of(interaction).phrase("exported")
        await replies.say(interaction, text, file=json_file(name, document))


class ImportFile(_PartButton, what="import"):
    """Asks for a file that an export wrote."""

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form."""
        await require_may_set(interaction, place_of(interaction, self.part))
        reader = reader_of(interaction)
        form = ImportForm(self.part, reader.label("import-title", TITLE_CHARACTERS))
        form.field.text = reader.label("import-field", TITLE_CHARACTERS)
        form.field.description = reader.label("import-hint", DESCRIPTION_CHARACTERS)
        await form.open(interaction)


class ImportForm(Form, template=f"admin:upload:{PLACE}"):
    """Takes the file."""

    def __init__(self, part: Part, title: str = "…") -> None:
        super().__init__(title=title, custom_id=f"admin:upload:{_written(part)}")
        self.part = part
        self.file: discord.ui.FileUpload[Any] = discord.ui.FileUpload(custom_id="file", max_values=1)
        self.field: discord.ui.Label[Any] = discord.ui.Label(text="…", component=self.file)
        self.add_item(self.field)

    @classmethod
    async def from_custom_id(cls, _interaction: Asked, match: re.Match[str], /) -> Self:
        """Rebuild the form that was filled in."""
        return cls(part_in(match))

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Take in what it holds, and show the settings as they are now."""
        (uploaded,) = self.file.values
        await replies.redraw(interaction, await taken_in(interaction, self.part, uploaded))


async def taken_in(interaction: Asked, part: Part, uploaded: discord.Attachment) -> LayoutView:
    """Make the settings what a file says, whole or not at all; answers the screen that shows them.

    Raises:
        UserError: the person may not, or the file does not fit; says why.
    """
    place = place_of(interaction, part)
    await require_may_set(interaction, place)
    if uploaded.size > MOST_BYTES:
        raise NotExported
    desk, guild = interaction.client.service(SettingsDesk), guild_of(interaction)
    changes = await desk.exchange.take_in(
        guild.id, await uploaded.read(), interaction.user.id, GuildLandmarks(guild), part
    )
    notice = reader_of(interaction).phrase("notice-imported", count=len(changes))
    screens = screens_of(interaction)
    if part.cog is None:
        return await screens.overview(interaction, place.club_id, notice=notice)
    return await screens.page(interaction, place, notice=notice)


def json_file(name: str, document: Mapping[str, Any]) -> discord.File:
    """A document as a file that people can read as well."""
    text = json.dumps(document, indent=2, ensure_ascii=False)
    return discord.File(io.BytesIO(text.encode()), filename=name)


def part_in(match: re.Match[str]) -> Part:
    """The part that a custom_id names."""
    club_id = int(match["club"])
    return Part(None if match["cog"] == ALL_COGS else match["cog"], None if club_id == COMMUNITY else club_id)


def place_of(interaction: Asked, part: Part) -> Place:
    """Where a part begins: who may change that may change all of it."""
    return Place(guild_id_of(interaction), part.cog or "", part.club_id or COMMUNITY)


def _written(part: Part) -> str:
    return f"{part.cog or ALL_COGS}:{part.club_id or COMMUNITY}"
