"""What the bot plays in each room: pieces in a queue, music beneath, sounds at once.

A sound that is heard alone, as loud as it was kept, is sent as the packets that lie ready. Whatever has to be
mixed or turned up or down is decoded and goes over a `Deck`, which is encoded once. All is in memory: a queue
ends with its room and with the bot. A voice that is lost for good, or that somebody moves to another stage,
leaves queue and music where they are: they wait for the next voice of the room
(`cogs.playback.acting.Returning`).
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from bot.voice.deck import MOST_SOUNDS, Deck
from bot.voice.decoding import ClipPcm
from bot.voice.opus import FRAME_SECONDS
from bot.voice.outlet import Outcome, Playing
from bot.voice.sources import Clip, Live, Source
from bot.voice.stored import StoredPcm
from cogs.playback.refusals import NothingPlays, PausedAlready, QueueFull, StageBusy
from cogs.rooms.api import Room

MOST_QUEUED = 25
#: Of what is sent one after the other; who plays more has to wait.
MOST_WAITING = 2
QUIETEST, LOUDEST = 10, 150
AS_IT_IS = 100


class Stage(Protocol):
    """The bot's voice in a room: what is needed of `bot.voice.stage_connection.StageConnection`."""

    @property
    def waiting(self) -> tuple[Playing, ...]:
        """What is sent after what is sent now."""

    def speaking(self) -> frozenset[int]:
        """Who is heard right now."""

    def start(self, source: Source, ended: Callable[[Playing], None] | None = None) -> Playing:
        """Play a source after what is played already."""


class Sound(Protocol):
    """Sound that knows how far it is."""

    @property
    def position_seconds(self) -> float:
        """How much of it was read so far."""

    def read(self) -> bytes | None:
        """See `bot.voice.sources.Pcm.read`."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Something in a queue: a clip, or a file that is read while it is heard."""

    name: str
    clip: Clip | Path
    added_by_id: int
    stored_seconds: float = 0.0  # of a file

    @property
    def length_seconds(self) -> float:
        """How long it is."""
        if isinstance(self.clip, Clip):
            return self.clip.length_frames * FRAME_SECONDS
        return self.stored_seconds

    def begun(self) -> Sound:
        """It, from its beginning."""
        return ClipPcm(self.clip) if isinstance(self.clip, Clip) else StoredPcm(self.clip)


@dataclass(frozen=True, slots=True)
class Status:
    """What a room hears now, and what it will."""

    piece: Piece | None
    position_seconds: float
    waiting: tuple[Piece, ...]
    volume: int  # in percent
    has_music: bool
    is_paused: bool = False
    waits: bool = False  # for the next voice of the room

    @property
    def is_idle(self) -> bool:
        """Whether nothing is in the queue."""
        return self.piece is None and not self.waiting


#: What a room hears where nothing was played yet.
NOTHING = Status(None, 0.0, (), AS_IT_IS, has_music=False)


@dataclass(slots=True)
class _Now:
    """The piece that is read; written by the encoder's thread."""

    piece: Piece
    pcm: Sound


