from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from bot.config import Config, WebConfig, load_config
from bot.errors import OperatorError

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
TOKEN = "a-token-nobody-may-see"


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ROSTRA_DISCORD__TOKEN", raising=False)
    monkeypatch.delenv("ROSTRA_DATABASE__URL", raising=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def refused(file: Path, content: str, **overrides: Any) -> str:
    file.write_text(content)
    with pytest.raises(OperatorError) as caught:
        load_config(file, **overrides)
    assert "\n" not in str(caught.value)
    assert caught.value.__cause__ is None or TOKEN not in repr(caught.value.__cause__)
    return str(caught.value).replace(str(file), "F")


def test_the_example_is_the_defaults() -> None:
    assert load_config(EXAMPLE) == Config()


def test_the_example_names_every_setting_with_its_default_and_a_comment() -> None:
    switched_on = re.sub(r"^#(?=[a-z\[])", "", EXAMPLE.read_text(), flags=re.MULTILINE)
    shown = tomllib.loads(switched_on)

    assert shown == Config(web=WebConfig()).model_dump(mode="json") | {"discord": shown["discord"]}
    assert set(shown["discord"]) == set(Config().discord.model_dump())
    lines = switched_on.splitlines()
    bare = [line for before, line in pairwise(lines) if "=" in line and before[:1] != "#"]
    assert bare == []


def test_every_section_refuses_what_it_does_not_know() -> None:
    sections = [value for _, value in Config(web=WebConfig()) if isinstance(value, BaseModel)]

    assert [section.model_config["extra"] for section in sections] == ["forbid"] * len(Config.model_fields)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('[discord]\ntokn = "x"', "F: discord.tokn: unknown setting; did you mean token?"),
        ("[discrod]\n", "F: discrod: unknown setting; did you mean discord?"),
        ("[web]\nprt = 1", "F: web.prt: unknown setting; did you mean port?"),
        ("[discord]\ntoken = 5", "F: discord.token: should be a text in quotes"),
        ("discord = 5", "F: discord: should be a section"),
        ('[cogs]\nenabled = "clubs"', "F: cogs.enabled: should be a list"),
        ('[web]\nport = "high"', "F: web.port: should be a whole number"),
        ('[discord]\nmembers_intent = "perhaps"', "F: discord.members_intent: should be true or false"),
        ('[language]\ndefault = "English"', "F: language.default: should be a language, such as fr or pt-BR"),
        ('[log]\nlevel = "LOUD"', "F: log.level: input should be 'DEBUG', 'INFO', 'WARNING' or 'ERROR'"),
    ],
)
def test_a_setting_that_does_not_fit_is_named_with_its_file(file: Path, content: str, said: str) -> None:
    assert refused(file, content) == said


def test_bad_toml_names_file_and_line(file: Path) -> None:
    said = refused(file, "[log]\nlevel = \n")

    assert said.startswith("F: ")
    assert "line 2" in said


def test_a_file_of_windows_is_read_like_any_other(file: Path) -> None:
    file.write_bytes(b'\xef\xbb\xbf[log]\r\nlevel = "DEBUG"\r\n')

    assert load_config(file).log.level == "DEBUG"


def test_a_file_that_is_not_there_is_named(file: Path) -> None:
    with pytest.raises(OperatorError, match=r"config\.toml: cannot be read: No such file"):
        load_config(file)


def test_a_file_that_is_no_text_is_named(file: Path) -> None:
    file.write_bytes(b"\xff\xfe")

    with pytest.raises(OperatorError, match="is not UTF-8"):
        load_config(file)


