"""The whole evening, with the bot in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from bot.cli.demo import FEWEST_LISTENERS
from bot.demo.steps import shift_of

SECTIONS = ["steps", "stage", "hands", "tips", "audio", "gateway", "ledger"]


def demo(*arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", "demo", "--headless", "--seconds", "5", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=110, check=False, cwd=folder)


def check_report(file: Path) -> None:
    report = json.loads(file.read_text())
    assert list(report) == SECTIONS
    assert all(step["ok"] for step in report["steps"])
    assert all(set(step) == {"name", "ok", "expected", "seen", "seconds"} for step in report["steps"])
    assert report["audio"]["correlation"] >= 0.9
    assert report["tips"]["given"] == report["tips"]["transfers"] == 40
    assert report["tips"]["repeats"] >= 5
    assert report["gateway"] == {"identified": 1, "resumed": 1}
    assert report["ledger"]["holds"]
    assert report["stage"]["listeners"] == 200


def test_the_evening_happens_from_login_to_proof_whatever_the_settings_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "evening.json"
    (tmp_path / "config.toml").write_text('[cogs]\nenabled = ["clubs"]\n', encoding="utf-8")

    ended = demo("--report", "evening.json", "--request-log", "requests.jsonl", folder=tmp_path)

    assert ended.returncode == 0, ended.stdout + ended.stderr
    check_report(file)
    requests = [json.loads(line) for line in (tmp_path / "requests.jsonl").read_text().splitlines()]
    assert {"method", "path", "body", "status", "answer"} <= set(requests[0])


@pytest.mark.postgresql
def test_the_evening_happens_on_postgresql(tmp_path: Path, empty_postgresql: str) -> None:
    file = tmp_path / "evening.json"

    ended = demo("--report", str(file), "--database", empty_postgresql)

    assert ended.returncode == 0, ended.stdout + ended.stderr
    check_report(file)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--report", "nowhere/evening.json"], "there is no folder nowhere"),
        (["--report", "/"], "/: cannot be written: Is a directory"),
        (["--request-log", "/"], "/: cannot be written: Is a directory"),
        (["--database", "sqlite+aiosqlite:////nowhere/at/all.db"], "names a file in /nowhere/at"),
        (["--database", "mysql://x"], "mysql"),
    ],
)
def test_what_cannot_begin_says_why_in_one_line(arguments: list[str], words: str) -> None:
    ended = demo(*arguments)

    assert ended.returncode != 0
    assert words in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stdout + ended.stderr


def stopped_at(line: str, times: int, sent: signal.Signals, *arguments: str) -> tuple[int, str, str]:
    """Play until a line was printed so many times, then send a signal; answers code, output and errors."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "COLUMNS": "120"}
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "demo", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        start_new_session=True,
    )
    bound = threading.Timer(100, process.kill)
    bound.start()
    assert process.stdout is not None
    printed = ""
    while printed.count(line) < times and (more := process.stdout.readline()):
        printed += more
    process.send_signal(sent)
    rest, problems = process.communicate(timeout=30)
    bound.cancel()
    with pytest.raises(ProcessLookupError):  # the bot of the demo is gone as well
        os.killpg(process.pid, 0)
    return process.returncode, printed + rest, problems


def test_the_demo_that_goes_on_plays_evening_after_evening_and_ends_at_ctrl_c() -> None:
    arguments = ["--seconds", "1", "--listeners", "60"]

    code, printed, problems = stopped_at("nothing was left open", 2, signal.SIGINT, *arguments)

    assert (code, problems) == (0, "")
    assert "\u2717" not in printed
    assert printed.count("the stage is live") >= 2
    assert 0 < printed.index("62 people came to listen") < printed.index("the listeners join")


def test_an_evening_that_is_stopped_did_not_happen_and_leaves_no_bot_behind() -> None:
    code, printed, problems = stopped_at("the bot logs in", 1, signal.SIGTERM, "--headless")

    assert (code, problems) == (1, "")
    assert "The evening was stopped before its end." in printed


def test_in_so_many_evenings_everybody_is_in_every_place_once() -> None:
    for listeners in range(FEWEST_LISTENERS, 500):
        shift = shift_of(listeners)

        assert {evening * shift % listeners for evening in range(listeners)} == set(range(listeners))
