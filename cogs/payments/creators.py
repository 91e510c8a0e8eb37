"""Who takes money: a creator connects an account of their own; the provider says whether it may be used."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select, update

from bot.storage.database import Database
from bot.timer_store import TimerDue
from cogs.payments.api import Account, Provider
from cogs.payments.refusals import CreatorNotConnected, NotConnected
from cogs.payments.tables import CreatorRow

#: Asks the provider how a creator's account stands.
ACCOUNT = "payments.account"


class Creators:
    """The creators of every community."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    async def connect(self, provider: Provider, guild_id: int, user_id: int) -> Account:
        """Let somebody take money in a community; opens an account at the provider if they have none.

        Raises:
            ProviderRefused, ProviderAway: the provider opens none, or does not say how it stands.
        """
        account_id = await self._account_of(provider, user_id)
        if account_id is None:
            account_id = await provider.open_account(str(user_id))
        account = await provider.account(account_id)
        own = {"guild_id": guild_id, "user_id": user_id, "provider": provider.name}
        rest = {
            "account_id": account_id,
            "wants_money": True,
            "takes_money": account.takes_money,
            "looked_at": self._now(),
        }
        insert = self._database.insert(CreatorRow).values(own | rest)
        async with self._database.transaction() as session:
            await session.execute(insert.on_conflict_do_update(index_elements=list(own), set_=rest))
        return account

    async def disconnect(self, guild_id: int, user_id: int) -> None:
        """Take no more money in a community; the account stays its owner's.

        Raises:
            NotConnected: they take none.
        """
        wants_none = (
            update(CreatorRow)
            .where(CreatorRow.guild_id == guild_id, CreatorRow.user_id == user_id, CreatorRow.wants_money)
            .values(wants_money=False)
        )
        async with self._database.transaction() as session:
            if not (await session.execute(wants_none.returning(CreatorRow.account_id))).all():
                raise NotConnected

    async def require_open(self, provider: Provider, guild_id: int, user_id: int) -> str:
        """The account of a creator who takes money here.

        Raises:
            CreatorNotConnected: they take none, or the provider does not let them yet.
        """
        query = select(CreatorRow).where(
            CreatorRow.guild_id == guild_id,
            CreatorRow.user_id == user_id,
            CreatorRow.provider == provider.name,
            CreatorRow.wants_money,
        )
        async with self._database.reading() as session:
            row = await session.scalar(query)
        if row is None:
            raise CreatorNotConnected
        # The provider may have let them since, and its notice may be on its way.
        if not row.takes_money and not (await self._looked(provider, row.account_id)).takes_money:
            raise CreatorNotConnected
        return row.account_id

    async def look(self, provider: Provider, due: TimerDue) -> None:
        """Ask how an account stands that somebody here is connected by."""
        account_id: str = due.payload["account_id"]
        query = select(CreatorRow.user_id).where(
            CreatorRow.provider == provider.name, CreatorRow.account_id == account_id
        )
        async with self._database.reading() as session:
            known = (await session.scalars(query.limit(1))).first()
        if known is not None:
            await self._looked(provider, account_id)

    async def _looked(self, provider: Provider, account_id: str) -> Account:
        account = await provider.account(account_id)
        async with self._database.transaction() as session:
            await session.execute(
                update(CreatorRow)
                .where(CreatorRow.provider == provider.name, CreatorRow.account_id == account_id)
                .values(takes_money=account.takes_money, looked_at=self._now())
            )
        return account

    async def _account_of(self, provider: Provider, user_id: int) -> str | None:
        query = select(CreatorRow.account_id).where(
            CreatorRow.provider == provider.name, CreatorRow.user_id == user_id
        )
        async with self._database.reading() as session:
            found: str | None = await session.scalar(query.limit(1))
            return found
