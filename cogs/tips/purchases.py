"""What somebody bought from Discord becomes points, once, in the community in which they redeem it.

An entitlement names a person and no community. A row for it, the transfer and a timer that tells Discord
that it is used up are one transaction: whatever dies after that, the timer is still there, and whatever
died before it has given nothing. Two communities at once are decided by the row's key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import select

from bot.settings import SettingStore
from bot.storage.database import Database
from bot.timers import Timers
from cogs.tips.api import POINTS, RedeemedElsewhere
from cogs.tips.orders import TREASURY, Leg, Order, Written, person
from cogs.tips.service import TipLedger
from cogs.tips.settings import TipSettings
from cogs.tips.tables import EntitlementRow

CONSUME = "tips.consume"


class Purchases:
    """Turns entitlements into points."""

    def __init__(
        self,
        database: Database,
        ledger: TipLedger,
        settings: SettingStore,
        timers: Timers,
        now: Callable[[], datetime],
        *,
        points: Mapping[int, int],
    ) -> None:
        """Prepare; `points` says how many each SKU is worth."""
        self._database = database
        self._ledger = ledger
        self._settings = settings
        self._timers = timers
        self._now = now
        self.points = points

    async def redeem(self, guild_id: int, user_id: int, entitlement_id: int, sku_id: int) -> Written:
        """Give somebody the points of what they bought, and promise to tell Discord; once.

        Raises:
            RedeemedElsewhere: it became points in another community.
        """
        rules = await self._settings.of(TipSettings, guild_id)
        amount = self.points[sku_id]
        order = Order(
            guild_id,
            "purchase",
            f"entitlement:{entitlement_id}",
            (Leg(TREASURY, POINTS, -amount), Leg(person(user_id), POINTS, amount)),
            welcome_points=rules.welcome_points,
        )
        claim = self._database.insert(EntitlementRow).values(entitlement_id=entitlement_id, guild_id=guild_id)
        async with self._database.transaction() as session:
            # On PostgreSQL this waits for another one that redeems the same, and then finds its row.
            await session.execute(claim.on_conflict_do_nothing())
            where = select(EntitlementRow.guild_id).where(EntitlementRow.entitlement_id == entitlement_id)
            if await session.scalar(where) != guild_id:
                raise RedeemedElsewhere
            written = await self._ledger.write_in(session, order)
            payload = {"entitlement_id": entitlement_id}
            await self._timers.schedule(session, CONSUME, str(entitlement_id), self._now(), payload)
        return written
