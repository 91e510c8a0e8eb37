"""`rostra init` asks at a terminal, checks each answer at once, and writes a file that works."""

from __future__ import annotations

import asyncio
import os
import socket
import stat
import tomllib
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.config import load_config
from bot.sandbox.server import Sandbox
from tests.bot.cli.keyboard import Keyboard, at_the_keyboard
from tests.bot.cli.terminal import rostra

Talk = Callable[[Keyboard], object]


async def talk(folder: Path, *arguments: str, talk: Talk, **environment: str) -> tuple[int, str]:
    """Hold a conversation with the command; answers its exit code and all that stood on the terminal."""

    def hold() -> tuple[int, str]:
        with at_the_keyboard("init", *arguments, cwd=folder, **environment) as keyboard:
            talk(keyboard)
            return keyboard.ended(), keyboard.screen

    return await asyncio.to_thread(hold)


def written(folder: Path, name: str = "config.toml") -> dict[str, Any]:
    return tomllib.loads((folder / name).read_text("utf-8"))


def rest(keyboard: Keyboard, *, database: str = "", web: str = "n", language: str = "") -> None:
    """Answer all that comes after the token."""
    keyboard.answer("Ask for the members intent?", "n")
    keyboard.answer("Database", database)
    keyboard.answer("Serve web pages", web)
    keyboard.answer("Language", language)


@pytest.fixture
def ready(sandbox: Sandbox, tmp_path: Path) -> str:
    """The ready file of a sandbox, by the name it has in the folder of the test."""
    sandbox.ready.write(tmp_path / "ready.json")
    return "ready.json"


async def test_everything_that_is_asked_is_written_and_can_be_read(
    sandbox: Sandbox, tmp_path: Path, ready: str
) -> None:
    def answers(keyboard: Keyboard) -> None:
        keyboard.answer("Token", sandbox.ready.bot_token)
        keyboard.wait_for("This is rostra")
        keyboard.answer("Ask for the members intent?", "y")
        keyboard.answer("Database", "club.db")
        keyboard.wait_for("club.db will be made when the bot starts.")
        keyboard.answer("Serve web pages", "y")
        keyboard.answer("Address", "")
        keyboard.answer("Port", "0")
        keyboard.answer("Language", "fr")

    code, screen = await talk(tmp_path, "--sandbox", ready, talk=answers)

    assert code == 0, screen
    assert sandbox.ready.bot_token not in screen
    assert f"client_id={sandbox.ready.application_id}" in screen
    assert written(tmp_path) == {
        "discord": {"token": sandbox.ready.bot_token, "members_intent": True},
        "database": {"url": "sqlite+aiosqlite:///club.db"},
        "language": {"default": "fr"},
        "web": {"host": "127.0.0.1", "port": 0},
    }
    assert load_config(tmp_path / "config.toml").require_token() == sandbox.ready.bot_token
    assert stat.S_IMODE(os.stat(tmp_path / "config.toml").st_mode) == 0o600


async def test_who_presses_return_everywhere_gets_a_file_that_the_doctor_likes(
    tmp_path: Path, ready: str
) -> None:
    def answers(keyboard: Keyboard) -> None:
        keyboard.answer("Token", "")
        rest(keyboard)

    code, screen = await talk(tmp_path, talk=answers)
    checked = await asyncio.to_thread(rostra, "doctor", "--sandbox", ready, cwd=tmp_path)

    assert code == 0, screen
    assert "export ROSTRA_DISCORD__TOKEN=..." in screen
    assert checked.code == 0, checked.out
    assert "ok       configuration: config.toml" in checked.out


async def test_a_token_that_discord_does_not_know_is_asked_for_again(
    sandbox: Sandbox, tmp_path: Path, ready: str
) -> None:
    def answers(keyboard: Keyboard) -> None:
        keyboard.answer("Token", "MTIz.wrong.token")
        keyboard.wait_for("Discord does not know this token")
        keyboard.answer("Token", sandbox.ready.bot_token)
        rest(keyboard)

    await talk(tmp_path, "--sandbox", ready, talk=answers)

    assert written(tmp_path)["discord"] == {"token": sandbox.ready.bot_token}


