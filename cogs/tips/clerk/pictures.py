"""What somebody gave and got as a picture, month by month or club by club."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import discord

from bot import replies
from bot.i18n import Safe
from bot.layouts import framed, words
from cogs.tips.accounting import charts
from cogs.tips.accounting.asks import Ask, Period
from cogs.tips.accounting.statement import By, Group, Statements
from cogs.tips.clerk import names
from cogs.tips.clerk.words import Teller
from cogs.tips.currencies import decimal

if TYPE_CHECKING:
    from bot.client import Bot

Asked = discord.Interaction[Any]
MOST_BARS = 14


class ChartBy(StrEnum):
    """What stands beside each other in a picture."""

    MONTH = "month"
    CLUB = "club"


async def say_chart(interaction: Asked, ask: Ask, by: ChartBy) -> None:
    """Answer with a picture for the currency in which most happened."""
    await replies.defer(interaction)
    bot: Bot = interaction.client
    teller = await Teller.of(bot, ask.guild_id, interaction.locale.value)
    groups = (await bot.service(Statements).summary(ask, By(by.value))).groups
    if not groups:
        await replies.say(interaction, teller.plain("nothing-to-export"))
        return
    currency = max(
        {one.currency for one in groups}, key=lambda code: sum(one.currency == code for one in groups)
    )
    shown = [one for one in groups if one.currency == currency]
    shown = shown[-MOST_BARS:] if by is ChartBy.MONTH else shown[:MOST_BARS]
    draw = charts.draw_months if by is ChartBy.MONTH else charts.draw_clubs
    period = teller.period(ask.period)
    labels = charts.Labels(
        teller.plain("chart-title", period=period),
        teller.unit(currency),
        teller.plain("chart-got"),
        teller.plain("chart-gave"),
    )
    picture = await asyncio.to_thread(draw, await _bars(teller, by, shown), labels)
    gallery: discord.ui.MediaGallery[Any] = discord.ui.MediaGallery(
        discord.MediaGalleryItem("attachment://tips.png", description=_told(teller, shown))
    )
    head = replies.text(interaction, __name__, "chart-head", period=period)
    view = framed([words(Safe(head)), gallery])
    await replies.say(interaction, view=view, file=discord.File(io.BytesIO(picture), filename="tips.png"))


async def _bars(teller: Teller, by: ChartBy, groups: Sequence[Group]) -> list[charts.Bar]:
    clubs = {}
    if by is ChartBy.CLUB:
        clubs = await names.of_clubs(teller.bot, [one.key for one in groups if isinstance(one.key, int)])
    return [
        charts.Bar(
            _name(teller, one, clubs),
            float(decimal(one.in_minor, one.currency)),
            float(decimal(one.out_minor, one.currency)),
        )
        for one in groups
    ]


def _name(teller: Teller, group: Group, clubs: dict[int, str]) -> str:
    if group.key is None:
        return teller.plain("summary-no-club")
    if isinstance(group.key, int):
        return clubs.get(group.key, f"…{group.key}")
    return teller.month(Period(group.key.year, group.key.month))


def _told(teller: Teller, groups: Sequence[Group]) -> str:
    """For whoever cannot see the picture."""
    got, gave = sum(one.in_minor for one in groups), sum(one.out_minor for one in groups)
    currency = groups[0].currency
    return teller.plain("chart-told", got=teller.amount(got, currency), gave=teller.amount(gave, currency))
