"""Pins, by both generations of routes. Discord documentation, "Message"."""

from __future__ import annotations

import discord

from bot.sandbox.world.messages import MessageDraft, post
from bot.sandbox.world.permissions import Permission
from tests.bot.sandbox.house import House, expect_refused


async def test_a_message_is_pinned_and_the_channel_says_so(house: House) -> None:
    # Pin Message; "Gateway Events", Channel Pins Update; message type 6.
    sent = await house.lounge.send("rules")

    channel, when = await house.during("guild_channel_pins_update", sent.pin())
    notice = await anext(house.lounge.history(limit=1))

    assert (channel, when is not None) == (house.lounge, True)
    assert notice.type is discord.MessageType.pins_add
    assert notice.reference is not None
    assert notice.reference.message_id == sent.id


async def test_pins_are_listed_latest_first(house: House) -> None:
    # Get Channel Pins.
    for text in ("a", "b", "c"):
        await (await house.lounge.send(text)).pin()

    assert [each.content async for each in house.lounge.pins(limit=2)] == ["c", "b"]
    assert [each.content async for each in house.lounge.pins(limit=None)] == ["c", "b", "a"]


async def test_a_message_is_unpinned(house: House) -> None:
    # Unpin Message; "Gateway Events", Channel Pins Update.
    sent = await house.lounge.send("rules")
    await sent.pin()

    await house.during("guild_channel_pins_update", sent.unpin())

    assert [each.content async for each in house.lounge.pins()] == []


async def test_the_deprecated_routes_still_serve(house: House) -> None:
    # Get Pinned Messages, Pin Message, Unpin Message (deprecated).
    sent = await house.lounge.send("x")
    path = f"/channels/{house.lounge.id}/pins"

    assert await house.api("PUT", f"{path}/{sent.id}") == (204, "")
    assert [each["id"] for each in (await house.api("GET", path))[1]] == [str(sent.id)]
    assert await house.api("DELETE", f"{path}/{sent.id}") == (204, "")
    assert await house.api("GET", path) == (200, [])


async def test_pinning_takes_its_own_permission(house: House) -> None:
    # Pin Message: PIN_MESSAGES, no longer MANAGE_MESSAGES.
    sent = await house.lounge.send("x")
    house.grant(Permission.MANAGE_MESSAGES)
    house.deny(Permission.PIN_MESSAGES)

    await expect_refused(50013, sent.pin())


async def test_a_channel_has_room_for_250_pins(house: House) -> None:
    # "Opcodes and Status Codes", 30003.
    world = house.sandbox.world
    channel = world.channel(house.lounge.id)
    for _ in range(250):
        post(world, channel, world.application.bot, MessageDraft("x")).pinned_at = world.clock.now()

    await expect_refused(30003, (await house.lounge.send("one more")).pin())
