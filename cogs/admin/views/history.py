"""Who changed what, and the buttons that undo it."""

from __future__ import annotations

from typing import Any

import discord

from bot import replies
from bot.community.records import mention
from bot.i18n import Safe
from bot.interactions import guild_id_of
from bot.settings.store import Change, Place
from bot.views import DynamicItem, LayoutView
from cogs.admin.checks import reader_of, require_may_set
from cogs.admin.service import SettingsDesk
from cogs.admin.views.navigation import ToHistory, ToPage
from cogs.admin.views.screens import Asked, framed, row, screens_of
from cogs.admin.wording import Reader

#: So many entries with a button each stay below Discord's 40 components and 4,000 characters.
MOST_ENTRIES = 8
VALUE_CHARACTERS = 100


class Undo(DynamicItem[discord.ui.Button[Any]], template=r"admin:undo:(?P<change>[0-9]+)"):
    """Puts back what one change changed."""

    def __init__(self, change_id: int, label: str = "…") -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"admin:undo:{change_id}"))
        self.change_id = change_id

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Undo it, which is a change of its own at the top of the history."""
        guild_id, reader = guild_id_of(interaction), reader_of(interaction)
        desk: SettingsDesk = interaction.client.service(SettingsDesk)
        place = (await desk.settings.get_change(guild_id, self.change_id)).place
        await require_may_set(interaction, place)
        undone = await desk.settings.undo(guild_id, self.change_id, interaction.user.id)
        notice = reader.phrase("notice-undone", change=_what(reader, desk, undone))
        await replies.redraw(
            interaction, await screens_of(interaction).history(interaction, place, notice=notice)
        )


async def history_screen(interaction: Asked, place: Place, before_id: int | None, notice: str) -> LayoutView:
    """The changes of a place, newest first, from one of them on."""
    desk, reader = interaction.client.service(SettingsDesk), reader_of(interaction)
    declared, club = desk.declared_in(place), await desk.club_name(place)
    found = await desk.settings.history(place, MOST_ENTRIES + 1, before_id)
    newest = await desk.settings.newest(place)
    head = reader.phrase(
        "history-head", cog=declared.title, club=club or "", of="community" if club is None else "club"
    )
    items: list[discord.ui.Item[Any]] = [discord.ui.TextDisplay("\n".join(filter(None, (head, notice))))]
    shown = found[:MOST_ENTRIES]
    items += [_entry(reader, desk, change, undoable=change.id in newest) for change in shown]
    if not shown:
        items.append(discord.ui.TextDisplay(reader.phrase("history-empty")))
    older = shown[-1].id if len(found) > MOST_ENTRIES else None
    items.append(
        row(
            ToHistory(place, None, reader.label("history-newest"), disabled=before_id is None),
            _to_older(place, older, reader),
            ToPage(place, 0, reader.label("back-to-settings")),
        )
    )
    return framed(items)


def _to_older(place: Place, older: int | None, reader: Reader) -> ToHistory:
    # A disabled button needs a custom_id as well, and none may be on a message twice.
    return ToHistory(place, older or 0, reader.label("history-older"), disabled=older is None)


def _entry(reader: Reader, desk: SettingsDesk, change: Change, *, undoable: bool) -> discord.ui.Item[Any]:
    text = reader.phrase(
        "history-entry",
        at=Safe(discord.utils.format_dt(change.changed_at, "f")),
        person=mention(change.changed_by),
        change=_what(reader, desk, change),
        undo="no" if change.undoes_id is None else "yes",
    )
    if not undoable:
        return discord.ui.TextDisplay(text)
    return discord.ui.Section(text, accessory=Undo(change.id, reader.label("undo-button")))


def _what(reader: Reader, desk: SettingsDesk, change: Change) -> Safe:
    setting = desk.settings.declared_by(change.place.cog).setting(change.name)
    return reader.phrase(
        "notice-changed",
        setting=change.name if setting is None else setting.label,
        old=reader.value(setting, change.old, VALUE_CHARACTERS),
        new=reader.value(setting, change.new, VALUE_CHARACTERS),
    )
