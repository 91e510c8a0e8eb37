"""Where recordings that are over are kept, if not on this disk: any place that fsspec has a name for.

Tracks are always written to this disk first. What is over is then copied, read back and compared, and only
when the other place has all of it, and a list with sizes and digests lies beside it, does the copy here go.
Whoever wants a track has it brought back. Each step may be done twice, so a process that is killed in
between goes on with the next. All of it waits for disks and networks, so none is called in the event loop.

What lies there has a name that is never given twice: the number of its replay, when it was first put there,
and some letters. Numbers are given again by an older copy of the database that is put back, and by a second
bot that keeps its recordings in the same place; neither writes over what it does not know. The list beside
the tracks here says which name that is. Where nothing lies here any more, as on a new machine, it is the
newest of its number.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
import secrets
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import fsspec

from bot.voice.parts import place_of
from bot.voice.transcriber import LINES
from cogs.recording.refusals import StorageAway

log = logging.getLogger(__name__)

T = TypeVar("T")

#: What is kept elsewhere, and how much of it there is; beside the tracks here and there.
LIST = "stored.json"
#: How long what was brought back stays when nobody wants it any more.
KEPT_SECONDS = 3_600.0
_CHUNK = 1 << 20
# Not the list of turns: the tables have it by then, and who is taken out is noted in it.
_KEPT = re.compile(rf"[0-9]+(-[0-9]+)?(\.opus|\.torn|{re.escape(LINES)})")


# Those that were put there first have their number alone.
_PLACE = re.compile(r"([0-9]+)(\.[0-9]{8}T[0-9]{6}-[0-9a-f]{8})?")


@dataclass(slots=True)
class _Stored:
    """What of a replay is at the other place."""

    place: str
    #: By name: size and digest.
    files: dict[str, tuple[int, str]] = field(default_factory=dict)


class NotStored(OSError):
    """What was read back is not what was written."""


class Storage:
    """One place, for all replays of this process."""

    def __init__(self, url: str) -> None:
        """Find the place; `url` is as fsspec has it, such as `s3://bucket/rostra`.

        Raises:
            StorageAway: fsspec has no such kind of place, or lacks a package for it.
        """
        #: What no log and no person shall read: it may hold a key.
        self._secret = url.partition("://")[2]
        self._files, self._root = self._asked(lambda: fsspec.core.url_to_fs(url))
        self._locks: defaultdict[int, threading.Lock] = defaultdict(threading.Lock)

    def put(self, replay_id: int, folder: Path) -> None:
        """Bring what of a replay is here to the other place, and let it go here; a second call is harmless.

        Raises:
            StorageAway: the place does not take it. Here nothing is gone.
        """
        with self._locks[replay_id]:
            if not (here := sorted(_kept(folder))):
                return
            stored = self._stored(replay_id, folder) or _Stored(_new_place(replay_id))
            # Before the first copy: from now on there may be something to be removed there.
            _write(folder / LIST, stored)
            for path in here:
                stored.files[path.name] = self._asked(partial(self._copy, stored.place, path))
            self._write_list(folder, stored)
            for path in here:
                path.unlink()

    def bring(self, replay_id: int, folder: Path) -> None:
        """Have all that there is of a replay here; harmless where it is here already.

        Raises:
            StorageAway: the place does not give it.
        """
        with self._locks[replay_id]:
            if (stored := self._stored(replay_id, folder)) is None:
                return
            # Before the first track: what lies here alone is nowhere else, and would not be removed there.
            _write(folder / LIST, stored)
            for name, (size, digest) in stored.files.items():
                if not (folder / name).exists():
                    self._asked(partial(self._fetch, stored.place, folder / name, size, digest))

    def has(self, replay_id: int) -> bool:
        """Whether a replay, or what is left of it, is kept at the other place.

        Raises:
            StorageAway: the place does not say.
        """
        return self._asked(lambda: self._newest(replay_id)) is not None

    def remove(self, replay_id: int, folder: Path) -> None:
        """Remove all of a replay at the other place.

        Raises:
            StorageAway: the place does not do it.
        """
        with self._locks[replay_id]:
            if (stored := self._stored(replay_id, folder)) is not None:
                self._asked(lambda: self._remove_all(stored.place))

    def remove_person(self, replay_id: int, folder: Path, user_id: int) -> None:
        """Remove what there is of a person in a replay at the other place.

        Raises:
            StorageAway: the place does not do it.
        """
        with self._locks[replay_id]:
            if (stored := self._stored(replay_id, folder)) is None:
                return
            # Also what was copied and is not in the list yet.
            for name in {*stored.files, *self._asked(lambda: self._names_in(stored.place))}:
                if place_of(Path(name))[0] == str(user_id):
                    self._asked(partial(self._remove_one, stored.place, name))
            files = stored.files
            left = {name: what for name, what in files.items() if place_of(Path(name))[0] != str(user_id)}
            if left != files:
                self._write_list(folder, _Stored(stored.place, left))

    def is_unused(self, folder: Path) -> bool:
        """Whether something of a replay lies here that nobody has wanted for a while."""
        kept = list(_kept(folder))
        return bool(kept) and time.time() - max(path.stat().st_mtime for path in kept) > KEPT_SECONDS

    def try_out(self) -> None:
        """Prove that the place takes, gives and removes.

        Raises:
            StorageAway: it does not.
        """
        path, said = f"{self._root}/rostra-trial", b"kept"

        def trial() -> None:
            self._files.makedirs(self._root, exist_ok=True)
            self._files.pipe_file(path, said)
            if self._files.cat_file(path) != said:
                raise NotStored("what was read back is something else")
            self._files.rm_file(path)

        self._asked(trial)

    def _path(self, place: str, name: str = "") -> str:
        return f"{self._root}/{place}/{name}".rstrip("/")

    def _copy(self, place: str, path: Path) -> tuple[int, str]:
        size, digest = _digest_of(path.open("rb"))
        there = self._path(place, path.name)
        self._files.makedirs(self._path(place), exist_ok=True)
        self._files.put_file(str(path), there)
        if _digest_of(self._files.open(there, "rb")) != (size, digest):
            raise NotStored(f"{path.name} was read back otherwise than it was written")
        return size, digest

    def _fetch(self, place: str, path: Path, size: int, digest: str) -> None:
        half = path.with_name(f"{path.name}.fetched")
        try:
            self._files.get_file(self._path(place, path.name), str(half))
            if _digest_of(half.open("rb")) != (size, digest):
                raise NotStored(f"{path.name} is not what was stored")
            half.replace(path)
        finally:
            half.unlink(missing_ok=True)

    def _remove_all(self, place: str) -> None:
        if self._files.exists(self._path(place)):
            self._files.rm(self._path(place), recursive=True)

    def _names_in(self, place: str = "") -> list[str]:
        """What lies at the other place by now, whatever was seen there before."""
        path = self._path(place)
        self._files.invalidate_cache(path)
        if not self._files.exists(path):
            return []
        return [found.rstrip("/").rpartition("/")[2] for found in self._files.ls(path, detail=False)]

    def _newest(self, replay_id: int) -> str | None:
        """What was put there last under a number."""
        names = (_PLACE.fullmatch(name) for name in self._names_in())
        return max((name[0] for name in names if name and int(name[1]) == replay_id), default=None)

    def _remove_one(self, place: str, name: str) -> None:
        if self._files.exists(self._path(place, name)):
            self._files.rm_file(self._path(place, name))

    def _stored(self, replay_id: int, folder: Path) -> _Stored | None:
        """What is elsewhere of a replay; None if nothing can be.

        So it is if it lies here and nobody has begun to copy it. If its folder is not here, as on a new
        machine, the other place is asked.
        """
        try:
            listed: dict[str, Any] = json.loads((folder / LIST).read_bytes())
        except FileNotFoundError:
            place = None if folder.exists() else self._asked(lambda: self._newest(replay_id))
            if place is None:
                return None
            there = self._path(place, LIST)
            written = self._asked(lambda: self._files.cat_file(there) if self._files.exists(there) else b"{}")
            return _Stored(place, _files_in(json.loads(written)))
        if "place" not in listed:  # from before places had names of their own
            return _Stored(str(replay_id), _files_in(listed))
        return _Stored(listed["place"], _files_in(listed["files"]))

    def _write_list(self, folder: Path, stored: _Stored) -> None:
        written = json.dumps(stored.files).encode()
        self._asked(lambda: self._files.pipe_file(self._path(stored.place, LIST), written))
        _write(folder / LIST, stored)

    def _asked(self, deed: Callable[[], T]) -> T:
        try:
            return deed()
        except Exception as error:  # noqa: BLE001 - an edge: each kind of place has errors of its own
            why = f"{type(error).__name__}: {error}".replace(self._secret or "://", "…")
            log.error("the place where recordings are kept refuses: %s", why)
            raise StorageAway(why=why) from None


def _new_place(replay_id: int) -> str:
    return f"{replay_id}.{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"


def _files_in(listed: dict[str, Any]) -> dict[str, tuple[int, str]]:
    return {name: (size, digest) for name, (size, digest) in listed.items() if _KEPT.fullmatch(name)}


def _write(path: Path, stored: _Stored) -> None:
    path.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
    half = path.with_name(f"{path.name}.part")
    half.write_text(json.dumps({"place": stored.place, "files": stored.files}), encoding="utf-8")
    half.replace(path)


def _kept(folder: Path) -> Iterator[Path]:
    if folder.exists():
        yield from (path for path in folder.iterdir() if _KEPT.fullmatch(path.name))


def _digest_of(file: Any) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    with file:
        while piece := file.read(_CHUNK):
            size += len(piece)
            digest.update(piece)
    return size, digest.hexdigest()
