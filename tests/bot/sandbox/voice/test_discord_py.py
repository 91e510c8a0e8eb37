"""discord.py's own VoiceClient on the sandbox, with nothing of Rostra in between.

Source of the rules: Discord documentation, "Voice Connections" and "Voice"; of what the client does
on each close code: discord.py 2.7's own comments on them in its voice connection state.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

import discord
import pytest

from bot.sandbox.voice import heard
from bot.sandbox.world import voice_states
from bot.sandbox.world.models import ChannelType
from bot.testing import eventually
from bot.voice.opus import SILENCE
from tests.bot.sandbox.voice.stage import Stage

PACKETS = [b"\xfc" + bytes([number]) * 40 for number in range(1, 31)]


class ReadyPackets(discord.AudioSource):
    """Opus packets as they are; no codec is loaded."""

    def __init__(self, packets: Sequence[bytes]) -> None:
        self._packets = iter(packets)

    def is_opus(self) -> bool:
        return True

    def read(self) -> bytes:
        return next(self._packets, b"")


class Bot:
    """The application's client, on the first stage."""

    def __init__(self, client: discord.Client, stage: Stage, voice: discord.VoiceClient) -> None:
        self.client = client
        self.voice = voice
        self.stage = stage

    @property
    def id(self) -> int:
        return self.stage.world.application.bot.id

    async def take_the_floor(self) -> None:
        await self.voice.guild.me.edit(suppress=False)

    async def play(self, packets: Sequence[bytes] = PACKETS) -> None:
        loop, done = asyncio.get_running_loop(), asyncio.Event()
        self.voice.play(ReadyPackets(packets), after=lambda _: loop.call_soon_threadsafe(done.set))
        async with asyncio.timeout(10):
            await done.wait()

    async def wake_the_reader(self) -> None:
        """Keep discord.py's reader thread from sleeping on a socket that is about to be closed.

        It may be in a `select` of 30 seconds, which a close does not end; then it misses the
        discovery on the next socket. Any datagram sends it back to its post.
        """
        self.voice._connection.send_packet(bytes(8))
        await eventually(lambda: self.stage.sandbox.voice.media.strays.keepalives)

    def heard(self) -> list[bytes]:
        """What a listener got, without the silence that ends every utterance."""
        packets = heard.packets(self.stage.sandbox.voice, self.stage.channel_id, self.id)
        return [packet for packet in packets if packet != SILENCE]

    def session_ssrc(self) -> int | None:
        session = self.stage.sandbox.voice.calls.session(self.stage.guild_id, self.id)
        return None if session is None else session.ssrc

    async def fault(self, kind: str, **parameters: object) -> None:
        await self.stage.sandbox.faults.inject(kind, **parameters)


async def join(client: discord.Client, stage: Stage, *, patience_seconds: float = 5.0) -> Bot:
    channel = client.get_channel(stage.channel_id)
    assert isinstance(channel, discord.StageChannel)
    return Bot(client, stage, await channel.connect(timeout=patience_seconds, self_deaf=True))


@pytest.fixture
async def bot(client: discord.Client, stage: Stage) -> AsyncIterator[Bot]:
    joined = await join(client, stage)
    yield joined
    if client.voice_clients:
        await joined.voice.disconnect(force=True)


async def test_a_bot_on_stage_is_heard_bit_for_bit_by_a_persons_client(bot: Bot, stage: Stage) -> None:
    await stage.sandbox.voice.people.listen(stage.guild_id, stage.listener())
    await bot.take_the_floor()

    await bot.play()

    await eventually(lambda: len(bot.heard()) == len(PACKETS))
    assert bot.heard() == PACKETS


async def test_a_bot_in_the_audience_is_heard_by_nobody(bot: Bot) -> None:
    """Joining a stage lands in the audience, bots too."""
    await bot.play()

    assert bot.heard() == []


async def test_a_bot_chooses_the_one_mode_it_knows(bot: Bot, stage: Stage) -> None:
    session = stage.sandbox.voice.calls.session(stage.guild_id, bot.id)

    assert session is not None
    assert session.mode == "aead_xchacha20_poly1305_rtpsize"


async def test_a_deafened_bot_gets_nothing_and_a_hearing_one_does(bot: Bot, stage: Stage) -> None:
    got: list[bytes] = []
    bot.voice._connection.add_socket_listener(got.append)
    people, speaker = stage.sandbox.voice.people, stage.speaker()
    await people.listen(stage.guild_id, speaker)

    async def say() -> None:
        client = await people.listen(stage.guild_id, speaker)
        await client.speak(PACKETS)

    await say()
    assert got == []
    await bot.voice.guild.change_voice_state(channel=bot.voice.channel, self_deaf=False)
    state = voice_states.voice_state_of(stage.world, stage.guild_id, bot.id)
    await eventually(lambda: not state.self_deaf)
    await say()

    await eventually(lambda: len(got) == len(PACKETS) + 5)


async def test_a_bot_moved_to_another_stage_follows(bot: Bot, stage: Stage) -> None:
    second = [c for c in stage.sandbox.guild.channels.values() if c.type is ChannelType.STAGE][1]
    first_ssrc = bot.session_ssrc()

    voice_states.move(stage.world, stage.guild_id, bot.id, second.id)

    await eventually(lambda: bot.session_ssrc() not in (None, first_ssrc) and bot.voice.is_connected())
    assert bot.voice.channel.id == second.id


async def test_another_voice_server_means_a_new_key_and_ssrc_and_the_bot_plays_on(bot: Bot) -> None:
    """ "Gateway Events", Voice Server Update: sent "when the current voice instance fails over"."""
    await bot.take_the_floor()
    first_ssrc, first_endpoint = bot.session_ssrc(), bot.voice.endpoint

    await bot.fault("voice_server_move")

    await eventually(lambda: bot.session_ssrc() not in (None, first_ssrc) and bot.voice.is_connected())
    assert bot.voice.endpoint != first_endpoint
    await bot.play()
    assert bot.heard() == PACKETS


@pytest.mark.parametrize("code", [4014, 4021, 4022])
async def test_a_bot_told_not_to_come_back_stays_away(bot: Bot, code: int) -> None:
    await bot.fault("voice_close", code=code)

    await eventually(lambda: not bot.voice.is_connected() and bot.client.voice_clients == [])
    assert bot.session_ssrc() is None


@pytest.mark.parametrize("code", [4006, 4009])
async def test_a_bot_whose_session_is_over_opens_a_new_one(bot: Bot, code: int) -> None:
    first_ssrc = bot.session_ssrc()
    await bot.wake_the_reader()

    await bot.fault("voice_close", code=code)

    # It waits up to two seconds before the first retry.
    await eventually(
        lambda: bot.session_ssrc() not in (None, first_ssrc) and bot.voice.is_connected(), within_seconds=10
    )


async def test_a_crashed_voice_server_is_more_than_discord_py_survives(
    client: discord.Client, stage: Stage
) -> None:
    """4015 asks to resume; discord.py first asks the main gateway again, then waits in vain."""
    bot = await join(client, stage, patience_seconds=1.0)

    await bot.fault("voice_close", code=4015)

    await eventually(lambda: not bot.voice.is_connected() and client.voice_clients == [])


async def test_a_bot_that_hangs_up_leaves_the_stage(bot: Bot, stage: Stage) -> None:
    await bot.voice.disconnect()

    await eventually(lambda: bot.id not in stage.sandbox.guild.voice_states)
    assert bot.session_ssrc() is None
