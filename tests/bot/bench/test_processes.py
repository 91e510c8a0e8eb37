"""A process that ends, or has something to say while it works, does not leave a measure hanging."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from bot.bench.processes import running
from bot.errors import OperatorError

ECHO = """
    import json, sys
    sys.stderr.write("x" * 1_000_000)
    sys.stderr.flush()
    for line in sys.stdin:
        print(json.dumps({"heard": json.loads(line)}), flush=True)
    open("ended", "w").close()
"""
FAILS = """
    import sys
    sys.stdin.readline()
    raise ZeroDivisionError("too small")
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder from which modules can be run."""
    (tmp_path / "echo.py").write_text(dedent(ECHO), encoding="utf-8")
    (tmp_path / "fails.py").write_text(dedent(FAILS), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def test_it_answers_however_much_it_says_besides_and_ends_in_good_order(folder: Path) -> None:
    async with running("echo") as child:
        assert await child.ask({"what": 1}) == {"heard": {"what": 1}}

    assert (folder / "ended").exists()


@pytest.mark.usefixtures("folder")
async def test_one_that_ended_is_named_with_its_last_words() -> None:
    async with running("fails") as child:
        with pytest.raises(OperatorError, match="fails ended: ZeroDivisionError: too small"):
            await child.ask({"what": 1})
