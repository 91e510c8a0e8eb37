"""Where recordings lie: a folder for each replay, with a track for each speaker and a list of turns.

Knows files, and nothing of who may be in them. All of it waits for a disk, so none of it is called in
the event loop.
"""

from __future__ import annotations

import errno
import json
import logging
import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from bot.voice.ogg import BadOgg
from bot.voice.opus import SAMPLE_RATE
from bot.voice.parts import TRACK, in_order, place_of
from bot.voice.recording import TURNS_FILE, Turn, withdrawal
from bot.voice.salvage import Reopened, Salvaged, open_again, salvage
from bot.voice.transcriber import LINES
from cogs.recording.storage import Storage

log = logging.getLogger(__name__)

#: A file that not even its head is left of is put aside under this name: nothing is thrown away.
TORN = ".torn"
#: In the name of a folder that has the number of a new replay, and is none of its own.
BEFORE = ".before-"
_MIX = "mix"


@dataclass(frozen=True, slots=True)
class Found:
    """What there is on the disk of a replay."""

    user_ids: tuple[int, ...] = ()
    turns: tuple[Turn, ...] = ()
    seconds: float = 0.0


class Folders:
    """The folders of all replays of this process."""

    def __init__(self, root: Path, *, least_free_bytes: int, storage: Storage | None = None) -> None:
        """Prepare; `storage` is where a replay goes when it is over, if it does not stay here."""
        self.root = root
        self.storage = storage
        self._least_free_bytes = least_free_bytes

    def of(self, replay_id: int) -> Path:
        """Where a replay lies."""
        return self.root / str(replay_id)

    def is_nearly_full(self) -> bool:
        """Whether the disk has less room than is to stay free.

        Raises:
            OSError: it cannot be asked.
        """
        there = next(path for path in (self.root, *self.root.absolute().parents) if path.exists())
        return shutil.disk_usage(there).free < self._least_free_bytes

    def is_there(self, replay_id: int) -> bool:
        """Whether there is a folder of a replay."""
        return self.of(replay_id).is_dir()

    def is_away(self, replay_id: int) -> bool:
        """Whether what was recorded is out of reach: its disk may come back, and all of it with the disk.

        Raises:
            StorageAway: the place where it may be kept instead does not say.
        """
        if self.is_there(replay_id):
            return False
        return self.storage is None or not self.storage.has(replay_id)

    def make(self, replay_id: int) -> Path:
        """Make the folder of a new replay, and prove that it can be written to.

        One of that number may be there, if the database is a copy from before it: that is put aside.

        Raises:
            OSError: it cannot.
        """
        folder = self.of(replay_id)
        if folder.exists():
            aside = folder.with_name(f"{folder.name}{BEFORE}{secrets.token_hex(4)}")
            log.warning("%s is of a recording that the database does not know; it is %s now", folder, aside)
            folder.rename(aside)
        folder.mkdir(parents=True, mode=0o700)
        (folder / TURNS_FILE).write_bytes(b"")
        return folder

    def remove(self, replay_id: int) -> None:
        """Remove a replay; harmless if there is none.

        Raises:
            OSError: it cannot be removed.
        """
        folder = self.of(replay_id)
        if self.storage is not None:
            self.storage.remove(replay_id, folder)
        if folder.exists():
            shutil.rmtree(folder)

    def move_away(self, replay_id: int) -> None:
        """Bring a replay that is over to where it is kept.

        Raises:
            StorageAway: that place does not take it; it stays here whole.
        """
        if self.storage is not None:
            self.storage.put(replay_id, self.of(replay_id))

    def lies_idle(self, replay_id: int) -> bool:
        """Whether something of a replay lies here that is kept elsewhere, or could be."""
        return self.storage is not None and self.storage.is_unused(self.of(replay_id))

    def _bring(self, replay_id: int) -> None:
        if self.storage is not None:
            self.storage.bring(replay_id, self.of(replay_id))

    def tracks(self, replay_id: int) -> list[Path]:
        """The tracks of a replay with all of their parts (`bot.voice.parts`), on this disk.

        Raises:
            StorageAway: they are kept elsewhere, and cannot be had from there now.
        """
        self._bring(replay_id)
        return [part for parts in _tracks(self.of(replay_id)).values() for part in parts]

    def lines_of(self, replay_id: int) -> dict[int, list[str] | None]:
        """What each who has a track said, as lines of JSON; None of whom there is no text yet.

        Raises:
            StorageAway: as `tracks`.
        """
        self._bring(replay_id)
        found: dict[int, list[str] | None] = {}
        for user_id in _tracks(self.of(replay_id)):
            try:
                found[user_id] = self.lines_at(replay_id, user_id).read_text(encoding="utf-8").splitlines()
            except FileNotFoundError:
                found[user_id] = None
        return found

    def lines_at(self, replay_id: int, user_id: int) -> Path:
        """Where the text of a person lies, or would."""
        return self.of(replay_id) / f"{user_id}{LINES}"

    def mix_of(self, replay_id: int, ending: str) -> Path:
        """Where the file lies, or would, that was made of all tracks."""
        return self.of(replay_id) / f"{_MIX}.{ending}"

    def remove_mixes(self, replay_id: int) -> None:
        """Remove what was made of all tracks; it can be made again.

        Raises:
            OSError: it cannot be removed.
        """
        _remove_mixes(self.of(replay_id))

    def remove_track(self, replay_id: int, user_id: int) -> None:
        """Remove what there is of a person in a replay; here first.

        Raises:
            OSError: it cannot be removed.
            StorageAway: it cannot be removed where the replay is kept.
        """
        folder = self.of(replay_id)
        _remove_mixes(folder)  # they are heard in there too
        for path in folder.glob(f"{user_id}[.-]*"):
            path.unlink(missing_ok=True)
        _remove_mixes(folder)  # one that was made in that moment
        turns = folder / TURNS_FILE
        if turns.exists():
            with turns.open("ab") as file:
                file.write(withdrawal(user_id))
        if self.storage is not None:
            self.storage.remove_person(replay_id, folder, user_id)

    def open_again(self, replay_id: int) -> dict[int, Reopened]:
        """Make the tracks of a replay ready to go on.

        Raises:
            OSError: a file cannot be read or mended.
        """
        folder = _there(self.of(replay_id))
        _mend_turns(folder / TURNS_FILE)
        found = {user_id: _opened_again(parts) for user_id, parts in _tracks(folder).items()}
        return {user_id: track for user_id, track in found.items() if track is not None}

    def close(self, replay_id: int) -> Found:
        """Mend what a killed process has torn, and tell what there is.

        Raises:
            OSError: a file cannot be read or mended.
        """
        folder = _there(self.of(replay_id))
        found = {user_id: list(map(_mended, parts)) for user_id, parts in _tracks(folder).items()}
        seconds = {
            user_id: max(part.seconds for part in parts if part is not None)
            for user_id, parts in found.items()
            if any(parts)
        }
        turns = tuple(_turns(folder / TURNS_FILE))
        return Found(tuple(seconds), turns, max(seconds.values(), default=0.0))


