"""Puts a process on one core, and before everybody else there, so that what it costs is its own."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

#: The highest priority that is not real time's.
_FIRST = -20
#: Where Linux shares out processors by session first, a priority counts only within the session.
_AUTOGROUP = Path("/proc/self/autogroup")


def to_core(core: int) -> None:
    """Run on this core only, and first there, where the system can do that; a core that is not there is any.

    Only root may go first. Whoever else is measured does too, and what else runs on the machine takes
    less from all of them.
    """
    if hasattr(os, "sched_setaffinity"):
        allowed = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {allowed[core % len(allowed)]})
    if hasattr(os, "setpriority"):
        with contextlib.suppress(PermissionError):
            os.setpriority(os.PRIO_PROCESS, 0, _FIRST)
    if _AUTOGROUP.exists():
        with contextlib.suppress(PermissionError):
            os.setsid()
            _AUTOGROUP.write_text(str(_FIRST))
