"""The button that gives an equal tip a second time.

Everything it needs is in its custom_id, so it works after a restart. The key is
made when the button is shown: two clicks on it are one tip.
"""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Any, Self

import discord

from bot import replies
from bot.i18n import Safe
from bot.interactions import guild_id_of
from bot.views import DynamicItem
from cogs.tips import amounts
from cogs.tips.api import Ledger, Tip

if TYPE_CHECKING:
    from bot.client import Bot


class TipAgain(
    DynamicItem[discord.ui.Button[Any]],
    template=r"tips:again:(?P<key>[0-9a-f]{16}):(?P<creator>[0-9]{1,20}):(?P<amount>[0-9]{1,10})",
):
    """Says yes to "again?"."""

    def __init__(self, key: str, creator_id: int, amount_minor: int, label: str = "") -> None:
        super().__init__(
            discord.ui.Button(
                label=label,
                style=discord.ButtonStyle.primary,
                custom_id=f"tips:again:{key}:{creator_id}:{amount_minor}",
            )
        )
        self.key = key
        self.creator_id = creator_id
        self.amount_minor = amount_minor

    @classmethod
    def fresh(cls, creator_id: int, amount_minor: int, label: str) -> Self:
        """A button with a key of its own, for one more tip."""
        return cls(secrets.token_hex(8), creator_id, amount_minor, label)

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # noqa: ARG003 - discord.py's signature
        item: discord.ui.Item[Any],  # noqa: ARG003
        match: re.Match[str],
    ) -> Self:
        """Rebuild the button from what its message holds."""
        return cls(match["key"], int(match["creator"]), int(match["amount"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Give the tip and put the receipt in the place of the question."""
        bot: Bot = interaction.client
        tip = Tip(
            guild_id_of(interaction),
            interaction.user.id,
            self.creator_id,
            self.amount_minor,
            f"again:{self.key}",
        )
        receipt = await bot.service(Ledger).tip(tip, confirmed=True)
        text = replies.text(
            interaction,
            __name__,
            "tip-given",
            amount=await amounts.in_words(bot.settings, tip.guild_id, receipt.amount_minor),
            creator=Safe(f"<@{self.creator_id}>"),
            balance=receipt.balance_minor,
        )
        await replies.replace(interaction, text)
