"""Payments from the link to the booking: who may pay what, and what a provider's notices do.

Knows nothing of Discord, and of providers only their protocol. A link is a row first and the provider's
second: whatever dies in between has given nobody anything to pay by.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Words
from bot.settings import SettingStore
from bot.storage.constraints import violated_constraint
from bot.storage.database import Database
from bot.storage.locks import lock
from bot.timer_store import TimerDue
from bot.timers import Timers
from cogs.payments import amounts
from cogs.payments.api import Checkout, Happened, Link, Notice, Provider, ProviderAway, ProviderRefused
from cogs.payments.booking import LOOK, WRONG_AMOUNT, Bookings, locked
from cogs.payments.creators import ACCOUNT, Creators
from cogs.payments.refusals import MoneyIsOff, NoSuchPayment, PaysSelf, TooManyLinks, TooMuchToday
from cogs.payments.settings import PaymentSettings
from cogs.payments.tables import EventRow, PaymentRow, State
from cogs.tips.api import OutsideMoney

log = logging.getLogger(__name__)

#: Of one person in one community.
MOST_OPEN_LINKS = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ask:
    """A payment that somebody asks for. One `key`, one link, however often it arrives."""

    guild_id: int
    channel_id: int
    tipper_id: int
    creator_id: int
    amount: str  # as it was typed
    key: str
    locale: str
    note: str | None = None
    is_anonymous: bool = False
    room_id: int | None = None  # in which both are
    club_id: int | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A link to pay by, and what goes with it."""

    token: str
    url: str
    amount: str  # as the tipper reads it
    fee: str  # an estimate of what the provider keeps, as the tipper reads it
    expires_at: datetime
    is_test: bool


