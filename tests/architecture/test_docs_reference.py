"""The reference says all there is and nothing that is not: settings, commands, faces of cogs, command line.

Both directions are compared, so that a page can neither fall behind nor promise. What a row must hold stands
in the failing comparison.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from pydantic import BaseModel, SecretStr

from bot.config import Config
from tests.architecture.faces import face, options, slash_commands
from tests.architecture.pages import sections, table
from tests.architecture.source import DOCS, ROOT, cogs

REFERENCE = DOCS / "reference"
COGS = pytest.mark.parametrize("cog", cogs(), ids=lambda cog: cog.name)


def words(cell: str) -> list[str]:
    """The pieces of code in a cell of a table."""
    return re.findall(r"`([^`]+)`", cell)


def setting_models() -> dict[str, type[BaseModel]]:
    """The model of each section of the settings."""
    return {f"[{name}]": model_in(field.annotation) for name, field in Config.model_fields.items()}


def model_in(annotation: object) -> type[BaseModel]:
    """The model of a section, which may be optional."""
    kinds = [annotation, *getattr(annotation, "__args__", ())]
    return next(kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel))


def toml_default(value: object) -> str:
    """A default as it is written in a TOML file."""
    return json.dumps(value.get_secret_value() if isinstance(value, SecretStr) else value)


@pytest.mark.parametrize("section", setting_models())
def test_every_setting_stands_in_the_reference_with_its_default(section: str) -> None:
    fields = setting_models()[section].model_fields
    rows = table(sections(REFERENCE / "settings.md")[section])

    assert {name: words(row[0])[0] for name, row in rows.items()} == {
        name: toml_default(field.get_default(call_default_factory=True)) for name, field in fields.items()
    }


def test_the_reference_has_no_section_that_the_settings_lack() -> None:
    assert set(sections(REFERENCE / "settings.md")) == set(setting_models())


def test_the_example_holds_every_setting_with_its_default() -> None:
    text = (ROOT / "config.example.toml").read_text(encoding="utf-8")
    # What is off by default is shown as "#key"; a remark has a space after its "#".
    example = tomllib.loads(re.sub(r"^#(?=[\w\[])", "", text, flags=re.MULTILINE))

    assert {
        f"[{section}]": {key: json.dumps(value) for key, value in keys.items()}
        for section, keys in example.items()
    } == {
        section: {
            n: toml_default(f.get_default(call_default_factory=True)) for n, f in model.model_fields.items()
        }
        for section, model in setting_models().items()
    }


@COGS
def test_every_command_stands_in_the_reference_with_its_options(cog: Path) -> None:
    rows = table(sections(REFERENCE / "commands.md").get(cog.name, ""))

    assert {name: words(row[0]) for name, row in rows.items()} == {
        name: options(command) for name, command in slash_commands(cog)
    }


def test_no_two_commands_have_one_name() -> None:
    count = Counter(name for cog in cogs() for name, _ in slash_commands(cog))

    assert [name for name, times in count.items() if times > 1] == []


@COGS
def test_every_class_of_a_face_stands_in_the_reference(cog: Path) -> None:
    rows = table(sections(REFERENCE / "events.md").get(cog.name, ""))

    assert {name: words(row[0]) for name, row in rows.items()} == face(cog)


@pytest.mark.parametrize("page", ["commands.md", "events.md"])
def test_the_reference_has_no_cog_that_is_not_there(page: str) -> None:
    assert set(sections(REFERENCE / page)) <= {cog.name for cog in cogs()}
