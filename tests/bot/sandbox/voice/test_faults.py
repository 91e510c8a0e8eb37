"""Harm to voice, asked for by kind.

What close codes mean: Discord documentation, "Opcodes and Status Codes", Voice Close Event Codes.
"""

from __future__ import annotations

import asyncio
import time

import aiohttp
import pytest

from bot.sandbox.faults import BadFault
from bot.sandbox.voice import heard
from bot.sandbox.voice.person_client import PersonClient
from bot.testing import eventually
from bot.voice.opus import SILENCE
from tests.bot.sandbox.voice.stage import Stage

PACKETS = [b"\xfc" + bytes([number]) * 10 for number in range(1, 61)]


async def talk(stage: Stage, packets: list[bytes] = PACKETS) -> int:
    """Let somebody new say something; answers who."""
    speaker = stage.speaker()
    client = await stage.sandbox.voice.people.listen(stage.guild_id, speaker)
    await client.speak(packets)
    return speaker


async def listening(stage: Stage) -> PersonClient:
    return await stage.sandbox.voice.people.listen(stage.guild_id, stage.listener())


def heard_of(stage: Stage, speaker: int) -> list[bytes]:
    return heard.packets(stage.sandbox.voice, stage.channel_id, speaker)


async def test_lost_packets_are_missed_by_the_listener_and_leave_a_gap(stage: Stage) -> None:
    await listening(stage)
    await stage.sandbox.faults.inject("udp_loss", fraction=0.3, seed=7)

    packets = heard_of(stage, await talk(stage))

    got = [packet for packet in packets if packet != SILENCE]
    assert 20 < len(got) < 58
    assert [packets[PACKETS.index(packet) - PACKETS.index(packets[0])] for packet in got] == got


async def test_overtaken_packets_arrive_and_are_put_in_order(stage: Stage) -> None:
    client = await listening(stage)
    await stage.sandbox.faults.inject("udp_reorder", fraction=0.3)

    speaker = await talk(stage)

    await eventually(lambda: heard_of(stage, speaker)[:60] == PACKETS)
    track = client.heard.get(stage.channel_id, speaker)
    assert track is not None
    arrived = [packet.opus for packet in track._heard]
    assert arrived != sorted(arrived)


async def test_a_packet_delivered_twice_is_heard_once(stage: Stage) -> None:
    client = await listening(stage)
    await stage.sandbox.faults.inject("udp_duplicate", fraction=1.0)

    speaker = await talk(stage)

    track = client.heard.get(stage.channel_id, speaker)
    await eventually(lambda: track is not None and len(track._heard) == 2 * (len(PACKETS) + 5))
    assert heard_of(stage, speaker)[:60] == PACKETS


async def test_a_late_line_is_late(stage: Stage) -> None:
    await listening(stage)
    await stage.sandbox.faults.inject("udp_delay", seconds=0.3)
    before = time.monotonic()

    speaker = await talk(stage, PACKETS[:1])

    await eventually(lambda: heard_of(stage, speaker))
    assert time.monotonic() - before > 0.3


async def test_a_silent_line_carries_nothing_until_it_is_over(stage: Stage) -> None:
    await listening(stage)
    await stage.sandbox.faults.inject("udp_silence", seconds=30)
    speaker = asyncio.create_task(talk(stage, PACKETS[:5]))
    strays = stage.sandbox.voice.media.strays
    await eventually(lambda: strays.discoveries == 2)  # asked, and left without an answer
    assert not speaker.done()
    speaker.cancel()
    await asyncio.gather(speaker, return_exceptions=True)

    await stage.sandbox.faults.inject("udp_silence", seconds=0)

    assert heard_of(stage, await talk(stage, PACKETS[:5]))


async def test_everybody_in_the_room_goes_when_the_call_is_terminated(stage: Stage) -> None:
    """Close code 4022: "Disconnect all clients due to call terminated"."""
    client, other = await listening(stage), await listening(stage)

    await stage.sandbox.faults.inject("voice_close", code=4022, user_id=client.admission.user_id)

    await eventually(lambda: not client.is_open and not other.is_open)
    assert (client.close_code, other.close_code) == (4022, 4022)
    assert stage.sandbox.guild.voice_states == {}


async def test_only_the_one_who_is_kicked_goes(stage: Stage) -> None:
    """Close code 4014: "Disconnect individual client"."""
    client, other = await listening(stage), await listening(stage)

    await stage.sandbox.faults.inject("voice_close", code=4014, user_id=client.admission.user_id)

    await eventually(lambda: client.close_code == 4014)
    assert other.is_open
    assert client.admission.user_id not in stage.sandbox.guild.voice_states


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [
        ("voice_close", {"code": 4006}),  # the bot is not in voice
        ("voice_server_move", {}),
        ("voice_close", {"code": 4999}),
        ("udp_loss", {"fraction": 2}),
        ("udp_delay", {"minutes": 1}),
    ],
)
async def test_harm_that_cannot_be_done_is_refused(
    stage: Stage, kind: str, parameters: dict[str, object]
) -> None:
    with pytest.raises(BadFault):
        await stage.sandbox.faults.inject(kind, **parameters)


async def test_the_control_api_does_harm(stage: Stage) -> None:
    async with aiohttp.ClientSession() as http:
        body = {"kind": "udp_loss", "fraction": 0.25, "seed": 3}
        answer = await http.post(f"{stage.sandbox.ready.control}/faults", json=body)

    assert answer.status == 200
    assert stage.sandbox.voice.media.impairments.loss == 0.25
