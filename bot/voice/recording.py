"""A recording while it is made: one track for each speaker, all on one clock.

It outlives voice connections: what comes over the next one goes on in the same tracks.
Whom it may record it asks before the first byte, and again for whom it may not. Packets
come in the reader's thread, control from the event loop; a lock stands between.
"""

from __future__ import annotations

import itertools
import json
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from bot.voice.jitter import Reorder
from bot.voice.ogg import BadOgg
from bot.voice.opus import SAMPLE_RATE, SILENCE, BadPacket, packet_samples
from bot.voice.parts import USUAL_LIMITS, PartLimits, path_of, place_of
from bot.voice.roomclock import Placement
from bot.voice.salvage import Reopened
from bot.voice.track_files import TrackFile, TrackFiles
from bot.voice.tracks import Track

#: A turn ends when nothing was said for so long.
TURN_GAP_SAMPLES = SAMPLE_RATE
#: What waits for a packet that is missing waits no longer.
HELD_SECONDS = 0.25
#: What belongs before the beginning of a part may come so much later, and still gets there.
LATE_SAMPLES = 2 * SAMPLE_RATE
TURNS_FILE = "turns.jsonl"
#: Own frames between two looks of the reader; the sender sends five in that time.
_OWN_FRAMES = 100


class Packet(NamedTuple):
    """One packet of a speaker, opened."""

    timestamp: int
    arrived: float
    opus: bytes


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody spoke, from when to when on the room's clock."""

    user_id: int
    from_seconds: float
    to_seconds: float


@dataclass(slots=True)
class Quality:
    """What happened to the packets of a speaker on their way."""

    packets: int = 0
    lost: int = 0
    late: int = 0
    duplicates: int = 0
    bad: int = 0


class _Stream:
    """What comes under one SSRC."""

    def __init__(self, user_id: int) -> None:
        self.user_id = user_id
        self.reorder: Reorder[Packet] = Reorder()
        self.placement = Placement()
        self.heard_at = 0.0


class _Speaker:
    """A person's track, in its parts, and where they are in their turn."""

    def __init__(self, track: Track, part: int, files: list[TrackFile]) -> None:
        self.track = track
        self.part = part
        #: Of all parts; the last one is written to.
        self.files = files
        #: Packets in the parts before.
        self.packets_before = 0
        self.turn: tuple[int, int] | None = None
        #: How long their turns were that are over.
        self.talked = 0
        self.bad = 0


def withdrawal(user_id: int) -> bytes:
    """The line that takes back all turns of a person that come before it."""
    return json.dumps({"user_id": str(user_id), "withdrawn": True}).encode() + b"\n"


