"""Tips: members thank speakers with points, kept in a ledger that can be proved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.undo import undoable

if TYPE_CHECKING:
    from bot.client import Bot

requires = ("clubs", "rooms")
# To tell of tips in the chat of a stage, and to show goals.
permissions = ("view_channel", "send_messages")


async def setup(bot: Bot) -> None:
    """Build the parts of this cog and hand them to the bot."""
    from bot.settings import SettingsChanged
    from cogs.rooms.api import Company
    from cogs.tips import clerk, tipping
    from cogs.tips.accounting.audit import Audit
    from cogs.tips.accounting.freezing import Freezes
    from cogs.tips.accounting.statement import Statements
    from cogs.tips.allowances import ALLOWANCE, Allowances
    from cogs.tips.api import Ledger, OutsideMoney
    from cogs.tips.cog import BoardCommands, TipCommands, TreasuryCommands
    from cogs.tips.gifts.records import GiftRecords
    from cogs.tips.keeping import PurchaseKeeper
    from cogs.tips.outside import OutsideBook
    from cogs.tips.purchases import CONSUME, Purchases
    from cogs.tips.service import TipLedger
    from cogs.tips.treasury import Treasury
    from cogs.tips.views import GrantForm, Older, Redeem
    from cogs.tips.web import TipPages

    ledger = TipLedger(
        bot.database,
        bot.events,
        bot.settings,
        bot.clock.now,
        bot.timers.wake,
        have_met=bot.service(Company).have_met,
    )
    undoable(ledger.close)
    bot.provide(Ledger, ledger)
    bot.provide(TipLedger, ledger)
    bot.provide(OutsideMoney, OutsideBook(bot.database, ledger, bot.events))
    bot.records.add(__name__, GiftRecords())
    bot.provide(Statements, Statements(bot.database))
    bot.provide(Audit, Audit(bot.database))
    bot.web.add_routes("tips", TipPages(bot.database, bot.words).routes())
    treasury = Treasury(bot.database, ledger, bot.settings, bot.clock.now)
    bot.provide(Treasury, treasury)
    allowances = Allowances(bot.database, ledger, bot.settings, bot.timers, bot.clock.now)
    bot.events.subscribe(SettingsChanged, allowances.settings_changed)
    bot.timers.on(ALLOWANCE, allowances.give)
    purchases = Purchases(
        bot.database, ledger, bot.settings, bot.timers, bot.clock.now, points=bot.config.purchases.points
    )
    keeper = PurchaseKeeper(bot, purchases)
    bot.provide(PurchaseKeeper, keeper)
    bot.timers.on(CONSUME, keeper.consume)
    bot.add_dynamic_items(Older, Redeem, *tipping.ITEMS, *clerk.ITEMS)
    bot.forms.add(GrantForm, *tipping.FORMS)
    tipping.build(bot, ledger)
    await bot.add_cog(TipCommands(bot, keeper))
    await bot.add_cog(BoardCommands(bot, ledger))
    await bot.add_cog(TreasuryCommands(bot, treasury, Freezes(bot.database, bot.clock.now)))