def test_the_environment_wins_over_the_file_and_the_command_line_over_both(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text('[log]\nlevel = "DEBUG"\nformat = "json"\n[database]\nurl = "sqlite:///file.db"')
    monkeypatch.setenv("ROSTRA_LOG__LEVEL", "ERROR")
    monkeypatch.setenv("ROSTRA_DATABASE__URL", "sqlite:///environment.db")
    monkeypatch.setenv("ROSTRA_COGS__ENABLED", '["clubs"]')
    monkeypatch.setenv("ROSTRA_WEB__PORT", "0")

    config = load_config(file, database={"url": "sqlite:///option.db"}, log={"level": None})

    assert (config.log.level, config.log.format) == ("ERROR", "json")
    assert config.database.url == "sqlite:///option.db"
    assert config.cogs.enabled == ("clubs",)
    assert config.web == WebConfig(port=0)


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("ROSTRA_DISCORD__TOKN", TOKEN, "ROSTRA_DISCORD__TOKN: unknown setting; did you mean token?"),
        ("ROSTRA_DISCROD__TOKEN", TOKEN, "ROSTRA_DISCROD__TOKEN: unknown setting"),
        ("ROSTRA_TOKEN", TOKEN, "ROSTRA_TOKEN: unknown setting"),
        ("rostra_discrod__token", TOKEN, "rostra_discrod__token: unknown setting"),
        ("ROSTRA_WEB__PORT", "high", "ROSTRA_WEB__PORT: should be a whole number"),
        ("ROSTRA_COGS__ENABLED", "clubs", "ROSTRA_COGS__ENABLED: should be a list, written as JSON"),
        ("ROSTRA_COGS__ENABLED", '["clubs"', "ROSTRA_COGS__ENABLED: should be a list, written as JSON"),
    ],
)
def test_a_variable_that_does_not_fit_is_named(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str
) -> None:
    monkeypatch.setenv(variable, value)

    with pytest.raises(OperatorError, match=re.escape(said)) as caught:
        load_config(None)

    assert TOKEN not in str(caught.value)


def test_an_option_that_does_not_fit_is_named() -> None:
    with pytest.raises(OperatorError, match=r"the option for log\.level"):
        load_config(None, log={"level": "LOUD"})


def test_folders_are_relative_to_the_file(file: Path) -> None:
    file.write_text('[cogs]\nfolders = ["mine", "/srv/cogs"]')

    assert load_config(file).cogs.folders == (file.parent / "mine", Path("/srv/cogs"))


def test_neither_token_nor_password_is_shown(file: Path) -> None:
    file.write_text(f'[discord]\ntoken = "{TOKEN}"\n[database]\nurl = "postgresql://club:hunter2@db/rostra"')

    config = load_config(file)

    assert config.require_token() == TOKEN
    assert TOKEN not in f"{config!r} {config} {config.model_dump()}"
    assert "hunter2" not in f"{config!r} {config}"


def test_a_mistake_beside_the_token_does_not_show_it(file: Path) -> None:
    said = refused(file, f'[discord]\ntoken = "{TOKEN}"\nmembers_intent = "{TOKEN}"\n{TOKEN[:7]} = 1')

    assert TOKEN not in said


def test_a_missing_token_says_where_it_belongs() -> None:
    with pytest.raises(OperatorError, match=r"discord\.token.*ROSTRA_DISCORD__TOKEN"):
        Config().require_token()


def test_workers_come_from_the_environment_and_are_shown_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSTRA_VOICE__WORKERS", f'["{TOKEN}", " {TOKEN}-too "]')

    config = load_config(None)

    assert config.require_workers() == (TOKEN, f"{TOKEN}-too")
    assert TOKEN not in repr(config)


@pytest.mark.parametrize(
    ("workers", "why"),
    [
        ([TOKEN, TOKEN], "number 2, is the same token as voice.workers, number 1:"),
        (["the bot's own"], "number 1, is the same token as discord.token:"),
        (["two words"], "number 1, holds a space"),
        ([""], "number 1, holds a space or a character that no token has, or nothing"),
    ],
    ids=["twice", "own", "no-token", "empty"],
)
def test_a_worker_that_cannot_be_one_is_refused_by_its_place(workers: list[str], why: str) -> None:
    own = "own-token"
    tokens = [own if worker == "the bot's own" else worker for worker in workers]
    config = load_config(None, discord={"token": own}, voice={"workers": tokens})

    with pytest.raises(OperatorError, match=why) as caught:
        config.require_workers()
    assert TOKEN not in str(caught.value)
