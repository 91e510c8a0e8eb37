"""One gift to all who are on a stage: a part for each, in one transfer, whole or not at all.

The parts are equal. What is left over goes, one unit each, to those who came up first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cogs.tips.api import Tip
from cogs.tips.currencies import amount_in
from cogs.tips.gifts.receiving import Receiving
from cogs.tips.gifts.shares import divided
from cogs.tips.orders import Leg, person
from cogs.tips.refusals import NobodyOnStage, SplitTooSmall
from cogs.tips.service import TipLedger


@dataclass(frozen=True, slots=True)
class Part:
    """What one person gets."""

    user_id: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Split:
    """What became of a gift to many: the transfer, who got what, and what is left to the tipper."""

    transfer_id: int
    parts: tuple[Part, ...]
    balance_minor: int


class Splits:
    """Divides gifts among speakers."""

    def __init__(self, ledger: TipLedger, receiving: Receiving) -> None:
        self._ledger = ledger
        self._receiving = receiving

    async def takers(self, guild_id: int, speaker_ids: Sequence[int], tipper_id: int) -> list[int]:
        """Who of those on a stage gets a part: all but the tipper and those who take no tips."""
        others = [user_id for user_id in speaker_ids if user_id != tipper_id]
        return [user_id for user_id in others if await self._receiving.of(guild_id, user_id)]

    async def give(self, tip: Tip, speaker_ids: Sequence[int], *, confirmed: bool = False) -> Split:
        """Give what a tip says to these people, in the order in which they came up.

        Raises:
            NobodyOnStage: none of them can be given anything.
            SplitTooSmall: a part would be less than the smallest there is.
            TipRefused: as `Ledger.tip` does; then nobody gets anything.
        """
        takers = await self.takers(tip.guild_id, speaker_ids, tip.tipper_id)
        if not takers:
            raise NobodyOnStage
        if 0 < tip.amount_minor < len(takers):
            raise SplitTooSmall(count=len(takers), least=amount_in(len(takers), tip.currency))
        amounts = divided(tip.amount_minor, [1] * len(takers))
        parts = tuple(map(Part, takers, amounts))
        legs = [Leg(person(part.user_id), tip.currency, part.amount_minor) for part in parts]
        written = await self._ledger.give(tip, legs, confirmed=confirmed)
        return Split(written.transfer_id, parts, written.balances[person(tip.tipper_id), tip.currency])