@dataclass(slots=True)
class RoomPlayer:
    """What is played in one room."""

    room: Room
    changed: Callable[[Room], None]
    volume: int = AS_IT_IS
    _queue: deque[Piece] = field(default_factory=deque)
    _now: _Now | None = None
    _deck: Deck | None = None
    _playing: Playing | None = None
    #: The deck of a voice that is not on this stage any more.
    _left: Deck | None = None
    _music: ClipPcm | None = None
    #: Sounds that are sent as they lie ready, with no deck.
    _alone: list[Playing] = field(default_factory=list)
    _is_paused: bool = False
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.get_running_loop)

    @property
    def status(self) -> Status:
        """What is heard now, and what will be."""
        now = self._now
        return Status(
            None if now is None else now.piece,
            0.0 if now is None else now.pcm.position_seconds,
            tuple(self._queue),
            self.volume,
            self._music is not None if self._deck is None else self._deck.has_music,
            self._is_paused,
            self.waits,
        )

    @property
    def waits(self) -> bool:
        """Whether the voice was lost over which this was heard, and it goes on with the next."""
        left = self._now is not None or self._music is not None or bool(self._queue)
        return left and self._deck is None

    def go_on(self, stage: Stage) -> None:
        """Go on from where it was, over another voice; harmless if nothing waits.

        Raises:
            UpstreamError: that is lost as well.
        """
        if self.waits:
            self._begin(stage)
            self.changed(self.room)

    def give_up(self) -> int:
        """Forget what waits for a voice; answers how many pieces that were."""
        count = len(self._queue) + (self._now is not None)
        self._queue.clear()
        self._now = self._music = None
        self._is_paused = False
        self.changed(self.room)
        return count

    def sound(self, stage: Stage, clip: Clip) -> None:
        """Let a clip be heard at once, over what plays.

        Raises:
            StageBusy: so many are heard already that another would be noise.
            UpstreamError: the bot is not on the stage.
        """
        deck = self._deck
        if deck is not None and deck.sound_count >= MOST_SOUNDS:
            raise StageBusy
        if deck is not None and deck.lay_over(ClipPcm(clip)):
            return
        if len(stage.waiting) >= MOST_WAITING:
            raise StageBusy
        if self.volume == AS_IT_IS:
            self._alone = [playing for playing in self._alone if playing.outcome is None]
            self._alone.append(stage.start(clip))
        else:
            self._begin(stage, sound=ClipPcm(clip))

    def add(self, stage: Stage, piece: Piece) -> int:
        """Put a piece at the end of the queue; answers how many come before it.

        Raises:
            QueueFull: as many wait as there is room for.
            UpstreamError: the bot is not on the stage.
        """
        if len(self._queue) >= MOST_QUEUED:
            raise QueueFull(most=MOST_QUEUED)
        ahead = len(self._queue) + (self._now is not None)
        self._queue.append(piece)
        if self._deck is None or not self._deck.goes_on:
            try:
                self._begin(stage)
            except BaseException:
                self._queue.remove(piece)
                raise
        self.changed(self.room)
        return ahead

    def skip(self) -> Piece:
        """End what plays; the next one follows.

        Raises:
            NothingPlays: nothing does.
        """
        if self._now is None:
            raise NothingPlays
        skipped = self._now.piece
        self._is_paused = False
        self._leave_now()
        return skipped

    def pause(self, *, paused: bool) -> Piece:
        """Let what plays stand where it is, or go on.

        Raises:
            NothingPlays: nothing does.
            PausedAlready: it stands, or goes on, already.
        """
        if self._now is None:
            raise NothingPlays
        if self._is_paused == paused:
            raise PausedAlready(paused="yes" if paused else "no")
        self._is_paused = paused
        if self._deck is not None:
            self._deck.pause(paused=paused)
        self.changed(self.room)
        return self._now.piece

    def position_of(self, piece: Piece) -> float | None:
        """How far a piece is, in seconds; None once it is over. One that waits has not begun."""
        if self._now is not None and self._now.piece is piece:
            return self._now.pcm.position_seconds
        return 0.0 if any(waiting is piece for waiting in self._queue) else None

    def stop(self) -> int:
        """End what plays, and forget what waits; answers how many pieces that were.

        Raises:
            NothingPlays: there was none.
        """
        count = len(self._queue) + (self._now is not None)
        if not count:
            raise NothingPlays
        self._queue.clear()
        self._is_paused = False
        self._leave_now()
        return count

    def turn(self, volume: int) -> int:
        """Make all that the bot plays here louder or quieter, in percent; answers how loud it is now."""
        self.volume = min(LOUDEST, max(QUIETEST, volume))
        if self._deck is not None:
            self._deck.turn(self.volume / 100)
        self.changed(self.room)
        return self.volume

    def begin_music(self, stage: Stage, clip: Clip) -> None:
        """Let music go on beneath all else, until it is ended.

        Raises:
            UpstreamError: the bot is not on the stage.
        """
        music = ClipPcm(clip, repeats=True)
        if self._deck is None or not self._deck.play_beneath(music):
            self._begin(stage, music=music)
        self._music = music
        self.changed(self.room)

    def end_music(self) -> bool:
        """Fade the music out; answers whether there was some."""
        had_music = self.status.has_music
        self._music = None
        if self._deck is not None:
            self._deck.end_music()
        if had_music:
            self.changed(self.room)
        return had_music

    def rest(self) -> None:
        """Be silent, and wait with all of it for the next voice of the room."""
        self._left = self._deck
        self._be_silent()

    def end(self) -> None:
        """End all of it: the room is over."""
        self._queue.clear()
        self._now = self._music = None
        self._be_silent()

    def _be_silent(self) -> None:
        for playing in [*self._alone, *([self._playing] if self._playing else [])]:
            playing.stop()

    def _begin(self, stage: Stage, *, sound: ClipPcm | None = None, music: ClipPcm | None = None) -> None:
        """Let all that there is be heard over a new deck, with a sound over it or other music beneath."""
        deck = Deck(next_piece=self._next, speaks=stage.speaking, volume=self.volume / 100)
        if self._now is not None:
            deck.put_on(self._now.pcm, paused=self._is_paused)
        if (beneath := music or self._music) is not None:
            deck.play_beneath(beneath)
        if sound is not None:
            deck.lay_over(sound)
        self._playing = stage.start(Live(deck), lambda playing: self._ended(deck, playing))
        self._deck = deck

    def _leave_now(self) -> None:
        """End the piece that plays, or that waits in its middle."""
        if self._deck is not None:
            self._deck.skip()
        else:
            self._now = None
            self.changed(self.room)

    def _next(self) -> Sound | None:
        """The next piece; called by the encoder's thread whenever there is none."""
        before = self._now
        try:
            piece = self._queue.popleft()
        except IndexError:
            self._now = None
        else:
            self._now = _Now(piece, piece.begun())
        if before is not None or self._now is not None:
            self._tell()
        return None if self._now is None else self._now.pcm

    def _tell(self) -> None:
        # When the event loop has ended, nobody is left to be told.
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.changed, self.room)

    def _ended(self, deck: Deck, playing: Playing) -> None:
        """Take in that a deck is over: at its end, broken, or because the stage was lost for good."""
        if self._deck is not deck:
            return
        self._deck = self._playing = None
        lost = playing.outcome is Outcome.LOST or deck is self._left
        if lost and not deck.has_ended:
            self.changed(self.room)
            return
        if not deck.has_ended:
            self._queue.clear()
        self._now = self._music = None
        self._is_paused = False
        self.changed(self.room)


class Players:
    """What is played in every room."""

    def __init__(self) -> None:
        self._players: dict[int, RoomPlayer] = {}
        self._watchers: list[Callable[[Room], None]] = []

    def watch(self, watcher: Callable[[Room], None]) -> None:
        """Tell somebody of every room in which something else is played now."""
        self._watchers.append(watcher)

    def of(self, room: Room, volume: int = AS_IT_IS) -> RoomPlayer:
        """The player of a room; a new one is as loud as `volume`."""
        if (known := self._players.get(room.id)) is None:
            known = self._players[room.id] = RoomPlayer(room, self._changed, volume)
        return known

    def find(self, room_id: int) -> RoomPlayer | None:
        """The player of a room, if anything was played there."""
        return self._players.get(room_id)

    def end(self, room_id: int) -> None:
        """Forget a room that is over, and end what plays there."""
        if (player := self._players.pop(room_id, None)) is not None:
            player.end()

    def _changed(self, room: Room) -> None:
        for watcher in self._watchers:
            watcher(room)


def joined(clips: Sequence[Clip]) -> Clip:
    """Several clips as one, each after the one before."""
    return Clip([packet for clip in clips for packet in clip.packets])
