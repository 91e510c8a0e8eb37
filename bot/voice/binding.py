"""How a child process binds itself before it looks at the first byte of a stranger's.

Whoever started it bounds the time on the wall as well, since a child may be too broken to keep its own
promises; see `bot.voice.children`.
"""

from __future__ import annotations

import os

try:
    import resource
except ImportError:  # Windows has no such limits; that of the parent on the wall holds there too
    resource = None  # type: ignore[assignment]  # told apart below


def bind(*, nice: int, **limits: int) -> None:
    """Take a low priority and these limits, by their names in `resource`: `DATA`, `CPU` and so on.

    None is raised that is lower already. No core is ever dumped: what strangers sent would be in it.
    """
    if resource is None:
        return
    os.nice(nice)
    for name, limit in {**limits, "CORE": 0}.items():
        what = getattr(resource, f"RLIMIT_{name}")
        _, hard = resource.getrlimit(what)
        allowed = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(what, (allowed, allowed))
