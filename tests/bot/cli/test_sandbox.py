"""`rostra sandbox` in a process of its own."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import discord

from bot.sandbox.client import connector_for
from bot.sandbox.ready import ReadyFile
from bot.testing import eventually
from tests.bot.cli.terminal import clean_environment, rostra


@contextmanager
def running(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "bot", "sandbox", "--ready-file", "ready.json", *arguments]
    with subprocess.Popen(
        command,
        cwd=folder,
        env=clean_environment(),
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


async def test_a_client_elsewhere_reads_the_ready_file_and_comes_in(tmp_path: Path) -> None:
    ready_file = tmp_path / "ready.json"
    with running(tmp_path, "--request-log", "requests.jsonl") as process:
        await eventually(ready_file.exists, within_seconds=30)
        ready = ReadyFile.read(ready_file)
        client = discord.Client(intents=discord.Intents.default(), connector=connector_for(ready))
        async with client:
            await client.login(ready.bot_token)
            guilds = [await client.fetch_channel(int(ready.stage_channel_id))]

    assert guilds[0].id == int(ready.stage_channel_id)
    assert process.returncode == 0
    assert not ready_file.exists()
    log = (tmp_path / "requests.jsonl").read_text(encoding="utf-8")
    assert json.loads(log.splitlines()[0])["path"] == "/api/v10/users/@me"
    assert ready.bot_token not in log


def test_a_port_in_use_is_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = rostra("sandbox", "--port", str(port), cwd=tmp_path)

    assert ended.code == 2
    assert ended.err == f"rostra: port {port} of 127.0.0.1 cannot be used: Address already in use\n"


def test_a_log_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    ended = rostra("sandbox", "--request-log", "no/such/folder.jsonl", cwd=tmp_path)

    assert ended.code == 2
    assert ended.err == "rostra: no/such/folder.jsonl: No such file or directory\n"
