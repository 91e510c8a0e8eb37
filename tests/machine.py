"""What machines of hypothesis share that live on a database: a file and an event loop for each example."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import seed as start_from
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from bot.errors import UserError
from bot.storage.database import Database

T = TypeVar("T")

# A busy machine is no fault of the code's.
QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large]


class OnDatabase(RuleBasedStateMachine):
    """A machine whose every example has a copy of `template`; see `living_on`."""

    template: ClassVar[bytes]
    folder: ClassVar[Path]
    numbers: ClassVar[itertools.count[int]]

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.file = self.folder / f"{next(self.numbers)}.db"
        self.file.write_bytes(self.template)
        self.database = Database(f"sqlite+aiosqlite:///{self.file}")

    def teardown(self) -> None:
        self.runner.run(self.database.close())
        self.runner.close()
        self.file.unlink()

    def run(self, work: Coroutine[Any, Any, T]) -> T | None:
        """Do it; what is refused changes nothing, which the invariants see."""
        try:
            return self.runner.run(work)
        except UserError:
            return None


def living_on(machine: type[OnDatabase], template: bytes, folder: Path) -> type[OnDatabase]:
    """The machine, with what each of its examples begins with and the folder in which they lie."""
    place = {"template": template, "folder": folder, "numbers": itertools.count()}
    return type(machine.__name__, (machine,), place)


def play(machine: type[OnDatabase], seed: int, *, is_long: bool) -> None:
    """Play some examples from a seed: a few, the same each time, or what a night has time for."""
    how = settings(
        max_examples=25 if is_long else 8,
        stateful_step_count=50 if is_long else 30,
        suppress_health_check=QUIET,
    )
    run_state_machine_as_test(start_from(seed)(machine), settings=how)
