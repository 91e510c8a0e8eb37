"""Every way in which a voice connection ends, while a clip is played and the room is recorded."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import discord
import pytest

from bot.client import Bot
from bot.sandbox.server import Sandbox
from bot.sandbox.voice.opcodes import VoiceCloseCode
from bot.sandbox.voice.sessions import VoiceSession
from bot.sandbox.world import voice_states
from bot.sandbox.world.models import ChannelType
from bot.testing import config_in, eventually, running
from bot.voice import ogg, stage_connection, supervisor
from bot.voice.closes import ACTIONS, CODES, Action, Trouble, trouble_of
from bot.voice.events import LeftStage, StageInterrupted
from bot.voice.opus import SAMPLE_RATE, packet_samples
from bot.voice.outlet import Playing
from bot.voice.recording import Recording
from bot.voice.sources import Clip
from bot.voice.stage_connection import StageConnection
from tests.bot.sandbox.voice.stage import Stage

#: Longer than all of the test takes; its packets differ from each other, from silence and from what is said.
CLIP = [b"\xfc" + number.to_bytes(3, "big") * 8 for number in range(1, 6_001)]
FRAME_SECONDS = 0.02
#: A packet ends when it arrives, and silence before it is made in steps of 2.5 ms.
EARLIEST_SECONDS = 0.025


class Said(NamedTuple):
    """A word, and between which two moments of the room's clock it came in."""

    packet: bytes
    after: float
    before: float


class Evening:
    """A bot that plays and records on a stage, somebody who speaks there, and what became of both."""

    def __init__(
        self, sandbox: Sandbox, connection: StageConnection, recording: Recording, playing: Playing
    ) -> None:
        self.sandbox = sandbox
        self.connection = connection
        self.recording = recording
        self.playing = playing
        self.told: list[LeftStage | StageInterrupted] = []
        self.said: dict[int, list[Said]] = {}
        self.speaker = 0

    @property
    def session(self) -> VoiceSession | None:
        """The bot's connection, as the voice server has it."""
        return self.sandbox.voice.calls.session(self.sandbox.guild.id, self.sandbox.world.application.bot.id)

    @property
    def another_stage(self) -> int:
        """A second stage of the community."""
        channels = self.sandbox.guild.channels.values()
        stages = (channel.id for channel in channels if channel.type is ChannelType.STAGE)
        return next(stage for stage in stages if stage != self.connection.channel.id)

    async def goes_on(self) -> None:
        """Wait until the bot is back and plays, then let a word be said that is recorded."""
        await eventually(lambda: self.connection.is_speaker, within_seconds=30)
        sent = self.playing.sent_frames
        await eventually(lambda: self.playing.sent_frames > sent + 2)
        await self._say_a_word()

    async def _say_a_word(self) -> None:
        stage, voices = Stage(self.sandbox), self.sandbox.voice.people
        if self.speaker not in self.sandbox.guild.voice_states:  # 4022 has sent everybody home
            self.speaker = stage.speaker()
        client = await voices.listen(stage.guild_id, self.speaker)
        words = self.said.setdefault(self.speaker, [])
        word, after = b"\xfc" + bytes([len(words) + 1]) * 50, self.recording.seconds()
        kept = self.recording.quality_of(self.speaker).packets
        await client.speak([word])
        await eventually(lambda: self.recording.quality_of(self.speaker).packets > kept)
        words.append(Said(word, after, self.recording.seconds()))


@pytest.fixture
async def evening(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Evening]:
    """The bot comes back wherever it was disconnected, as rooms have it do."""
    monkeypatch.setattr(supervisor, "SETTLE_SECONDS", 0.5)
    monkeypatch.setattr(supervisor, "MOST_MENDS_A_MINUTE", 1_000)
    folder = tmp_path / "recording"
    folder.mkdir()
    async with running(sandbox, config_in(tmp_path)) as bot:
        channel = bot.get_channel(sandbox.house.stage.id)
        assert isinstance(channel, discord.StageChannel)
        connection = await bot.voice.join(channel)
        recording = await connection.record(folder, allows=lambda _user: True)
        found = Evening(sandbox, connection, recording, connection.start(Clip(CLIP)))
        _follow(bot, found)
        yield found


def _follow(bot: Bot, evening: Evening) -> None:
    async def come_back(event: LeftStage) -> None:
        evening.told.append(event)
        assert await bot.voice.join(evening.connection.channel) is evening.connection

    async def note(event: StageInterrupted) -> None:
        evening.told.append(event)

    bot.events.subscribe(LeftStage, come_back)
    bot.events.subscribe(StageInterrupted, note)


def places(packets: list[bytes]) -> dict[bytes, float]:
    """At which second of a track each packet begins."""
    found, samples = {}, 0
    for packet in packets:
        found[packet] = samples / SAMPLE_RATE
        samples += packet_samples(packet)
    return found


