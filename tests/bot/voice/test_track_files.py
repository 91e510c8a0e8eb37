"""Files of tracks are written beside whoever receives; a disk that fails is told of once."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from bot.voice import ogg, track_files
from bot.voice.ogg import BadOgg
from bot.voice.opus import SAMPLE_RATE, SILENCE, packet_samples
from bot.voice.recording import Packet, Recording
from bot.voice.salvage import open_again, salvage
from bot.voice.track_files import DiskTooSlow, TrackFiles
from bot.voice.tracks import Track
from tests.bot.voice.killed import USERS, killed_at
from tests.bot.voice.wire import until


def write_tracks(folder: Path, count: int, packets: int) -> TrackFiles:
    files = TrackFiles(lambda _error: None)
    tracks = [Track(files.open(folder / f"{number}.opus"), number, {}) for number in range(count)]
    for place in range(packets):
        for number, track in enumerate(tracks):
            track.add(place * 960, b"\xfc" + bytes([number % 256]) * 30, 960, place * 0.02)
    for track in tracks:
        track.close()
    return files


def test_many_tracks_are_written_whole(tmp_path: Path) -> None:
    write_tracks(tmp_path, 300, 60).close()

    for number in range(300):
        packets = ogg.packets((tmp_path / f"{number}.opus").read_bytes())
        assert packets == [b"\xfc" + bytes([number % 256]) * 30] * 60
    assert not any(thread.name == "voice-tracks" for thread in threading.enumerate())


def test_a_page_is_on_the_disk_while_more_comes(tmp_path: Path) -> None:
    files = TrackFiles(lambda _error: None)
    track = Track(files.open(tmp_path / "a.opus"), 1, {})

    for place in range(60):
        track.add(place * 960, b"\xfc" + bytes(30), 960, place * 0.02)
    track.flush_if_due(1.3)
    until(
        lambda: (tmp_path / "a.opus").exists() and len(ogg.packets((tmp_path / "a.opus").read_bytes())) > 50
    )

    track.close()
    files.close()


def test_the_first_pages_of_tracks_are_not_full_together(tmp_path: Path) -> None:
    write_tracks(tmp_path, 20, 30).close()

    firsts = set()
    for number in range(20):
        data = (tmp_path / f"{number}.opus").read_bytes()
        third = list(ogg._pages(data))[2]
        firsts.add(len(third.lacing))
    assert len(firsts) == 20


def test_a_file_that_is_there_already_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "a.opus").write_bytes(b"somebody's")
    told: list[OSError] = []
    files = TrackFiles(told.append)

    Track(files.open(tmp_path / "a.opus"), 1, {}).close()
    until(lambda: told)

    with pytest.raises(FileExistsError):
        files.close()
    assert (tmp_path / "a.opus").read_bytes() == b"somebody's"
    assert len(told) == 1


def test_a_full_disk_is_told_of_and_what_was_written_can_be_played(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no full device")
    told: list[OSError] = []
    files = TrackFiles(told.append)
    whole = Track(files.open(tmp_path / "a.opus"), 1, {})
    for place in range(100):
        whole.add(place * 960, b"\xfc" + bytes(30), 960, 0.0)
    until((tmp_path / "a.opus").exists)
    full = files.open(Path("/dev/full"))
    full.descriptor = os.open("/dev/full", os.O_WRONLY)

    Track(full, 2, {}).close()
    until(lambda: told)
    whole.add(100 * 960, b"\xfc" + bytes(30), 960, 0.0)

    with pytest.raises(OSError, match="No space left"):
        files.close()
    assert len(told) == 1
    assert len(ogg.packets((tmp_path / "a.opus").read_bytes())) >= 50


def test_a_folder_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    told: list[OSError] = []
    files = TrackFiles(told.append)

    Track(files.open(tmp_path / "gone" / "a.opus"), 1, {})
    until(lambda: told)

    with pytest.raises(FileNotFoundError):
        files.close()


def test_a_disk_that_is_too_slow_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(track_files, "MOST_WAITING_BYTES", 1_000)
    told: list[OSError] = []
    files = TrackFiles(told.append)

    files.open(tmp_path / "a.opus").write(bytes(2_000))

    with pytest.raises(DiskTooSlow):
        files.close()
    assert len(told) == 1


def test_a_disk_that_takes_its_time_holds_nobody_up_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, goes_on, sync = threading.Event(), threading.Event(), track_files._sync_one

    def slow_sync(descriptor: int) -> None:
        begun.set()
        assert goes_on.wait(60)
        sync(descriptor)

    monkeypatch.setattr(track_files, "_sync_one", slow_sync)
    monkeypatch.setattr(track_files, "SYNC_SECONDS", 0.01)
    told: list[OSError] = []
    recording = Recording(tmp_path, allows=lambda _user: True, began=0.0, failed=told.append)
    packets = [b"\xfc" + number.to_bytes(4, "big") * 15 for number in range(500)]

    for number, opus in enumerate(packets):
        # From here on the disk stands, and this thread says all the rest without waiting for it.
        if number == 50:
            recording.sweep(10.0)
            assert begun.wait(60)
        recording.take(1, 1, number, Packet(number * 960, (number + 1) * 0.02, opus))
    assert not goes_on.is_set()
    goes_on.set()
    recording.close(10.0)

    assert [
        packet for packet in ogg.packets((tmp_path / "1.opus").read_bytes()) if packet in packets
    ] == packets
    assert told == []


READ_ONLY = """
import errno, os, sys, time
from pathlib import Path
from bot.voice.recording import Packet, Recording

