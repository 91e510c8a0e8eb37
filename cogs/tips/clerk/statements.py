"""Statements: a page of what moved with what it comes to, buttons for older ones, and files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

import discord

from bot import replies
from bot.community.records import NOBODY, mention
from bot.i18n import Safe
from bot.interactions import guild_id_of
from bot.views import DynamicItem, View
from cogs.tips.accounting.asks import Ask, Period
from cogs.tips.accounting.statement import By, Group, Statements, Sums
from cogs.tips.api import Movement
from cogs.tips.clerk import names
from cogs.tips.clerk.files import say_file
from cogs.tips.clerk.words import Teller, what_of
from cogs.tips.exports import Form

if TYPE_CHECKING:
    from bot.client import Bot

Asked = discord.Interaction[Any]
ON_A_PAGE = 10
_LONGEST_NOTE = 80
_ASK = (
    r"(?P<period>all|[0-9]{4}(?:-[0-9]{2})?)"
    r":(?P<club>[0-9]{1,18}):(?P<room>[0-9]{1,18}):(?P<other>[0-9]{1,20})"
)


class Further(
    DynamicItem[discord.ui.Button[Any]], template=rf"tips:statement:{_ASK}:(?P<before>[0-9]{{1,19}})"
):
    """Shows the page after the one that is shown; of whoever presses it."""

    def __init__(self, ask: str, before: int, label: str = "…") -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"tips:statement:{ask}:{before}"))
        self.ask = ask
        self.before = before

    @classmethod
    async def from_custom_id(cls, interaction: Asked, _item: Any, match: re.Match[str]) -> Self:
        """Rebuild the button from what its message holds."""
        return cls(_short(_read(interaction, match)), int(match["before"]))

    async def callback(self, interaction: Asked) -> None:
        """Show it."""
        found = re.fullmatch(_ASK, self.ask)
        assert found is not None, "made from what was found"
        await say_statement(interaction, _read(interaction, found), self.before)


class Written(DynamicItem[discord.ui.Button[Any]], template=rf"tips:file:(?P<form>[a-z]{{3,8}}):{_ASK}"):
    """Gives a statement as a file; of whoever presses it."""

    def __init__(self, form: Form, ask: str) -> None:
        label = {Form.JSONL: "JSON", Form.HLEDGER: "hledger"}.get(form, form.value.upper())
        super().__init__(discord.ui.Button(label=label, custom_id=f"tips:file:{form.value}:{ask}"))
        self.form = form
        self.ask = ask

    @classmethod
    async def from_custom_id(cls, interaction: Asked, _item: Any, match: re.Match[str]) -> Self:
        """Rebuild the button from what its message holds."""
        return cls(Form(match["form"]), _short(_read(interaction, match)))

    async def callback(self, interaction: Asked) -> None:
        """Put it together anew."""
        found = re.fullmatch(_ASK, self.ask)
        assert found is not None, "made from what was found"
        await say_file(interaction, _read(interaction, found), self.form)


def _short(ask: Ask) -> str:
    return f"{ask.period}:{ask.club_id or 0}:{ask.room_id or 0}:{ask.other_id or 0}"


def _read(interaction: Asked, match: re.Match[str]) -> Ask:
    club_id, room_id, other_id = (int(match[name]) or None for name in ("club", "room", "other"))
    period = Period.read(match["period"])
    return Ask(guild_id_of(interaction), interaction.user.id, period, club_id, room_id, other_id)


async def say_statement(interaction: Asked, ask: Ask, before: int | None = None) -> None:
    """Show a page of somebody's own statement, with what it comes to."""
    bot: Bot = interaction.client
    statements = bot.service(Statements)
    teller = await Teller.of(bot, ask.guild_id, interaction.locale.value)
    page = await statements.page(ask, ON_A_PAGE, before)
    lines = [_line(interaction, teller, movement) for movement in page.movements]
    sums = "" if before is not None else _sums(interaction, teller, await statements.sums(ask))
    text = replies.text(
        interaction,
        __name__,
        "statement" if lines else "statement-empty",
        **await _about(interaction, teller, ask),
        sums=Safe(sums),
        lines=Safe("\n".join(lines)),
    )
    view = View(timeout=None)
    if page.next_before is not None:
        label = replies.text(interaction, __name__, "older-button")
        view.add_item(Further(_short(ask), page.next_before, label))
    for form in Form if lines else ():
        view.add_item(Written(form, _short(ask)))
    await replies.say(interaction, text, view=view if view.children else None)


