"""The gateway fails in the middle of an evening, and the room goes on."""

from __future__ import annotations

from bot.testing import eventually
from tests.cogs.house import House

BACK_SECONDS = 30.0


async def test_after_a_killed_session_the_queue_is_rebuilt_none_lost_none_doubled(house: House) -> None:
    """Discord documentation, "Gateway", Resuming: after opcode 9 with false one identifies anew."""
    gateway = house.sandbox.gateway
    host = await house.room()
    ada, bob, cleo, dan = [await house.listener(name) for name in ("Ada", "Bob", "Cleo", "Dan")]
    await cleo.slash("hand raise")
    await host.slash("hand next")
    await ada.raise_hand()
    await house.expect_queue(host, [ada])
    await bob.slash("hand raise")

    await house.sandbox.faults.inject("kill_session")
    await ada.lower_hand()
    await dan.raise_hand()
    await eventually(lambda: gateway.identified == 2, within_seconds=BACK_SECONDS)
    await eventually(lambda: house.bot_is_heard, within_seconds=BACK_SECONDS)

    await house.expect_queue(host, [bob, dan])
    assert cleo.is_invited
    await cleo.decline()
    await host.slash("hand next")
    await eventually(lambda: bob.is_invited)
    await house.expect_queue(host, [dan])


async def test_after_a_dropped_connection_what_was_missed_is_replayed(house: House) -> None:
    gateway = house.sandbox.gateway
    host = await house.room()
    ada, bob = await house.listener("Ada"), await house.listener("Bob")
    await ada.slash("hand raise")

    await house.sandbox.faults.inject("drop_gateway")
    await bob.raise_hand()
    await eventually(lambda: gateway.resumed == 1, within_seconds=BACK_SECONDS)

    await house.expect_queue(host, [ada, bob])
    assert gateway.identified == 1
    assert house.bot_is_heard
