"""What a cog registered while it started, so that all of it can be taken back.

Events, services, timers, words, settings and the rest each say how a registration is undone;
whoever starts a cog collects that, and a cog that is reloaded leaves nothing of its old self behind.
Outside of a start nobody collects, and a registration stands for as long as the process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Undo = Callable[[], object]

_collecting: ContextVar[list[Undo] | None] = ContextVar("rostra.undo", default=None)


def undoable(undo: Undo) -> None:
    """Tell whoever starts a cog just now how to take back what was just done."""
    if (collected := _collecting.get()) is not None:
        collected.append(undo)


@contextmanager
def collected() -> Iterator[list[Undo]]:
    """Collect what is registered inside the block; call the result from its end to take it back."""
    undos: list[Undo] = []
    token = _collecting.set(undos)
    try:
        yield undos
    finally:
        _collecting.reset(token)
