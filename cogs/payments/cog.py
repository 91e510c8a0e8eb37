"""The Discord face of payments: a link to pay by, a creator's account, what was paid, what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.cog import GroupCog
from bot.interactions import guild_id_of
from cogs.payments.checks import require_keeper, require_person
from cogs.payments.planning import ask_of, suggested_amounts
from cogs.payments.settings import PaymentSettings
from cogs.payments.views import say_connecting, say_differences, say_offer, say_payments

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.payments.comparing import Comparison
    from cogs.payments.creators import Creators
    from cogs.payments.service import PaymentDesk

Note = app_commands.Range[str, 1, 200]


@app_commands.guild_only()
class MoneyCommands(GroupCog, group_name="money", group_description="Real money, all of which arrives"):
    """Lets members give creators real money, at a provider where the creator has an account."""

    def __init__(self, bot: Bot, desk: PaymentDesk, creators: Creators, comparison: Comparison) -> None:
        super().__init__(bot)
        self.desk = desk
        self.creators = creators
        self.comparison = comparison

    async def cog_unload(self) -> None:
        """Let go of the provider, when the bot ends or this cog is reloaded."""
        await self.desk.close()

    @app_commands.command()
    async def tip(
        self,
        interaction: discord.Interaction[Bot],
        member: discord.Member,
        amount: app_commands.Range[str, 1, 20],
        note: Note | None = None,
        *,
        anonymous: bool = False,
    ) -> None:
        """Give somebody real money."""
        require_person(member)
        await self.defer(interaction)
        ask = ask_of(interaction, member.id, amount, note, anonymous=anonymous)
        await say_offer(interaction, await self.desk.begin(ask), member.id, anonymous=anonymous)

    @tip.autocomplete("amount")
    async def amounts(
        self, interaction: discord.Interaction[Bot], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer amounts."""
        return await suggested_amounts(interaction, typed)

    @app_commands.command()
    async def payments(self, interaction: discord.Interaction[Bot]) -> None:
        """See what you gave and got in real money, and what the provider kept."""
        await say_payments(interaction)

    @app_commands.command()
    async def connect(self, interaction: discord.Interaction[Bot]) -> None:
        """Take real money from members, on an account of your own."""
        provider = self.desk.provider
        await self.defer(interaction)
        guild_id = guild_id_of(interaction)
        account = await self.creators.connect(provider, guild_id, interaction.user.id)
        if account.takes_money:
            await self.say(interaction, "connected")
            return
        pages = f"{self.desk.public_url}/payments"
        url = await provider.onboarding(
            account.account_id, back_url=f"{pages}/connected", again_url=f"{pages}/again"
        )
        rules = await self.bot.settings.of(PaymentSettings, guild_id)
        fee = self.desk.estimate_of_ten(rules, interaction.locale.value)
        await say_connecting(interaction, url, fee, is_test=provider.is_test)

    @app_commands.command()
    async def disconnect(self, interaction: discord.Interaction[Bot]) -> None:
        """Take no more real money here."""
        await self.creators.disconnect(guild_id_of(interaction), interaction.user.id)
        await self.say(interaction, "disconnected")

    @app_commands.command()
    async def reconcile(self, interaction: discord.Interaction[Bot]) -> None:
        """Compare with the provider, and see what differs."""
        require_keeper(interaction)
        await self.defer(interaction)
        await say_differences(interaction, await self.comparison.compare(guild_id_of(interaction)))
