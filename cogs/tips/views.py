"""The button that gives an equal tip a second time, and the form that asks for a large amount once more.

What they need is in their custom_ids, so they work after a restart. The key is made when they are
shown: two clicks are one tip, and a form that arrives twice moves its points once.
"""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Any, Self

import discord

from bot import replies
from bot.forms import Form
from bot.i18n import Safe
from bot.interactions import guild_id_of
from bot.views import DynamicItem, View
from cogs.tips import amounts
from cogs.tips.api import POINTS, Ledger, NotTheSameAmount, Tip
from cogs.tips.checks import require_treasurer
from cogs.tips.keeping import PurchaseKeeper
from cogs.tips.orders import Written, person
from cogs.tips.treasury import Grant, Treasury

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


class Redeem(DynamicItem[discord.ui.Button[Any]], template=r"tips:redeem"):
    """Turns what somebody bought into points; whoever presses it redeems their own."""

    def __init__(self, label: str = "…") -> None:
        super().__init__(
            discord.ui.Button(label=label, style=discord.ButtonStyle.primary, custom_id="tips:redeem")
        )

    @classmethod
    def offered(cls, interaction: discord.Interaction[Any]) -> View:
        """The button alone, in words."""
        view = View(timeout=None)
        view.add_item(cls(replies.text(interaction, __name__, "redeem-button")))
        return view

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: discord.ui.Item[Any], _match: re.Match[str]
    ) -> Self:
        """Rebuild the button; it holds nothing."""
        return cls()

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Redeem."""
        await say_redeemed(interaction)


async def say_redeemed(interaction: discord.Interaction[Any]) -> None:
    """Redeem what somebody bought, and say what it was worth."""
    await replies.defer(interaction)
    bot: Bot = interaction.client
    written = await bot.service(PurchaseKeeper).redeem(interaction)
    key = "redeemed" if written else "nothing-to-redeem"
    holder = person(interaction.user.id), POINTS
    balance = written[-1].balances[holder] if written else 0
    held = await amounts.in_words(bot.settings, guild_id_of(interaction), balance)
    await replies.say(interaction, replies.text(interaction, __name__, key, count=len(written), balance=held))


class GrantForm(
    Form,
    template=r"tips:(?P<deed>issue|withdraw):(?P<key>[0-9a-f]{16}):(?P<user>[0-9]{1,20}):(?P<amount>[0-9]{1,10})",
):
    """Asks for a large amount once more, before it is given or taken."""

    def __init__(self, key: str, user_id: int, amount_minor: int, *, takes: bool, title: str = "…") -> None:
        deed = "withdraw" if takes else "issue"
        super().__init__(title=title, custom_id=f"tips:{deed}:{key}:{user_id}:{amount_minor}")
        self.key = key
        self.user_id = user_id
        self.amount_minor = amount_minor
        self.takes = takes
        self.amount: discord.ui.TextInput[Any] = discord.ui.TextInput(custom_id="amount", max_length=40)
        self.reason: discord.ui.TextInput[Any] = discord.ui.TextInput(
            custom_id="reason", min_length=3, max_length=200
        )
        self.again: discord.ui.Label[Any] = discord.ui.Label(text="…", component=self.amount)
        self.why: discord.ui.Label[Any] = discord.ui.Label(text="…", component=self.reason)
        self.add_item(self.again)
        self.add_item(self.why)

    @classmethod
    def fresh(cls, interaction: discord.Interaction[Any], grant: Grant) -> Self:
        """A form with a key of its own, in words."""

        def words(key: str) -> str:
            bot: Bot = interaction.client
            return bot.words.plain(__name__, key, interaction.locale.value, amount=grant.amount_minor)

        title = words("withdraw-title" if grant.takes else "issue-title")
        form = cls(secrets.token_hex(8), grant.user_id, grant.amount_minor, takes=grant.takes, title=title)
        form.again.text, form.why.text = words("amount-again"), words("reason-label")
        form.again.description = words("amount-again-hint")
        form.reason.default = grant.reason
        return form

    @classmethod
    async def from_custom_id(cls, _interaction: discord.Interaction[Any], match: re.Match[str], /) -> Self:
        """Rebuild the form that was filled in."""
        takes = match["deed"] == "withdraw"
        return cls(match["key"], int(match["user"]), int(match["amount"]), takes=takes)

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Move the points if the amount is the same."""
        require_treasurer(interaction)
        if amounts.parse(self.amount.value, interaction.locale.value) != self.amount_minor:
            raise NotTheSameAmount(amount=self.amount_minor)
        grant = Grant(
            guild_id_of(interaction),
            self.user_id,
            self.amount_minor,
            self.reason.value,
            interaction.user.id,
            f"form:{self.key}",
            self.takes,
        )
        await say_moved(interaction, grant, await interaction.client.service(Treasury).move(grant))


async def say_moved(interaction: discord.Interaction[Any], grant: Grant, written: Written) -> None:
    """Say what an administrator has given or taken, and under which number it stands in the book."""
    text = replies.text(
        interaction,
        __name__,
        "withdrawn" if grant.takes else "issued",
        amount=await amounts.in_words(interaction.client.settings, grant.guild_id, grant.amount_minor),
        member=Safe(f"<@{grant.user_id}>"),
        balance=written.balances[person(grant.user_id), POINTS],
        transfer=written.transfer_id,
    )
    await replies.say(interaction, text)
