"""The pages of settings, drawn from what a cog has declared and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import discord

from bot.interactions import guild_id_of
from bot.settings.declaring import Declared, Kind
from bot.settings.exchange import Part
from bot.settings.store import Place
from bot.views import LayoutView
from cogs.admin.checks import reader_of
from cogs.admin.paging import MOST_CHARACTERS, MOST_COMPONENTS, Piece, pages
from cogs.admin.service import Line, SettingsDesk
from cogs.admin.views.files import ExportFile, ImportFile
from cogs.admin.views.navigation import ChooseCog, PutBack, ToHistory, ToOverview, ToPage, is_community
from cogs.admin.views.screens import NOTICE_CHARACTERS, PAGE, Asked, Spot, framed, row
from cogs.admin.views.setting_items import OpenForm, SetByChoosing
from cogs.admin.wording import Reader

#: A text with a button or a select beside it: the group, the text, the thing itself.
LINE_COMPONENTS = 3
#: What is on a page besides its settings: the frame, the head, a select and two rows of buttons.
FRAME_COMPONENTS = 12
HEAD_CHARACTERS = 800
REMARKS_CHARACTERS = 500
MOST_COGS = 20
OPTION_CHARACTERS = 100


def drawn(reader: Reader, place: Place, line: Line, screen: str) -> list[discord.ui.Item[Any]]:
    """One setting: its words, and what changes it."""
    spot = Spot(screen, place.cog, place.club_id, line.setting.name)
    text = described(reader, place, line)
    if line.setting.kind in {Kind.NUMBER, Kind.TEXT}:
        return [discord.ui.Section(text, accessory=OpenForm(spot, reader.label("change-button")))]
    return [discord.ui.TextDisplay(text), row(SetByChoosing.of(reader, line, spot))]


def described(reader: Reader, place: Place, line: Line) -> str:
    """What a setting is, what is in force, what would be without, and what fits."""
    limits = reader.limits(line.setting)
    return reader.phrase(
        "setting-block",
        label=line.setting.label,
        description=line.setting.description,
        state=reader.phrase(
            "setting-state",
            value=reader.value(line.setting, line.value),
            fallback=reader.value(line.setting, line.fallback),
            chosen="yes" if line.chosen else "no",
            of="community" if is_community(place) else "club",
        ),
        limits=limits or "",
        limited="no" if limits is None else "yes",
    )


def paged(reader: Reader, place: Place, lines: list[Line]) -> list[list[Line]]:
    """The settings, page by page."""
    pieces = [Piece(line, LINE_COMPONENTS, len(described(reader, place, line))) for line in lines]
    return pages(
        pieces,
        components=MOST_COMPONENTS - FRAME_COMPONENTS,
        characters=MOST_CHARACTERS - HEAD_CHARACTERS - NOTICE_CHARACTERS,
    )


def head(*lines: str) -> discord.ui.TextDisplay[Any]:
    """The text on top of a screen, without what is empty."""
    return discord.ui.TextDisplay("\n".join(line for line in lines if line))


def cut(text: str, most: int = NOTICE_CHARACTERS) -> str:
    """A text that leaves room for the settings; a refusal may have a line for each of them."""
    return text if len(text) <= most else text[: most - 1] + "…"


async def page_screen(interaction: Asked, place: Place, number: int, notice: str) -> LayoutView:
    """One page of a cog's settings."""
    desk, reader = interaction.client.service(SettingsDesk), reader_of(interaction)
    declared, club = desk.declared_in(place), await desk.club_name(place)
    of_page = paged(reader, place, await desk.lines(place))
    number = min(number, len(of_page) - 1)
    items: list[discord.ui.Item[Any]] = [
        head(
            _title(reader, declared, club, number, len(of_page)),
            cut("\n".join(_remarks(reader, desk, place)), REMARKS_CHARACTERS),
            cut(notice),
        )
    ]
    for line in of_page[number]:
        items += drawn(reader, place, line, PAGE)
    items += _put_back(reader, place, number, of_page[number])
    if len(of_page) > 1:
        items.append(_turning(reader, place, number, len(of_page)))
    part = Part(place.cog, None if club is None else place.club_id)
    items.append(
        row(
            ToHistory(place, None, reader.label("history-button")),
            ExportFile(part, reader.label("export-button")),
            ImportFile(part, reader.label("import-button")),
            ToOverview(place.club_id, 0, reader.label("all-settings")),
        )
    )
    return framed(items)


