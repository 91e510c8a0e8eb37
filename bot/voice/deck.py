"""All that one room hears of the bot at a time, as one sound: piece after piece, music, and sounds over both.

Theory, in four rules.

1. *Pieces* come one after the other from whoever has them (`next_piece`), with no gap between two of them.
2. *Music* goes on beneath, silent while a piece plays, and fades out when it is taken away.
3. *Sounds* lie over all of it, at once. Music and pieces go down under sounds, and under speech.
4. A deck ends when nothing is left of any of them, for good; whoever then has something makes another.

`read` is called in the encoder's thread, the rest by anybody.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

import numpy as np

from bot.voice.mixing import HOLD_SECONDS, Layer, Samples, added_up
from bot.voice.opus import FRAME_SAMPLES, FRAME_SECONDS
from bot.voice.sources import Pcm

#: Whoever wants more at a time hears noise.
MOST_SOUNDS = 4


class Deck:
    """Mixes what one room hears. Fulfils `bot.voice.sources.Pcm`."""

    def __init__(
        self,
        *,
        next_piece: Callable[[], Pcm | None] = lambda: None,
        speaks: Callable[[], object] = lambda: False,
        volume: float = 1.0,
    ) -> None:
        """Prepare; `next_piece` and `speaks` are asked in the thread that reads."""
        self._next_piece = next_piece
        self._speaks = speaks
        self._volume = volume
        self._piece: Layer | None = None
        self._music: Layer | None = None
        self._leaving: list[Layer] = []
        self._sounds: list[Layer] = []
        self._held_seconds = 0.0
        self._is_paused = False
        self._lock = threading.Lock()
        #: It is at its end, and takes nothing any more.
        self.has_ended = False

    @property
    def goes_on(self) -> bool:
        """Whether it asks for another piece before it ends."""
        with self._lock:  # not in the middle of a frame, which may be its last
            return not self.has_ended

    @property
    def sound_count(self) -> int:
        """How many sounds are heard over the rest just now."""
        return len(self._sounds)

    @property
    def has_music(self) -> bool:
        """Whether music goes on beneath."""
        return self._music is not None

    def lay_over(self, sound: Pcm) -> bool:
        """Let a sound be heard at once; answers False if the deck has ended."""
        with self._lock:
            if not self.has_ended:
                self._sounds.append(Layer(sound, gain=self._volume))
            return not self.has_ended

    def play_beneath(self, music: Pcm) -> bool:
        """Let music go on beneath, in the place of what was there; answers False if the deck has ended."""
        with self._lock:
            if not self.has_ended:
                self._fade_music()
                self._music = Layer(music, gain=self._volume, is_ducked=True)
            return not self.has_ended

    def put_on(self, piece: Pcm, *, paused: bool) -> None:
        """Go on with a piece that another deck had to leave in its middle."""
        with self._lock:
            self._piece, self._is_paused = Layer(piece, gain=self._volume, is_ducked=True), paused

    def end_music(self) -> None:
        """Fade the music out."""
        with self._lock:
            self._fade_music()

    def skip(self) -> None:
        """End the piece that plays; the next one follows at once."""
        with self._lock:
            self._piece, self._is_paused = None, False

    def pause(self, *, paused: bool) -> None:
        """Let the pieces stand where they are, or go on; sounds and music are heard meanwhile."""
        with self._lock:
            self._is_paused = paused

    def turn(self, volume: float) -> None:
        """Make all of it louder or quieter, without a click."""
        with self._lock:
            self._volume = volume
            for layer in [*([self._piece] if self._piece else []), *self._sounds]:
                layer.gain = volume

    def read(self) -> bytes | None:
        """See `bot.voice.sources.Pcm.read`."""
        with self._lock:
            frames = self._frames()
            self._drop_what_ended()
            if not frames:
                self.has_ended = True
                return None
        return added_up(frames)

    def _frames(self) -> list[Samples]:
        down = self._is_down()
        piece = self._frame_of_piece(down=down)
        if self._music is not None:
            self._music.gain = self._volume if piece is None else 0.0
        others = [*([self._music] if self._music else []), *self._leaving, *self._sounds]
        frames = [piece, *(layer.read(down=down) for layer in others)]
        return [frame for frame in frames if frame is not None]

    def _frame_of_piece(self, *, down: bool) -> Samples | None:
        """The next frame of the piece, or the first of the one after it; silence while it stands."""
        if self._is_paused:
            return np.zeros((FRAME_SAMPLES, 2), np.float32)
        while True:
            if self._piece is None:
                if (piece := self._next_piece()) is None:
                    return None
                self._piece = Layer(piece, gain=self._volume, is_ducked=True)
            frame = self._piece.read(down=down)
            if not self._piece.has_ended:
                return frame
            self._piece = None

    def _is_down(self) -> bool:
        talks = bool(self._sounds) or bool(self._speaks())
        self._held_seconds = HOLD_SECONDS if talks else self._held_seconds - FRAME_SECONDS
        return self._held_seconds > 0.0

    def _drop_what_ended(self) -> None:
        if self._music is not None and self._music.has_ended:
            self._music = None
        self._sounds = [layer for layer in self._sounds if not layer.has_ended]
        self._leaving = [layer for layer in self._leaving if not (layer.has_ended or layer.is_mute)]

    def _fade_music(self) -> None:
        if self._music is not None:
            self._music.gain = 0.0
            self._leaving.append(self._music)
            self._music = None
