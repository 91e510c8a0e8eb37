"""The Discord face of the ledger: give a tip, look into one's wallet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.cog import Cog
from bot.community.records import NOBODY, mention
from bot.i18n import Safe
from bot.interactions import guild_id_of
from bot.views import View
from cogs.tips import amounts
from cogs.tips.api import EqualTipJustGiven, Receipt, Tip, TipToBot
from cogs.tips.views import TipAgain

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.tips.api import Movement
    from cogs.tips.service import TipLedger

MOST_MOVEMENTS = 10

Note = app_commands.Range[str, 1, 200]


class TipCommands(Cog):
    """Lets members thank a speaker with points, all of which reach the speaker."""

    def __init__(self, bot: Bot, ledger: TipLedger) -> None:
        super().__init__(bot)
        self.ledger = ledger

    @app_commands.command()
    @app_commands.guild_only()
    async def tip(
        self,
        interaction: discord.Interaction[Bot],
        member: discord.Member,
        amount: str,
        note: Note | None = None,
    ) -> None:
        """Give points to somebody."""
        if member.bot:
            raise TipToBot
        tip = Tip(
            guild_id_of(interaction),
            interaction.user.id,
            member.id,
            amounts.parse(amount, interaction.locale.value),
            f"interaction:{interaction.id}",
            note=note,
        )
        try:
            receipt = await self.ledger.tip(tip)
        except EqualTipJustGiven as again:
            await self._ask_again(interaction, tip, again.placeholders["seconds"])
            return
        await self._confirm(interaction, receipt, member.id)

    @app_commands.command()
    @app_commands.guild_only()
    async def wallet(self, interaction: discord.Interaction[Bot]) -> None:
        """See what you have, what you gave and what you got."""
        guild_id = guild_id_of(interaction)
        balance = await self.ledger.balance(guild_id, interaction.user.id)
        movements = await self.ledger.movements(guild_id, interaction.user.id, MOST_MOVEMENTS)
        lines = "\n".join(self._line(interaction, movement) for movement in movements)
        held = await amounts.in_words(self.bot.settings, guild_id, balance)
        await self.say(interaction, "wallet", balance=held, movements=Safe(lines))

    def _line(self, interaction: discord.Interaction[Bot], movement: Movement) -> str:
        if movement.kind == "issue":
            key = "movement-welcome"
        else:
            key = "movement-got" if movement.amount_minor > 0 else "movement-gave"
        return self.text(
            interaction,
            key,
            amount=abs(movement.amount_minor),
            person=mention(movement.other_id or NOBODY),
            when=Safe(discord.utils.format_dt(movement.at, "R")),
            note=movement.note or "",
            noted="no" if movement.note is None else "yes",
        )

    async def _confirm(
        self, interaction: discord.Interaction[Bot], receipt: Receipt, creator_id: int
    ) -> None:
        given = await amounts.in_words(self.bot.settings, guild_id_of(interaction), receipt.amount_minor)
        await self.say(
            interaction,
            "tip-given",
            amount=given,
            creator=Safe(f"<@{creator_id}>"),
            balance=receipt.balance_minor,
        )

    async def _ask_again(self, interaction: discord.Interaction[Bot], tip: Tip, seconds: object) -> None:
        view = View(timeout=None)
        label = self.text(interaction, "tip-again-button")
        view.add_item(TipAgain.fresh(tip.creator_id, tip.amount_minor, label))
        await self.say(
            interaction,
            "tip-again",
            view=view,
            seconds=seconds,
            amount=await amounts.in_words(self.bot.settings, tip.guild_id, tip.amount_minor),
            creator=Safe(f"<@{tip.creator_id}>"),
            noted="no" if tip.note is None else "yes",
        )
