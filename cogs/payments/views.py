"""What is said of payments, and the buttons that go with it; what they need is in their custom_ids."""

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
from cogs.payments import listing
from cogs.payments.checks import require_keeper
from cogs.payments.comparing import MENDED, Comparison, Difference
from cogs.payments.listing import Listed
from cogs.payments.service import Offer, PaymentDesk
from cogs.payments.tables import PaymentRow
from cogs.payments.telling import MoneyTeller
from cogs.tips.api import OutsideMoney

if TYPE_CHECKING:
    from bot.client import Bot

LISTED = 10


class EndLink(DynamicItem[discord.ui.Button[Any]], template=r"payments:end:(?P<token>[0-9a-f]{32})"):
    """Lets nobody pay by a link any more; for whoever asked for it."""

    def __init__(self, token: str, label: str = "…") -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"payments:end:{token}"))
        self.token = token

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Rebuild the button from what its message holds."""
        return cls(match["token"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """End it, and say so in its place."""
        bot: Bot = interaction.client
        await bot.service(PaymentDesk).end(self.token, interaction.user.id)
        await replies.replace(interaction, replies.text(interaction, __name__, "link-ended"))


async def say_offer(
    interaction: discord.Interaction[Any], offer: Offer, creator_id: int, *, anonymous: bool
) -> None:
    """Give the tipper their link, with what arrives and what the provider will keep of it."""
    bot: Bot = interaction.client
    view = View(timeout=None)
    pay = replies.text(interaction, __name__, "pay-button")
    view.add_item(discord.ui.Button(label=pay, url=offer.url))
    view.add_item(EndLink(offer.token, replies.text(interaction, __name__, "end-button")))
    text = replies.text(
        interaction,
        __name__,
        "offer",
        amount=Safe(offer.amount),
        fee=Safe(offer.fee),
        creator=Safe(f"<@{creator_id}>"),
        until=Safe(discord.utils.format_dt(offer.expires_at, "R")),
        anonymous="yes" if anonymous else "no",
    )
    await replies.say(interaction, _marked(interaction, text, is_test=offer.is_test), view=view)
    bot.service(MoneyTeller).remember(offer.token, interaction)


async def say_connecting(interaction: discord.Interaction[Any], url: str, fee: str, *, is_test: bool) -> None:
    """Send a creator to the provider, who asks them who they are."""
    view = View(timeout=None)
    view.add_item(discord.ui.Button(label=replies.text(interaction, __name__, "connect-button"), url=url))
    text = replies.text(interaction, __name__, "connecting", fee=Safe(fee))
    await replies.say(interaction, _marked(interaction, text, is_test=is_test), view=view)


class OlderPayments(DynamicItem[discord.ui.Button[Any]], template=r"payments:older:(?P<before>[0-9]{1,19})"):
    """Shows the payments before those that are shown; of whoever presses it."""

    def __init__(self, before: int, label: str = "…") -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"payments:older:{before}"))
        self.before = before

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show them."""
        await say_payments(interaction, self.before)


async def say_payments(interaction: discord.Interaction[Any], before: int | None = None) -> None:
    """Show somebody a page of their payments, of both sides, the newest first."""
    bot: Bot = interaction.client
    whose = guild_id_of(interaction), interaction.user.id
    found = await listing.newest(bot.database, *whose, LISTED + 1, before)
    key = "payments-list" if found else "payments-none"
    lines = "\n".join(_line(interaction, one) for one in found[:LISTED])
    view = View(timeout=None)
    if len(found) > LISTED:
        label = replies.text(interaction, __name__, "older-button")
        view.add_item(OlderPayments(found[LISTED - 1].payment.id, label))
    text = replies.text(interaction, __name__, key, lines=Safe(lines))
    await replies.say(interaction, text, view=view if view.children else None)


def _line(interaction: discord.Interaction[Any], listed: Listed) -> str:
    payment = listed.payment
    gave = payment.tipper_id == interaction.user.id
    hidden = payment.is_anonymous and not gave
    other = payment.creator_id if gave else None if hidden else payment.tipper_id
    fees = ", ".join(_shown(interaction, amount, currency) for currency, amount in listed.fees.items())
    return replies.text(
        interaction,
        __name__,
        "payment-line",
        when=Safe(discord.utils.format_dt(payment.created_at, "R")),
        amount=Safe(_shown(interaction, payment.amount_minor, payment.currency)),
        gave="yes" if gave else "no",
        person=mention(other or NOBODY),
        state=_state(payment),
        returned=Safe(_shown(interaction, payment.returned_minor, payment.currency)),
        fee=Safe(fees),
        charged="yes" if listed.fees else "no",
    )


def _state(payment: PaymentRow) -> str:
    if payment.returned_minor:
        return "returned" if payment.booked_minor else "returned-all"
    return str(payment.state)


class Mend(DynamicItem[discord.ui.Button[Any]], template=r"payments:mend"):
    """Believes the provider wherever that settles a difference."""

    def __init__(self, label: str = "…") -> None:
        super().__init__(
            discord.ui.Button(label=label, style=discord.ButtonStyle.primary, custom_id="payments:mend")
        )

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Mend, and say what is left."""
        require_keeper(interaction)
        await replies.defer(interaction)
        bot: Bot = interaction.client
        settled, left = await bot.service(Comparison).mend(guild_id_of(interaction))
        lines = Safe("\n".join(_difference(interaction, one) for one in left[:LISTED]))
        text = replies.text(interaction, __name__, "mended", settled=settled, left=len(left), lines=lines)
        await replies.say(interaction, text)


async def say_differences(interaction: discord.Interaction[Any], found: Sequence[Difference]) -> None:
    """List what differs; with a button, where believing the provider would settle some of it."""
    lines = Safe("\n".join(_difference(interaction, one) for one in found[:LISTED]))
    view = View(timeout=None)
    if any(one.kind in MENDED for one in found):
        view.add_item(Mend(replies.text(interaction, __name__, "mend-button")))
    text = replies.text(interaction, __name__, "differences", count=len(found), lines=lines)
    await replies.say(interaction, text, view=view if view.children else None)


def _difference(interaction: discord.Interaction[Any], one: Difference) -> str:
    payment = one.payment
    return replies.text(
        interaction,
        __name__,
        "difference",
        when=Safe(discord.utils.format_dt(payment.created_at, "R")),
        amount=Safe(_shown(interaction, payment.amount_minor, payment.currency)),
        tipper=mention(NOBODY if payment.is_anonymous else payment.tipper_id or NOBODY),
        creator=mention(payment.creator_id or NOBODY),
        kind=one.kind,
        trouble=payment.trouble or "",
        reference=payment.reference or payment.session_id or payment.token,
    )


def _shown(interaction: discord.Interaction[Any], amount_minor: int, currency: str) -> str:
    bot: Bot = interaction.client
    return bot.service(OutsideMoney).shown(amount_minor, currency, interaction.locale.value)


def _marked(interaction: discord.Interaction[Any], text: str, *, is_test: bool) -> str:
    return f"{text}\n{replies.text(interaction, __name__, 'test-mode')}" if is_test else text
