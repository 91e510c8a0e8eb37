"""What holds for every test: the fixtures of `bot.testing`, and how far those that search go.

`pytest -m long` searches for as long as a night allows: tests that are marked `long`, most of them with one
seed each, and every property with the profile `long`. A seed that fails is told in one line; asked for alone,
in full.
"""

from __future__ import annotations

import gc
import os
from collections import Counter
from collections.abc import Generator, Iterable
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

#: Which part of the suite to run, as in 1/4; 0/4 is only what asks a store.
PART_VARIABLE = "ROSTRA_TEST_PART"
#: A test with a bot on a sandbox takes about as long as so many others, and one of these places as so many.
WHOLE_BOT_COST = 8
COSTS = {
    "tests/evening/": 100,
    "tests/demo/": 100,
    "tests/bot/bench/": 30,
    "tests/bot/cli/test_run_on_sandbox.py": 30,
}
#: Against a hang; a property is tried thousands of times in a long run.
LONG_PROPERTY_SECONDS = 1800
SANDBOX, DEMO = "tests/bot/sandbox/", "tests/demo/"

pytest_plugins = ["bot.testing"]  # they live in the package, since a stranger's cog uses them too

# No deadline: a busy machine is no fault of the code's. No database: each run stands by itself. The suite
# tries the same examples each time; `long` tries new ones.
settings.register_profile("suite", max_examples=30, deadline=None, database=None, derandomize=True)
settings.register_profile("long", max_examples=3000, deadline=None, database=None)


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("long" if _is_long(config) else "suite")
    # What thousands of tests have loaded stays: to look through it again and again took a fifth of the time.
    gc.set_threshold(100_000, 20, 50)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if part := os.environ.get(PART_VARIABLE):
        # Of what `long` alone runs there is more than of all the rest, and none of it here.
        asked = [item for item in items if _is_long(config) or item.get_closest_marker("long") is None]
        kept = part_of(asked, *map(int, part.split("/")))
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = [item for item in items if item in kept]
    if hasattr(config, "workerinput"):
        # Workers take files as they are listed: the long ones first, so that none is left for the end.
        costs = costs_of(items)
        items.sort(key=lambda item: -costs[place_of(item.nodeid)])
    if _is_long(config):
        for item in items:
            if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
                item.add_marker(pytest.mark.long)
                item.add_marker(pytest.mark.timeout(LONG_PROPERTY_SECONDS))


def place_of(nodeid: str) -> str:
    """What stays on one worker: a file's tests, and all of the sandbox's, the last of which look back.

    Each of the demo's is an evening of its own, and is a place for itself.
    """
    if nodeid.startswith(DEMO):
        return nodeid
    return SANDBOX if nodeid.startswith(SANDBOX) else nodeid.partition("::")[0]


class Together(LoadScopeScheduling):  # type: ignore[misc]  # xdist is not typed
    """Deals out the tests place by place, in the order in which they are listed."""

    def _split_scope(self, nodeid: str) -> str:
        return place_of(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    config.option.loadscopereorder = False
    return Together(config, log)


def fixtures_of(item: pytest.Item) -> list[str]:
    """The names of all that a test is given."""
    return item.fixturenames if isinstance(item, pytest.Function) else []


def costs_of(items: Iterable[pytest.Item]) -> Counter[str]:
    """How long the tests of each place take, about, in tests of rules."""
    costs: Counter[str] = Counter()
    for item in items:
        place = place_of(item.nodeid)
        alone = WHOLE_BOT_COST if "sandbox" in fixtures_of(item) and place != SANDBOX else 1
        costs[place] += next((cost for where, cost in COSTS.items() if place.startswith(where)), alone)
    return costs


def part_of(items: Iterable[pytest.Item], number: int, of: int) -> set[pytest.Item]:
    """One part of a suite that several runs divide; what asks a store is in each, since each has its own."""
    asking = {item for item in items if "database_url" in fixtures_of(item)}
    costs = costs_of(item for item in items if item not in asking)
    loads = [0] * of
    mine: set[str] = set()
    for place, cost in sorted(costs.items(), key=lambda one: (-one[1], one[0])):
        least = loads.index(min(loads))
        loads[least] += cost
        if least == number - 1:
            mine.add(place)
    return asking | {item for item in items if item not in asking and place_of(item.nodeid) in mine}


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
