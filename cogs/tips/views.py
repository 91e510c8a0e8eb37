"""What is said of wallets and the treasury, and the buttons and the form that go with it.

What they need is in their custom_ids, so they work after a restart. The key is made when they are
shown: a form that arrives twice moves its points once.
"""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Any, Self

import discord

from bot import replies
from bot.community.records import NOBODY, mention
from bot.forms import Form
from bot.i18n import Safe, Text, Texts
from bot.interactions import guild_id_of
from bot.views import DynamicItem, View
from cogs.tips import amounts
from cogs.tips.api import POINTS, Movement, NotTheSameAmount
from cogs.tips.checks import require_treasurer
from cogs.tips.currencies import amount_in
from cogs.tips.keeping import PurchaseKeeper
from cogs.tips.orders import Written, person
from cogs.tips.service import TipLedger
from cogs.tips.treasury import Grant, Treasury

if TYPE_CHECKING:
    from bot.client import Bot

MOVEMENTS_ON_A_PAGE = 10
#: More people than this on the other side are counted, not named.
MOST_NAMED = 5


class Older(DynamicItem[discord.ui.Button[Any]], template=r"tips:older:(?P<before>[0-9]{1,19})"):
    """Shows the movements before those that are shown; of whoever presses it."""

    def __init__(self, before: int, label: str = "…") -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"tips:older:{before}"))
        self.before = before

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show them."""
        await say_wallet(interaction, before=self.before)


async def say_wallet(
    interaction: discord.Interaction[Any], *, before: int | None = None, offers: bool = False
) -> None:
    """Show what somebody has, and a page of what came and went, the newest first."""
    bot: Bot = interaction.client
    guild_id, user_id = guild_id_of(interaction), interaction.user.id
    ledger = bot.service(TipLedger)
    held = await ledger.balances(guild_id, user_id)
    each = [await amounts.in_words(bot.settings, guild_id, one, code) for code, one in held.items()]
    found = await ledger.movements(guild_id, user_id, MOVEMENTS_ON_A_PAGE + 1, before)
    shown = found[:MOVEMENTS_ON_A_PAGE]
    view = View(timeout=None)
    if len(found) > len(shown):
        label = replies.text(interaction, __name__, "older-button")
        view.add_item(Older(shown[-1].transfer_id, label))
    if offers:
        view.add_item(Redeem(replies.text(interaction, __name__, "redeem-button")))
    text = replies.text(
        interaction,
        __name__,
        "wallet",
        balance=Texts(tuple(each), "**, **"),
        movements=Safe("\n".join(_line(interaction, movement) for movement in shown)),
    )
    await replies.say(interaction, text, view=view if view.children else None)


def _line(interaction: discord.Interaction[Any], movement: Movement) -> str:
    return replies.text(
        interaction,
        __name__,
        _line_of(movement),
        amount=amount_in(abs(movement.amount_minor), movement.currency),
        person=_people(movement),
        when=Safe(discord.utils.format_dt(movement.at, "R")),
        note=movement.note or "",
        noted="no" if movement.note is None else "yes",
        thanked="no" if not movement.is_thanked else "yes" if movement.thanks is None else "worded",
        thanks=movement.thanks or "",
    )


def _people(movement: Movement) -> Safe | Text:
    """Who is on the other side; of many how many."""
    if len(movement.other_ids) > MOST_NAMED:
        return Text(__name__, "so-many-people", count=len(movement.other_ids))
    return Safe(", ".join(f"<@{one}>" for one in movement.other_ids)) or mention(NOBODY)


def _line_of(movement: Movement) -> str:
    """Which text tells of a movement."""
    got = movement.amount_minor > 0
    if movement.kind == "issue":
        # Only what administrators give has a reason.
        return "movement-welcome" if movement.note is None else "movement-issued"
    if movement.is_of_jar and movement.kind != "reversal":
        return "movement-got-of-jar" if got else "movement-gave-to-jar"
    if got and movement.is_anonymous and movement.kind == "tip":
        return "movement-got-anonymously"
    kinds = {"withdraw": "movement-taken", "allowance": "movement-allowance", "purchase": "movement-bought"}
    if movement.kind == "payment":
        return "movement-paid-in" if got else "movement-paid-out"
    if movement.kind == "reversal":
        return "movement-came-back" if got else "movement-went-back"
    return kinds.get(movement.kind, "movement-got" if got else "movement-gave")


class Redeem(DynamicItem[discord.ui.Button[Any]], template=r"tips:redeem"):
    """Turns what somebody bought into points; whoever presses it redeems their own."""

    def __init__(self, label: str = "…") -> None:
        super().__init__(
            discord.ui.Button(label=label, style=discord.ButtonStyle.primary, custom_id="tips:redeem")
        )

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
    template=r"tips:(?P<deed>issue|withdraw):(?P<key>[0-9a-f]{16}):(?P<user>[0-9]{1,20}):(?P<amount>[0-9]{1,19}):(?P<currency>points|[A-Z]{3})",
):
    """Asks for a large amount once more, before it is given or taken."""

    def __init__(
        self, key: str, user_id: int, amount_minor: int, currency: str, *, takes: bool, title: str = "…"
    ) -> None:
        deed = "withdraw" if takes else "issue"
        super().__init__(title=title, custom_id=f"tips:{deed}:{key}:{user_id}:{amount_minor}:{currency}")
        self.currency = currency
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
            amount = amount_in(grant.amount_minor, grant.currency)
            return bot.words.plain(__name__, key, interaction.locale.value, amount=amount)

        title = words("withdraw-title" if grant.takes else "issue-title")
        form = cls(
            secrets.token_hex(8),
            grant.user_id,
            grant.amount_minor,
            grant.currency,
            takes=grant.takes,
            title=title,
        )
        form.again.text, form.why.text = words("amount-again"), words("reason-label")
        form.again.description = words("amount-again-hint")
        form.reason.default = grant.reason
        return form

    @classmethod
    async def from_custom_id(cls, _interaction: discord.Interaction[Any], match: re.Match[str], /) -> Self:
        """Rebuild the form that was filled in."""
        takes = match["deed"] == "withdraw"
        return cls(match["key"], int(match["user"]), int(match["amount"]), match["currency"], takes=takes)

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Move the points if the amount is the same."""
        require_treasurer(interaction)
        typed = amounts.parse(self.amount.value, interaction.locale.value, self.currency)
        if typed != self.amount_minor:
            raise NotTheSameAmount(amount=amount_in(self.amount_minor, self.currency))
        grant = Grant(
            guild_id_of(interaction),
            self.user_id,
            self.amount_minor,
            self.reason.value,
            interaction.user.id,
            f"form:{self.key}",
            self.takes,
            self.currency,
        )
        await say_moved(interaction, grant, await interaction.client.service(Treasury).move(grant))


async def say_moved(interaction: discord.Interaction[Any], grant: Grant, written: Written) -> None:
    """Say what an administrator has given or taken, and under which number it stands in the book."""
    text = replies.text(
        interaction,
        __name__,
        "withdrawn" if grant.takes else "issued",
        amount=await amounts.in_words(
            interaction.client.settings, grant.guild_id, grant.amount_minor, grant.currency
        ),
        member=Safe(f"<@{grant.user_id}>"),
        balance=amount_in(written.balances[person(grant.user_id), grant.currency], grant.currency),
        transfer=written.transfer_id,
    )
    await replies.say(interaction, text)
