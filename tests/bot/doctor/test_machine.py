"""The database, the libraries and the port are looked at without being changed."""

from __future__ import annotations

import json
import shutil
import socket
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest

from bot.config import CogsConfig, Config
from bot.discovery import find
from bot.doctor.findings import Finding
from bot.doctor.machine import check_audio, check_database, check_web
from bot.loader import migrate_all
from bot.sandbox.server import Sandbox
from bot.storage.database import Database
from bot.testing import config_in, running
from tests.bot.doctor.looking import found, said

CLUBS = find(CogsConfig(enabled=("clubs",)))


async def database(folder: Path, **settings: str) -> list[Finding]:
    """What is found of the database of a config."""
    return await found(check_database(config_in(folder, database=settings), CLUBS))


async def web(config: Config) -> list[tuple[str, str]]:
    return said(await found(check_web(config)))


async def test_a_file_that_is_not_there_yet_is_well_and_stays_away(tmp_path: Path) -> None:
    path = tmp_path / "rostra.db"

    assert said(await database(tmp_path)) == [("ok", f"{path} is not there yet: `rostra run` makes it")]
    assert not path.exists()


async def test_tables_that_are_behind_are_a_warning_since_a_start_mends_them(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "rostra.db")) as file:
        file.execute("CREATE TABLE mine (x)")

    assert said(await database(tmp_path)) == [
        ("warning", "the tables of bot are behind"),
        ("warning", "the tables of clubs are behind"),
    ]


async def test_a_migrated_database_is_up_to_date(database_url: str, tmp_path: Path) -> None:
    opened = Database(database_url)
    await migrate_all(opened, CLUBS)
    await opened.close()

    ((state, sentence),) = said(await database(tmp_path, url=database_url))

    assert (state, sentence.endswith("reached, all tables up to date")) == ("ok", True)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("sqlite+aiosqlite:///nowhere/rostra.db", "no such folder"),
        ("mysql://x/y", "not supported"),
        ("postgresql+asyncpg://rostra:hunter22@127.0.0.1:1/none", "cannot reach the database"),
    ],
)
async def test_a_database_that_cannot_be_used_is_told_without_its_password(
    tmp_path: Path, url: str, sentence: str
) -> None:
    (finding,) = await database(tmp_path, url=url)

    assert (finding.state.value, sentence in finding.said) == ("problem", True), finding
    assert "hunter22" not in json.dumps(finding.as_json())


async def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "rostra.db").write_text("my diary\n" * 200, encoding="utf-8")

    (finding,) = await database(tmp_path)

    assert (finding.state.value, finding.do) == (
        "problem",
        "database.url has to name a file of Rostra's own, on a disk of this machine",
    )


async def test_a_database_of_a_newer_version_is_told(tmp_path: Path) -> None:
    opened = Database(f"sqlite+aiosqlite:///{tmp_path / 'rostra.db'}")
    await migrate_all(opened, CLUBS)
    await opened.close()
    with closing(sqlite3.connect(tmp_path / "rostra.db")) as file, file:
        file.execute("UPDATE alembic_version_clubs SET version_num = '9999'")

    assert said(await database(tmp_path)) == [("problem", "the tables of clubs are of a newer version")]


async def test_a_disk_that_is_nearly_full_is_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage(NamedTuple):
        free: int

    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(5_000_000))

    assert ("warning", f"only 5 MB are free where {tmp_path / 'rostra.db'} lies") in said(
        await database(tmp_path)
    )


async def test_the_libraries_for_audio_are_named() -> None:
    findings = await found(check_audio())

    assert [finding.state.value for finding in findings] == ["ok", "ok"]
    assert [finding.said.split()[0] for finding in findings] == ["libopus", "FFmpeg"]


async def test_pages_that_are_off_are_well(tmp_path: Path) -> None:
    assert await web(config_in(tmp_path)) == [("ok", "the pages are off; a section [web] switches them on")]


async def test_a_port_is_free_or_another_program_has_it(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        config = config_in(tmp_path, web={"port": taken.getsockname()[1]})
        where = f"127.0.0.1:{taken.getsockname()[1]}"
        why = "the port is in use by another program"

        assert await web(config) == [("problem", f"cannot serve on {where}: {why}")]
    assert await web(config) == [("ok", f"{where} is free")]


async def test_a_port_that_a_running_rostra_serves_is_well(sandbox: Sandbox, tmp_path: Path) -> None:
    async with running(sandbox, config_in(tmp_path, web={"port": 0})) as bot:
        port: Any = urlsplit(bot.web.url or "").port

        assert await web(config_in(tmp_path, web={"port": port})) == [
            ("ok", f"127.0.0.1:{port} is served by a Rostra that runs")
        ]
