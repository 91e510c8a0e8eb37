"""The button that forgets somebody, which is pressed once they have read what that means."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

import discord

from bot import replies
from bot.community.records import Kept
from bot.i18n import Text
from bot.interactions import guild_id_of
from bot.views import DynamicItem, View
from cogs.admin.checks import guild_of, reader_of
from cogs.admin.refusals import TooMuchToSend
from cogs.admin.views.screens import Asked

FILE_NAME = "rostra-about-you"


class ForgetMe(DynamicItem[discord.ui.Button[Any]], template=r"admin:forget"):
    """Says yes: forget me."""

    def __init__(self, label: str = "…") -> None:
        button: discord.ui.Button[Any] = discord.ui.Button(
            label=label, style=discord.ButtonStyle.danger, custom_id="admin:forget"
        )
        super().__init__(button)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Forget whoever pressed: the question was before them alone."""
        await interaction.client.records.forget(guild_id_of(interaction), interaction.user.id)
        left = what_is_left(interaction)
        await replies.replace(interaction, reader_of(interaction).phrase("forgotten", left=left))


class KeepMe(DynamicItem[discord.ui.Button[Any]], template=r"admin:keep"):
    """Says no."""

    def __init__(self, label: str = "…") -> None:
        super().__init__(discord.ui.Button(label=label, custom_id="admin:keep"))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Take the question away."""
        await replies.replace(interaction, reader_of(interaction).phrase("kept-all"))


def question(interaction: Asked) -> View:
    """The two answers."""
    reader = reader_of(interaction)
    view = View(timeout=None)
    view.add_item(ForgetMe(reader.label("forget-button")))
    view.add_item(KeepMe(reader.label("keep-button")))
    return view


def what_is_kept(interaction: Asked, found: Iterable[Kept]) -> str:
    """What each cog keeps about people, and how much of it there is about whoever asks."""
    reader = reader_of(interaction)
    return "\n".join(
        reader.phrase(
            "kept-line",
            cog=Text(kept.owner, "cog-name"),
            kept=Text(kept.owner, "records-kept"),
            count=_count(kept.records),
        )
        for kept in found
    )


def what_is_left(interaction: Asked) -> str:
    """What each cog leaves when it forgets somebody."""
    reader, owners = reader_of(interaction), interaction.client.records.owners
    return "\n".join(
        reader.phrase("left-line", cog=Text(owner, "cog-name"), left=Text(owner, "records-left"))
        for owner in owners
    )


def as_file(interaction: Asked, found: Iterable[Kept]) -> discord.File:
    """All that is kept about somebody as a JSON file, packed where it is large.

    Raises:
        TooMuchToSend: it is larger than this community takes even so.
    """
    most_bytes = guild_of(interaction).filesize_limit
    document = {kept.owner.rpartition(".")[2]: kept.records for kept in found if kept.records}
    content = json.dumps(document, indent=2, ensure_ascii=False, default=str).encode()
    if len(content) <= most_bytes:
        return discord.File(io.BytesIO(content), filename=f"{FILE_NAME}.json")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{FILE_NAME}.json", content)
    if packed.tell() > most_bytes:
        raise TooMuchToSend
    packed.seek(0)
    return discord.File(packed, filename=f"{FILE_NAME}.zip")


def _count(records: Mapping[str, Any]) -> int:
    """How many entries there are, in lists or by themselves."""
    return sum(len(rows) if isinstance(rows, list) else 1 for rows in records.values() if rows is not None)
