"""Voice fails while a room is live: the bot comes back to the stage, or says what keeps it away."""

from __future__ import annotations

import pytest

from bot.sandbox.people.person import Person
from bot.sandbox.world import voice_states
from bot.sandbox.world.permissions import Permission
from bot.testing import eventually, running
from cogs.rooms import presence
from cogs.rooms.presence import MOST_COMEBACKS
from tests.cogs.house import CLUB, TOPIC, House

BACK_SECONDS = 60.0


def says(house: House, host: Person) -> str:
    """What the bot says in the chat of the stage, beside the card."""
    return "\n".join(message.content for message in host.messages(house.stage_id))


def disconnect(house: House) -> None:
    """A moderator disconnects the bot."""
    world = house.sandbox.world
    voice_states.move(world, house.sandbox.guild.id, world.application.bot.id, None)


@pytest.mark.parametrize("code", [4006, 4009, 4014, 4015, 4022])
async def test_a_closed_voice_connection_comes_back_as_a_speaker(house: House, code: int) -> None:
    """Discord documentation, "Opcodes and Status Codes", Voice Close Event Codes."""
    host = await house.room()

    await house.sandbox.faults.inject("voice_close", code=code)
    await eventually(lambda: not house.bot_is_heard)
    await eventually(lambda: house.bot_is_heard, within_seconds=BACK_SECONDS)

    assert TOPIC in (await host.slash("room close")).text
    await eventually(lambda: house.bot_voice is None)


async def test_where_discord_limits_it_the_bot_waits_and_where_it_demands_encryption_it_stays_away(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Discord documentation, "Opcodes and Status Codes", Voice Close Event Codes: should not reconnect."""
    monkeypatch.setattr(presence, "WAITS_SECONDS", ())  # it comes back by the longer ones alone
    monkeypatch.setattr(presence, "LIMITED_WAITS_SECONDS", (0.05,))
    host = await house.room()

    await house.sandbox.faults.inject("voice_close", code=4021)
    await eventually(lambda: "limits how often" in says(house, host))
    await eventually(lambda: house.bot_is_heard, within_seconds=BACK_SECONDS)

    await house.sandbox.faults.inject("voice_close", code=4017)
    await eventually(lambda: "end-to-end encryption" in says(house, host))
    await eventually(lambda: house.bot_voice is None)
    assert "My voice is in" in (await host.slash("room voice")).text
    assert house.bot_is_heard


async def test_while_the_connection_is_mended_the_card_says_so(house: House) -> None:
    host = await house.room()

    def card() -> str:
        return "\n".join(message.text for message in host.messages(house.stage_id))

    await house.sandbox.faults.inject("udp_silence", seconds=60)  # nothing is mended so long
    await house.sandbox.faults.inject("voice_close", code=4006)
    await eventually(lambda: "I am coming back" in card())

    await house.sandbox.faults.inject("udp_silence", seconds=0)
    await eventually(lambda: "I am coming back" not in card(), within_seconds=BACK_SECONDS)
    await eventually(lambda: house.bot_is_heard, within_seconds=BACK_SECONDS)


async def test_moved_to_another_voice_server_it_is_heard_there(house: House) -> None:
    await house.room()

    await house.sandbox.faults.inject("voice_server_move")
    await eventually(lambda: not house.bot_is_heard, within_seconds=BACK_SECONDS)
    await eventually(lambda: house.bot_is_heard, within_seconds=BACK_SECONDS)


async def test_disconnected_again_and_again_it_stays_away_and_says_so(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "WAITS_SECONDS", (0.05,))
    host = await house.room()

    for _ in range(MOST_COMEBACKS):
        disconnect(house)
        await eventually(lambda: house.bot_is_heard, within_seconds=BACK_SECONDS)
    disconnect(house)
    await eventually(lambda: "again and again" in says(house, host))

    assert house.bot_voice is None
    assert house.instance is not None
    assert "Nobody waits" in (await host.slash("hand queue")).text
    await host.slash("room close")
    await host.slash("room open", club=CLUB, topic=TOPIC)
    assert house.bot_is_heard


async def test_without_its_permission_it_names_it_in_the_stages_chat(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "WAITS_SECONDS", (0.05,))
    host = await house.room()
    house.deny(Permission.MUTE_MEMBERS)

    disconnect(house)
    await eventually(lambda: f"In <#{house.stage_id}> I lack: Mute Members" in says(house, host))

    assert house.bot_voice is None


async def test_started_again_without_its_permission_it_names_it_there_too(house: House) -> None:
    host = await house.room()
    await house.bot.close()
    house.deny(Permission.MUTE_MEMBERS)

    async with running(house.sandbox, house.bot.config):
        await eventually(lambda: "Mute Members" in says(house, host))

    assert says(house, host).count("Mute Members") == 1
    assert house.instance is not None


async def test_if_every_try_fails_it_says_that_it_cannot_come_back(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "WAITS_SECONDS", (0.05, 0.05))
    host = await house.room()
    await house.sandbox.faults.inject("http_500", path="/voice-states/@me", status=503, count=2)

    disconnect(house)
    await eventually(lambda: "does not let me back in" in says(house, host), within_seconds=BACK_SECONDS)

    assert not house.bot_is_heard
