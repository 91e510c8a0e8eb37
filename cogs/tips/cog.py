"""The Discord face of the ledger: give a tip, look into one's wallet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.cog import Cog, GroupCog
from bot.community.records import mention
from bot.i18n import Safe
from bot.interactions import guild_id_of
from cogs.tips import amounts
from cogs.tips.accounting.asks import Ask, Period
from cogs.tips.accounting.statement import By
from cogs.tips.checks import by_interaction, require_person, require_treasurer
from cogs.tips.clerk.audits import Kind, say_audit, search_for
from cogs.tips.clerk.files import say_file
from cogs.tips.clerk.pictures import ChartBy, say_chart
from cogs.tips.clerk.statements import say_statement, say_summary
from cogs.tips.clerk.suggesting import (
    Choices,
    asked_for,
    suggested_clubs,
    suggested_periods,
    suggested_rooms,
)
from cogs.tips.currencies import amount_in
from cogs.tips.exports import Form
from cogs.tips.gifts.intentions import Intention, To
from cogs.tips.gifts.receiving import Receiving
from cogs.tips.tipping.giving import room_here
from cogs.tips.tipping.goals import begin_goal, end_goal, say_goal
from cogs.tips.tipping.jar import say_jar
from cogs.tips.tipping.offers import for_room, say_typed
from cogs.tips.tipping.suggesting import currency_here, suggested_amounts, suggested_currencies
from cogs.tips.tipping.thanking import say_thanks
from cogs.tips.treasury import Grant
from cogs.tips.views import GrantForm, say_moved, say_redeemed, say_wallet

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.tips.accounting.freezing import Freezes
    from cogs.tips.keeping import PurchaseKeeper
    from cogs.tips.service import TipLedger
    from cogs.tips.treasury import Treasury

MOST_RANKS = 10

Note = app_commands.Range[str, 1, 200]
Title = app_commands.Range[str, 1, 80]
Reason = app_commands.Range[str, 3, 200]


class TipCommands(Cog):
    """Lets members thank a speaker with points, all of which reach the speaker."""

    def __init__(self, bot: Bot, keeper: PurchaseKeeper) -> None:
        super().__init__(bot)
        self.keeper = keeper

    @app_commands.command()
    @app_commands.guild_only()
    async def tip(
        self,
        interaction: discord.Interaction[Bot],
        member: discord.Member,
        amount: str,
        note: Note | None = None,
        *,
        anonymous: bool = False,
        currency: str | None = None,
    ) -> None:
        """Give points to somebody."""
        require_person(member)
        intention = Intention(
            by_interaction(interaction),
            member.id,
            currency=await currency_here(interaction, currency),
            is_anonymous=anonymous,
        )
        await say_typed(interaction, intention, amount, note)

    @app_commands.command()
    @app_commands.guild_only()
    async def wallet(self, interaction: discord.Interaction[Bot], *, redeem: bool = False) -> None:
        """See what you have, what you gave and what you got."""
        if redeem:
            await say_redeemed(interaction)
            return
        await say_wallet(interaction, offers=self.keeper.offers(interaction))

    @tip.autocomplete("amount")
    async def suggest_amount(
        self, interaction: discord.Interaction[Bot], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the amounts that the community has set."""
        return await suggested_amounts(interaction, typed)

    @tip.autocomplete("currency")
    async def suggest_currency(
        self, interaction: discord.Interaction[Bot], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the currencies in which tips are given here."""
        return await suggested_currencies(interaction, typed)


@app_commands.guild_only()
class BoardCommands(GroupCog, group_name="tips", group_description="What was given in this community"):
    """Shows what was given, and lets people share, thank, hope for and refuse tips."""

    goal = app_commands.Group(name="goal", description="What you hope to get in tips")

    def __init__(self, bot: Bot, ledger: TipLedger) -> None:
        super().__init__(bot)
        self.ledger = ledger

    @app_commands.command()
    async def leaderboard(
        self,
        interaction: discord.Interaction[Bot],
        days: app_commands.Range[int, 1, 366] | None = None,
        currency: str | None = None,
    ) -> None:
        """See who got most in tips."""
        code = await currency_here(interaction, currency)
        ranks = await self.ledger.board(guild_id_of(interaction), MOST_RANKS, days, code)
        lines = [
            self.text(
                interaction,
                "rank",
                place=place,
                person=mention(rank.user_id),
                amount=amount_in(rank.amount_minor, code),
            )
            for place, rank in enumerate(ranks, start=1)
        ]
        key = "leaderboard" if lines else "leaderboard-empty"
        await self.say(interaction, key, days=days or 0, lines=Safe("\n".join(lines)))

    @app_commands.command()
    async def receive(self, interaction: discord.Interaction[Bot], *, on: bool) -> None:
        """Take tips here, or take none."""
        await self.bot.service(Receiving).choose(guild_id_of(interaction), interaction.user.id, is_on=on)
        await self.say(interaction, "receives-tips" if on else "receives-no-tips")

    @app_commands.command()
    async def split(
        self,
        interaction: discord.Interaction[Bot],
        amount: str,
        note: Note | None = None,
        *,
        anonymous: bool = False,
        currency: str | None = None,
    ) -> None:
        """Share an amount among all who are on stage."""
        intention = await for_room(interaction, To.SPEAKERS, currency, is_anonymous=anonymous)
        await say_typed(interaction, intention, amount, note)

    @app_commands.command()
    async def jar(
        self,
        interaction: discord.Interaction[Bot],
        amount: str | None = None,
        note: Note | None = None,
        *,
        anonymous: bool = False,
        currency: str | None = None,
    ) -> None:
        """Give to the room, or see what is in its jar and who would get it."""
        intention = await for_room(interaction, To.JAR, currency, is_anonymous=anonymous)
        if amount is None:
            await say_jar(interaction, await room_here(interaction, intention.room_id))
            return
        await say_typed(interaction, intention, amount, note)

    @app_commands.command()
    async def thanks(self, interaction: discord.Interaction[Bot], text: Note | None = None) -> None:
        """Thank everybody who tipped you, here, where all see it."""
        await say_thanks(interaction, text)

    @goal.command(name="set")
    async def goal_set(
        self,
        interaction: discord.Interaction[Bot],
        title: Title,
        amount: str,
        currency: str | None = None,
    ) -> None:
        """Say here what you hope to get in tips, with a bar that grows."""
        await begin_goal(interaction, title, amount, await currency_here(interaction, currency))

    @goal.command(name="show")
    async def goal_show(
        self, interaction: discord.Interaction[Bot], member: discord.Member | None = None
    ) -> None:
        """See how far your goal has come, or somebody's."""
        await say_goal(interaction, (member or interaction.user).id)

    @goal.command(name="end")
    async def goal_end(self, interaction: discord.Interaction[Bot]) -> None:
        """End your goal with what has come together; every tip stays yours."""
        await end_goal(interaction, is_cancelled=False)

    @goal.command(name="cancel")
    async def goal_cancel(self, interaction: discord.Interaction[Bot]) -> None:
        """Give your goal up; every tip stays yours."""
        await end_goal(interaction, is_cancelled=True)

    @split.autocomplete("amount")
    @jar.autocomplete("amount")
    @goal_set.autocomplete("amount")
    async def suggest_amount(
        self, interaction: discord.Interaction[Bot], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the amounts that the community has set."""
        return await suggested_amounts(interaction, typed)

    @leaderboard.autocomplete("currency")
    @split.autocomplete("currency")
    @jar.autocomplete("currency")
    @goal_set.autocomplete("currency")
    async def suggest_currency(
        self, interaction: discord.Interaction[Bot], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the currencies in which tips are given here."""
        return await suggested_currencies(interaction, typed)

    @app_commands.command()
    async def export(
        self,
        interaction: discord.Interaction[Bot],
        form: Form,
        year: app_commands.Range[int, 2015, 2200] | None = None,
    ) -> None:
        """Get all that you gave and got, as a file."""
        ask = Ask(guild_id_of(interaction), interaction.user.id, Period(year))
        await say_file(interaction, ask, form)

    @app_commands.command()
    async def statement(  # noqa: PLR0917 - discord.py's signature: each is an option
        self,
        interaction: discord.Interaction[Bot],
        period: str | None = None,
        club: str | None = None,
        room: str | None = None,
        member: discord.Member | None = None,
        by: By | None = None,
    ) -> None:
        """See what you gave and got, when and where."""
        ask = await asked_for(interaction, period, club, room, member)
        await (say_statement(interaction, ask) if by is None else say_summary(interaction, ask, by))

    @app_commands.command()
    async def chart(
        self,
        interaction: discord.Interaction[Bot],
        by: ChartBy = ChartBy.MONTH,
        period: str | None = None,
        club: str | None = None,
    ) -> None:
        """See what you gave and got, as a picture."""
        await say_chart(interaction, await asked_for(interaction, period, club), by)

    @statement.autocomplete("period")
    @chart.autocomplete("period")
    async def suggest_period(self, interaction: discord.Interaction[Bot], typed: str) -> Choices:
        """Offer months and years."""
        return await suggested_periods(interaction, typed)

    @statement.autocomplete("club")
    @chart.autocomplete("club")
    async def suggest_club(self, interaction: discord.Interaction[Bot], typed: str) -> Choices:
        """Offer the clubs that fit what was typed so far."""
        return await suggested_clubs(interaction, typed)

    @statement.autocomplete("room")
    async def suggest_room(self, interaction: discord.Interaction[Bot], typed: str) -> Choices:
        """Offer the rooms in which the person lately gave or got something."""
        return await suggested_rooms(interaction, typed)


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class TreasuryCommands(GroupCog, group_name="treasury", group_description="The community's own points"):
    """Lets administrators give points, take them back and undo a mistake, each with a reason."""

    def __init__(self, bot: Bot, treasury: Treasury, freezes: Freezes) -> None:
        super().__init__(bot)
        self.treasury = treasury
        self.freezes = freezes

    @app_commands.command()
    async def audit(  # noqa: PLR0917 - discord.py's signature: each is an option
        self,
        interaction: discord.Interaction[Bot],
        who: discord.Member | None = None,
        whom: discord.Member | None = None,
        kind: Kind | None = None,
        period: str | None = None,
        at_least: str | None = None,
        currency: str | None = None,
    ) -> None:
        """Look through every transfer of this community."""
        await say_audit(interaction, search_for(interaction, who, whom, kind, period, at_least, currency))

    @audit.autocomplete("period")
    async def suggest_period(self, interaction: discord.Interaction[Bot], typed: str) -> Choices:
        """Offer months and years."""
        return await suggested_periods(interaction, typed)

    @app_commands.command()
    async def freeze(
        self, interaction: discord.Interaction[Bot], member: discord.Member, reason: Reason
    ) -> None:
        """Stop somebody's tips: they give none and get none."""
        require_treasurer(interaction)
        await self.freezes.freeze(guild_id_of(interaction), member.id, by=interaction.user.id, reason=reason)
        await self.say(interaction, "frozen", member=mention(member.id))

    @app_commands.command()
    async def unfreeze(self, interaction: discord.Interaction[Bot], member: discord.Member) -> None:
        """Let somebody give and get tips again."""
        require_treasurer(interaction)
        await self.freezes.unfreeze(guild_id_of(interaction), member.id, by=interaction.user.id)
        await self.say(interaction, "unfrozen", member=mention(member.id))

    @app_commands.command()
    async def issue(
        self,
        interaction: discord.Interaction[Bot],
        member: discord.Member,
        amount: str,
        reason: Reason,
        currency: str | None = None,
    ) -> None:
        """Give somebody points from the treasury."""
        code = await currency_here(interaction, currency)
        await self._move(interaction, member, amount, reason, currency=code, takes=False)

    @app_commands.command()
    async def withdraw(
        self,
        interaction: discord.Interaction[Bot],
        member: discord.Member,
        amount: str,
        reason: Reason,
        currency: str | None = None,
    ) -> None:
        """Take points back from somebody."""
        code = await currency_here(interaction, currency)
        await self._move(interaction, member, amount, reason, currency=code, takes=True)

    @app_commands.command()
    async def budget(self, interaction: discord.Interaction[Bot], currency: str | None = None) -> None:
        """See what everybody holds, and what was given this month."""
        require_treasurer(interaction)
        code = await currency_here(interaction, currency)
        budget = await self.treasury.budget(guild_id_of(interaction), code)
        await self.say(
            interaction,
            "budget",
            held=amount_in(budget.held_minor, code),
            welcomed=amount_in(budget.welcomed_minor, code),
            allowed=amount_in(budget.allowed_minor, code),
            given=amount_in(budget.given_minor, code),
            taken=amount_in(budget.taken_minor, code),
            limited="yes" if budget.most_minor else "no",
            most=amount_in(budget.most_minor, code),
        )

    @app_commands.command()
    async def reverse(
        self,
        interaction: discord.Interaction[Bot],
        transfer: app_commands.Range[int, 1, 2**53 - 1],
        reason: Reason,
    ) -> None:
        """Undo a transfer by another one."""
        require_treasurer(interaction)
        back = await self.treasury.reverse(
            guild_id_of(interaction), transfer, by_id=interaction.user.id, reason=reason
        )
        await self.say(interaction, "reversed", transfer=transfer, back=back.transfer_id)

    @issue.autocomplete("currency")
    @withdraw.autocomplete("currency")
    @budget.autocomplete("currency")
    async def suggest_currency(
        self, interaction: discord.Interaction[Bot], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the currencies that are in use here."""
        return await suggested_currencies(interaction, typed)

    async def _move(
        self,
        interaction: discord.Interaction[Bot],
        member: discord.Member,
        amount: str,
        reason: str,
        *,
        currency: str,
        takes: bool,
    ) -> None:
        require_treasurer(interaction)
        require_person(member)
        grant = Grant(
            guild_id_of(interaction),
            member.id,
            amounts.parse(amount, interaction.locale.value, currency),
            reason,
            interaction.user.id,
            by_interaction(interaction),
            takes,
            currency,
        )
        if await self.treasury.needs_confirming(grant):
            await GrantForm.fresh(interaction, grant).open(interaction)
            return
        await say_moved(interaction, grant, await self.treasury.move(grant))