async def say_summary(interaction: Asked, ask: Ask, by: By) -> None:
    """Show what a statement comes to by month, club, room or person."""
    bot: Bot = interaction.client
    teller = await Teller.of(bot, ask.guild_id, interaction.locale.value)
    summary = await bot.service(Statements).summary(ask, by)
    called = await _called(interaction, teller, by, summary.groups)
    lines = [
        replies.text(
            interaction,
            __name__,
            "summary-line",
            name=called[group.key],
            got=teller.amount(group.in_minor, group.currency),
            gave=teller.amount(group.out_minor, group.currency),
        )
        for group in summary.groups
    ]
    text = replies.text(
        interaction,
        __name__,
        "summary" if lines else "statement-empty",
        **await _about(interaction, teller, ask),
        lines=Safe("\n".join(lines)),
        left=summary.left_out,
        sums="",
    )
    await replies.say(interaction, text)


async def _called(
    interaction: Asked, teller: Teller, by: By, groups: Sequence[Group]
) -> dict[object, object]:
    """How each line of a summary begins."""
    keys = [group.key for group in groups]
    ids = [key for key in keys if isinstance(key, int)]
    none = teller.plain("summary-no-club" if by is By.CLUB else "summary-no-room")
    called: dict[object, object] = {None: none}
    if by is By.PERSON:
        return called | {key: mention(key) for key in ids}
    if by is By.MONTH:
        months = [key for key in keys if key is not None and not isinstance(key, int)]
        return called | {month: teller.period(Period(month.year, month.month)) for month in months}
    found = await (names.of_clubs(teller.bot, ids) if by is By.CLUB else names.of_rooms(interaction, ids))
    return called | {key: found.get(key, f"…{key}") for key in ids}


async def _about(interaction: Asked, teller: Teller, ask: Ask) -> dict[str, object]:
    """What a statement is about, as placeholders; nothing of what was not asked for."""
    clubs = await names.of_clubs(teller.bot, [ask.club_id] if ask.club_id is not None else [])
    rooms = await names.of_rooms(interaction, [ask.room_id] if ask.room_id is not None else [])
    return {
        "period": teller.period(ask.period),
        "about": "all" if ask.is_whole else "some",
        "club": clubs.get(ask.club_id or 0, "" if ask.club_id is None else f"…{ask.club_id}"),
        "room": rooms.get(ask.room_id or 0, "" if ask.room_id is None else f"…{ask.room_id}"),
        "person": Safe("") if ask.other_id is None else mention(ask.other_id),
    }


def _sums(interaction: Asked, teller: Teller, sums: Sequence[Sums]) -> str:
    return "\n".join(
        replies.text(
            interaction,
            __name__,
            "statement-sums" if one.opening_minor is not None else "statement-part",
            opening=teller.amount(one.opening_minor or 0, one.currency),
            got=teller.amount(one.in_minor, one.currency),
            gave=teller.amount(one.out_minor, one.currency),
            closing=teller.amount(one.closing_minor or 0, one.currency),
        )
        for one in sums
    )


def _line(interaction: Asked, teller: Teller, movement: Movement) -> str:
    placeholders = dict(what_of(movement, mention(movement.other_id or NOBODY)))
    note = str(placeholders["note"])
    placeholders["note"] = note if len(note) <= _LONGEST_NOTE else note[: _LONGEST_NOTE - 1] + "…"
    return replies.text(
        interaction,
        __name__,
        "statement-line",
        when=Safe(discord.utils.format_dt(movement.at, "d")),
        amount=teller.amount(abs(movement.amount_minor), movement.currency),
        way="in" if movement.amount_minor > 0 else "out",
        what=replies.text(interaction, __name__, "statement-what", **placeholders),
        transfer=str(movement.transfer_id),
    )
