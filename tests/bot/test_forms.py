"""Forms that are answered whoever put them before a person."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from bot.testing import config_in, running
from tests.bot.trial.cog import TrialBot


async def with_the_form(sandbox: Sandbox, name: str) -> Person:
    person = sandbox.person(name)
    shown = await person.slash("trial show", what="buttons")
    await person.click(shown.message_id, "durable-form")
    return person


async def test_a_form_is_answered_after_a_restart(sandbox: Sandbox, tmp_path: Path) -> None:
    async with running(sandbox, config_in(tmp_path), TrialBot):
        ada = await with_the_form(sandbox, "Ada")

    async with running(sandbox, config_in(tmp_path), TrialBot):
        seen = await ada.submit({"words": "Yes"})

    assert (seen.content, seen.ephemeral) == ("Yes about 7 may not.", True)


async def test_two_people_fill_in_the_same_form_at_once(sandbox: Sandbox, tmp_path: Path) -> None:
    async with running(sandbox, config_in(tmp_path), TrialBot):
        ada, bob = await with_the_form(sandbox, "Ada"), await with_the_form(sandbox, "Bob")

        of_ada, of_bob = await asyncio.gather(ada.submit({"words": "Yes"}), bob.submit({"words": "No"}))

    assert (of_ada.content, of_bob.content) == ("Yes about 7 may not.", "No about 7 may not.")


async def test_a_form_about_what_is_gone_says_so(
    sandbox: Sandbox, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(sandbox, config_in(tmp_path), TrialBot):
        ada = await with_the_form(sandbox, "Ada")
        opened = sandbox.world.open_modals[ada.id].modal
        assert opened is not None
        opened["custom_id"] = "durable:8"

        seen = await ada.submit({"words": "Yes"})

    assert seen.content == "Whoever is gone may not."
    assert not [record for record in caplog.records if record.levelname == "ERROR"]