class PaymentDesk:
    """Gives out links, and hears what became of them. Fulfils `cogs.payments.api.Payments`."""

    def __init__(
        self,
        database: Database,
        settings: SettingStore,
        timers: Timers,
        words: Words,
        *,
        money: OutsideMoney,
        bookings: Bookings,
        creators: Creators,
        now: Callable[[], datetime],
        public_url: str,
    ) -> None:
        self._database = database
        self._settings = settings
        self._timers = timers
        self._words = words
        self._money = money
        self._bookings = bookings
        self._creators = creators
        self._now = now
        self.public_url = public_url.rstrip("/")
        self._provider: Provider | None = None

    def use(self, provider: Provider) -> None:
        """See `Payments.use`."""
        if self._provider is not None:
            raise RuntimeError(f"{self._provider.name} moves the money already")
        self._provider = provider

    @property
    def is_on(self) -> bool:
        """Whether there is a provider."""
        return self._provider is not None

    @property
    def provider(self) -> Provider:
        """Who moves the money.

        Raises:
            MoneyIsOff: nobody does.
        """
        if self._provider is None:
            raise MoneyIsOff
        return self._provider

    async def close(self) -> None:
        """Let go of the provider."""
        if self._provider is not None:
            await self._provider.close()

    # --- Links ---

    async def begin(self, ask: Ask) -> Offer:
        """Make a link to pay by; the same key again answers the same link.

        Raises:
            MoneyIsOff: there is no provider.
            PaysSelf: tipper and creator are one.
            CreatorNotConnected: the creator takes no money.
            AccountFrozen, CreatorFrozen: an administrator has stopped the tips of one of the two.
            NotMoney, TooLittle, TooMuch, TooMuchToday: the amount is none, or outside of what is allowed.
            TooManyLinks: they have many open.
            ProviderRefused, ProviderAway: the provider makes no link.
        """
        provider = self.provider
        if ask.tipper_id == ask.creator_id:
            raise PaysSelf
        rules = await self._settings.of(PaymentSettings, ask.guild_id)
        digits = self._money.minor_digits(rules.currency)
        shown = self._shown_in(rules, ask.locale)
        amount = amounts.parse(ask.amount, ask.locale, rules, digits, shown)
        provider.require_fits(amount, rules.currency, shown)
        account_id = await self._creators.require_open(provider, ask.guild_id, ask.creator_id)
        # What is paid could not be booked.
        await self._money.require_unfrozen(ask.guild_id, ask.tipper_id, ask.creator_id)
        payment = await self._written(ask, rules, provider, account_id, amount)
        link = await self._opened(provider, payment)
        return Offer(
            payment.token,
            link.url,
            self._money.shown(payment.amount_minor, payment.currency, ask.locale),
            self.estimate(payment.amount_minor, rules, ask.locale),
            payment.expires_at,
            provider.is_test,
        )

    def estimate(self, amount_minor: int, rules: PaymentSettings, locale: str) -> str:
        """What the provider will keep, as far as the community has said how it reckons."""
        share = -(-amount_minor * rules.fee_basis_points // 10_000)
        fee = min(amount_minor, share + rules.fee_fixed_minor)
        return self._money.shown(fee, rules.currency, locale)

    def estimate_of_ten(self, rules: PaymentSettings, locale: str) -> str:
        """The same for ten whole units, for who wants to know beforehand."""
        ten = 10 * 10 ** self._money.minor_digits(rules.currency)
        return f"{self.estimate(ten, rules, locale)} / {self._money.shown(ten, rules.currency, locale)}"

    async def look_at_account(self, due: TimerDue) -> None:
        """Ask how a creator's account stands, because the provider told that it changed."""
        if self.is_on:
            await self._creators.look(self.provider, due)

    async def end(self, token: str, user_id: int) -> None:
        """Let nobody pay by a link any more, because its owner wants that.

        Raises:
            NoSuchPayment: it is no open link of theirs.
            ProviderRefused, ProviderAway: the provider does not end it; somebody may be paying just now.
        """
        async with self._database.reading() as session:
            payment = await session.scalar(select(PaymentRow).where(PaymentRow.token == token))
        if payment is None or payment.tipper_id != user_id or payment.state != State.OPEN:
            raise NoSuchPayment
        if payment.session_id is not None:
            await self.provider.close_checkout(payment.account_id, payment.session_id)
        async with self._database.transaction() as session:
            _end(await locked(session, payment.id))

    async def _written(
        self, ask: Ask, rules: PaymentSettings, provider: Provider, account_id: str, amount_minor: int
    ) -> PaymentRow:
        now = self._now()
        payment = PaymentRow(
            token=secrets.token_hex(16),
            guild_id=ask.guild_id,
            channel_id=ask.channel_id,
            room_id=ask.room_id,
            club_id=ask.club_id,
            tipper_id=ask.tipper_id,
            creator_id=ask.creator_id,
            key=ask.key,
            provider=provider.name,
            is_test=provider.is_test,
            account_id=account_id,
            currency=rules.currency,
            amount_minor=amount_minor,
            returned_minor=0,
            booked_minor=0,
            note=ask.note,
            is_anonymous=ask.is_anonymous,
            locale=ask.locale,
            state=State.OPEN,
            looks=0,
            times=0,
            created_at=now,
            expires_at=now + timedelta(minutes=rules.link_minutes),
        )
        try:
            async with self._database.transaction() as session:
                await lock(session, "payments", ask.guild_id, ask.tipper_id)
                session.add(payment)
                await session.flush()
                await self._require_within(session, payment, rules, ask.locale)
        except IntegrityError as error:
            if violated_constraint(error) != "uq_payments_payment_key":
                raise
            return await self._known(ask)
        return payment

    async def _known(self, ask: Ask) -> PaymentRow:
        query = select(PaymentRow).where(PaymentRow.guild_id == ask.guild_id, PaymentRow.key == ask.key)
        async with self._database.reading() as session:
            payment = (await session.scalars(query)).one()
        if payment.state != State.OPEN or payment.tipper_id != ask.tipper_id:
            raise NoSuchPayment
        return payment

    async def _require_within(
        self, session: AsyncSession, payment: PaymentRow, rules: PaymentSettings, locale: str
    ) -> None:
        """Count the payment that was just written with the others of its tipper; a refusal undoes it."""
        own = PaymentRow.guild_id == payment.guild_id, PaymentRow.tipper_id == payment.tipper_id
        is_open = PaymentRow.state == State.OPEN, PaymentRow.expires_at > self._now()
        if (await session.scalar(select(func.count()).where(*own, *is_open)) or 0) > MOST_OPEN_LINKS:
            raise TooManyLinks(most=MOST_OPEN_LINKS)
        counted = select(func.sum(PaymentRow.amount_minor - PaymentRow.returned_minor)).where(
            *own,
            PaymentRow.currency == payment.currency,
            PaymentRow.created_at > self._now() - _DAY,
            PaymentRow.state.in_((State.OPEN, State.PAID, State.TROUBLE)),
        )
        most = rules.most_a_day * 10 ** self._money.minor_digits(rules.currency)
        given = int(await session.scalar(counted) or 0)
        if given > most:
            show = self._shown_in(rules, locale)
            raise TooMuchToday(most=show(most), left=show(max(0, most - given + payment.amount_minor)))

    async def _opened(self, provider: Provider, payment: PaymentRow) -> Link:
        if payment.session_id is not None and payment.url is not None:
            return Link(payment.session_id, payment.url)
        pages = f"{self.public_url}/payments"
        checkout = Checkout(
            payment.token,
            payment.account_id,
            payment.amount_minor,
            payment.currency,
            self._words.plain(__name__, "checkout-title", payment.locale),
            payment.locale,
            payment.expires_at,
            f"{pages}/paid/{payment.token}",
            f"{pages}/left/{payment.token}",
        )
        try:
            link = await provider.open_checkout(checkout)
        except (ProviderAway, ProviderRefused):
            async with self._database.transaction() as session:
                failed = await locked(session, payment.id)
                failed.state = State.FAILED if failed.state == State.OPEN else failed.state
            raise
        async with self._database.transaction() as session:
            opened = await locked(session, payment.id)
            if opened.state == State.OPEN:  # a quick hand may have paid already
                opened.url = link.url
            opened.session_id = link.session_id
        return link

    def _shown_in(self, rules: PaymentSettings, locale: str) -> Callable[[int], str]:
        return lambda amount_minor: self._money.shown(amount_minor, rules.currency, locale)

    # --- Notices ---

    async def hear(self, notice: Notice) -> None:
        """Do what a notice of the provider's asks for, once, in one transaction or not at all."""
        provider = self.provider
        if notice.is_test != provider.is_test:
            # Stripe sends both to one address (Stripe documentation, "Connect webhooks").
            log.debug("%s told of the other mode, test or live; nothing was done", provider.name)
            return
        if notice.happened is Happened.NOTHING:
            return
        async with self._database.transaction() as session:
            if not await self._is_new(session, provider.name, notice.event_id):
                return
            if notice.happened is Happened.ACCOUNT:
                payload = {"account_id": notice.account_id}
                await self._timers.schedule(session, ACCOUNT, notice.event_id, self._now(), payload)
                return
            payment = await self._meant(session, provider.name, notice)
            if payment is not None:
                await self._follow(session, payment, notice)
            elif notice.happened is Happened.CHANGED and notice.token is None and notice.reference:
                # A dispute does not say of which session it is; whether it is ours, the provider knows.
                payload = {"account_id": notice.account_id, "reference": notice.reference}
                await self._timers.schedule(session, LOOK, notice.event_id, self._now(), payload)

    async def book_again(self, payment_id: int) -> None:
        """Book what the ledger refused when it was paid, if it takes it now."""
        async with self._database.transaction() as session:
            payment = await locked(session, payment_id)
            if payment.state == State.TROUBLE and payment.trouble != WRONG_AMOUNT:
                await self._bookings.book(session, payment, payment.reference)

    async def _is_new(self, session: AsyncSession, provider: str, event_id: str) -> bool:
        row = {"provider": provider, "event_id": event_id, "heard_at": self._now()}
        insert = self._database.insert(EventRow).values(row).on_conflict_do_nothing()
        return await session.scalar(insert.returning(EventRow.event_id)) is not None

    @staticmethod
    async def _meant(session: AsyncSession, provider: str, notice: Notice) -> PaymentRow | None:
        """The payment that a notice is about, locked; None of what the creator sells elsewhere."""
        known: list[ColumnElement[bool]] = []
        if notice.session_id is not None:
            known.append(PaymentRow.session_id == notice.session_id)
        elif notice.reference is not None:
            known.append(PaymentRow.reference == notice.reference)
        if notice.token is not None:
            known.append(PaymentRow.token == notice.token)
        for which in known:
            query = select(PaymentRow).where(PaymentRow.provider == provider, which).with_for_update()
            payment = (await session.scalars(query)).one_or_none()
            if payment is None:
                continue
            if payment.account_id != notice.account_id:
                log.warning("payment %s was told of by another account; nothing was done", payment.token)
                return None
            return payment
        return None

    async def _follow(self, session: AsyncSession, payment: PaymentRow, notice: Notice) -> None:
        match notice.happened:
            case Happened.PAID:
                await self._paid(session, payment, notice)
            case Happened.ENDED if payment.state == State.OPEN:
                _end(payment)
            case Happened.CHANGED:
                await self._owe_look(session, payment, notice)

    async def _paid(self, session: AsyncSession, payment: PaymentRow, notice: Notice) -> None:
        if payment.state in (State.PAID, State.TROUBLE):
            return
        if payment.session_id is None:  # the process that made the link died before it could note it
            payment.session_id = notice.session_id
        if (notice.amount_minor, notice.currency) != (payment.amount_minor, payment.currency):
            log.error("payment %s: another amount was paid than asked for", payment.token)
            await self._bookings.doubt(session, payment, WRONG_AMOUNT, notice.reference)
            return
        await self._bookings.book(session, payment, notice.reference)
        await self._owe_look(session, payment, notice)

    async def _owe_look(self, session: AsyncSession, payment: PaymentRow, notice: Notice) -> None:
        # Its own for each event: one that is being handed over has asked the provider before this one.
        payload = {"payment_id": payment.id}
        await self._timers.schedule(session, LOOK, notice.event_id, self._now(), payload)


def _end(payment: PaymentRow) -> None:
    if payment.state == State.OPEN:
        payment.state, payment.url = State.ENDED, None
