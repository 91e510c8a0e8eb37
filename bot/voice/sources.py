"""What can be played: ready clips, and live sound that is encoded once for all who hear it.

A source is asked for the frames of a *playing* of it, one for each tick of the broadcast's
clock. A clip begins anew for each playing; a live source has one frame a tick, whoever asks.
Knows nothing of sockets and stages.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Protocol

import av

from bot.voice.clips import BITRATE
from bot.voice.opus import FRAME_SAMPLES, SAMPLE_RATE, packet_samples

#: 20 ms of stereo, 16 bit.
FRAME_BYTES = FRAME_SAMPLES * 2 * 2
#: How many frames a live source has ready: sound reacts that much later, and a busy moment is bridged.
AHEAD_FRAMES = 3
#: What a live source keeps of what it is fed faster than it is played; older sound is dropped.
KEPT_PCM_FRAMES = 100
#: Says that nothing is ready for this tick; the end is None.
NOTHING = b""

Frames = Callable[[int], bytes | None]


class Source(Protocol):
    """Sound for one or more stages."""

    @property
    def length_frames(self) -> int | None:
        """How long a playing of it lasts; None if nobody knows."""

    def frames(self, start_frame: int = 0) -> Frames:
        """Begin a playing: answers what gives the packet of a tick, `NOTHING`, or None at the end."""

    def left(self) -> None:
        """Take in that a playing is over."""


class Clip:
    """Ready Opus packets of 20 ms: nothing is decoded or encoded to play them."""

    def __init__(self, packets: Sequence[bytes]) -> None:
        """Take the packets.

        Raises:
            ValueError: one does not play 20 ms; with `bot.voice.opus.BadPacket` if it is no Opus at all.
        """
        if any(packet_samples(packet) != FRAME_SAMPLES for packet in packets):
            raise ValueError("every packet has to play 20 ms")
        self.packets = tuple(packets)

    @property
    def length_frames(self) -> int:
        """How many packets there are."""
        return len(self.packets)

    def frames(self, start_frame: int = 0) -> Frames:
        """Begin at a packet."""
        rest = iter(self.packets[start_frame:])
        return lambda _tick: next(rest, None)

    def left(self) -> None:
        """Keep the packets: they may be played again."""


class Loop:
    """A clip that begins again at its end, until it is stopped."""

    length_frames = None

    def __init__(self, clip: Clip) -> None:
        """Take a clip.

        Raises:
            ValueError: the clip is empty, and would be at its end for ever.
        """
        if not clip.packets:
            raise ValueError("an empty clip cannot be repeated")
        self._packets = clip.packets

    def frames(self, start_frame: int = 0) -> Frames:
        """Begin at a packet."""
        packets, place = self._packets, start_frame - 1

        def frame(_tick: int) -> bytes:
            nonlocal place
            place = (place + 1) % len(packets)
            return packets[place]

        return frame

    def left(self) -> None:
        """Keep the packets: they may be played again."""


class Pcm(Protocol):
    """Where a live source gets its sound from; called in the encoder's thread."""

    def read(self) -> bytes | None:
        """20 ms of 48 kHz stereo, 16 bit; empty if there is none yet, None at the end."""


