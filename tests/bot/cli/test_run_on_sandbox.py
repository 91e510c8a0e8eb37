"""`rostra run` as a process of its own, on the local Discord."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import sqlite3
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web

from bot.sandbox.certificates import Certificates
from bot.sandbox.ready import ReadyFile
from bot.sandbox.server import Sandbox
from bot.testing import eventually
from tests.bot.cli.terminal import clean_environment
from tests.bot.outside import REMINDERS, write_notes

START_SECONDS = 60
END_SECONDS = 20
MOST_LOG_BYTES = 1 << 20


@asynccontextmanager
async def started(
    folder: Path, sandbox: Sandbox, config: str = "", *, ready: ReadyFile | None = None
) -> AsyncIterator[Process]:
    """`rostra run` on a sandbox, or where another ready file leads; killed at the end if it still runs."""
    (folder / "config.toml").write_text(config, encoding="utf-8")
    (ready or sandbox.ready).write(folder / "ready.json")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run", "-c", "config.toml", "--sandbox", "ready.json"),
        cwd=folder,
        env=clean_environment(),
        stderr=PIPE,
        limit=MOST_LOG_BYTES,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


@asynccontextmanager
async def banning(folder: Path, sandbox: Sandbox) -> AsyncIterator[ReadyFile]:
    """Discord as it answers an address from which too much was asked."""

    async def ban(_request: web.Request) -> web.Response:
        return web.Response(status=429, text="error code: 1015")

    certificates, application = Certificates(folder), web.Application()
    application.router.add_route("*", "/{path:.*}", ban)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=certificates.server_context).start()
    host, port = runner.addresses[0][:2]
    yield replace(sandbox.ready, api=f"http://{host}:{port}/api/v10", ca_file=str(certificates.ca_file))
    await runner.cleanup()


async def ready(sandbox: Sandbox, process: Process) -> None:
    """Wait until it is on the gateway; one that ended before that fails the test with its reason."""
    await eventually(
        lambda: sandbox.gateway.sessions or process.returncode is not None, within_seconds=START_SECONDS
    )
    if process.returncode is not None:
        _, err = await process.communicate()
        pytest.fail(err.decode())


async def ended(process: Process) -> tuple[int, str]:
    async with asyncio.timeout(END_SECONDS):
        _, err = await process.communicate()
    assert process.returncode is not None
    return process.returncode, err.decode()


async def test_a_cog_in_a_folder_outside_works_at_once(sandbox: Sandbox, tmp_path: Path) -> None:
    write_notes(tmp_path / "mine")
    marie = sandbox.person("Marie", locale="fr")

    async with started(tmp_path, sandbox, '[cogs]\nenabled = []\nfolders = ["mine"]\n') as process:
        await ready(sandbox, process)
        seen = await marie.slash("note add", words="bread")

    assert seen.content == "Noté : bread"
    with closing(sqlite3.connect(tmp_path / "rostra.db")) as database:
        assert database.execute("SELECT words FROM notes_note").fetchall() == [("bread",)]


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
async def test_a_signal_ends_it_cleanly(sandbox: Sandbox, tmp_path: Path, name: str) -> None:
    async with started(tmp_path, sandbox) as process:
        await ready(sandbox, process)
        os.kill(process.pid, signal.Signals[name])

        code, err = await ended(process)

    assert code == 0, err
    assert "Traceback" not in err


async def test_a_signal_during_the_start_ends_it_too(sandbox: Sandbox, tmp_path: Path) -> None:
    async with started(tmp_path, sandbox) as process:
        # Its commands are registered, and it is not yet on the gateway.
        await eventually(sandbox.person("Ada").commands, within_seconds=START_SECONDS)
        os.kill(process.pid, signal.SIGTERM)

        code, err = await ended(process)

    assert code == 0, err


async def test_a_signal_ends_it_too_while_another_program_holds_the_database(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "rostra.db", isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("BEGIN IMMEDIATE")
        async with started(tmp_path, sandbox, "[log]\nlevel = 'DEBUG'\n") as process:
            assert process.stderr is not None
            await process.stderr.readuntil(b"BEGIN IMMEDIATE")
            process.send_signal(signal.SIGTERM)

            code, err = await ended(process)

    assert code == 0, err
    assert "Traceback" not in err


async def test_a_port_in_use_is_one_line(sandbox: Sandbox, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        async with started(tmp_path, sandbox, f"[web]\nport = {port}\n[log]\nlevel = 'ERROR'\n") as process:
            async with asyncio.timeout(START_SECONDS):
                await process.wait()
            code, err = await ended(process)

    assert code == 2
    (line,) = err.splitlines()
    assert f"127.0.0.1:{port}: the port is in use" in line


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"__init__": "async def setup(bot): 1 / 0\n"},
            "cog notes did not start: ZeroDivisionError: division by",
        ),
        ({"__init__": "def setup(bot): ...\n"}, "__init__.py has no `async def setup(bot)`"),
        ({"en": None, "fr": None}, "commands without words: notes.cog: command-note (en) is missing"),
        ({"en": "note-kept = {\n"}, "en.ftl: line 1 is not Fluent"),
    ],
)
async def test_a_broken_cog_is_one_line(
    sandbox: Sandbox, tmp_path: Path, changes: dict[str, str | None], said: str
) -> None:
    write_notes(tmp_path / "mine", **changes)
    config = "[cogs]\nenabled = []\nfolders = ['mine']\n[log]\nlevel = 'ERROR'\n"

    async with started(tmp_path, sandbox, config) as process:
        async with asyncio.timeout(START_SECONDS):
            await process.wait()
        code, err = await ended(process)

    assert code == 2
    (line,) = err.splitlines()
    assert said in line


async def test_who_asks_for_everything_sees_where_a_cog_broke(sandbox: Sandbox, tmp_path: Path) -> None:
    write_notes(tmp_path / "mine", __init__="async def setup(bot):\n    1 / 0\n")
    config = "[cogs]\nenabled = []\nfolders = ['mine']\n[log]\nlevel = 'DEBUG'\nformat = 'human'\n"

    async with started(tmp_path, sandbox, config) as process:
        code, err = await ended(process)

    assert code == 2
    assert 'notes/__init__.py", line 2, in setup' in err
    assert err.splitlines()[-1] == "rostra: cog notes did not start: ZeroDivisionError: division by zero"


async def test_an_address_that_discord_has_banned_is_one_line(sandbox: Sandbox, tmp_path: Path) -> None:
    config = "[log]\nlevel = 'ERROR'\n"
    async with (
        banning(tmp_path, sandbox) as banned,
        started(tmp_path, sandbox, config, ready=banned) as process,
    ):
        code, err = await ended(process)

    assert code == 2
    assert err == "rostra: Discord refuses the bot: 429 Too Many Requests (error code: 0): error code: 1015\n"


async def test_a_refused_token_is_one_line(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.world.application.token = "another"
    async with started(tmp_path, sandbox, "[log]\nlevel = 'ERROR'\n") as process:
        async with asyncio.timeout(START_SECONDS):
            await process.wait()
        code, err = await ended(process)

    assert code == 2
    assert "does not know this token" in err
    assert sandbox.ready.bot_token not in err


async def test_a_log_of_everything_has_no_secrets(sandbox: Sandbox, tmp_path: Path) -> None:
    ada, stage_id = sandbox.person("Ada"), int(sandbox.ready.stage_channel_id)
    async with started(tmp_path, sandbox, "[log]\nlevel = 'DEBUG'\n") as process:
        assert process.stderr is not None
        log = asyncio.create_task(process.stderr.read())
        await ready(sandbox, process)
        await ada.slash("club create", name="Jazz")
        await ada.join(stage_id)
        await ada.slash("room open", club="Jazz", topic="Blue notes")
        sessions = list(sandbox.gateway.sessions)
        os.kill(process.pid, signal.SIGTERM)
        written = (await log).decode()

    assert "'secret_key': '[redacted]'" in written
    tokens = [each.token for each in sandbox.world.interactions.values()]
    assert [secret for secret in (*tokens, *sessions, sandbox.ready.bot_token) if secret in written] == []
    assert re.findall(r"'token': '\w+", written) == []


async def test_it_follows_the_sandboxs_time(sandbox: Sandbox, tmp_path: Path) -> None:
    write_notes(tmp_path / "mine", cog=REMINDERS)
    ada = sandbox.person("Ada")

    async with started(tmp_path, sandbox, '[cogs]\nenabled = []\nfolders = ["mine"]\n') as process:
        await ready(sandbox, process)
        kept = await ada.slash("note add", words="bread")
        sandbox.advance(3600)
        await eventually(lambda: "bread" in [message.content for message in ada.messages()])

    assert kept.content == "Kept: bread"
