"""Statements as files: for a spreadsheet, a program, an accountant, and on paper."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import discord
from babel.dates import format_datetime

from bot import replies
from cogs.tips.accounting import pdf
from cogs.tips.accounting.asks import Ask
from cogs.tips.accounting.statement import Statements, Sums
from cogs.tips.api import Movement
from cogs.tips.clerk import names
from cogs.tips.clerk.words import Teller
from cogs.tips.currencies import locale_of
from cogs.tips.exports import Form, written
from cogs.tips.verify import heads

if TYPE_CHECKING:
    from bot.client import Bot

Asked = discord.Interaction[Any]
#: Of a file: what Discord takes as an attachment holds twice as many.
MOST_LINES = 40_000
#: Of paper: thirty pages, which nobody reads, and some seconds of a processor.
MOST_ON_PAPER = 1_000


async def say_file(interaction: Asked, ask: Ask, form: Form) -> None:
    """Answer with all movements that were asked for, as a file."""
    await replies.defer(interaction)
    bot: Bot = interaction.client
    most = MOST_ON_PAPER if form is Form.PDF else MOST_LINES
    movements = await bot.service(Statements).lines(ask, most)
    if not movements:
        await replies.say(interaction, replies.text(interaction, __name__, "nothing-to-export"))
        return
    content = await _paper(interaction, ask, movements) if form is Form.PDF else written(form, movements)
    file = discord.File(io.BytesIO(content), filename=f"rostra-tips-{ask.period}.{form.ending}")
    cut = "yes" if len(movements) == most else "no"
    text = replies.text(interaction, __name__, "exported", count=len(movements), cut=cut)
    await replies.say(interaction, text, file=file)


async def _paper(interaction: Asked, ask: Ask, movements: Sequence[Movement]) -> bytes:
    bot: Bot = interaction.client
    teller = await Teller.of(bot, ask.guild_id, interaction.locale.value)
    called = await names.of_people(interaction, (one for movement in movements for one in movement.other_ids))
    sums = await bot.service(Statements).sums(ask)
    # The balance after each line is counted from the first of the period, so all have to be there.
    is_whole, now = ask.is_whole and len(movements) < MOST_ON_PAPER, bot.clock.now()
    moment = format_datetime(now, "long", locale=locale_of(teller.language))
    anchors = await heads(bot.database, ask.guild_id)
    who, where = interaction.user.display_name, interaction.guild.name if interaction.guild else ""
    sheet = pdf.Sheet(
        teller.plain("paper-title"),
        [f"{who} · {where}", teller.period(ask.period), teller.plain("paper-written", moment=str(moment))],
        [line for one in sums for line in _sums(teller, one)],
        _columns(teller, is_whole=is_whole),
        list(_rows(teller, movements, called, sums)) if is_whole else _partial(teller, movements, called),
        teller.plain("nothing-to-export"),
        [
            teller.plain("paper-no-commission"),
            *(teller.plain("paper-anchor", anchor=one.as_text()) for one in anchors),
        ],
        teller.plain("paper-page", number="{number}"),
        teller.language,
    )
    return await asyncio.to_thread(pdf.draw, sheet, now)


def _columns(teller: Teller, *, is_whole: bool) -> list[pdf.Column]:
    columns = [
        pdf.Column(teller.plain("paper-date"), 13),
        pdf.Column(teller.plain("paper-number"), 9),
        pdf.Column(teller.plain("paper-what"), 50 if is_whole else 64),
        pdf.Column(teller.plain("paper-amount"), 14, is_number=True),
    ]
    return [*columns, pdf.Column(teller.plain("paper-balance"), 14, is_number=True)] if is_whole else columns


def _sums(teller: Teller, one: Sums) -> Iterable[tuple[str, str]]:
    if one.opening_minor is not None:
        yield teller.plain("paper-opening"), teller.money(one.opening_minor, one.currency)
    yield teller.plain("paper-in"), teller.money(one.in_minor, one.currency)
    yield teller.plain("paper-out"), teller.money(one.out_minor, one.currency)
    if one.closing_minor is not None:
        yield teller.plain("paper-closing"), teller.money(one.closing_minor, one.currency)


def _rows(
    teller: Teller, movements: Sequence[Movement], called: dict[int, str], sums: Sequence[Sums]
) -> Iterable[list[str]]:
    """With the balance after each, which begins at what there was before."""
    held = {one.currency: one.opening_minor or 0 for one in sums}
    for movement in movements:
        held[movement.currency] = held.get(movement.currency, 0) + movement.amount_minor
        yield [*_row(teller, movement, called), teller.money(held[movement.currency], movement.currency)]


def _partial(teller: Teller, movements: Sequence[Movement], called: dict[int, str]) -> list[list[str]]:
    return [_row(teller, movement, called) for movement in movements]


def _row(teller: Teller, movement: Movement, called: dict[int, str]) -> list[str]:
    name = ", ".join(_name(called, one) for one in movement.other_ids)
    return [
        teller.day(movement),
        str(movement.transfer_id),
        teller.what(movement, name),
        teller.money(movement.amount_minor, movement.currency),
    ]


def _name(called: dict[int, str], user_id: int) -> str:
    """What somebody is called; their id beside it where paper cannot show all of that."""
    name = called.get(user_id, "")
    return name if name and pdf.shows(name) else f"{name} ({user_id})".strip()
