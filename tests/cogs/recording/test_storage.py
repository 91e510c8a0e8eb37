"""What is over is kept where the host wants it: copied, compared, and only then gone here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, ClassVar

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from bot.clock import MovableClock
from bot.config import Config
from bot.events import Events
from bot.storage.database import Database
from bot.tasks import Tasks
from bot.testing import eventually
from bot.timers import Timers
from cogs.recording import storage as storage_module
from cogs.recording.api import Consent, StopReason
from cogs.recording.doctor import check
from cogs.recording.folders import Folders, Found
from cogs.recording.lasting import Means
from cogs.recording.refusals import StorageAway
from cogs.recording.service import ReplayBook
from cogs.recording.storage import LIST, Storage
from cogs.recording.storing import Storing
from tests.cogs.recording.test_service import ADA, BOB, room


class Moody(MemoryFileSystem):  # type: ignore[misc]  # fsspec has no types
    """A place that is full, loses what it is given, or is gone."""

    protocol = "moody"
    store: ClassVar[dict[str, Any]] = {}
    mood = ""

    def put_file(self, lpath: str, rpath: str, **more: Any) -> None:
        if Moody.mood == "full" and rpath.endswith(f"{BOB}.opus"):
            raise OSError(28, "No space left on device")
        super().put_file(lpath, rpath, **more)
        if Moody.mood == "loses":
            super().pipe_file(rpath, b"half of")

    def get_file(self, rpath: str, lpath: str, **more: Any) -> None:
        if Moody.mood == "gone":
            raise RuntimeError("no credentials")
        super().get_file(rpath, lpath, **more)


fsspec.register_implementation("moody", Moody, clobber=True)


@pytest.fixture(params=["memory", "file", "moody"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    Moody.store.clear()
    MemoryFileSystem.store.clear()
    MemoryFileSystem.pseudo_dirs[:] = [""]
    Moody.mood = ""
    return f"{request.param}://{tmp_path}/away" if request.param == "file" else f"{request.param}://away"


def filled(folders: Folders, replay_id: int) -> dict[str, bytes]:
    """Two tracks, and a text."""
    folder = folders.of(replay_id)
    folder.mkdir(parents=True, exist_ok=True)
    content = {f"{ADA}.opus": b"ada" * 1_000, f"{BOB}.opus": b"bob" * 1_000, f"{BOB}.lines": b"{}\n"}
    for name, written in content.items():
        (folder / name).write_bytes(written)
    (folder / "mix.opus").write_bytes(b"both")
    return content


def here(folders: Folders, replay_id: int) -> dict[str, bytes]:
    """What lies on this disk, but for what can be made again."""
    return {name: (folders.of(replay_id) / name).read_bytes() for name in names(folders, replay_id)}


def names(folders: Folders, replay_id: int) -> set[str]:
    """The same by name, also while it is on its way."""
    folder = folders.of(replay_id)
    paths = folder.iterdir() if folder.exists() else ()
    return {path.name for path in paths} - {LIST, f"{LIST}.part", "mix.opus"}


def test_it_moves_comes_back_when_it_is_wanted_and_goes_with_a_voice(url: str, tmp_path: Path) -> None:
    folders = Folders(tmp_path / "here", least_free_bytes=1, storage=Storage(url))
    content = filled(folders, 7)

    folders.move_away(7)
    folders.move_away(7)

    assert here(folders, 7) == {}
    elsewhere = Folders(tmp_path / "another machine", least_free_bytes=1, storage=Storage(url))
    for place in (folders, elsewhere):
        assert [path.stem for path in place.tracks(7)] == [str(ADA), str(BOB)]
        assert here(place, 7) == content
    folders.move_away(7)
    elsewhere.remove_track(7, ADA)  # brought there, and nowhere at home
    (folders.of(7) / LIST).unlink()
    folders.of(7).rename(tmp_path / "lost")
    assert [path.stem for path in folders.tracks(7)] == [str(BOB)]
    folders.move_away(7)
    folders.remove(7)
    assert folders.tracks(7) == []
    third = Folders(tmp_path / "third", least_free_bytes=1, storage=Storage(url))
    assert third.tracks(7) == []


def test_what_has_the_same_number_is_never_written_over(url: str, tmp_path: Path) -> None:
    """As after an older copy of the database was put back, or where two bots have one place."""
    before, after = (
        Folders(tmp_path / name, least_free_bytes=1, storage=Storage(url)) for name in ("before", "after")
    )
    content = filled(before, 7)
    before.move_away(7)
    filled(after, 7)
    (after.of(7) / f"{ADA}.opus").write_bytes(b"another")

    after.move_away(7)
    after.remove_track(7, BOB)

    assert [path.read_bytes() for path in after.tracks(7)] == [b"another"]
    before.tracks(7)
    assert here(before, 7) == content
    after.remove(7)
    before.move_away(7)
    assert len(before.tracks(7)) == 2
    assert len(Folders(tmp_path / "third", least_free_bytes=1, storage=Storage(url)).tracks(7)) == 2


def test_what_was_stored_under_its_number_alone_is_found_and_stays_there(url: str, tmp_path: Path) -> None:
    folders, storage = Folders(tmp_path / "here", least_free_bytes=1), Storage(url)
    content = filled(folders, 7)
    listed = {name: storage._copy("7", folders.of(7) / name) for name in content}
    storage._files.pipe_file(storage._path("7", LIST), json.dumps(listed).encode())
    filled(Folders(tmp_path / "another", least_free_bytes=1), 77)
    storage.put(77, tmp_path / "another" / "77")

    new = Folders(tmp_path / "new machine", least_free_bytes=1, storage=storage)
    assert len(new.tracks(7)) == 2
    (folders.of(7) / LIST).write_text(json.dumps(listed))
    folders.storage = storage
    folders.move_away(7)
    assert here(folders, 7) == {}
    folders.tracks(7)
    assert here(folders, 7) == here(new, 7) == content


@pytest.mark.parametrize("mood", ["full", "loses"])
def test_a_place_that_refuses_or_loses_takes_nothing_from_here(mood: str, tmp_path: Path) -> None:
    Moody.store.clear()
    Moody.mood = mood
    folders = Folders(tmp_path, least_free_bytes=1, storage=Storage("moody://away"))
    content = filled(folders, 7)

    with pytest.raises(StorageAway):
        folders.move_away(7)

    assert here(folders, 7) == content
    Moody.mood = ""
    folders.move_away(7)
    assert here(folders, 7) == {}
    Moody.mood = "gone"
    with pytest.raises(StorageAway):
        folders.tracks(7)
    Moody.mood = ""
    assert len(folders.tracks(7)) == 2


def test_a_process_that_was_killed_in_between_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Moody.store.clear()
    Moody.mood = ""
    folders = Folders(tmp_path, least_free_bytes=1, storage=Storage("moody://away"))
    content = filled(folders, 7)

    def killed(*_any: object) -> None:
        raise SystemExit  # after all is copied, before anything is let go

    with monkeypatch.context() as patched:
        patched.setattr(storage_module.Storage, "_write_list", killed)
        with pytest.raises(SystemExit):
            folders.move_away(7)
    assert here(folders, 7) == content

    again = Folders(tmp_path, least_free_bytes=1, storage=Storage("moody://away"))
    again.remove_track(7, ADA)  # it was copied, and is in no list yet
    assert not [name for name in Moody.store if name.endswith(f"{ADA}.opus")]
    again.move_away(7)

    assert here(again, 7) == {}
    assert [path.stem for path in again.tracks(7)] == [str(BOB)]


async def test_the_end_of_a_recording_owes_its_move_until_the_place_takes_it(
    book: Database, events: Events, clock: MovableClock, tmp_path: Path
) -> None:
    Moody.store.clear()
    Moody.mood = "full"
    folders = Folders(tmp_path, least_free_bytes=1, storage=Storage("moody://away"))
    timers, tasks = Timers(book, clock, first_backoff_seconds=0.1), Tasks("test")
    replays = ReplayBook(book, events, clock.now, timers)
    storing = Storing(Means(book, timers, tasks, clock.now), replays, folders)
    storing.listen()
    replay = await replays.begin(room(), Consent.ASK, ADA)
    content = filled(folders, replay.id)
    await storing.move(replay.id)
    assert here(folders, replay.id) == content  # it runs
    await replays.finish(replay, StopReason.HOST, Found((ADA, BOB), (), 1.0))

    timers.start()
    await eventually(lambda: Moody.store)
    Moody.mood = ""

    def has_moved() -> bool:
        clock.advance(60)  # the next try comes, whenever the first was noted as failed
        return not names(folders, replay.id)

    await eventually(has_moved, within_seconds=60)

    assert len(folders.tracks(replay.id)) == 2
    await storing.tidy_once()
    assert here(folders, replay.id) == content  # somebody has just wanted it
    monkey = pytest.MonkeyPatch()
    monkey.setattr(storage_module, "KEPT_SECONDS", -1.0)
    await storing.tidy_once()
    monkey.undo()
    assert here(folders, replay.id) == {}
    await timers.close()
    await tasks.close()


async def test_the_doctor_tries_the_place_and_names_no_secret(url: str) -> None:
    (good, _) = [each async for each in check(Config(recording={"storage": url}))]  # type: ignore[arg-type]  # as a file gives it
    (bad, _) = [each async for each in check(Config(recording={"storage": "nowhere://k3y@x"}))]  # type: ignore[arg-type]  # as a file gives it

    assert good.state.value == "ok"
    assert bad.state.value == "problem"
    assert "k3y" not in f"{good} {bad}"