class Recording:
    """The sound of one stage on its way into files."""

    def __init__(
        self,
        folder: Path,
        *,
        allows: Callable[[int], bool],
        turn_ended: Callable[[Turn], None] = lambda _turn: None,
        failed: Callable[[OSError], None] = lambda _error: None,
        began: float | None = None,
        goes_on: Mapping[int, Reopened] | None = None,
        limits: PartLimits = USUAL_LIMITS,
    ) -> None:
        """Record into `folder`, which exists and is empty; or go on there with the tracks of these people.

        All tracks go on in their next part together, as soon as one limit of the current one is reached.
        `allows` is asked about a person before anything of theirs is kept; it and `turn_ended` are called in
        the reader's thread and must not wait. `failed` hears, in another thread, that the disk took no more.
        """
        self.folder = folder
        #: The monotonic moment at which the room's clock stands at zero.
        self.began = time.monotonic() if began is None else began
        self._allows = allows
        self._turn_ended = turn_ended
        self._files = TrackFiles(failed)
        # It is there already, or its size is of no interest. Opened at once: the folder is there now.
        self._turns = self._files.open(folder / TURNS_FILE, size=None if goes_on is None else 0)
        self._turns.write(b"")
        self._lock = threading.Lock()
        self._streams: dict[int, _Stream] = {}
        self._quality: dict[int, Quality] = {}
        self._speakers: dict[int, _Speaker] = {}
        self._withdrawn: set[int] = set()
        self._own_stream: _Stream | None = None
        self._own: deque[tuple[int, int, float, bytes]] = deque(maxlen=_OWN_FRAMES)
        self._serials = itertools.count(1)
        self._ended = False
        #: The part into which goes what is said from this sample on.
        self._part, self._part_began = _newest_part(goes_on or {})
        self._limits = limits
        for user_id, track in (goes_on or {}).items():
            self._go_on(user_id, track)

    def take(self, user_id: int, ssrc: int, sequence: int, packet: Packet) -> None:
        """Take a packet of a person, in whatever order it comes."""
        with self._lock:
            if self._ended or user_id in self._withdrawn:
                return
            if user_id not in self._speakers and not self._allows(user_id):
                return
            stream = self._streams.get(ssrc)
            if stream is None or stream.user_id != user_id:
                stream = self._open_stream(ssrc, user_id)
            stream.heard_at = packet.arrived
            for ready in stream.reorder.push(sequence, packet):
                self._write(stream, ready)

    def take_own(self, user_id: int, timestamp: int, opus: bytes) -> None:
        """Take what the bot itself sends, which Discord does not send back; called by the sender's thread."""
        self._own.append((user_id, timestamp, time.monotonic(), opus))

    def sweep(self, now: float) -> None:
        """Close pages and turns that are due; called a few times a second, in the reader's thread."""
        with self._lock:
            if self._ended:
                return
            self._take_own()
            for stream in self._streams.values():
                if stream.reorder.waits and now - stream.heard_at > HELD_SECONDS:
                    self._drain(stream)
            clock = self._on_clock(now)
            self._rotate(clock)
            for user_id, speaker in self._speakers.items():
                speaker.track.flush_if_due(now)
                if speaker.turn is not None and clock - speaker.turn[1] > 2 * TURN_GAP_SAMPLES:
                    self._end_turn(user_id, speaker)

    def withdraw(self, user_id: int) -> None:
        """Remove what there is of a person, and take nothing more of theirs in this recording."""
        with self._lock:
            self._withdrawn.add(user_id)
            speaker = self._speakers.pop(user_id, None)
            if speaker is not None:
                self._turns.write(withdrawal(user_id))
        for file in () if speaker is None else speaker.files:
            file.discard()

    def readmit(self, user_id: int) -> None:
        """Take in again what comes of a person who had withdrawn, if they may be recorded by now."""
        with self._lock:
            self._withdrawn.discard(user_id)

    def seconds(self) -> float:
        """How late it is on the room's clock."""
        return time.monotonic() - self.began

    def path_of(self, user_id: int) -> Path:
        """Where the first part of the track of a person is, or would be."""
        return path_of(self.folder, user_id, 1)

    def speakers(self) -> tuple[int, ...]:
        """Of whom there is a track, in the order in which they first spoke."""
        return tuple(self._speakers)

    def talked(self) -> dict[int, float]:
        """For how many seconds each has spoken since this recording began or went on."""
        with self._lock:
            return {
                user_id: (speaker.talked + (speaker.turn[1] - speaker.turn[0] if speaker.turn else 0))
                / SAMPLE_RATE
                for user_id, speaker in self._speakers.items()
            }

    def quality_of(self, user_id: int) -> Quality:
        """How well a person was received."""
        with self._lock:
            total = Quality(bad=self._speakers[user_id].bad if user_id in self._speakers else 0)
            if (speaker := self._speakers.get(user_id)) is not None:
                total.packets = speaker.packets_before + speaker.track.packets
            known = self._quality.get(user_id, Quality())
            streams = [stream.reorder for stream in self._streams.values() if stream.user_id == user_id]
            total.lost = known.lost + sum(stream.lost for stream in streams)
            total.late = known.late + sum(stream.late for stream in streams)
            total.duplicates = known.duplicates + sum(stream.duplicates for stream in streams)
            return total

    def close(self, now: float | None = None) -> float:
        """End every track at the same moment and bring all to the disk; answers its length in seconds.

        Waits for the disk, so it is not called in the event loop.

        Raises:
            OSError: something could not be written.
        """
        end = time.monotonic() if now is None else now
        with self._lock:
            if not self._ended:
                self._take_own()
                for stream in self._streams.values():
                    self._drain(stream)
                self._ended = True
                for user_id, speaker in self._speakers.items():
                    self._end_turn(user_id, speaker)
                    speaker.track.close(self._on_clock(end))
                self._turns.close()
        self._files.close()
        return end - self.began

    def _open_stream(self, ssrc: int, user_id: int) -> _Stream:
        """Begin a stream; the person's earlier one is at its end, since a client has one SSRC at a time."""
        for known, stream in list(self._streams.items()):
            if known == ssrc or stream.user_id == user_id:
                self._drain(stream)
                self._remember(stream)
                del self._streams[known]
        opened = self._streams[ssrc] = _Stream(user_id)
        return opened

    def _remember(self, stream: _Stream) -> None:
        known = self._quality.setdefault(stream.user_id, Quality())
        known.lost += stream.reorder.lost
        known.late += stream.reorder.late
        known.duplicates += stream.reorder.duplicates

    def _take_own(self) -> None:
        while self._own:
            user_id, timestamp, sent, opus = self._own.popleft()
            if self._own_stream is None:
                self._own_stream = _Stream(user_id)
            self._write(self._own_stream, Packet(timestamp, sent, opus))

    def _drain(self, stream: _Stream) -> None:
        for packet in stream.reorder.drain():
            self._write(stream, packet)

    def _write(self, stream: _Stream, packet: Packet) -> None:
        user_id = stream.user_id
        if user_id in self._withdrawn:
            return
        speaker = self._speakers.get(user_id) or self._open_track(user_id)
        try:
            samples = packet_samples(packet.opus)
            is_silent = packet.opus == SILENCE
            arrived = self._on_clock(packet.arrived)
            place = stream.placement.place(packet.timestamp, samples, arrived, is_silent=is_silent)
            if speaker.part < self._part and place >= self._part_began:
                self._next_part(user_id, speaker)
            speaker.track.add(place, packet.opus, samples, packet.arrived)
        except (BadPacket, BadOgg):
            speaker.bad += 1
            return
        if not is_silent:
            self._speak(user_id, speaker, speaker.track.end - samples, speaker.track.end)

    def _open_track(self, user_id: int) -> _Speaker:
        file = self._files.open(path_of(self.folder, user_id, self._part))
        track = Track(file, next(self._serials), self._tags(user_id), begins_at=self._part_began)
        speaker = self._speakers[user_id] = _Speaker(track, self._part, [file])
        return speaker

    def _go_on(self, user_id: int, reopened: Reopened) -> None:
        *before, (part, path) = [(place_of(path)[1], path) for path in reopened.parts]
        file = self._files.open(path, size=reopened.whole.open_end)
        files = [*(self._files.open(path, size=0) for _, path in before), file]
        track = Track(file, next(self._serials), self._tags(user_id), reopened.whole)
        self._speakers[user_id] = _Speaker(track, part, files)

    @staticmethod
    def _tags(user_id: int) -> dict[str, str]:
        return {"DISCORD_USER": str(user_id)}

    def _rotate(self, clock: int) -> None:
        """Begin the next part if this one is as large as it may be, and take those along who say nothing."""
        age = clock - self._part_began
        if age <= LATE_SAMPLES:
            return
        for user_id, speaker in self._speakers.items():
            if speaker.part < self._part:
                # One at a time: an hour of silence is thousands of packets, and others are speaking.
                self._next_part(user_id, speaker)
                return
        if age >= self._limits.seconds * SAMPLE_RATE or self._largest_bytes() >= self._limits.bytes:
            self._part, self._part_began = self._part + 1, clock

    def _largest_bytes(self) -> int:
        return max((speaker.files[-1].size for speaker in self._speakers.values()), default=0)

    def _next_part(self, user_id: int, speaker: _Speaker) -> None:
        """End the file of a track, and go on in the next exactly where it ends."""
        speaker.track.close(self._part_began)
        file = self._files.open(path_of(self.folder, user_id, self._part))
        speaker.files.append(file)
        speaker.part, speaker.packets_before = self._part, speaker.packets_before + speaker.track.packets
        begins_at = speaker.track.end
        speaker.track = Track(file, next(self._serials), self._tags(user_id), begins_at=begins_at)

    def _speak(self, user_id: int, speaker: _Speaker, start: int, end: int) -> None:
        turn = speaker.turn
        if turn is not None and start - turn[1] > TURN_GAP_SAMPLES:
            self._end_turn(user_id, speaker)
            turn = None
        speaker.turn = (start if turn is None else turn[0], end)

    def _end_turn(self, user_id: int, speaker: _Speaker) -> None:
        if speaker.turn is None:
            return
        start, end = speaker.turn
        speaker.turn, speaker.talked = None, speaker.talked + end - start
        turn = Turn(user_id, round(start / SAMPLE_RATE, 3), round(end / SAMPLE_RATE, 3))
        line = {"user_id": str(user_id), "from": turn.from_seconds, "to": turn.to_seconds}
        self._turns.write(json.dumps(line).encode() + b"\n")
        self._turn_ended(turn)

    def _on_clock(self, moment: float) -> int:
        return int((moment - self.began) * SAMPLE_RATE)


def _newest_part(goes_on: Mapping[int, Reopened]) -> tuple[int, int]:
    """The last part there is of any of these tracks, and where it began."""
    return max(((place_of(each.parts[-1])[1], each.began) for each in goes_on.values()), default=(1, 0))
