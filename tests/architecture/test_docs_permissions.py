"""The guide to running Rostra names each permission that our cogs need, as Discord's settings call it."""

from __future__ import annotations

import importlib

import discord

from bot.i18n import Words
from tests.architecture.pages import sections
from tests.architecture.source import DOCS, cogs

PAGE = DOCS / "how-to" / "run-on-a-server.md"


def needed() -> set[str]:
    """What the modules of our cogs ask for."""
    modules = [importlib.import_module(f"cogs.{cog.name}") for cog in cogs()]
    return {name for module in modules for name in getattr(module, "permissions", ())}


def test_every_permission_that_is_needed_stands_in_the_guide_and_no_other() -> None:
    words = Words()
    rows = [row for row in sections(PAGE)["2. An invitation"].splitlines() if row.startswith("| ")][1:]
    named = {name.strip() for row in rows for name in row.split("|")[1].split(",")}

    assert named == {words.find("bot", f"permission-{name.replace('_', '-')}", "en") for name in needed()}


def test_every_permission_of_discords_has_words_in_both_languages() -> None:
    words = Words()
    keys = [f"permission-{name.replace('_', '-')}" for name in discord.Permissions.VALID_FLAGS]

    assert [
        key for key in keys for language in ("en", "fr") if words.find("bot", key, language) is None
    ] == []
