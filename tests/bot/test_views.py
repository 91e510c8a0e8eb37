"""A refusal in anything that people press is read by them, where discord.py would swallow it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from bot.testing import config_in, running
from tests.bot.trial.cog import TrialBot


@pytest.fixture
async def ada(sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[Person]:
    """A person beside a bot with the trial cog."""
    async with running(sandbox, config_in(tmp_path), TrialBot):
        yield sandbox.person("Ada")


async def test_a_refusal_in_a_view_is_read(ada: Person) -> None:
    shown = await ada.slash("trial show", what="buttons")

    seen = await ada.click(shown.message_id, "refuse")

    assert (seen.content, seen.ephemeral) == ("Ada may not.", True)


async def test_a_refusal_in_a_layout_is_read(ada: Person) -> None:
    shown = await ada.slash("trial show", what="layout")

    seen = await ada.click(shown.message_id, "layout-refuse")

    assert seen.content == "Ada may not."


async def test_a_refusal_in_a_modal_is_read(ada: Person) -> None:
    shown = await ada.slash("trial show", what="buttons")
    await ada.click(shown.message_id, "form")

    seen = await ada.submit({"words": "Bob"})

    assert seen.content == "Bob may not."


async def test_a_refusal_in_a_dynamic_item_is_read(ada: Person) -> None:
    shown = await ada.slash("trial show", what="dynamic")

    seen = await ada.click(shown.message_id, "press:7")

    assert seen.content == "number 7 may not."


async def test_a_dynamic_item_that_cannot_be_made_says_why(
    ada: Person, caplog: pytest.LogCaptureFixture
) -> None:
    shown = await ada.slash("trial show", what="dynamic")

    seen = await ada.click(shown.message_id, "gone")

    assert seen.content == "Whoever is gone may not."
    assert "Refused" not in caplog.text


async def test_a_dynamic_item_works_after_a_restart(sandbox: Sandbox, tmp_path: Path) -> None:
    ada = sandbox.person("Ada")
    async with running(sandbox, config_in(tmp_path), TrialBot):
        shown = await ada.slash("trial show", what="dynamic")

    async with running(sandbox, config_in(tmp_path), TrialBot):
        seen = await ada.click(shown.message_id, "press:7")

    assert seen.content == "number 7 may not."
