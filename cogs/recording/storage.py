"""Where recordings that are over are kept, if not on this disk: any place that fsspec has a name for.

Tracks are always written to this disk first. What is over is then copied, read back and compared, and only
when the other place has all of it, and a list with sizes and digests lies beside it, does the copy here go.
Whoever wants a track has it brought back. Each step may be done twice, so a process that is killed in
between goes on with the next. All of it waits for disks and networks, so none is called in the event loop.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
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
            listed = self._list_of(replay_id, folder)
            # Before the first copy: from now on there may be something to be removed there.
            _write(folder / LIST, listed)
            for path in here:
                listed[path.name] = self._asked(partial(self._copy, replay_id, path))
            self._write_list(replay_id, folder, listed)
            for path in here:
                path.unlink()

    def bring(self, replay_id: int, folder: Path) -> None:
        """Have all that there is of a replay here; harmless where it is here already.

        Raises:
            StorageAway: the place does not give it.
        """
        with self._locks[replay_id]:
            listed = self._list_of(replay_id, folder)
            for name, (size, digest) in listed.items():
                if not (folder / name).exists():
                    self._asked(partial(self._fetch, replay_id, folder / name, size, digest))

    def has(self, replay_id: int) -> bool:
        """Whether a replay, or what is left of it, is kept at the other place.

        Raises:
            StorageAway: the place does not say.
        """
        return self._asked(lambda: bool(self._files.exists(self._place(replay_id, LIST))))

    def remove(self, replay_id: int, folder: Path) -> None:
        """Remove all of a replay at the other place.

        Raises:
            StorageAway: the place does not do it.
        """
        with self._locks[replay_id]:
            if not _is_here_alone(folder):
                self._asked(lambda: self._remove_all(replay_id))

    def remove_person(self, replay_id: int, folder: Path, user_id: int) -> None:
        """Remove what there is of a person in a replay at the other place.

        Raises:
            StorageAway: the place does not do it.
        """
        with self._locks[replay_id]:
            if _is_here_alone(folder):
                return
            listed = self._list_of(replay_id, folder)
            # Also what was copied and is not in the list yet.
            for name in {*listed, *self._asked(lambda: self._names_of(replay_id))}:
                if place_of(Path(name))[0] == str(user_id):
                    self._asked(partial(self._remove_one, replay_id, name))
            left = {name: what for name, what in listed.items() if place_of(Path(name))[0] != str(user_id)}
            if left != listed:
                self._write_list(replay_id, folder, left)

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

    def _place(self, replay_id: int, name: str = "") -> str:
        return f"{self._root}/{replay_id}/{name}".rstrip("/")

    def _copy(self, replay_id: int, path: Path) -> tuple[int, str]:
        size, digest = _digest_of(path.open("rb"))
        place = self._place(replay_id, path.name)
        self._files.makedirs(self._place(replay_id), exist_ok=True)
        self._files.put_file(str(path), place)
        if _digest_of(self._files.open(place, "rb")) != (size, digest):
            raise NotStored(f"{path.name} was read back otherwise than it was written")
        return size, digest

    def _fetch(self, replay_id: int, path: Path, size: int, digest: str) -> None:
        half = path.with_name(f"{path.name}.fetched")
        path.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
        try:
            self._files.get_file(self._place(replay_id, path.name), str(half))
            if _digest_of(half.open("rb")) != (size, digest):
                raise NotStored(f"{path.name} is not what was stored")
            half.replace(path)
        finally:
            half.unlink(missing_ok=True)

    def _remove_all(self, replay_id: int) -> None:
        if self._files.exists(self._place(replay_id)):
            self._files.rm(self._place(replay_id), recursive=True)

    def _names_of(self, replay_id: int) -> list[str]:
        """What lies at the other place by now, whatever was seen there before."""
        place = self._place(replay_id)
        self._files.invalidate_cache(place)
        if not self._files.exists(place):
            return []
        return [path.rpartition("/")[2] for path in self._files.ls(place, detail=False)]

    def _remove_one(self, replay_id: int, name: str) -> None:
        if self._files.exists(self._place(replay_id, name)):
            self._files.rm_file(self._place(replay_id, name))

    def _list_of(self, replay_id: int, folder: Path) -> dict[str, tuple[int, str]]:
        """What the other place has of a replay; it is asked if the list is not here, as on a new machine."""
        if _is_here_alone(folder):
            return {}
        try:
            written = (folder / LIST).read_bytes()
        except FileNotFoundError:
            place = self._place(replay_id, LIST)
            written = self._asked(lambda: self._files.cat_file(place) if self._files.exists(place) else b"{}")
        listed: dict[str, Any] = json.loads(written)
        return {name: (size, digest) for name, (size, digest) in listed.items() if _KEPT.fullmatch(name)}

    def _write_list(self, replay_id: int, folder: Path, listed: dict[str, tuple[int, str]]) -> None:
        written = json.dumps(listed).encode()
        self._asked(lambda: self._files.pipe_file(self._place(replay_id, LIST), written))
        _write(folder / LIST, listed)

    def _asked(self, deed: Callable[[], T]) -> T:
        try:
            return deed()
        except Exception as error:  # noqa: BLE001 - an edge: each kind of place has errors of its own
            why = f"{type(error).__name__}: {error}".replace(self._secret or "://", "…")
            log.error("the place where recordings are kept refuses: %s", why)
            raise StorageAway(why=why) from None


def _is_here_alone(folder: Path) -> bool:
    """Whether nothing of a replay can be elsewhere: it lies here, and nobody has begun to copy it."""
    return folder.exists() and not (folder / LIST).exists()


def _write(path: Path, listed: dict[str, tuple[int, str]]) -> None:
    path.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
    half = path.with_name(f"{path.name}.part")
    half.write_text(json.dumps(listed), encoding="utf-8")
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