def length(goes_on: dict[int, Reopened]) -> float:
    """How far the longest of these tracks goes, in seconds."""
    return max((each.whole.samples for each in goes_on.values()), default=0) / SAMPLE_RATE


def _there(folder: Path) -> Path:
    """The folder of a replay, which was made with its first packet: it does not go by itself.

    Raises:
        FileNotFoundError: it is not there, as when its disk is not mounted.
    """
    if not folder.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder))
    return folder


def _tracks(folder: Path) -> dict[int, list[Path]]:
    """The parts of each person's track, in their order."""
    found = (path for path in sorted(folder.glob(f"*{TRACK}")) if place_of(path)[0].isdecimal())
    return {int(name): parts for name, parts in in_order(found).items()}


def _mended(part: Path) -> Salvaged | None:
    """Cut off the torn end of a file; None if nothing is left of it."""
    try:
        return salvage(part)
    except BadOgg as error:
        _put_aside(part, error)
        return None


def _opened_again(parts: list[Path]) -> Reopened | None:
    """Make a track ready to go on in the last of its parts of which something is left."""
    try:
        return open_again(*parts)
    except BadOgg:
        whole = [part for part in parts if _mended(part) is not None]
        return open_again(*whole) if whole else None


def _remove_mixes(folder: Path) -> None:
    for made in folder.glob(f"{_MIX}.*"):
        made.unlink(missing_ok=True)


def _put_aside(path: Path, error: BadOgg) -> None:
    if not path.stat().st_size:
        path.unlink()
        return
    log.warning("%s holds no track (%s), and is put aside", path, error)
    path.replace(path.with_suffix(TORN))


def _mend_turns(path: Path) -> None:
    """Cut off a line that a killed process did not end."""
    content = path.read_bytes() if path.exists() else b""
    path.write_bytes(content[: content.rfind(b"\n") + 1])


def _turns(path: Path) -> list[Turn]:
    content = path.read_bytes() if path.exists() else b""
    turns: list[Turn] = []
    for line in content[: content.rfind(b"\n") + 1].splitlines():
        try:
            said = json.loads(line)
            user_id = int(said["user_id"])
            if said.get("withdrawn"):
                turns = [turn for turn in turns if turn.user_id != user_id]
            else:
                turns.append(Turn(user_id, float(said["from"]), float(said["to"])))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            log.warning("a line of %s is no turn: %s", path, error)
    return turns
