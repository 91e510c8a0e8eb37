"""Files of replays: mended, opened again, removed, and never thrown away."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.voice import ogg
from bot.voice.recording import TURNS_FILE, Packet, Recording, Turn
from cogs.recording.folders import Folders, length

ADA, BOB = 11, 12


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """Folders in one of the test's own."""
    return Folders(tmp_path / "deep" / "recordings", least_free_bytes=1)


def record(folders: Folders, *people: int, frames: int = 30) -> None:
    """Let people speak at the same time in replay 1."""
    recording = Recording(folders.make(1), allows=lambda _user: True, began=0.0, goes_on={})
    for user_id in people:
        for number in range(frames):
            packet = Packet(number * 960, number * 0.02, b"\xfc" + bytes([number + 1]) * 20)
            recording.take(user_id, user_id, number, packet)
    recording.close(2.0)


def test_what_is_there_is_told(folders: Folders) -> None:
    record(folders, ADA, BOB)

    found = folders.close(1)

    assert found.user_ids == (ADA, BOB)
    assert found.seconds == pytest.approx(2.0, abs=0.005)
    assert [turn.user_id for turn in found.turns] == [ADA, BOB]


def test_a_person_is_removed_with_all_of_their_turns(folders: Folders) -> None:
    record(folders, ADA, BOB)

    folders.remove_track(1, ADA)
    folders.remove_track(1, ADA)

    found = folders.close(1)
    assert found.user_ids == (BOB,)
    assert {turn.user_id for turn in found.turns} == {BOB}


def test_torn_lines_and_tracks_are_mended_and_what_is_no_track_is_put_aside(folders: Folders) -> None:
    record(folders, ADA, BOB)
    folder = folders.of(1)
    track = folder / f"{ADA}.opus"
    track.write_bytes(track.read_bytes()[:-40])
    (folder / TURNS_FILE).write_bytes(b'{"user_id": "11", "from": 0.0, "to": 0.6}\nno turn\n{"user_id": "1')
    (folder / f"{BOB}.opus").write_bytes(b"Ogg")
    (folder / "13.opus").write_bytes(b"")

    goes_on = folders.open_again(1)

    assert list(goes_on) == [ADA]
    assert 0 < length(goes_on) <= 2.0
    assert len(ogg.packets(track.read_bytes())) >= 30
    assert (folder / f"{BOB}.torn").read_bytes() == b"Ogg"
    assert folders.close(1).turns == (Turn(ADA, 0.0, 0.6),)


def test_a_folder_is_made_removed_and_not_missed(folders: Folders) -> None:
    record(folders, ADA)

    folders.remove(1)
    folders.remove(1)

    assert not folders.of(1).exists()
    for reading in (folders.close, folders.open_again):
        with pytest.raises(FileNotFoundError):
            reading(1)


def test_where_nothing_can_be_written_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(OSError, match="file"):
        Folders(tmp_path / "file", least_free_bytes=1).make(1)


def test_the_disk_is_asked_before_the_folder_is_there(folders: Folders, tmp_path: Path) -> None:
    assert not folders.is_nearly_full()
    assert Folders(tmp_path / "not" / "yet", least_free_bytes=1 << 60).is_nearly_full()
