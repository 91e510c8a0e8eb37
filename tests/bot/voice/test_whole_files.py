"""Every file that the voice makes is taken by others: by FFmpeg's own prober, and by PyAV beside it."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path
from typing import Any

import av
import pytest

from bot.voice import ogg
from bot.voice.clips import opus_packets
from bot.voice.containers import WAV
from bot.voice.editing import clip_of
from bot.voice.mixdown import Job, do
from bot.voice.opus import FRAME_SAMPLES, SAMPLE_RATE, packet_samples
from bot.voice.parts import PartLimits, path_of
from bot.voice.recording import Packet, Recording
from bot.voice.rtp import SEQUENCES, TIMESTAMPS
from bot.voice.salvage import open_again, salvage
from tests.bot.voice.files import file_of, tone

ADA, BOB = 1, 2
HOURS = 4
TWENTY_MS = FRAME_SAMPLES
SOUND = opus_packets(tone(1_000))


def probed(path: Path) -> dict[str, Any]:
    """What ffprobe says of a file: how long it is, and of what. A complaint of it is a failure."""
    if shutil.which("ffprobe") is None:
        pytest.skip("ffprobe is not there; Debian has it in `ffmpeg`. PyAV has read the file")
    asked = ["ffprobe", "-v", "warning", "-show_format", "-show_streams", "-of", "json", str(path)]
    done = subprocess.run(asked, capture_output=True, text=True, timeout=100, check=True)
    assert done.stderr == ""
    told = json.loads(done.stdout)
    (stream,) = told["streams"]
    begins, seconds = (float(told["format"].get(name, 0)) for name in ("start_time", "duration"))
    return {"seconds": seconds, "codec": stream["codec_name"], "begins": begins}


def decoded(path: Path) -> dict[str, Any]:
    """The same by PyAV's own FFmpeg, which decodes all of it."""
    with av.open(str(path)) as file:
        samples = sum(frame.samples for frame in file.decode(audio=0))
        codec = file.streams.audio[0].codec_context.name
    return {"seconds": samples / SAMPLE_RATE, "codec": codec.removeprefix("lib").removesuffix("float")}


def recorded(folder: Path) -> Recording:
    """Ada and Bob in a room of five seconds; of Ada every seventh packet is lost."""
    recording = Recording(folder, allows=lambda _user: True, began=0.0)
    for user_id, start in ((ADA, 1.0), (BOB, 3.0)):
        for number, opus in enumerate(SOUND):
            if user_id == BOB or number % 7:
                arrived = start + (number + 1) * 0.02
                recording.take(user_id, user_id, number, Packet(number * FRAME_SAMPLES, arrived, opus))
    return recording


def _track(folder: Path) -> Path:
    recording = recorded(folder)
    recording.close(5.0)
    return recording.path_of(ADA)


def _salvaged(folder: Path) -> Path:
    track = _track(folder)
    track.write_bytes(track.read_bytes()[:-30])
    salvage(track)
    return track


def _gone_on(folder: Path) -> Path:
    track = _track(folder)
    track.write_bytes(track.read_bytes()[:-30])
    again = Recording(folder, allows=lambda _user: True, began=0.0, goes_on={ADA: open_again(track)})
    again.take(ADA, 9, 0, Packet(0, 4.0, SOUND[0]))
    again.close(5.0)
    return track


def _second_part(folder: Path) -> Path:
    limits = PartLimits(seconds=3)
    recording = Recording(folder, allows=lambda _user: True, began=0.0, limits=limits)
    for number in range(250):
        now = (number + 1) * 0.02
        recording.take(ADA, ADA, number, Packet(number * FRAME_SAMPLES, now, SOUND[number % len(SOUND)]))
        recording.sweep(now)
    recording.close(8.0)
    return path_of(folder, ADA, 2)


def _clip(folder: Path) -> Path:
    made = folder / "clip.opus"
    made.write_bytes(clip_of(file_of(tone(5_000)), WAV, 10))
    return made


