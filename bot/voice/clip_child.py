"""The child process in which one file is decoded: `python -m bot.voice.clip_child <job as JSON>`.

The file comes in by standard input, the clip leaves by standard output, and the exit code says how it went.
The child binds itself before it looks at the first byte: memory, processor time, no file written, low
priority. Whoever started it bounds the time on the wall and the output, since a child may be too broken
to keep its own promises; see `bot.voice.preparing`.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass

from bot.voice.binding import bind
from bot.voice.containers import named
from bot.voice.editing import BadSound, Fault, clip_of

#: Exit codes from here on are faults, in their order; below are Python's own.
FIRST_FAULT = 10
_FAULTS = tuple(Fault)


@dataclass(frozen=True, slots=True)
class Job:
    """What a child is to do, and what it may take for it."""

    container: str
    longest_seconds: float
    #: Beside what the interpreter and the libraries have taken by then.
    memory_bytes: int
    cpu_seconds: int

    def written(self) -> str:
        """As the argument that `main` reads."""
        return json.dumps(asdict(self))


def fault_in(exit_code: int) -> Fault | None:
    """What an exit code says; None if it names no fault."""
    place = exit_code - FIRST_FAULT
    return _FAULTS[place] if 0 <= place < len(_FAULTS) else None


def main() -> int:
    """Do one job; answers the exit code."""
    job = Job(**json.loads(sys.argv[1]))
    bind(nice=10, AS=_taken_bytes() + job.memory_bytes, CPU=job.cpu_seconds, FSIZE=0)
    try:
        made = clip_of(sys.stdin.buffer.read(), named(job.container), job.longest_seconds)
    except BadSound as error:
        return FIRST_FAULT + _FAULTS.index(error.fault)
    except MemoryError:
        return FIRST_FAULT + _FAULTS.index(Fault.TOO_LARGE)
    sys.stdout.buffer.write(made)
    return 0


def _taken_bytes() -> int:
    """The address space in use, which is mostly libraries; nothing where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGESIZE")
    except OSError:
        return 2 * 1024**3  # more than the libraries map anywhere


if __name__ == "__main__":
    sys.exit(main())
