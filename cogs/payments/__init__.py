"""Payments: members give creators real money at a payment provider, and the ledger says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.client import Bot

requires = ("rooms", "tips")


async def setup(bot: Bot) -> None:
    """Build the parts of this cog and hand them to the bot."""
    from bot.i18n import Text
    from cogs.payments import configured
    from cogs.payments.api import MoneyReceived, Payments
    from cogs.payments.booking import LOOK, TELL, Bookings
    from cogs.payments.cog import MoneyCommands
    from cogs.payments.comparing import DAILY, Comparison
    from cogs.payments.creators import ACCOUNT, Creators
    from cogs.payments.looking import Looker
    from cogs.payments.records import PaymentRecords
    from cogs.payments.service import PaymentDesk
    from cogs.payments.telling import MoneyTeller
    from cogs.payments.views import EndLink, Mend, OlderPayments
    from cogs.payments.web import PaymentPages
    from cogs.tips.api import OutsideMoney

    money, now = bot.service(OutsideMoney), bot.clock.now
    bookings = Bookings(money, bot.timers, bot.events, now)
    creators = Creators(bot.database, now)
    desk = PaymentDesk(
        bot.database,
        bot.settings,
        bot.timers,
        bot.words,
        money=money,
        bookings=bookings,
        creators=creators,
        now=now,
        public_url=bot.config.payments.public_url,
    )
    if (provider := configured.provider(bot.config)) is not None:
        desk.use(provider)
    mode = "mode-off" if not desk.is_on else "mode-test" if desk.provider.is_test else "mode-live"
    bot.settings.remark("payments", Text(__name__, mode))
    bot.provide(Payments, desk)
    bot.provide(PaymentDesk, desk)
    bot.records.add(__name__, PaymentRecords())
    teller = MoneyTeller(bot, money)
    bot.provide(MoneyTeller, teller)
    bot.events.subscribe(MoneyReceived, teller.received)
    looker = Looker(bot.database, desk, bookings, bot.timers, now)
    comparison = Comparison(bot.database, desk, looker, bot.timers, now)
    bot.provide(Comparison, comparison)
    bot.timers.on(TELL, teller.tell)
    bot.timers.on(LOOK, looker.due)
    bot.timers.on(ACCOUNT, desk.look_at_account)
    bot.timers.on(DAILY, comparison.daily)
    if desk.is_on:
        await comparison.begin()
    bot.web.add_routes("payments", PaymentPages(desk, bot.database, bot.words, money).routes())
    bot.add_dynamic_items(EndLink, Mend, OlderPayments)
    await bot.add_cog(MoneyCommands(bot, desk, creators, comparison))
