"""The `rostra` command on a terminal, with somebody at the keyboard."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bot.cli.terminal import SECONDS, clean_environment

_CHUNK = 4096
# Makes standard input the terminal of the new session, so that Ctrl-C is a signal; then becomes the command.
# What a shell begins in the background ignores that signal, and so would a command of tests begun so.
_LAUNCH = """
import fcntl, os, signal, sys, termios
signal.signal(signal.SIGINT, signal.SIG_DFL)
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, "-m", "bot", *sys.argv[1:]])
"""


class Keyboard:
    """Reads what stands on the terminal, and types."""

    def __init__(self, process: subprocess.Popen[bytes], terminal: int) -> None:
        self._process = process
        self._terminal = terminal
        self.screen = ""
        self._read = 0

    def wait_for(self, words: str) -> None:
        """Wait until these words appear after all that was waited for before."""
        deadline = time.monotonic() + SECONDS
        while words not in self.screen[self._read :]:
            if not self._more(deadline):
                raise AssertionError(f"{words!r} did not appear on the terminal:\n{self.screen}")
        self._read = self.screen.index(words, self._read) + len(words)

    def answer(self, question: str, typed: str) -> None:
        """Wait for a question to be asked to its end, and answer it with a line."""
        self.wait_for(question)
        # The blank comes when input is read, and not shown where it is hidden.
        self.wait_for(": ")
        self.press(typed + "\n")

    def press(self, keys: str) -> None:
        """Type without waiting for anything."""
        os.write(self._terminal, keys.encode())

    def ended(self) -> int:
        """Read to the end, and answer the exit code."""
        deadline = time.monotonic() + SECONDS
        while self._more(deadline):
            pass
        return self._process.wait(SECONDS)

    def _more(self, deadline: float) -> bool:
        readable, _, _ = select.select([self._terminal], [], [], max(0.0, deadline - time.monotonic()))
        if not readable:
            return False
        try:
            chunk = os.read(self._terminal, _CHUNK)
        except OSError:  # Linux says so when the other side has closed
            return False
        self.screen += chunk.decode(errors="replace").replace("\r\n", "\n")
        return bool(chunk)


@contextmanager
def at_the_keyboard(*arguments: str | Path, cwd: Path, **environment: str) -> Iterator[Keyboard]:
    """Run `rostra` on a terminal of its own; it is killed at the end if it still runs."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", _LAUNCH, *map(str, arguments)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=cwd,
        env=clean_environment(**environment),
        start_new_session=True,
    )
    os.close(theirs)
    try:
        yield Keyboard(process, ours)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        os.close(ours)
