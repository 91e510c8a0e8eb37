"""Between Discord's store and the ledger: which purchases are there, and telling that one is used up.

The event of a purchase names no community and may be missed, so whoever wants to redeem is looked up by REST.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.interactions import guild_id_of
from bot.timer_store import TimerDue
from cogs.tips.orders import Written
from cogs.tips.purchases import Purchases

if TYPE_CHECKING:
    from bot.client import Bot


class PurchaseKeeper:
    """Knows what of the store is whose."""

    def __init__(self, bot: Bot, purchases: Purchases) -> None:
        self._bot = bot
        self._purchases = purchases

    def offers(self, interaction: discord.Interaction[Any]) -> bool:
        """Whether the person who asks has something to redeem, as far as Discord says it by itself."""
        return any(self._is_unused(held) for held in interaction.entitlements)

    async def redeem(self, interaction: discord.Interaction[Any]) -> list[Written]:
        """Redeem all that the person bought and has not used, here; answers what was given just now.

        Raises:
            RedeemedElsewhere: one of them became points in another community.
        """
        skus = [discord.Object(sku_id) for sku_id in self._purchases.points]
        if not skus:
            return []
        held = [
            one
            async for one in self._bot.entitlements(user=interaction.user, skus=skus, exclude_ended=True)
            if self._is_unused(one)
        ]
        guild_id, user_id = guild_id_of(interaction), interaction.user.id
        written = [await self._purchases.redeem(guild_id, user_id, one.id, one.sku_id) for one in held]
        return [one for one in written if not one.repeated]

    async def consume(self, due: TimerDue) -> None:
        """Tell Discord that a purchase is used up, so that it can be bought again."""
        try:
            held = await self._bot.fetch_entitlement(due.payload["entitlement_id"])
        except discord.NotFound:
            return  # taken back meanwhile
        if not held.consumed and not held.deleted:
            await held.consume()

    def _is_unused(self, held: discord.Entitlement) -> bool:
        return held.sku_id in self._purchases.points and not held.consumed and not held.deleted
