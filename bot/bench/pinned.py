"""Puts a process on one core, so that what it costs is one core's and nobody else's."""

from __future__ import annotations

import os


def to_core(core: int) -> None:
    """Run on this core only, where the system can do that; a core that is not there is any."""
    if hasattr(os, "sched_setaffinity"):
        allowed = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {allowed[core % len(allowed)]})
