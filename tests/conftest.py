"""What holds for every test: the fixtures of `bot.testing`, and how far those that search go.

`pytest -m long` searches for as long as a night allows: tests that are marked `long`, most of them with one
seed each, and every property with the profile `long`. A seed that fails is told in one line; asked for alone,
in full.
"""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

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
    for item in items:
        # Side by side (`-n`), a file's tests stay together, and all of the sandbox's: the last look back.
        together = SANDBOX if item.path.is_relative_to(SANDBOX) else item.path
        item.add_marker(pytest.mark.xdist_group(str(together)))
    if _is_long(config):
        for item in items:
            if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
                item.add_marker(pytest.mark.long)


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
