"""What stops `rostra run` is one line that says what to do."""

from __future__ import annotations

import os
import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.sandbox.ready import ReadyFile
from bot.testing.storage import SERVER_VARIABLE
from tests.bot.cli.terminal import rostra

TOKEN = "aaaaaaaaaaaaaaaaaaaaaaaa.bbbbbb.ccccccccccccccccccccccccccc"


def refused(tmp_path: Path, config: str, **environment: str) -> str:
    """Run with a config; the one line of standard error."""
    (tmp_path / "config.toml").write_text(config, encoding="utf-8")
    ended = rostra("run", cwd=tmp_path, **environment)
    lines = ended.err.splitlines()

    assert ended.code == 2, ended.err
    assert len(lines) == 1, ended.err
    assert TOKEN not in ended.err
    return lines[0]


def token_set() -> dict[str, str]:
    """The environment of somebody who has a token."""
    return {"ROSTRA_DISCORD__TOKEN": TOKEN}


def test_a_missing_token_is_said(tmp_path: Path) -> None:
    assert "no token" in refused(tmp_path, "")


def test_an_unknown_setting_is_named_with_its_file(tmp_path: Path) -> None:
    line = refused(tmp_path, '[discord]\ntokn = "x"\n')

    assert "config.toml" in line
    assert "discord.tokn" in line


def test_bad_toml_is_named_with_its_line(tmp_path: Path) -> None:
    line = refused(tmp_path, "[discord\n")

    assert "config.toml" in line
    assert "line 1" in line


@pytest.mark.parametrize("token", ["two words", "a\nb", "\u00e9"])
def test_what_can_be_no_token_is_said(tmp_path: Path, token: str) -> None:
    line = refused(tmp_path, "", ROSTRA_DISCORD__TOKEN=token)

    assert "discord.token holds a space or a character that no token has" in line
    assert token not in line


@pytest.mark.parametrize("command", [("run",), ("db", "upgrade"), ("db", "check")])
def test_an_unreachable_database_is_said_without_its_password_and_before_discord_is_asked(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"postgresql+asyncpg://rostra:hunter2secret@127.0.0.1:{closed.getsockname()[1]}/rostra"
        ended = rostra(*command, "--database", url, cwd=tmp_path, **token_set())

    assert ended.code == 2
    (line,) = ended.err.splitlines()
    assert "cannot reach the database" in line
    assert "127.0.0.1" in line
    assert "hunter2secret" not in line


def test_a_database_that_others_hold_is_one_line(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "rostra.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        line = refused(tmp_path, "", **token_set())

    assert "rostra.db is locked by another process" in line


def test_a_database_file_in_no_folder_is_named_with_the_folder(tmp_path: Path) -> None:
    line = refused(tmp_path, '[database]\nurl = "sqlite+aiosqlite:///no/such/club.db"\n', **token_set())

    assert "no/such" in line


@pytest.mark.postgresql
def test_a_refused_password_is_said_and_not_printed(tmp_path: Path) -> None:
    server = os.environ.get(SERVER_VARIABLE)
    if server is None:
        pytest.skip(f"{SERVER_VARIABLE} is not set")
    url = make_url(server).set(username="nobody_here", password="hunter2secret")
    shown = url.render_as_string(hide_password=False)

    ended = rostra("db", "upgrade", "--database", shown, cwd=tmp_path)

    assert ended.code == 2
    assert len(ended.err.splitlines()) == 1, ended.err
    assert "hunter2secret" not in ended.err + ended.out


def test_a_cog_that_is_not_there_is_named(tmp_path: Path) -> None:
    ended = rostra(
        "db",
        "upgrade",
        "--database",
        "sqlite+aiosqlite:///x.db",
        cwd=tmp_path,
        ROSTRA_COGS__ENABLED='["club"]',
    )

    assert ended.code == 2
    assert "'club'" in ended.err
    assert "did you mean clubs?" in ended.err


def test_a_sandbox_that_was_not_started_is_said(tmp_path: Path) -> None:
    ended = rostra("run", "--sandbox", "ready.json", cwd=tmp_path)

    assert ended.code == 2
    assert "rostra sandbox --ready-file ready.json" in ended.err


@pytest.mark.parametrize("content", ["{}", "[]", "{"])
def test_what_is_no_ready_file_is_said(tmp_path: Path, content: str) -> None:
    (tmp_path / "ready.json").write_text(content, encoding="utf-8")

    ended = rostra("run", "--sandbox", "ready.json", cwd=tmp_path)

    assert ended.code == 2
    (line,) = ended.err.splitlines()
    assert line.startswith("rostra: ready.json is not a ready file of a sandbox: ")


def test_a_sandbox_that_is_there_no_more_is_said(tmp_path: Path) -> None:
    ready = ReadyFile(
        "http://127.0.0.1:9/api/v10", "ws://127.0.0.1:9", "", "gone.pem", "t", "1", "2", "3", "4"
    )
    ready.write(tmp_path / "ready.json")

    ended = rostra("run", "--sandbox", "ready.json", cwd=tmp_path)

    assert ended.code == 2
    (line,) = ended.err.splitlines()
    assert "is it still there? gone.pem: [Errno 2] No such file" in line


@pytest.mark.parametrize("command", [(), ("run",), ("db",), ("db", "upgrade"), ("db", "check")])
def test_every_command_has_help(tmp_path: Path, command: tuple[str, ...]) -> None:
    ended = rostra(*command, "--help", cwd=tmp_path)

    assert ended.code == 0
    assert "Usage" in ended.out


def test_the_version_is_printed(tmp_path: Path) -> None:
    assert rostra("--version", cwd=tmp_path).out.startswith("rostra ")


def test_help_works_beside_a_broken_config(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[discord", encoding="utf-8")

    assert rostra("--help", cwd=tmp_path).code == 0


def test_the_environment_gives_settings_too(tmp_path: Path) -> None:
    line = refused(tmp_path, "", ROSTRA_WEB__PORT="many", ROSTRA_DISCORD__TOKEN=TOKEN)

    assert "ROSTRA_WEB__PORT" in line


def test_a_language_in_which_nothing_has_words_is_said(tmp_path: Path) -> None:
    line = refused(tmp_path, '[language]\ndefault = "xx"\n', **token_set())

    assert "language.default is xx" in line
    assert "en, fr" in line