class Live:
    """Sound that is made while it is heard, encoded once a frame however many stages play it.

    Whoever joins hears it from where it is. It runs while at least one stage plays it.
    """

    length_frames = None

    def __init__(self, pcm: Pcm, encoder: Encoder | None = None) -> None:
        #: Where its sound comes from.
        self.pcm = pcm
        self._encoder = encoder or Encoder()
        self._ready: deque[bytes] = deque()
        self._tick = -1
        self._frame: bytes | None = NOTHING
        self._ended = False
        self._started = False
        self._lock = threading.Lock()
        #: On how many stages it is played now.
        self.players = 0
        #: Ticks for which no frame was ready in time.
        self.late_frames = 0

    def frames(self, start_frame: int = 0) -> Frames:  # noqa: ARG002 - there is nothing to go back to
        """Hear it from now on."""
        with self._lock:
            self.players += 1
        return self._at

    def left(self) -> None:
        """Take in that one stage hears it no more."""
        with self._lock:
            self.players -= 1

    @property
    def is_needed(self) -> bool:
        """Whether anybody waits for a frame of it."""
        return self.players > 0 and not self._ended

    def fail(self) -> None:
        """End it: what makes its sound is broken."""
        self._ended = True

    def _at(self, tick: int) -> bytes | None:
        if tick != self._tick:  # the first stage of this tick; the others get the same frame
            self._tick = tick
            self._frame = self._next()
        return self._frame

    def _next(self) -> bytes | None:
        try:
            frame = self._ready.popleft()
        except IndexError:
            if self._ended:
                return None
            self.late_frames += self._started  # before its first frame it is not late
            return NOTHING
        self._started = True
        return frame

    def prepare(self) -> None:
        """Encode until `AHEAD_FRAMES` are ready; called by the one who owns the encoder's thread."""
        while not self._ended and len(self._ready) < AHEAD_FRAMES:
            samples = self.pcm.read()
            if samples is None:
                self._ready.extend(self._encoder.rest())
                self._ended = True
            elif samples:
                self._ready.extend(self._encoder.encode(samples))
            else:
                return


class Feed:
    """PCM from somebody who has it now: any thread puts in, in pieces of any length."""

    def __init__(self, kept_frames: int = KEPT_PCM_FRAMES) -> None:
        self._room_bytes = kept_frames * FRAME_BYTES
        self._samples = bytearray()
        self._lock = threading.Lock()
        self._ended = False
        #: What came faster than it was played, in frames.
        self.dropped_frames = 0

    def put(self, samples: bytes) -> None:
        """Add 48 kHz stereo, 16 bit; the oldest is dropped if there is too much."""
        with self._lock:
            self._samples += samples
            over = len(self._samples) - self._room_bytes
            if over > 0:
                frames = -(-over // FRAME_BYTES)
                del self._samples[: frames * FRAME_BYTES]
                self.dropped_frames += frames

    def end(self) -> None:
        """Say that no more comes; what is there is still played."""
        with self._lock:
            self._ended = True

    def read(self) -> bytes | None:
        """See `Pcm.read`."""
        with self._lock:
            if len(self._samples) < FRAME_BYTES and not self._ended:
                return NOTHING
            frame = bytes(self._samples[:FRAME_BYTES])
            del self._samples[:FRAME_BYTES]
        return frame.ljust(FRAME_BYTES, b"\0") if frame else None


class Encoder:
    """Makes 20 ms packets of 20 ms of PCM; for one thread.

    Without forward error correction: discord.py's default, which expects 15 % of loss,
    doubles the work of every frame.
    """

    def __init__(self, bitrate: int = BITRATE) -> None:
        codec = av.CodecContext.create("libopus", "w")
        assert isinstance(codec, av.AudioCodecContext), "libopus encodes audio"
        codec.sample_rate, codec.layout, codec.format = SAMPLE_RATE, "stereo", "s16"
        codec.bit_rate = bitrate
        codec.options = {"frame_duration": "20", "application": "audio"}
        self._codec = codec
        self._frame = av.AudioFrame("s16", "stereo", FRAME_SAMPLES)
        self._frame.sample_rate = SAMPLE_RATE
        self._samples = 0

    def encode(self, samples: bytes) -> list[bytes]:
        """Encode one frame; the first packets come a frame later."""
        self._frame.planes[0].update(samples)
        self._frame.pts = self._samples
        self._samples += FRAME_SAMPLES
        return [bytes(packet) for packet in self._codec.encode(self._frame)]

    def rest(self) -> list[bytes]:
        """What the encoder still holds at the end."""
        return [bytes(packet) for packet in self._codec.encode(None)]