async def test_every_close_is_answered_by_the_table_while_clip_and_recording_go_on(evening: Evening) -> None:
    await evening.goes_on()

    for code in sorted(CODES):
        before = evening.session
        evening.told.clear()
        await evening.sandbox.faults.inject("voice_close", code=code)
        await eventually(lambda: evening.told)
        await evening.goes_on()

        assert isinstance(evening.told[0], StageInterrupted)
        action = ACTIONS[trouble_of(code)]
        # That it was disconnected the gateway may say before the voice server does.
        earlier = {Trouble.DISCONNECTED} if action is Action.SETTLE else set()
        assert evening.told[0].trouble in {trouble_of(code), *earlier}
        assert (evening.session is before) is (action is Action.RESUME), code
        # By this fault 4014 and 4022 mean that the bot was disconnected; their other meanings are below.
        assert any(isinstance(event, LeftStage) for event in evening.told) is (
            action in {Action.END, Action.SETTLE}
        ), code
    await _prove_what_was_kept(evening)


async def test_a_close_of_several_meanings_is_understood_and_clip_and_recording_go_on(
    evening: Evening,
) -> None:
    voice, guild_id = evening.sandbox.voice, evening.sandbox.guild.id
    bot_id, stage_id = evening.sandbox.world.application.bot.id, evening.connection.channel.id
    disconnected, terminated = VoiceCloseCode.DISCONNECTED, VoiceCloseCode.CALL_TERMINATED
    await evening.goes_on()

    def take_over() -> None:
        state = evening.sandbox.guild.voice_states[bot_id]
        token, endpoint = voice.admit(guild_id, bot_id, stage_id, state.session_id)  # closes with 4014
        update = {"token": token, "guild_id": str(guild_id), "endpoint": endpoint}
        evening.sandbox.world.emit("VOICE_SERVER_UPDATE", update, guild_id)

    meanings: list[Callable[[], object]] = [
        take_over,
        # Closes with 4022, as when the region of the stage is changed.
        lambda: voice.move(guild_id, bot_id),
        # Nothing more is told: the gateway's own session was lost, or another has taken its place.
        lambda: voice.calls.end((guild_id, bot_id), disconnected, "no reason"),
        lambda: voice.calls.end((guild_id, bot_id), terminated, "no reason"),
    ]
    for happens in meanings:
        before = evening.session
        evening.told.clear()
        happens()
        await eventually(lambda: evening.told)
        await evening.goes_on()

        assert evening.session is not before
        assert [event for event in evening.told if isinstance(event, LeftStage)] == []
    await _prove_what_was_kept(evening)


async def test_what_no_close_tells_of_is_seen_too_and_clip_and_recording_go_on(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage_connection, "SILENT_SECONDS", 6.0)
    world, guild = evening.sandbox.world, evening.sandbox.guild
    connection, bot_id = evening.connection, world.application.bot.id
    here, there = connection.channel.id, evening.another_stage
    await evening.goes_on()

    # No datagram comes through any more, though nothing was closed.
    await eventually(lambda: connection._intake.received.echoes, within_seconds=20)
    before = evening.session
    await evening.sandbox.faults.inject("udp_silence", seconds=15)
    await eventually(lambda: evening.told, within_seconds=30)
    told = evening.told[0]
    assert isinstance(told, StageInterrupted)
    assert told.trouble is Trouble.UDP_SILENT
    await eventually(lambda: evening.session is not before, within_seconds=40)
    await evening.goes_on()

    # A moderator sends the bot down into the audience.
    voice_states.modify_other(world, guild.id, guild.owner_id, bot_id, suppress=True)
    await eventually(lambda: not guild.voice_states[bot_id].suppress)
    await evening.goes_on()

    # Another moves it to another stage, and back.
    for place in (there, here):
        voice_states.move(world, guild.id, bot_id, place)
        await eventually(lambda: connection.channel.id == place and connection.is_speaker)  # noqa: B023 - awaited within
        sent = evening.playing.sent_frames
        await eventually(lambda: evening.playing.sent_frames > sent)  # noqa: B023 - awaited within
    await evening.goes_on()

    assert [event for event in evening.told if isinstance(event, LeftStage)] == []
    await _prove_what_was_kept(evening)


async def _prove_what_was_kept(evening: Evening) -> None:
    recording, bot_id = evening.recording, evening.sandbox.world.application.bot.id
    evening.playing.stop()
    # Whatever came late on a busy machine lies before the end of the room then.
    until = recording.seconds() + 0.5
    await eventually(lambda: recording.seconds() > until)
    length = await evening.connection.stop_recording()

    tracks = {user: ogg.packets(recording.path_of(user).read_bytes()) for user in recording.speakers()}
    assert set(tracks) == {bot_id, *evening.said}
    for packets in tracks.values():
        assert abs(sum(map(packet_samples, packets)) / SAMPLE_RATE - length) < FRAME_SECONDS
    # The clip went on where it was each time: nothing of it comes twice, or out of turn.
    played = [packet for packet in tracks[bot_id] if packet in set(CLIP)]
    assert played == CLIP[: len(played)]
    # Every word is there, and lies on the clock on which it was said.
    for user, words in evening.said.items():
        placed = places(tracks[user])
        for word in words:
            assert word.after - EARLIEST_SECONDS <= placed[word.packet] <= word.before
        assert all(placed[first.packet] < placed[then.packet] for first, then in pairwise(words))
    session = evening.session
    assert session is not None
    assert (session.traffic.bad, session.traffic.nonce_reuses) == (0, 0)
