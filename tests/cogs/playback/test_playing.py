"""The player of a room, with a stage that is read frame by frame by the test."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.voice.clips import opus_packets
from bot.voice.counts import Counts
from bot.voice.outlet import Line, Outcome, Outlet, Playing
from bot.voice.sources import Clip, Live, Source
from cogs.playback.playing import MOST_QUEUED, NOTHING, Piece, Players, RoomPlayer, joined
from cogs.playback.refusals import NothingPlays, PausedAlready, QueueFull, StageBusy
from cogs.rooms.api import Room, RoomStatus
from tests.bot.voice.files import tone

ROOM = Room(1, 10, 100, 1000, "Jazz", 30, RoomStatus.LIVE, None)
CLIP = Clip(opus_packets(tone(100)))
OTHER = Clip(opus_packets(tone(60)))
LONG = Clip(opus_packets(tone(1_000)))


class Still:
    """A clock that stands: the test alone reads what is played. Fulfils `bot.voice.outlet.Clock`."""

    def __init__(self) -> None:
        self.counts = Counts()

    def add(self, outlet: Outlet) -> None:
        """Send nothing."""

    def retire(self, line: Line) -> None:
        """There is none."""

    def run_live(self, live: Live) -> None:
        """Leave it to the test."""


class Stage:
    """The outlet of a stage, whose frames the test reads."""

    def __init__(self) -> None:
        self.outlet = Outlet(Still())
        self.started: list[Playing] = []

    @property
    def waiting(self) -> tuple[Playing, ...]:
        return self.outlet.waiting

    def speaking(self) -> frozenset[int]:
        return frozenset()

    def start(self, source: Source, ended: Callable[[Playing], None] | None = None) -> Playing:
        self.started.append(self.outlet.play(source, ended))
        return self.started[-1]

    async def hear(self, frames: int) -> None:
        """Read so many frames of the live sound that was started last, as the encoder does."""
        live = self.started[-1].source
        assert isinstance(live, Live)
        for _ in range(frames):
            live.prepare()
            if live._next() is None:
                self.started[-1].stop()
                break
        await asyncio.sleep(0)


@pytest.fixture
async def stage() -> Stage:
    return Stage()


@pytest.fixture
async def player(stage: Stage) -> RoomPlayer:
    assert stage
    return Players().of(ROOM)


def piece(name: str, clip: Clip = CLIP) -> Piece:
    return Piece(name, clip, 30)


async def test_a_sound_alone_is_sent_as_it_lies_ready(player: RoomPlayer, stage: Stage) -> None:
    player.sound(stage, CLIP)

    assert [playing.source for playing in stage.started] == [CLIP]
    player.sound(stage, CLIP)
    with pytest.raises(StageBusy):
        player.sound(stage, CLIP)


async def test_a_quieter_sound_is_mixed(player: RoomPlayer, stage: Stage) -> None:
    player.turn(50)

    player.sound(stage, CLIP)

    assert isinstance(stage.started[0].source, Live)


async def test_pieces_play_one_after_the_other(player: RoomPlayer, stage: Stage) -> None:
    assert player.add(stage, piece("one")) == 0
    assert player.add(stage, piece("two", OTHER)) == 1
    await stage.hear(2)
    now = player.status
    assert (now.piece, [waits.name for waits in now.waiting]) == (piece("one"), ["two"])
    assert now.position_seconds > 0

    assert player.skip().name == "one"
    await stage.hear(2)

    assert player.status.piece == piece("two", OTHER)
    await stage.hear(100)
    assert player.status == NOTHING
    with pytest.raises(NothingPlays):
        player.skip()


async def test_stopping_forgets_what_waits(player: RoomPlayer, stage: Stage) -> None:
    for name in ("one", "two", "three"):
        player.add(stage, piece(name))
    await stage.hear(2)

    assert player.stop() == 3
    await stage.hear(100)

    assert player.status == NOTHING
    with pytest.raises(NothingPlays):
        player.stop()


async def test_a_queue_has_an_end(player: RoomPlayer, stage: Stage) -> None:
    player.add(stage, piece("now"))
    await stage.hear(1)
    for number in range(MOST_QUEUED):
        player.add(stage, piece(str(number)))

    with pytest.raises(QueueFull):
        player.add(stage, piece("more"))


def fill(player: RoomPlayer, stage: Stage) -> None:
    """Let one piece play, another wait, and music be under them."""
    player.add(stage, piece("one", LONG))
    player.add(stage, piece("two", OTHER))
    player.begin_music(stage, CLIP)


async def test_what_played_where_a_voice_was_lost_for_good_goes_on_over_the_next(
    player: RoomPlayer, stage: Stage
) -> None:
    fill(player, stage)
    await stage.hear(2)
    before = player.status

    stage.outlet.end_all(Outcome.LOST)

    assert player.status == replace(before, waits=True)
    other = Stage()
    player.go_on(other)
    assert player.status == before
    player.go_on(other)
    assert len(other.started) == 1
    await other.hear(1)
    assert player.status.position_seconds > before.position_seconds > 0
    assert player.skip().name == "one"
    await other.hear(2)
    assert player.status.piece == piece("two", OTHER)
    assert player.status.has_music


async def test_what_played_where_a_voice_was_moved_away_waits_and_goes_on_where_it_was(
    player: RoomPlayer, stage: Stage
) -> None:
    fill(player, stage)
    player.turn(150)
    await stage.hear(2)
    before = player.status

    player.rest()
    player.rest()

    assert player.status == replace(before, waits=True)
    assert [playing.outcome for playing in stage.started] == [Outcome.STOPPED]
    player.go_on(stage)
    assert player.status == before
    await stage.hear(1)
    assert player.status.position_seconds > before.position_seconds > 0
    player.end()
    assert player.status.is_idle


async def test_what_waits_for_a_voice_can_be_skipped_stopped_and_given_up(
    player: RoomPlayer, stage: Stage
) -> None:
    for name in ("one", "two", "three"):
        player.add(stage, piece(name, LONG))
    await stage.hear(2)
    player.pause(paused=True)
    stage.outlet.end_all(Outcome.LOST)

    player.pause(paused=False)
    assert player.skip().name == "one"
    assert player.stop() == 2
    assert player.status == NOTHING
    player.add(other := Stage(), piece("four", LONG))
    await other.hear(1)
    other.outlet.end_all(Outcome.LOST)

    assert player.give_up() == 1
    assert player.status == NOTHING


async def test_a_piece_that_breaks_is_not_tried_again(player: RoomPlayer, stage: Stage) -> None:
    player.add(stage, piece("one"))
    player.add(stage, piece("two"))
    await stage.hear(1)

    stage.outlet.end_all(Outcome.FAILED)

    assert player.status == NOTHING


async def test_music_goes_on_until_it_is_ended(player: RoomPlayer, stage: Stage) -> None:
    player.begin_music(stage, CLIP)
    await stage.hear(50)
    player.sound(stage, OTHER)
    assert len(stage.started) == 1
    assert player.status.has_music

    assert player.end_music()
    await stage.hear(200)

    assert not player.status.has_music
    assert not player.end_music()


async def test_whoever_watches_hears_of_every_change(stage: Stage) -> None:
    players, told = Players(), list[Room]()
    players.watch(told.append)

    players.of(ROOM).add(stage, piece("one"))
    await stage.hear(100)
    await asyncio.sleep(0)

    assert len(told) >= 3
    assert set(told) == {ROOM}
    players.end(ROOM.id)
    assert players.find(ROOM.id) is None


def test_clips_are_joined() -> None:
    assert joined([CLIP, OTHER]).packets == CLIP.packets + OTHER.packets


async def test_what_is_paused_stands_where_it_is_and_goes_on(player: RoomPlayer, stage: Stage) -> None:
    first, second = piece("First"), piece("Second")
    with pytest.raises(NothingPlays):
        player.pause(paused=True)
    player.add(stage, first)
    player.add(stage, second)
    await stage.hear(2)

    assert player.pause(paused=True) is first
    before = player.position_of(first)
    await stage.hear(50)

    assert player.position_of(first) == before
    assert player.status.is_paused
    with pytest.raises(PausedAlready):
        player.pause(paused=True)
    player.pause(paused=False)
    await stage.hear(1)
    assert (player.position_of(first) or 0.0) > (before or 0.0)
    player.pause(paused=True)
    player.skip()
    await stage.hear(2)
    assert not player.status.is_paused
    assert player.position_of(first) is None
    assert (player.position_of(second) or 0.0) > 0.0
