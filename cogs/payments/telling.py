"""Tells people what became of a payment, where they can see it: the tipper's answer, and the channel.

The answer with the link is the tipper's alone, and Discord lets it be changed for a quarter of an hour; it
is known to this process only, and is a courtesy. What must not be lost is the word in the channel, a timer
of the transaction that booked the payment. After a restart, or later, the tipper reads the page to which
the provider sends them back, and `/money payments`.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
from sqlalchemy import select

from bot.community.records import mention
from bot.i18n import Safe
from bot.timer_store import TimerDue
from cogs.payments.api import MoneyReceived
from cogs.payments.settings import PaymentSettings
from cogs.payments.tables import PaymentRow, State

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.tips.api import OutsideMoney

log = logging.getLogger(__name__)

#: Answers with links that this process remembers.
MOST_ANSWERS = 1_000
NONCE_LENGTH = 25  # Discord documentation, "Message", Create Message


class MoneyTeller:
    """Owes a word to both sides of a payment, and pays it."""

    def __init__(self, bot: Bot, money: OutsideMoney) -> None:
        self._bot = bot
        self._money = money
        self._answers: OrderedDict[str, discord.Interaction[Any]] = OrderedDict()

    def remember(self, token: str, interaction: discord.Interaction[Any]) -> None:
        """Keep the answer that holds a link, so that it can say what became of it."""
        self._answers[token] = interaction
        if len(self._answers) > MOST_ANSWERS:
            self._answers.popitem(last=False)

    async def received(self, event: MoneyReceived) -> None:
        """Put thanks in the place of the link."""
        interaction = self._answers.pop(event.token, None)
        if interaction is None or interaction.is_expired():
            return
        payment = await self._payment(PaymentRow.token == event.token)
        if payment is None:
            return
        text = self._said(payment, "paid-answer", interaction.locale.value)
        try:
            await interaction.edit_original_response(content=text, view=None)
        except (discord.HTTPException, aiohttp.ClientError) as error:
            log.info("the answer with a link could not be changed: %s", error)

    async def tell(self, due: TimerDue) -> None:
        """Tell the channel in which it was asked for that somebody gave; once, also if asked twice."""
        payment = await self._payment(PaymentRow.id == due.payload["payment_id"])
        if payment is None or payment.state != State.PAID or payment.creator_id is None:
            return
        rules = await self._bot.settings.of(PaymentSettings, payment.guild_id)
        guild = self._bot.get_guild(payment.guild_id)
        is_off = self._bot.switches.cause(payment.guild_id, "payments") is not None
        if guild is None or is_off or not rules.tell_channel:
            return
        text = self._said(payment, "paid-told", await self._bot.language_of(guild))
        channel = self._bot.get_partial_messageable(payment.channel_id, guild_id=payment.guild_id)
        only_them = discord.AllowedMentions(users=[discord.Object(payment.creator_id)])
        try:
            await channel.send(text, allowed_mentions=only_them, nonce=payment.token[:NONCE_LENGTH])
        except (discord.Forbidden, discord.NotFound) as error:
            log.info("a payment could not be told of in its channel: %s", error)

    def _said(self, payment: PaymentRow, key: str, locale: str) -> str:
        tipper = 0 if payment.tipper_id is None else payment.tipper_id
        text = self._bot.words.text(
            __name__,
            key,
            locale,
            amount=Safe(self._money.shown(payment.amount_minor, payment.currency, locale)),
            creator=mention(payment.creator_id or 0),
            tipper=mention(tipper),
            anonymous="yes" if payment.is_anonymous else "no",
            note=payment.note or "",
            noted="no" if payment.note is None else "yes",
        )
        return f"{text} {self._bot.words.text(__name__, 'test-mode', locale)}" if payment.is_test else text

    async def _payment(self, which: Any) -> PaymentRow | None:
        async with self._bot.database.reading() as session:
            found: PaymentRow | None = await session.scalar(select(PaymentRow).where(which))
            return found