def _mixed(form: str) -> Callable[[Path], Path]:
    def made(folder: Path) -> Path:
        recording, target = recorded(folder), folder / f"mix.{form}"
        recording.close(5.0)
        tracks = tuple(str(recording.path_of(user)) for user in (ADA, BOB))
        chapters = ((0, "Jazz"), (2_000, "Blues"))
        do(Job(tracks, str(target), form, 5_000, 60, {"title": "Evening"}, chapters))
        return target

    return made


@pytest.mark.parametrize(
    ("make", "codec"),
    [
        (_track, "opus"),
        (_salvaged, "opus"),
        (_gone_on, "opus"),
        (_clip, "opus"),
        (_mixed("opus"), "opus"),
        (_mixed("mp3"), "mp3"),
        (_mixed("wav"), "pcm_s16le"),
    ],
    ids=[
        "track",
        "salvaged track",
        "track that went on",
        "clip",
        "mix",
        "mix as mp3",
        "mix as wav",
    ],
)
def test_ffprobe_accepts_every_file(tmp_path: Path, make: Callable[[Path], Path], codec: str) -> None:
    file = make(tmp_path)

    for asked in (decoded, probed):  # the second may be missing
        found = asked(file)
        assert found["codec"] == codec
        # A torn file lacks its last page, and an MP3 has room for what its coder adds.
        assert found["seconds"] == pytest.approx(5.0, abs=1.0 if make is _salvaged else 0.1)


def test_a_later_part_is_a_file_as_well_that_knows_its_time(tmp_path: Path) -> None:
    part = _second_part(tmp_path)

    assert decoded(part) == {"seconds": pytest.approx(5.0, abs=0.01), "codec": "opus"}
    assert probed(part)["codec"] == "opus"
    assert probed(part)["begins"] == pytest.approx(3.0, abs=0.1)


def test_a_room_of_four_hours_ends_with_tracks_of_one_length_and_everybody_at_their_time(
    tmp_path: Path,
) -> None:
    """People who speak seldom, over a network that delays, with clocks that run apart, and new SSRCs."""
    end, said = HOURS * 3600 * SAMPLE_RATE, dict[int, dict[bytes, int]]()
    recording = Recording(tmp_path, allows=lambda _user: True, began=0.0)
    for user_id, (drift_ppm, joins_at) in enumerate([(-50, 0), (50, 0), (20, end // 2)], start=1):
        dice, sequence, stamp = random.Random(user_id), SEQUENCES - 100, TIMESTAMPS - SAMPLE_RATE
        words = said[user_id] = {}
        at = joins_at + SAMPLE_RATE
        while at < end - 2 * SAMPLE_RATE:
            ssrc = user_id + (10 if at > end * 3 // 4 else 0)
            for number in range(25):
                place = at + number * FRAME_SAMPLES
                opus = b"\xfc" + len(words).to_bytes(3, "big") + bytes(60)
                arrived = (place + FRAME_SAMPLES + min(900, int(dice.expovariate(1 / 200)))) / SAMPLE_RATE
                timestamp = (stamp + int(at * (1 + drift_ppm / 1e6)) + number * FRAME_SAMPLES) % TIMESTAMPS
                recording.take(user_id, ssrc, sequence % SEQUENCES, Packet(timestamp, arrived, opus))
                words[opus], sequence = place, sequence + 1
            at += 25 * FRAME_SAMPLES + dice.randrange(SAMPLE_RATE, SAMPLE_RATE * 300)
    recording.close(end / SAMPLE_RATE)

    for user_id, words in said.items():
        packets = ogg.packets(recording.path_of(user_id).read_bytes())
        places = dict(zip(packets, accumulate(map(packet_samples, packets), initial=0), strict=False))
        assert max(abs(places[opus] - place) for opus, place in words.items()) < TWENTY_MS
        assert abs(sum(map(packet_samples, packets)) - end) <= FRAME_SAMPLES
    assert probed(recording.path_of(1))["seconds"] == pytest.approx(HOURS * 3600, abs=0.02)
