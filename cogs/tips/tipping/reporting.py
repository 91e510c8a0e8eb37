"""What the report of a room says of tips: sums by the minute, what they come to, and what proves them.

Nobody is named: whoever reads a report runs the room, and may know less than who gave and who got.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from bot.i18n import Safe, Text, Texts
from cogs.rooms.api import Mark, MarkRow, ReportPart, Room
from cogs.tips import amounts
from cogs.tips.accounting.given import Given, given_in
from cogs.tips.accounting.receipts import Receipt, receipt_of
from cogs.tips.api import POINTS
from cogs.tips.currencies import decimal

if TYPE_CHECKING:
    from bot.client import Bot

_TIPS = "tips"


class RoomTips:
    """What of tips stands in the reports of rooms."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def of(self, room: Room) -> ReportPart:
        """A row for each currency, and the total with the anchor; nothing where nothing was given."""
        if self._bot.switches.cause(room.guild_id, _TIPS) is not None:
            return ReportPart()
        receipt = await receipt_of(self._bot.database, room.guild_id, room.id)
        if receipt is None:
            return ReportPart()
        gifts = await given_in(self._bot.database, room.guild_id, room.id)
        rows = [await self._row(room, currency, own) for currency, own in _by_currency(gifts)]
        sums = Texts(tuple(row.note for row in rows if row.note is not None))
        total = Text(__name__, "report-tips", count=len(gifts), sums=sums)
        return ReportPart(rows, [total, self._proof(room, receipt)])

    async def _row(self, room: Room, currency: str, gifts: list[Given]) -> MarkRow:
        total = sum(gift.amount_minor for gift in gifts)
        return MarkRow(
            f"{_TIPS}_{currency.lower()}",
            Text(__name__, "report-tips-row"),
            [Mark(gift.at, decimal(gift.amount_minor, currency)) for gift in gifts],
            await amounts.in_words(self._bot.settings, room.guild_id, total, currency),
        )

    def _proof(self, room: Room, receipt: Receipt) -> Text:
        """The anchor, and where everybody finds the receipt if the pages are on."""
        pages = self._bot.web.public_url
        return Text(
            __name__,
            "report-tips-anchor",
            anchor=Safe(receipt.anchor.as_text()),
            page=Safe("" if pages is None else f"{pages}/{_TIPS}/{room.guild_id}/rooms/{room.id}"),
            paged="no" if pages is None else "yes",
        )


def _by_currency(gifts: list[Given]) -> list[tuple[str, list[Given]]]:
    """The gifts of each currency, points first."""
    found: defaultdict[str, list[Given]] = defaultdict(list)
    for gift in gifts:
        found[gift.currency].append(gift)
    return sorted(found.items(), key=lambda each: (each[0] != POINTS, each[0]))
