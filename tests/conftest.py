"""What holds for every test: the fixtures of `bot.testing`, and how far those that search go.

`pytest -m long` searches for as long as a night allows: tests that are marked `long`, most of them with one
seed each, and every property with the profile `long`. A seed that fails is told in one line; asked for alone,
in full.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

#: Which part of the suite to run, as in 1/2.
PART_VARIABLE = "ROSTRA_TEST_PART"
#: A test with a bot on a sandbox takes about as long as so many others.
WHOLE_BOT_COST = 8
SANDBOX = Path(__file__).parent / "bot" / "sandbox"

pytest_plugins = ["bot.testing"]  # they live in the package, since a stranger's cog uses them too

# No deadline: a busy machine is no fault of the code's. No database: each run stands by itself. The suite
# tries the same examples each time; `long` tries new ones.
settings.register_profile("suite", max_examples=30, deadline=None, database=None, derandomize=True)
settings.register_profile("long", max_examples=3000, deadline=None, database=None)


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("long" if _is_long(config) else "suite")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if part := os.environ.get(PART_VARIABLE):
        kept = part_of(items, *map(int, part.split("/")))
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = [item for item in items if item in kept]
    for item in items:
        item.add_marker(pytest.mark.xdist_group(str(together(item))))
    if _is_long(config):
        for item in items:
            if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
                item.add_marker(pytest.mark.long)


def together(item: pytest.Item) -> Path:
    """What stays on one worker (`-n`): a file's tests, and all of the sandbox's, the last of which look back."""
    return SANDBOX if item.path.is_relative_to(SANDBOX) else item.path


def part_of(items: Iterable[pytest.Item], number: int, of: int) -> set[pytest.Item]:
    """One part of a suite that several runs divide; what asks a store is in each, since each has its own."""
    asking = {item for item in items if "database_url" in item.fixturenames}
    costs: Counter[Path] = Counter()
    for item in items:
        if item not in asking:
            whole_bot = "sandbox" in item.fixturenames and together(item) != SANDBOX
            costs[together(item)] += WHOLE_BOT_COST if whole_bot else 1
    loads = [0] * of
    mine: set[Path] = set()
    for place, cost in sorted(costs.items(), key=lambda one: (-one[1], one[0])):
        least = loads.index(min(loads))
        loads[least] += cost
        if least == number - 1:
            mine.add(place)
    return asking | {item for item in items if item not in asking and together(item) in mine}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    params: dict[str, Any] = getattr(getattr(item, "callspec", None), "params", {})
    if report.failed and call.excinfo and "seed" in params and len(item.session.items) > 1:
        report.longrepr = f"seed {params['seed']}: {' '.join(call.excinfo.exconly().split())}"
    return report


def _is_long(config: pytest.Config) -> bool:
    return bool(config.option.markexpr == "long")
