"""Files of tracks, written by a thread of their own: the one that receives never waits for a disk.

What is written is on the disk within a second, in one go for all files: a power cut then costs
two seconds at the most, half a second of which is the page that was not full.
"""

from __future__ import annotations

import ctypes
import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

log = logging.getLogger(__name__)

#: What is handed over in this time is written together.
GATHER_SECONDS = 0.1
SYNC_SECONDS = 1.0
#: What waits for a slow disk, at most; a minute and more of a hundred speakers.
MOST_WAITING_BYTES = 64 << 20
#: From so many files on, the whole file system is asked at once where that can be done.
_MANY_FILES = 8
JOIN_SECONDS = 60.0


class DiskTooSlow(OSError):
    """More came than the disk took."""


class TrackFile:
    """One file, as far as those who write see it. Fulfils `bot.voice.tracks.Sink`."""

    def __init__(self, files: TrackFiles, path: Path, size: int | None) -> None:
        self._files = files
        self.path = path
        #: Whether there is a file; else it is made with the first page.
        self.is_there = size is not None
        #: How much of it there is, or will be once all is written.
        self.size = size or 0
        self.descriptor = -1
        self.is_dirty = False

    def write(self, pages: bytes) -> int:
        """Take pages; they are written soon."""
        self.size += len(pages)
        self._files.put(self, bytes(pages))
        return len(pages)

    def flush(self) -> None:
        """Nothing is kept back here."""

    def close(self) -> None:
        """Close the file once all is written and on the disk."""
        self._files.put(self, None)

    def discard(self) -> None:
        """Remove the file, also one that is closed, and whatever is still written to it."""
        self._files.discard(self)


class TrackFiles:
    """The thread, and what waits for it."""

    def __init__(self, failed: Callable[[OSError], None]) -> None:
        """Start; `failed` is called once, in the thread, when something cannot be written."""
        self._failed = failed
        self._waiting: list[tuple[TrackFile, bytes | None]] = []
        self._waiting_bytes = 0
        self._discarded: set[TrackFile] = set()
        self._open: set[TrackFile] = set()
        self._error: OSError | None = None
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="voice-tracks", daemon=True)
        self._thread.start()

    def open(self, path: Path, *, size: int | None = None) -> TrackFile:
        """A new file, made with its first page, in the thread; or one that has this size, and goes on."""
        return TrackFile(self, path, size)

    def put(self, file: TrackFile, pages: bytes | None) -> None:
        """Take pages of a file, or its end. After a failure nothing more is taken."""
        with self._lock:
            if self._error is not None or (file in self._discarded and pages is not None):
                return
            self._waiting.append((file, pages))
            self._waiting_bytes += len(pages or b"")
            too_much = self._waiting_bytes > MOST_WAITING_BYTES
        if too_much:
            self._fail(DiskTooSlow(f"{MOST_WAITING_BYTES >> 20} MiB wait to be written"))
        self._wake.set()

    def discard(self, file: TrackFile) -> None:
        """Remove a file and write no more to it."""
        with self._lock:
            self._discarded.add(file)
            self._waiting = [entry for entry in self._waiting if entry[0] is not file]
        self.put(file, None)

    def close(self) -> None:
        """Write what waits, bring it to the disk, and end.

        Raises:
            OSError: something could not be written, now or before.
        """
        self._closing = True
        self._wake.set()
        self._thread.join(JOIN_SECONDS)
        if self._thread.is_alive():
            raise DiskTooSlow(f"the tracks were not written within {JOIN_SECONDS:g} s")
        if self._error is not None:
            raise self._error

    def _run(self) -> None:
        sync_at = time.monotonic() + SYNC_SECONDS
        while True:
            self._wake.wait(SYNC_SECONDS if self._open else None)
            self._wake.clear()
            ends = self._closing
            try:
                self._write_all()
                if ends or time.monotonic() >= sync_at:
                    self._sync(file for file in self._open if file.is_dirty)
                    sync_at = time.monotonic() + SYNC_SECONDS
            except OSError as error:
                self._fail(error)
            if ends:
                self._close_all()
                return
            # A closing thread need not gather, and wakes at once.
            time.sleep(0 if self._closing else GATHER_SECONDS)

    def _write_all(self) -> None:
        with self._lock:
            batch, self._waiting = self._waiting, []
            self._waiting_bytes = 0
        pages: dict[TrackFile, list[bytes]] = {}
        ended: list[TrackFile] = []
        for file, page in batch:
            if page is None:
                ended.append(file)
            else:
                pages.setdefault(file, []).append(page)
        # What was discarded goes first: another file may have taken its place by now.
        for file in ended:
            if file in self._discarded:
                self._end(file)
        deeds = [partial(self._write, file, b"".join(parts)) for file, parts in pages.items()]
        deeds += [partial(self._end, file) for file in ended if file not in self._discarded]
        _do_all(deeds)

    def _write(self, file: TrackFile, data: bytes) -> None:
        if file.descriptor < 0:
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
            flags |= 0 if file.is_there else os.O_EXCL
            file.descriptor = os.open(file.path, flags, 0o600)
            file.is_there = True
            self._open.add(file)
        file.is_dirty = True
        left = memoryview(data)
        while left:
            left = left[os.write(file.descriptor, left) :]

    def _end(self, file: TrackFile) -> None:
        self._open.discard(file)
        if file in self._discarded and file.is_there:
            file.path.unlink(missing_ok=True)
            file.is_there = False
        if file.descriptor >= 0:
            if file.is_dirty and file not in self._discarded:
                self._sync([file])
            os.close(file.descriptor)
            file.descriptor = -1

    def _sync(self, files: Iterable[TrackFile]) -> None:
        dirty = list(files)
        if len(dirty) < _MANY_FILES or not _sync_file_system(dirty[0].descriptor):
            for file in dirty:
                _sync_one(file.descriptor)
        for file in dirty:
            file.is_dirty = False

    def _close_all(self) -> None:
        for file in tuple(self._open):
            try:
                self._end(file)
            except OSError as error:
                self._fail(error)

    def _fail(self, error: OSError) -> None:
        with self._lock:
            if self._error is not None:
                return
            self._error = error
            self._waiting.clear()
        log.error("a track cannot be written: %s", error)
        self._failed(error)


def _do_all(deeds: Iterable[Callable[[], None]]) -> None:
    """Do what can be done, and fail only then: one file that refuses takes nothing from the others.

    Raises:
        OSError: the first that came.
    """
    failure: OSError | None = None
    for deed in deeds:
        try:
            deed()
        except OSError as error:
            failure = failure or error
    if failure is not None:
        raise failure


def _sync_one(descriptor: int) -> None:
    getattr(os, "fdatasync", os.fsync)(descriptor)  # not everywhere is there the cheaper one


def _sync_file_system(descriptor: int) -> bool:
    """Bring all that was written to the disk in one go; answers whether that could be done."""
    if not sys.platform.startswith("linux"):
        return False
    library = ctypes.CDLL(None, use_errno=True)
    return hasattr(library, "syncfs") and library.syncfs(descriptor) == 0
