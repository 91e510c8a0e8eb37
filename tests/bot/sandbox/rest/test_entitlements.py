"""Entitlements and SKUs, by plain discord.py over sockets. "Entitlement Resource" unless said otherwise."""

from __future__ import annotations

import discord
import pytest

from bot.sandbox.server import Sandbox
from bot.sandbox.world.entitlements import add_sku, purchase
from bot.sandbox.world.models import Sku, SkuType
from tests.bot.sandbox.stage_client import Club


@pytest.fixture
def coins(sandbox: Sandbox) -> Sku:
    return add_sku(sandbox.world, "Coins", SkuType.CONSUMABLE)


async def bought(club: Club, sku: Sku, name: str = "alice") -> discord.Entitlement:
    async def buy() -> None:
        purchase(club.sandbox.world, sku.id, club.member(name))

    _, entitlement = await club.caused("entitlement_create", buy())
    assert isinstance(entitlement, discord.Entitlement)
    return entitlement


async def test_what_is_sold_is_listed(club: Club, coins: Sku) -> None:
    # "SKU Resource", List SKUs.
    (sku,) = await club.client.fetch_skus()

    assert (sku.id, sku.type) == (coins.id, discord.SKUType.consumable)


async def test_a_consumable_is_bought_and_consumed(club: Club, coins: Sku) -> None:
    # Consume an Entitlement.
    entitlement = await bought(club, coins)

    _, after = await club.caused("entitlement_update", entitlement.consume())

    assert after.consumed
    assert (await club.client.fetch_entitlement(entitlement.id)).consumed


async def test_what_is_consumed_is_not_consumed_again(club: Club, coins: Sku) -> None:
    entitlement = await bought(club, coins)
    await entitlement.consume()

    with pytest.raises(discord.HTTPException) as caught:
        await entitlement.consume()
    assert caught.value.code == 40018  # "Opcodes and Status Codes"


async def test_a_test_entitlement_is_made_and_deleted(club: Club, coins: Sku) -> None:
    # Create Test Entitlement and Delete Test Entitlement.
    owner = discord.Object(club.guild.id)
    kind = discord.EntitlementOwnerType.guild
    creation = club.client.create_entitlement(discord.Object(coins.id), owner, kind)

    _, entitlement = await club.caused("entitlement_create", creation)
    _, deleted = await club.caused("entitlement_delete", entitlement.delete())

    assert entitlement.guild_id == club.guild.id
    assert deleted.deleted


async def test_entitlements_are_listed_in_pages_and_by_user(club: Club, coins: Sku) -> None:
    # List Entitlements.
    made = [await bought(club, coins, name) for name in ("alice", "bob", "carol")]

    everything = [each.id async for each in club.client.entitlements(limit=None)]
    bobs = [each.id async for each in club.client.entitlements(user=discord.Object(made[1].user_id or 0))]

    assert everything == [each.id for each in made]
    assert bobs == [made[1].id]


async def test_deleted_ones_are_left_out_unless_asked_for(club: Club, coins: Sku) -> None:
    # List Entitlements, exclude_deleted defaults to true.
    entitlement = await bought(club, coins)
    club.sandbox.world.entitlements[entitlement.id].deleted = True
    listing = club.client.http.get_entitlements
    application_id = club.bot_id

    assert await listing(application_id) == []
    assert len(await listing(application_id, exclude_deleted=False)) == 1


async def test_another_application_is_not_ours(club: Club) -> None:
    # "Opcodes and Status Codes", 20012.
    with pytest.raises(discord.Forbidden) as caught:
        await club.client.http.get_skus(1)
    assert caught.value.code == 20012
