"""What was bought becomes points once, whatever dies in between."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.client import Bot
from bot.clock import MovableClock
from bot.config import load_config
from bot.events import Events
from bot.sandbox.server import Sandbox
from bot.sandbox.world.entitlements import add_sku, purchase, refund
from bot.sandbox.world.models import Sku, SkuType
from bot.settings import SettingStore
from bot.storage.database import Database
from bot.storage.timer_rows import TimerRow
from bot.testing import eventually, running
from bot.timers import Timers
from cogs.tips.api import RedeemedElsewhere
from cogs.tips.purchases import CONSUME, Purchases
from cogs.tips.service import TipLedger
from cogs.tips.settings import TipSettings
from cogs.tips.verify import verify
from tests.cogs.house import House

GUILD, OTHER, ALICE, BOUGHT, SKU = 10, 11, 1, 77, 5


@pytest.fixture
def ledger(book: Database, events: Events, clock: MovableClock) -> TipLedger:
    settings = SettingStore(book, events, clock.now)
    settings.declare("tips", "cogs.tips", TipSettings)
    return TipLedger(book, events, settings, clock.now)


@pytest.fixture
def purchases(book: Database, ledger: TipLedger, events: Events, clock: MovableClock) -> Purchases:
    settings = SettingStore(book, events, clock.now)
    settings.declare("tips", "cogs.tips", TipSettings)
    return Purchases(book, ledger, settings, Timers(book, clock), clock.now, points={SKU: 500})


async def promised(book: Database) -> list[str]:
    async with book.reading() as session:
        return list(await session.scalars(select(TimerRow.key).where(TimerRow.kind == CONSUME)))


async def test_who_dies_before_discord_is_told_has_promised_to_tell_it(
    purchases: Purchases, ledger: TipLedger, book: Database
) -> None:
    await purchases.redeem(GUILD, ALICE, BOUGHT, SKU)

    again = await purchases.redeem(GUILD, ALICE, BOUGHT, SKU)

    assert again.repeated
    assert await ledger.balance(GUILD, ALICE) == 600
    assert await promised(book) == [str(BOUGHT)]
    assert (await verify(book)).holds


async def test_who_redeems_in_two_communities_at_once_gets_it_in_one(
    purchases: Purchases, ledger: TipLedger, book: Database
) -> None:
    outcomes = await asyncio.gather(
        *(purchases.redeem(guild_id, ALICE, BOUGHT, SKU) for guild_id in (GUILD, OTHER)),
        return_exceptions=True,
    )

    assert sum(isinstance(outcome, RedeemedElsewhere) for outcome in outcomes) == 1
    assert await ledger.balance(GUILD, ALICE) + await ledger.balance(OTHER, ALICE) == 700
    assert await promised(book) == [str(BOUGHT)]


async def test_what_was_refused_by_the_book_is_still_there_to_redeem(
    purchases: Purchases, book: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("cogs.tips.service.write", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            await purchases.redeem(GUILD, ALICE, BOUGHT, SKU)

    assert await promised(book) == []
    assert not (await purchases.redeem(OTHER, ALICE, BOUGHT, SKU)).repeated


@pytest.fixture
def coins(sandbox: Sandbox) -> Sku:
    return add_sku(sandbox.world, "Coins", SkuType.CONSUMABLE)


@pytest.fixture
async def bot(sandbox: Sandbox, coins: Sku, tmp_path: Path) -> AsyncIterator[Bot]:
    config = load_config(
        None,
        database={"url": f"sqlite+aiosqlite:///{tmp_path / 'shop.db'}"},
        purchases={"points": {str(coins.id): 500}},
    )
    async with running(sandbox, config) as started:
        yield started


async def test_the_wallet_offers_to_redeem_and_discord_hears_of_it(house: House, coins: Sku) -> None:
    ada = house.person("Ada")
    bought = purchase(house.sandbox.world, coins.id, ada.id)

    wallet = await ada.slash("wallet")
    seen = await ada.click(wallet.message_id, wallet.custom_ids[0])

    assert "What you bought is points now. You have **600 points**." in seen.text
    await eventually(lambda: bought.consumed)
    assert (await ada.slash("wallet")).custom_ids == []


async def test_a_purchase_that_nobody_told_of_is_found(house: House, coins: Sku) -> None:
    ada = house.person("Ada")
    bought = purchase(house.sandbox.world, coins.id, ada.id)

    assert "You have **600 points**" in (await ada.slash("wallet", redeem=True)).text
    await eventually(lambda: bought.consumed)
    assert "nothing that is left to redeem" in (await ada.slash("wallet", redeem=True)).text
    assert "500 for what you bought" in (await ada.slash("wallet")).text


async def test_it_can_be_bought_again_and_again(house: House, coins: Sku) -> None:
    ada = house.person("Ada")
    bought = house.sandbox.world.entitlements
    for balance in ("600", "1,100"):
        purchase(house.sandbox.world, coins.id, ada.id)
        assert f"**{balance} points**" in (await ada.slash("wallet", redeem=True)).text
        await eventually(lambda: all(held.consumed for held in bought.values()))


async def test_nobody_redeems_what_is_anothers_or_was_taken_back(house: House, coins: Sku) -> None:
    ada, bob = house.person("Ada"), house.person("Bob")
    taken = purchase(house.sandbox.world, coins.id, ada.id)
    refund(house.sandbox.world, taken)
    purchase(house.sandbox.world, coins.id, bob.id)

    assert "nothing that is left to redeem" in (await ada.slash("wallet", redeem=True)).text
    assert (await ada.slash("wallet")).custom_ids == []