async def test_where_discord_cannot_be_asked_the_token_may_be_kept(sandbox: Sandbox, tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        gone = replace(sandbox.ready, api=f"http://127.0.0.1:{listening.getsockname()[1]}/api/v10")
    gone.write(tmp_path / "gone.json")

    def answers(keyboard: Keyboard) -> None:
        keyboard.answer("Token", "MTIz.some.token")
        keyboard.wait_for("Discord cannot be asked")
        keyboard.answer("Keep this token unchecked?", "y")
        rest(keyboard)

    await talk(tmp_path, "--sandbox", "gone.json", talk=answers)

    assert written(tmp_path)["discord"] == {"token": "MTIz.some.token"}


async def test_a_token_in_the_environment_is_checked_and_not_written_down(
    sandbox: Sandbox, tmp_path: Path, ready: str
) -> None:
    def answers(keyboard: Keyboard) -> None:
        keyboard.wait_for("This is rostra")
        rest(keyboard)

    await talk(tmp_path, "--sandbox", ready, talk=answers, ROSTRA_DISCORD__TOKEN=sandbox.ready.bot_token)

    assert "discord" not in written(tmp_path)


async def test_a_database_that_cannot_be_reached_is_asked_for_again_and_its_password_is_not_shown(
    tmp_path: Path,
) -> None:
    def answers(keyboard: Keyboard) -> None:
        keyboard.answer("Token", "")
        keyboard.answer("Ask for the members intent?", "n")
        keyboard.answer("Database", "nowhere/club.db")
        keyboard.wait_for("no such folder")
        keyboard.answer("Database", "mysql://x")
        keyboard.wait_for("not supported")
        keyboard.answer("Database", "postgresql://rostra@127.0.0.1:1/none")
        keyboard.answer("Password, empty for none", "hunter22")
        keyboard.wait_for("cannot reach the database")
        keyboard.answer("Database", "")
        keyboard.answer("Serve web pages", "n")
        keyboard.answer("Language", "")

    code, screen = await talk(tmp_path, talk=answers)

    assert code == 0, screen
    assert "hunter22" not in screen
    assert written(tmp_path)["database"] == {"url": "sqlite+aiosqlite:///rostra.db"}


async def test_a_database_that_is_there_is_reached(tmp_path: Path, database_url: str) -> None:
    def answers(keyboard: Keyboard) -> None:
        keyboard.answer("Token", "")
        keyboard.answer("Ask for the members intent?", "n")
        keyboard.answer("Database", database_url)
        if "postgresql" in database_url:
            keyboard.answer("Password, empty for none", "")
            keyboard.wait_for("It can be reached.")
        keyboard.answer("Serve web pages", "n")
        keyboard.answer("Language", "")

    await talk(tmp_path, talk=answers)

    assert written(tmp_path)["database"] == {"url": database_url}


async def test_a_port_that_is_taken_is_asked_for_again(tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]

        def answers(keyboard: Keyboard) -> None:
            keyboard.answer("Token", "")
            keyboard.answer("Ask for the members intent?", "n")
            keyboard.answer("Database", "")
            keyboard.answer("Serve web pages", "y")
            keyboard.answer("Address", "")
            keyboard.answer("Port", str(port))
            keyboard.wait_for("the port is in use by another program")
            keyboard.answer("Address", "")
            keyboard.answer("Port", "0")
            keyboard.answer("Language", "")

        await talk(tmp_path, talk=answers)

    assert written(tmp_path)["web"] == {"host": "127.0.0.1", "port": 0}


async def test_a_language_that_there_is_not_is_asked_for_again(tmp_path: Path) -> None:
    def answers(keyboard: Keyboard) -> None:
        keyboard.answer("Token", "")
        rest(keyboard, language="klingon")
        keyboard.answer("Language", "fr")

    await talk(tmp_path, talk=answers)

    assert written(tmp_path)["language"] == {"default": "fr"}


async def test_who_gives_up_in_the_middle_leaves_nothing_behind(tmp_path: Path) -> None:
    def answers(keyboard: Keyboard) -> None:
        keyboard.answer("Token", "")
        keyboard.wait_for("Ask for the members intent?")
        keyboard.press("\x03")

    code, screen = await talk(tmp_path, talk=answers)

    assert (code, "Nothing was written." in screen) == (1, True)
    assert os.listdir(tmp_path) == []


async def test_a_file_that_is_there_is_kept_unless_it_is_to_be_replaced(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("# mine\n", encoding="utf-8")

    refused, said = await talk(tmp_path, "mine.toml", talk=lambda _keyboard: None)
    assert (refused, "--force" in said) == (2, True)
    assert (tmp_path / "mine.toml").read_text("utf-8") == "# mine\n"

    def answers(keyboard: Keyboard) -> None:
        keyboard.answer("Token", "")
        rest(keyboard)

    code, screen = await talk(tmp_path, "mine.toml", "--force", talk=answers)

    assert code == 0, screen
    assert written(tmp_path, "mine.toml")["language"] == {"default": "en"}
    assert "rostra run -c mine.toml" in screen


def test_without_a_terminal_it_says_what_to_do_instead(tmp_path: Path) -> None:
    ended = rostra("init", cwd=tmp_path)

    assert (ended.code, "copy config.example.toml" in ended.err) == (2, True)
    assert os.listdir(tmp_path) == []
