"""The reference of what a community may set says all that is declared, with its limits, and nothing else."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator

import pytest

from bot.community.settings import CommunitySettings
from bot.i18n import Words
from bot.settings import Settings
from bot.settings.declaring import Declared, Kind, Setting, declare
from tests.architecture.pages import sections, table
from tests.architecture.source import DOCS, SLICES, cogs

PAGE = DOCS / "reference" / "community-settings.md"


def declared() -> Iterator[Declared]:
    """What the framework and each of our cogs declares, read as the loader reads it."""
    yield declare("community", "bot", CommunitySettings)
    for cog in cogs():
        if (cog / "settings.py").exists():
            module = importlib.import_module(f"cogs.{cog.name}.settings")
            (model,) = (
                one
                for one in vars(module).values()
                if isinstance(one, type) and issubclass(one, Settings) and one.__module__ == module.__name__
            )
            yield declare(cog.name, f"cogs.{cog.name}", model)


ALL = list(declared())
EACH = pytest.mark.parametrize("one", ALL, ids=lambda one: one.cog)


def holds(setting: Setting) -> str:
    """How the page says what fits."""
    most = "" if setting.most is None else f"at most {setting.most}"
    match setting.kind:
        case Kind.SWITCH:
            said = "yes or no"
        case Kind.CHOICE:
            *first, last = (f"`{choice}`" for choice in setting.choices)
            said = f"{', '.join(first)} or {last}"
        case Kind.NUMBER:
            said = f"a number, {setting.least} to {setting.most}"
        case Kind.TEXT:
            said = f"a text, {most} characters"
        case Kind.CHANNEL:
            kinds = ", ".join(setting.channel_kinds)
            said = f"channels ({kinds}), {most}" if setting.several else f"a channel ({kinds})"
        case Kind.ROLE:
            said = f"roles, {most}" if setting.several else "a role"
    return f"{said}, or none" if setting.optional and not setting.several else said


@EACH
def test_every_setting_stands_in_the_reference_with_what_fits_and_its_default(one: Declared) -> None:
    defaults = one.defaults()
    rows = table(sections(PAGE).get(one.cog, ""))

    assert {name: row[:2] for name, row in rows.items()} == {
        setting.name: [holds(setting), f"`{json.dumps(defaults[setting.name])}`"] for setting in one.settings
    }


@EACH
def test_the_reference_says_whose_settings_they_are_and_what_setup_asks(one: Declared) -> None:
    text = sections(PAGE)[one.cog]
    asked = ", ".join(f"`{name}`" for name in one.in_setup)

    assert ("A club may differ from its community." in text) is one.model.per_club
    assert (f"Setup asks for {asked}." in text) if asked else ("Setup asks" not in text)


def test_the_reference_has_no_settings_that_nobody_declares() -> None:
    assert set(sections(PAGE)) == {one.cog for one in ALL}


@EACH
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_setting_has_words_in_both_languages(one: Declared, language: str) -> None:
    words = Words()
    if one.owner != "bot":
        words.add(one.owner, SLICES / one.cog / "locale")
    keys = [key for setting in one.settings for key in setting.text_keys()]
    assert keys

    assert [key for key in keys if words.find(one.owner, key, language) is None] == []