async def spot_screen(interaction: Asked, spot: Spot, notice: str) -> LayoutView:
    """The page of settings on which one of them is."""
    place = Place(guild_id_of(interaction), spot.cog, spot.club_id)
    lines = await interaction.client.service(SettingsDesk).lines(place)
    of_page = paged(reader_of(interaction), place, lines)
    found = (n for n, page in enumerate(of_page) if any(one.setting.name == spot.name for one in page))
    return await page_screen(interaction, place, next(found, 0), notice)


async def overview_screen(interaction: Asked, club_id: int, number: int, notice: str) -> LayoutView:
    """Every cog that has settings, for the community or for a club."""
    desk, reader = interaction.client.service(SettingsDesk), reader_of(interaction)
    place = Place(guild_id_of(interaction), "", club_id)
    club = await desk.club_name(place)
    of_page = _overview_pages(reader, desk.declared(club_id))
    number = min(number, len(of_page) - 1)
    shown = of_page[number]
    of = "community" if club is None else "club"
    lines = [_overview_line(reader, one) for one in shown]
    items: list[discord.ui.Item[Any]] = [
        head(reader.phrase("overview-head", club=club or "", of=of), cut(notice), "\n".join(lines))
    ]
    if shown:
        items.append(row(ChooseCog.of(club_id, reader.label("choose-cog"), _cogs(reader, shown))))
    else:
        items.append(discord.ui.TextDisplay(reader.phrase("overview-empty")))
    buttons: list[discord.ui.Item[Any]] = []
    if len(of_page) > 1:
        last = len(of_page) - 1
        buttons += [
            ToOverview(
                club_id, number - 1 if number else last + 1, reader.label("previous"), disabled=not number
            ),
            ToOverview(club_id, number + 1, reader.label("next"), disabled=number == last),
        ]
    part = Part(None, None if club is None else club_id)
    buttons += [
        ExportFile(part, reader.label("export-all-button")),
        ImportFile(part, reader.label("import-button")),
    ]
    items.append(row(*buttons))
    return framed(items)


def _overview_pages(reader: Reader, declared: Iterable[Declared]) -> list[list[Declared]]:
    pieces = [Piece(one, 1, len(_overview_line(reader, one)) + 1) for one in declared]
    most = MOST_CHARACTERS - HEAD_CHARACTERS - NOTICE_CHARACTERS
    # Here a cog is no component but an option of the select.
    return pages(pieces, components=MOST_COGS, characters=most)


def _overview_line(reader: Reader, declared: Declared) -> str:
    return reader.phrase("overview-line", cog=declared.title, description=declared.description)


def _cogs(reader: Reader, shown: list[Declared]) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(
            label=reader.plain(one.title),
            value=one.cog,
            description=reader.plain(one.description, OPTION_CHARACTERS),
        )
        for one in shown
    ]


def _remarks(reader: Reader, desk: SettingsDesk, place: Place) -> list[str]:
    return [reader.phrase("remark", text=text) for text in desk.settings.remarks(place.cog)]


def _title(reader: Reader, declared: Declared, club: str | None, number: int, count: int) -> str:
    return reader.phrase(
        "page-head",
        cog=declared.title,
        description=declared.description,
        club=club or "",
        of="community" if club is None else "club",
        page=number + 1,
        pages=count,
        paged="yes" if count > 1 else "no",
    )


def _put_back(reader: Reader, place: Place, number: int, lines: list[Line]) -> list[discord.ui.Item[Any]]:
    options = [
        discord.SelectOption(label=reader.plain(line.setting.label), value=line.setting.name)
        for line in lines
        if line.chosen
    ]
    return [row(PutBack.of(place, number, reader.label("put-back"), options))] if options else []


def _turning(reader: Reader, place: Place, number: int, count: int) -> discord.ui.ActionRow[Any]:
    # No custom_id may be on a message twice, not even that of a button that is disabled.
    before = number - 1 if number else count + 1
    return row(
        ToPage(place, before, reader.label("previous"), disabled=number == 0),
        ToPage(place, number + 1, reader.label("next"), disabled=number == count - 1),
    )
