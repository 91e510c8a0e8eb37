"""Sales. Discord documentation, "Entitlement Resource", unless a test says otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.world import entitlements
from bot.sandbox.world.entitlements import (
    TEST_MODE_PURCHASE,
    add_sku,
    consume,
    create_test,
    delete_test,
    held_by,
    purchase,
)
from bot.sandbox.world.models import Sku, SkuType


@pytest.fixture
def coins(scene: Any) -> Sku:
    return add_sku(scene.world, "Coins", SkuType.CONSUMABLE)


def test_a_purchase_is_announced_outside_any_guild(scene: Any, coins: Sku) -> None:
    # "Gateway Events", Entitlement Create.
    alice = scene.member()

    bought = purchase(scene.world, coins.id, alice)

    happening = scene.happenings[-1]
    assert (happening.name, happening.guild_id) == ("ENTITLEMENT_CREATE", None)
    assert happening.payload["id"] == str(bought.id)


def test_a_consumable_is_held_once_until_it_is_consumed(scene: Any, coins: Sku, expect_refused: Any) -> None:
    # "Implementing One-Time Purchases": "users can only have one unconsumed entitlement at a time".
    alice = scene.member()
    bought = purchase(scene.world, coins.id, alice)
    with expect_refused(40074):
        purchase(scene.world, coins.id, alice)

    consume(scene.world, bought)

    assert scene.seen("ENTITLEMENT_UPDATE")[-1]["consumed"] is True
    assert purchase(scene.world, coins.id, alice)


def test_test_mode_sells_again_without_consumption(scene: Any, coins: Sku) -> None:
    # "Implementing One-Time Purchases", For Consumable SKUs.
    alice = scene.member()

    for _ in range(2):
        assert purchase(scene.world, coins.id, alice, TEST_MODE_PURCHASE)


def test_only_a_consumable_is_consumed_and_only_once(scene: Any, coins: Sku, expect_refused: Any) -> None:
    # "Opcodes and Status Codes", 40018.
    badge = add_sku(scene.world, "Badge", SkuType.DURABLE)
    bought = purchase(scene.world, coins.id, scene.member())
    consume(scene.world, bought)

    with expect_refused(40018):
        consume(scene.world, bought)
    with expect_refused(40018):
        consume(scene.world, purchase(scene.world, badge.id, scene.member("bob")))


def test_only_a_test_entitlement_is_deleted(scene: Any, coins: Sku, expect_refused: Any) -> None:
    # Delete Test Entitlement; "Opcodes and Status Codes", 40019.
    alice = scene.member()
    given = create_test(scene.world, coins.id, user_id=alice)
    delete_test(scene.world, given)
    assert scene.seen("ENTITLEMENT_DELETE")[-1]["deleted"] is True

    with expect_refused(40019):
        delete_test(scene.world, purchase(scene.world, coins.id, alice))


def test_an_interaction_carries_ones_own_and_the_guilds(scene: Any, coins: Sku) -> None:
    # "Implementing One-Time Purchases", Accessing Entitlements on Interaction Payloads.
    alice, bob = scene.member("alice"), scene.member("bob")
    own = purchase(scene.world, coins.id, alice)
    purchase(scene.world, coins.id, bob)
    shared = create_test(scene.world, coins.id, guild_id=scene.guild.id)

    assert held_by(scene.world, alice, scene.guild.id) == [own, shared]


def test_what_is_not_sold_cannot_be_had(scene: Any, expect_refused: Any) -> None:
    # "Opcodes and Status Codes", 10027, 50057 and 10029.
    with expect_refused(10027):
        purchase(scene.world, 1, scene.member())
    with expect_refused(50057):
        create_test(scene.world, 1, user_id=scene.member("bob"))
    with expect_refused(10029):
        entitlements.entitlement_of(scene.world, 1)
