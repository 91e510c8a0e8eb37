"""The audit for administrators, a page at a time; and accounts frozen and let go."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

import discord

from bot import replies
from bot.community.records import NOBODY, mention
from bot.i18n import Safe
from bot.interactions import guild_id_of
from bot.views import DynamicItem, View
from cogs.tips import amounts
from cogs.tips.accounting.asks import Period
from cogs.tips.accounting.audit import Audit, Entry, Search, Side
from cogs.tips.api import POINTS
from cogs.tips.checks import require_treasurer
from cogs.tips.clerk.words import Teller, link_of
from cogs.tips.currencies import require_known

if TYPE_CHECKING:
    from bot.client import Bot

Asked = discord.Interaction[Any]
ON_A_PAGE = 10
_LONGEST_NOTE = 80


class Kind(StrEnum):
    """What kind of transfer is looked for; of each the name that it has in the book."""

    TIP = "tip"
    SHARE = "share"
    ISSUE = "issue"
    WITHDRAW = "withdraw"
    ALLOWANCE = "allowance"
    PURCHASE = "purchase"
    PAYMENT = "payment"
    FEE = "fee"
    REFUND = "refund"
    REVERSAL = "reversal"


class FurtherBack(
    DynamicItem[discord.ui.Button[Any]],
    # So short that the longest of all fits (Discord documentation, "Component Reference", custom_id).
    template=(
        r"tips:audit:(?P<period>all|[0-9]{4}(?:-[0-9]{2})?):(?P<who>[0-9]{1,20}):(?P<whom>[0-9]{1,20})"
        r":(?P<kind>[a-z]{0,9}):(?P<least>[0-9]{1,10}):(?P<currency>[A-Za-z]{0,6}):(?P<before>[0-9]{1,12})"
    ),
):
    """Shows the page of the audit before the one that is shown."""

    def __init__(self, search: Search, before: int, label: str = "…") -> None:
        short = (
            f"{search.period}:{search.who_id or 0}:{search.whom_id or 0}:{search.kind or ''}"
            f":{search.least_minor}:{search.currency or ''}:{before}"
        )
        super().__init__(discord.ui.Button(label=label, custom_id=f"tips:audit:{short}"))
        self.search = search
        self.before = before

    @classmethod
    async def from_custom_id(cls, interaction: Asked, _item: Any, match: re.Match[str]) -> Self:
        """Rebuild the button from what its message holds."""
        search = Search(
            guild_id_of(interaction),
            Period.read(match["period"]),
            int(match["who"]) or None,
            int(match["whom"]) or None,
            match["kind"] or None,
            match["currency"] or None,
            int(match["least"]),
        )
        return cls(search, int(match["before"]))

    async def callback(self, interaction: Asked) -> None:
        """Show it, if whoever presses may see it."""
        await say_audit(interaction, self.search, self.before)


def search_for(  # noqa: PLR0917 - the options of the command, in their order
    interaction: Asked,
    who: discord.Member | None,
    whom: discord.Member | None,
    kind: Kind | None,
    period: str | None,
    at_least: str | None,
    currency: str | None,
) -> Search:
    """What an administrator typed, understood.

    Raises:
        NotAPeriod: the period is none.
        NotAnAmount: the amount is none.
        UnknownCurrency: there is no such currency.
    """
    wanted = (
        None
        if currency is None
        else POINTS
        if currency.strip().lower() == POINTS
        else currency.strip().upper()
    )
    require_known(wanted or POINTS)
    return Search(
        guild_id_of(interaction),
        Period() if period is None else Period.read(period),
        None if who is None else who.id,
        None if whom is None else whom.id,
        None if kind is None else kind.value,
        wanted,
        0 if at_least is None else amounts.parse(at_least, interaction.locale.value, wanted or POINTS),
    )


async def say_audit(interaction: Asked, search: Search, before: int | None = None) -> None:
    """Show a page of a community's book.

    Raises:
        NotATreasurer: it is not theirs to see.
    """
    require_treasurer(interaction)
    bot: Bot = interaction.client
    teller = await Teller.of(bot, search.guild_id, interaction.locale.value)
    found = await bot.service(Audit).page(search, ON_A_PAGE, before)
    lines = [_line(interaction, teller, entry) for entry in found.entries]
    key = "audit" if lines else "audit-empty"
    text = replies.text(
        interaction, __name__, key, period=teller.period(search.period), lines=Safe("\n".join(lines))
    )
    view = View(timeout=None)
    if found.next_before is not None:
        label = replies.text(interaction, __name__, "older-button")
        view.add_item(FurtherBack(search, found.next_before, label))
    await replies.say(interaction, text, view=view if view.children else None)


def _line(interaction: Asked, teller: Teller, entry: Entry) -> str:
    def named(side: Side) -> str:
        if side.purpose == "person" and side.owner_id is not None:
            return f"<@{side.owner_id}>"
        key = (
            "audit-hidden"
            if side.is_hidden
            else "audit-forgotten"
            if side.purpose == "person"
            else "audit-book"
        )
        return Safe(replies.text(interaction, __name__, key, purpose=side.purpose, room=str(side.owner_id)))

    note = entry.note or ""
    return replies.text(
        interaction,
        __name__,
        "audit-line",
        transfer=str(entry.transfer_id),
        when=Safe(discord.utils.format_dt(entry.at, "f")),
        kind=entry.kind,
        amount=teller.amount(entry.amount_minor, entry.currency),
        who=Safe(", ".join(named(side) for side in entry.sides if side.amount_minor < 0)),
        whom=Safe(", ".join(named(side) for side in entry.sides if side.amount_minor > 0)),
        note=note if len(note) <= _LONGEST_NOTE else note[: _LONGEST_NOTE - 1] + "…",
        noted="no" if entry.note is None else "yes",
        by=mention(entry.by_id or NOBODY),
        ordered="no" if entry.by_id is None else "yes",
        **link_of(entry.reverses_id, entry.reversed_by_id),
    )