os.chdir(sys.argv[1])
if os.geteuid() == 0:  # who may do everything is refused nothing
    os.setgroups([])
    os.setuid(65_534)
told = []
recording = Recording(Path(), allows=lambda user: True, began=0.0, failed=told.append)
for number in range(5):
    recording.take(1, 1, number, Packet(number * 960, (number + 1) * 0.02, b"\\xfc" + bytes(60)))
try:
    recording.close(1.0)
except OSError as error:
    print(errno.errorcode[error.errno], len(told))
"""


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="the system has no users to be another one of")
def test_where_nothing_may_be_written_it_is_told_of_once_and_nothing_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "read-only"
    folder.mkdir(mode=0o555)

    done = subprocess.run(
        [sys.executable, "-c", READ_ONLY, str(folder)],
        capture_output=True,
        text=True,
        check=True,
        timeout=100,
    )

    assert done.stdout.split() == ["EACCES", "1"]
    assert list(folder.iterdir()) == []


def test_a_discarded_file_is_gone(tmp_path: Path) -> None:
    files = TrackFiles(lambda _error: None)
    file = files.open(tmp_path / "a.opus")
    file.write(b"some pages")
    until((tmp_path / "a.opus").exists)

    file.write(b"more pages")
    file.discard()
    file.write(b"still more")
    files.close()

    assert list(tmp_path.iterdir()) == []


def test_a_track_cut_at_any_byte_of_its_last_two_pages_is_saved(tmp_path: Path) -> None:
    packets = [b"\xfc" + bytes([number]) * 20 for number in range(150)]
    data = ogg.write(packets, serial=7)
    whole = tmp_path / "whole.opus"
    whole.write_bytes(data)
    pages = [page.offset for page in ogg._pages(data)]
    torn = tmp_path / "torn.opus"

    for cut in range(pages[-2], len(data)):
        torn.write_bytes(data[:cut])
        saved = salvage(torn)
        kept = ogg.packets(torn.read_bytes())
        assert kept == packets[: len(kept)]
        assert len(kept) >= 50
        assert saved.seconds == len(kept) * 0.02
        assert torn.stat().st_size + saved.cut_bytes == cut
    assert salvage(whole).cut_bytes == 0
    assert whole.read_bytes() == data


def test_zeros_that_a_power_cut_left_at_the_end_are_cut_off(tmp_path: Path) -> None:
    file = tmp_path / "a.opus"
    data = ogg.write([SILENCE] * 60)
    file.write_bytes(data + bytes(4_096))

    assert salvage(file).cut_bytes == 4_096
    assert file.read_bytes() == data


@pytest.mark.parametrize(
    "content",
    [b"", b"OggS", b"\0" * 5_000, ogg.write([SILENCE])[:60]],
    ids=[
        "nothing",
        "the first four bytes",
        "zeros",
        "half a head",
    ],  # a stream's number is random, and a name may not be
)
def test_a_file_without_a_head_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.opus"
    file.write_bytes(content)

    with pytest.raises(BadOgg):
        salvage(file)
    assert file.read_bytes() == content


@pytest.mark.parametrize(
    "seed", [1, 2, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(3, 51))]
)
def test_a_killed_recorder_loses_less_than_a_second(tmp_path: Path, seed: int) -> None:
    said = killed_at(tmp_path, lambda frames, _part: frames >= 90 + seed * 7)

    for user in USERS:
        salvage(tmp_path / f"{user}.opus")
        got = ogg.packets((tmp_path / f"{user}.opus").read_bytes())
        last = max(int.from_bytes(packet[1:5], "big") for packet in got if packet[0] == 0xFC)
        assert said - last <= 50


def test_a_killed_recorder_is_followed_by_one_that_goes_on(tmp_path: Path) -> None:
    killed_at(tmp_path, lambda frames, _part: frames >= 60)
    before = {user: salvage(tmp_path / f"{user}.opus").seconds for user in USERS}

    goes_on = {user: open_again(tmp_path / f"{user}.opus") for user in USERS}
    began = time.monotonic() - 20
    recording = Recording(tmp_path, allows=lambda _user: False, began=began, goes_on=goes_on)
    recording.take(1, 77, 0, Packet(0, began + 20, b"\xfclast words"))
    length = recording.close()

    for user in USERS:
        got = ogg.packets((tmp_path / f"{user}.opus").read_bytes())
        assert (got.count(b"\xfclast words") == 1) is (user == 1)
        assert 0 < before[user] < 20
        assert sum(map(packet_samples, got)) / SAMPLE_RATE == pytest.approx(length, abs=0.005)


FULL = """
import resource, signal, sys, time
from pathlib import Path
from bot.voice.recording import Packet, Recording

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # the write fails instead, as on a disk that is full
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
told = []
recording = Recording(Path(sys.argv[1]), allows=lambda user: True, failed=told.append)
number = 0
while not told and number < 100_000:
    now = time.monotonic()
    opus = b"\\xfc" + number.to_bytes(4, "big") + bytes(60)
    recording.take(1, 1, number % 65536, Packet(number * 960, now, opus))
    recording.sweep(now)
    number += 1
    time.sleep(0.0005)
try:
    recording.close()
except OSError as error:
    print(error.errno)
"""


def test_on_a_full_disk_what_was_written_stays_whole(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path)], capture_output=True, text=True, check=True, timeout=100
    )

    assert int(done.stdout) in {errno.EFBIG, errno.ENOSPC}
    salvage(tmp_path / "1.opus")
    numbers = [
        int.from_bytes(packet[1:5], "big")
        for packet in ogg.packets((tmp_path / "1.opus").read_bytes())
        if len(packet) == 65
    ]
    assert len(numbers) > 200
    assert numbers == list(range(len(numbers)))


def test_a_file_that_refuses_takes_nothing_from_the_others(tmp_path: Path) -> None:
    good, bad, last = (tmp_path / name for name in ("good", "no folder/bad", "last"))

    with pytest.raises(FileNotFoundError, match="bad"):
        track_files._do_all([good.touch, bad.touch, last.touch])

    assert sorted(tmp_path.iterdir()) == [good, last]
