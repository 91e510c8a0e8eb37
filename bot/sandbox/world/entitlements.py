"""SKUs, and the right to them: bought, given for a test, consumed, taken back.

Sources: Discord documentation, "Entitlement Resource" and "Implementing One-Time Purchases".
"""

from __future__ import annotations

from bot.sandbox import errors
from bot.sandbox.payloads.entitlements import entitlement
from bot.sandbox.world.models import Entitlement, Sku, SkuType
from bot.sandbox.world.state import World

# "Entitlement Types".
PURCHASE = 1
TEST_MODE_PURCHASE = 4
APPLICATION_SUBSCRIPTION = 8


def add_sku(world: World, name: str, type: SkuType) -> Sku:
    """Put something up for sale, as a developer does in the portal; no event tells of it."""
    sku = Sku(world.new_id(), type, name)
    world.skus[sku.id] = sku
    return sku


def entitlement_of(world: World, entitlement_id: int) -> Entitlement:
    """An entitlement by its id.

    Raises:
        DiscordError: 10029 Unknown entitlement.
    """
    try:
        return world.entitlements[entitlement_id]
    except KeyError:
        raise errors.unknown_entitlement() from None


def held_by(world: World, user_id: int, guild_id: int | None) -> list[Entitlement]:
    """What an interaction of this user carries: their own entitlements, and their guild's."""
    return [
        each
        for each in world.entitlements.values()
        if not each.deleted
        and (each.user_id == user_id or (guild_id is not None and each.guild_id == guild_id))
    ]


def purchase(world: World, sku_id: int, user_id: int, type: int = PURCHASE) -> Entitlement:
    """Buy a SKU; ENTITLEMENT_CREATE.

    A consumable that is not consumed yet cannot be bought again, except in test mode.

    Raises:
        DiscordError: 10027 (no such SKU), 40074 (they hold one).
    """
    sku = _sku(world, sku_id)
    if type != TEST_MODE_PURCHASE:
        _check_not_held(world, sku, user_id)
    granted = Entitlement(
        world.new_id(),
        sku_id,
        world.application.id,
        type,
        user_id=world.user(user_id).id,
        starts_at=world.clock.now() if sku.type is SkuType.SUBSCRIPTION else None,
    )
    return _grant(world, granted)


def create_test(
    world: World, sku_id: int, *, user_id: int | None = None, guild_id: int | None = None
) -> Entitlement:
    """Create Test Entitlement, valid in perpetuity; ENTITLEMENT_CREATE.

    Raises:
        DiscordError: 50057 (no such SKU), 10013 or 10004 (no such owner), 40074 (they hold one).
    """
    if sku_id not in world.skus:
        raise errors.invalid_sku()
    if user_id is not None:
        _check_not_held(world, world.skus[sku_id], world.user(user_id).id)
    if guild_id is not None:
        world.guild(guild_id)
    granted = Entitlement(
        world.new_id(),
        sku_id,
        world.application.id,
        APPLICATION_SUBSCRIPTION,
        user_id=user_id,
        guild_id=guild_id,
        test=True,
    )
    return _grant(world, granted)


def consume(world: World, subject: Entitlement) -> None:
    """Mark a consumable as used, so that it may be bought again; ENTITLEMENT_UPDATE.

    What Discord answers to a second time is not documented; here it is refused like a SKU
    that cannot be consumed, so that a bot which consumes twice is noticed.

    Raises:
        DiscordError: 40018, it is no consumable or is consumed already.
    """
    sku = _sku(world, subject.sku_id)
    if sku.type is not SkuType.CONSUMABLE or subject.consumed:
        raise errors.only_consumables()
    subject.consumed = True
    world.emit("ENTITLEMENT_UPDATE", entitlement(subject))


def delete_test(world: World, subject: Entitlement) -> None:
    """Delete Test Entitlement; ENTITLEMENT_DELETE.

    Raises:
        DiscordError: 40019, it was not made for a test.
    """
    if not subject.test:
        raise errors.only_sandbox_entitlements()
    refund(world, subject)


def refund(world: World, subject: Entitlement) -> None:
    """Take an entitlement back, as Discord does with a refund; ENTITLEMENT_DELETE."""
    subject.deleted = True
    world.emit("ENTITLEMENT_DELETE", entitlement(subject))


def end_subscription(world: World, subject: Entitlement) -> None:
    """Let a subscription end now; ENTITLEMENT_UPDATE with `ends_at`. It is not deleted."""
    subject.ends_at = world.clock.now()
    world.emit("ENTITLEMENT_UPDATE", entitlement(subject))


def _grant(world: World, granted: Entitlement) -> Entitlement:
    world.entitlements[granted.id] = granted
    # Without a guild: entitlement events go to shard 0.
    world.emit("ENTITLEMENT_CREATE", entitlement(granted))
    return granted


def _sku(world: World, sku_id: int) -> Sku:
    try:
        return world.skus[sku_id]
    except KeyError:
        raise errors.unknown_sku() from None


def _check_not_held(world: World, sku: Sku, user_id: int) -> None:
    for each in world.entitlements.values():
        if each.sku_id == sku.id and each.user_id == user_id and not (each.deleted or each.consumed):
            raise errors.already_granted()
