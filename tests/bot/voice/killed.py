"""A recorder in a process of its own, which is killed in the middle of its work."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

USERS = (1, 2, 3)
#: Long enough that nothing is cut into parts.
AN_HOUR = 3_600.0

_RECORDER = """
import sys, time
from pathlib import Path
from bot.voice import recording as module
from bot.voice.parts import PartLimits
from bot.voice.recording import Packet, Recording

module.LATE_SAMPLES = 2_400
limits = PartLimits(seconds=float(sys.argv[2]))
recording = Recording(Path(sys.argv[1]), allows=lambda user: True, limits=limits)
number = 0
while True:
    now = time.monotonic()
    for user in (1, 2, 3):
        packet = Packet(number * 960, now, b"\\xfc" + number.to_bytes(4, "big") + bytes(60))
        recording.take(user, user, number % 65536, packet)
    recording.sweep(now)
    number += 1
    print(number, recording._part, flush=True)
    time.sleep(0.02)
"""


def killed_at(folder: Path, ends: Callable[[int, int], bool], part_seconds: float = AN_HOUR) -> int:
    """Let `USERS` speak until `ends` says so of the frames so far and the part they go into, and kill it.

    Answers how many frames it had taken in when it last said anything.
    """
    process = subprocess.Popen(
        [sys.executable, "-c", _RECORDER, str(folder), str(part_seconds)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    said = 0
    try:
        for line in process.stdout:
            said, part = map(int, line.split())
            if ends(said, part):
                break
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
    return said
