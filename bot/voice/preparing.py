"""Makes clips of files that people bring, each in a child process that is bounded in every way.

A decoder reads what a stranger wrote, and has been broken by that often enough. So it runs where it can do
no harm: in a process of its own, without our secrets in its environment, that may take so much memory and
time, and give so much back (`Limits`). Whatever it does, it is ended and its end is waited for.
"""

from __future__ import annotations

import asyncio
import logging
import signal
from asyncio.subprocess import Process
from dataclasses import dataclass

from bot.errors import UpstreamError
from bot.voice import children, ogg
from bot.voice.clip_child import Job, fault_in
from bot.voice.containers import sniff
from bot.voice.editing import BadSound, Fault
from bot.voice.opus import SAMPLE_RATE, BadPacket

log = logging.getLogger(__name__)

#: Two, so that one hard file holds up nobody else; and no more, so that the stages go on.
AT_ONCE = 2
#: How many may wait for their turn.
MOST_WAITING = 10
_MIB = 1024 * 1024
#: A stereo sound of 16 bit, and the copies of it that editing makes.
_COPIES = 8
_PROGRAM = "bot.voice.clip_child"


@dataclass(frozen=True, slots=True)
class Limits:
    """What making one clip may take."""

    longest_seconds: float
    wall_seconds: float = 30.0

    @property
    def memory_bytes(self) -> int:
        """Beside what the libraries take."""
        return 128 * _MIB + _COPIES * int(self.longest_seconds * SAMPLE_RATE * 4)

    @property
    def output_bytes(self) -> int:
        """Twice what a clip of that length has at the bit rate of a stage."""
        return 64 * 1024 + int(self.longest_seconds * 16_000)


class TooManyAtOnce(Exception):
    """So many files wait already that another would wait too long."""


class Preparing:
    """Makes clips, a few at a time."""

    def __init__(self, *, at_once: int = AT_ONCE, most_waiting: int = MOST_WAITING) -> None:
        self._turns = asyncio.Semaphore(at_once)
        self._most = at_once + most_waiting
        self._asked = 0

    async def clip_of(self, content: bytes, limits: Limits) -> bytes:
        """Make a clip of a file: an Ogg Opus file of 20 ms packets.

        Raises:
            BadSound: none can be made of it; says why.
            TooManyAtOnce: others wait already.
            UpstreamError: the child process could not be started.
        """
        container = sniff(content)
        if container is None:
            raise BadSound(Fault.UNKNOWN)
        if self._asked >= self._most:
            raise TooManyAtOnce
        job = Job(container.name, limits.longest_seconds, limits.memory_bytes, int(limits.wall_seconds))
        self._asked += 1
        try:
            async with self._turns:
                return await _made_in_child(content, job, limits)
        finally:
            self._asked -= 1


async def _made_in_child(content: bytes, job: Job, limits: Limits) -> bytes:
    try:
        process = await children.started(_PROGRAM, job.written())
    except OSError as error:
        raise UpstreamError(f"no process can be started to decode a file in: {error}") from error
    try:
        async with asyncio.timeout(limits.wall_seconds):
            made, said, _ = await asyncio.gather(
                _read(process, limits.output_bytes),
                children.last_said(process),
                children.feed(process, content),
            )
            code = await process.wait()
    except TimeoutError as error:
        raise BadSound(Fault.TOO_SLOW) from error
    finally:
        await children.end(process)
    if code:
        raise BadSound(_fault_of(code, said))
    return _checked(made)


async def _read(process: Process, most_bytes: int) -> bytes:
    """All that the child says.

    Raises:
        BadSound: it says more than it may.
    """
    assert process.stdout is not None
    made = bytearray()
    while piece := await process.stdout.read(65_536):
        made += piece
        if len(made) > most_bytes:
            raise BadSound(Fault.TOO_LARGE)
    return bytes(made)


def _fault_of(code: int, said: str) -> Fault:
    """Why a child ended that made no clip."""
    fault = fault_in(code)
    if fault is not None:
        return fault
    log.warning("a file broke the process in which it was decoded: exit code %s, %s", code, said)
    # The system ends whoever has used up its processor time by this signal, or by the one that follows it.
    return Fault.TOO_SLOW if -code in _OUT_OF_TIME else Fault.BROKEN


_OUT_OF_TIME = {int(getattr(signal, name)) for name in ("SIGXCPU",) if hasattr(signal, name)}


def _checked(made: bytes) -> bytes:
    """Prove that what came out of the child is a clip; the child has read a stranger's file.

    Raises:
        BadSound: it is not.
    """
    try:
        packets = ogg.packets(made)
    except (ogg.BadOgg, BadPacket) as error:
        raise BadSound(Fault.BROKEN) from error
    if not packets:
        raise BadSound(Fault.NO_SOUND)
    return made
