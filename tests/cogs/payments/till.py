"""A till: the parts of payments as the bot builds them, on a stand-in for Stripe, without Discord."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

from sqlalchemy import delete, func, select

import cogs.payments
from bot.clock import Clock
from bot.events import Events
from bot.i18n import Words
from bot.settings import SettingStore
from bot.settings.store import Place
from bot.storage.database import Database
from bot.storage.timer_rows import TimerRow
from bot.timer_store import TimerDue
from bot.timers import Timers
from bot.web.application import WebApp
from bot.web.health import Health
from bot.web.metrics import Metrics
from cogs.payments.booking import LOOK, TELL, Bookings
from cogs.payments.comparing import Comparison
from cogs.payments.creators import ACCOUNT, Creators
from cogs.payments.looking import Looker
from cogs.payments.service import Ask, Offer, PaymentDesk
from cogs.payments.settings import PaymentSettings
from cogs.payments.stripe_checkout import StripeCheckout
from cogs.payments.tables import PaymentRow
from cogs.payments.web import PaymentPages
from cogs.tips.outside import OutsideBook
from cogs.tips.service import TipLedger
from cogs.tips.settings import TipSettings
from cogs.tips.tables import AccountRow, TransferRow
from tests.cogs.payments.stripe_books import Thing
from tests.cogs.payments.stripe_stand_in import KEY, WEBHOOK_SECRET, StripeStandIn

GUILD, CHANNEL, TIPPER, CREATOR = 10, 20, 1, 2


class Till:
    """Everything between a tipper and the ledger."""

    def __init__(self, database: Database, clock: Clock, stripe: StripeStandIn, name: str = "") -> None:
        self.database, self.clock, self.stripe = database, clock, stripe
        self.events = Events()
        self.settings = SettingStore(database, self.events, clock.now)
        self.settings.declare("tips", "cogs.tips", TipSettings)
        self.settings.declare("payments", "cogs.payments", PaymentSettings)
        self.ledger = TipLedger(database, self.events, self.settings, clock.now)
        self.money = OutsideBook(database, self.ledger, self.events)
        timers, words = Timers(database, clock), Words()
        words.add("cogs.payments", Path(cogs.payments.__path__[0]) / "locale")
        self.creators = Creators(database, clock.now)
        bookings = Bookings(self.money, timers, self.events, clock.now)
        self.desk = PaymentDesk(
            database,
            self.settings,
            timers,
            words,
            money=self.money,
            bookings=bookings,
            creators=self.creators,
            now=clock.now,
            public_url="https://rostra.example",
        )
        self.desk.use(StripeCheckout(KEY, WEBHOOK_SECRET, stripe.url))
        self.looker = Looker(database, self.desk, bookings, timers, clock.now)
        self.comparison = Comparison(database, self.desk, self.looker, timers, clock.now)
        self.web = WebApp(Health(cast(Any, None)), Metrics())
        self.web.add_routes("payments", PaymentPages(self.desk, database, words, self.money).routes())
        self.name = name

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Till]:
        await self.web.start("127.0.0.1", 0)
        try:
            yield self
        finally:
            await self.web.close()
            await self.desk.close()
            await self.ledger.close()

    @property
    def url(self) -> str:
        assert self.web.url is not None
        return self.web.url

    async def creator(self, user_id: int = CREATOR) -> str:
        """Let somebody take money; answers their account."""
        account = await self.creators.connect(self.desk.provider, GUILD, user_id)
        self.stripe.books.tell_who_they_are(account.account_id)
        return account.account_id

    async def set(self, **values: Any) -> None:
        await self.settings.change(Place(GUILD, "payments"), values, by=1)

    async def ask(self, amount: str = "5", key: str = "k1", **other: Any) -> Offer:
        given = {"guild_id": GUILD, "channel_id": CHANNEL, "tipper_id": TIPPER, "creator_id": CREATOR}
        return await self.desk.begin(Ask(amount=amount, key=key, **({"locale": "en-US"} | given | other)))

    async def session(self, amount: str = "5", key: str = "k1", **other: Any) -> str:
        """A link, of a creator who takes money; answers its session at Stripe."""
        await self.creator()
        offer = await self.ask(amount, key, **other)
        return (await self.payment(offer.token)).session_id or ""

    async def tell(self, event: Thing, **how: Any) -> int:
        return await self.stripe.tell(self.url, event, **how)

    async def paid(self, amount: str = "5", key: str = "k1", **other: Any) -> str:
        """A payment that was made, told of and looked at; answers its session."""
        session_id = await self.session(amount, key, **other)
        assert await self.tell(self.stripe.books.pay(session_id)) == 200
        await self.settle()
        return session_id

    async def settle(self) -> None:
        """Do what timers owe by now."""
        handlers = {LOOK: self.looker.due, ACCOUNT: self.desk.look_at_account}
        query = select(TimerRow).where(TimerRow.kind.in_(handlers), TimerRow.due_at <= self.clock.now())
        while True:
            async with self.database.reading() as session:
                row = (await session.scalars(query.order_by(TimerRow.id).limit(1))).first()
            if row is None:
                return
            async with self.database.transaction() as session:
                await session.execute(delete(TimerRow).where(TimerRow.id == row.id))
            await handlers[row.kind](TimerDue(row.kind, row.key, row.payload, row.due_at))

    # --- What is there ---

    async def payment(self, token: str) -> PaymentRow:
        async with self.database.reading() as session:
            return (await session.scalars(select(PaymentRow).where(PaymentRow.token == token))).one()

    async def of(self, session_id: str) -> PaymentRow:
        async with self.database.reading() as session:
            where = PaymentRow.session_id == session_id
            return (await session.scalars(select(PaymentRow).where(where))).one()

    async def kinds(self) -> list[str]:
        """The transfers of the community, in their order."""
        async with self.database.reading() as session:
            return list(await session.scalars(select(TransferRow.kind).order_by(TransferRow.sequence)))

    async def given(self, user_id: int = CREATOR, currency: str = "EUR") -> tuple[int, int]:
        """What somebody got in tips, and what they hold of it here."""
        query = select(AccountRow.got_minor, AccountRow.balance_minor).where(
            AccountRow.owner_id == user_id, AccountRow.currency == currency
        )
        async with self.database.reading() as session:
            row = (await session.execute(query)).one_or_none()
        return (0, 0) if row is None else (row[0], row[1])

    async def fees(self, currency: str = "EUR") -> int:
        query = select(func.sum(AccountRow.balance_minor)).where(
            AccountRow.purpose == "fees", AccountRow.currency == currency
        )
        async with self.database.reading() as session:
            return int(await session.scalar(query) or 0)

    async def owed(self, kind: str = TELL) -> int:
        query = select(func.count()).select_from(TimerRow).where(TimerRow.kind == kind)
        async with self.database.reading() as session:
            return await session.scalar(query) or 0
