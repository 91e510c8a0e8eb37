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

SECTIONS = ["steps", "stage", "hands", "tips", "audio", "gateway", "ledger"]


def demo(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", "demo", "--headless", "--seconds", "5", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=110, check=False)


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


def test_the_evening_happens_from_login_to_proof(tmp_path: Path) -> None:
    file = tmp_path / "evening.json"

    ended = demo("--report", str(file), "--request-log", str(tmp_path / "requests.jsonl"))

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
        (["--database", "sqlite+aiosqlite:////nowhere/at/all.db"], "names a file in /nowhere/at"),
        (["--database", "mysql://x"], "mysql"),
    ],
)
def test_what_cannot_begin_says_why_in_one_line(arguments: list[str], words: str) -> None:
    ended = demo(*arguments)

    assert ended.returncode != 0
    assert words in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stdout + ended.stderr


def test_the_demo_that_goes_on_plays_evening_after_evening_and_ends_at_ctrl_c() -> None:
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "COLUMNS": "120"}
    command = [sys.executable, "-m", "bot", "demo", "--seconds", "1", "--listeners", "60"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )
    bound = threading.Timer(100, process.kill)
    bound.start()
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if sum("nothing was left open" in each for each in lines) == 2:
            break
    process.send_signal(signal.SIGINT)
    rest, problems = process.communicate(timeout=30)
    bound.cancel()

    printed = "".join(lines) + rest
    assert process.returncode in {0, 130}, problems
    assert "Traceback" not in problems
    assert "\u2717" not in printed
    assert printed.count("the stage is live") >= 2
    assert "people came to listen" in printed
