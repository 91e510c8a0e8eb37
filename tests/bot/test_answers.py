"""What takes long is answered all the same: the person sees "thinking", and then the answer in its place."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Coroutine
from contextlib import closing
from pathlib import Path
from typing import Any

import discord
import pytest
from discord import ui

from bot import answers
from bot.discord_answer_internals import is_built_from_templates
from bot.sandbox.people.person import Person
from bot.sandbox.people.seen import Seen
from bot.sandbox.server import Sandbox
from bot.sandbox.world.interaction import CallbackType, Interaction
from bot.testing import config_in, eventually, running
from tests.bot.trial.cog import TrialBot

THOUGHT = "That took long."


@pytest.fixture
async def bot(sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[TrialBot]:
    """A bot that soon loses patience."""
    monkeypatch.setattr(answers, "PATIENCE_SECONDS", 0.05)
    async with running(sandbox, config_in(tmp_path), TrialBot) as ready:
        assert isinstance(ready, TrialBot)
        yield ready


@pytest.fixture
def ada(sandbox: Sandbox, bot: TrialBot) -> Person:
    assert bot.is_ready()
    return sandbox.person("Ada")


def last(sandbox: Sandbox) -> Interaction:
    return next(reversed(sandbox.world.interactions.values()))


async def kept_waiting(
    sandbox: Sandbox, bot: TrialBot, asking: Coroutine[Any, Any, Seen], expected: CallbackType
) -> Seen:
    """Ask for something slow, which goes on once Discord has its first answer."""
    before = len(sandbox.world.interactions)
    asked = asyncio.create_task(asking)
    await eventually(lambda: len(sandbox.world.interactions) > before and last(sandbox).answer is not None)
    assert last(sandbox).answer is expected
    bot.gate.set()
    return await asked


async def test_a_slow_command_thinks_and_then_answers_in_that_place(
    sandbox: Sandbox, bot: TrialBot, ada: Person
) -> None:
    seen = await kept_waiting(sandbox, bot, ada.slash("trial think"), CallbackType.DEFERRED_MESSAGE)

    assert (seen.content, seen.ephemeral, len(seen.messages)) == (THOUGHT, True, 1)


async def test_a_slow_refusal_is_read_too(sandbox: Sandbox, bot: TrialBot, ada: Person) -> None:
    asking = ada.slash("trial think-and-refuse")

    seen = await kept_waiting(sandbox, bot, asking, CallbackType.DEFERRED_MESSAGE)

    assert (seen.content, len(seen.messages)) == ("Ada may not.", 1)


async def test_a_slow_answer_to_all_is_seen_by_all(sandbox: Sandbox, bot: TrialBot, ada: Person) -> None:
    asking = ada.slash("trial think", public=True)

    seen = await kept_waiting(sandbox, bot, asking, CallbackType.DEFERRED_MESSAGE)
    seen = await ada.wait_for(seen, lambda now: now.content == THOUGHT)

    assert (seen.ephemeral, len(seen.messages)) == (False, 1)


async def test_a_slow_context_menu_answers(sandbox: Sandbox, bot: TrialBot, ada: Person) -> None:
    asking = ada.context_menu("Think of this", ada.write("Bob"))

    assert (await kept_waiting(sandbox, bot, asking, CallbackType.DEFERRED_MESSAGE)).content == THOUGHT


@pytest.mark.parametrize(("what", "button"), [("buttons", "slow"), ("dynamic", "slow-item")])
async def test_a_slow_button_changes_its_message(
    sandbox: Sandbox, bot: TrialBot, ada: Person, what: str, button: str
) -> None:
    shown = await ada.slash("trial show", what=what)

    asking = ada.click(shown.message_id, button)
    seen = await kept_waiting(sandbox, bot, asking, CallbackType.DEFERRED_UPDATE)

    assert (seen.message_id, seen.content, seen.custom_ids) == (shown.message_id, THOUGHT, [])


async def test_a_slow_button_answers_with_a_message_of_its_own(
    sandbox: Sandbox, bot: TrialBot, ada: Person
) -> None:
    shown = await ada.slash("trial show", what="buttons")

    asking = ada.click(shown.message_id, "slow-words")
    seen = await kept_waiting(sandbox, bot, asking, CallbackType.DEFERRED_UPDATE)

    assert [one.content for one in seen.messages] == [shown.content, THOUGHT]
    assert seen.messages[-1].ephemeral


async def test_a_slow_form_answers(sandbox: Sandbox, bot: TrialBot, ada: Person) -> None:
    shown = await ada.slash("trial show", what="buttons")
    await ada.click(shown.message_id, "slow-form")

    seen = await kept_waiting(sandbox, bot, ada.submit({"words": "x"}), CallbackType.DEFERRED_MESSAGE)

    assert (seen.content, seen.ephemeral) == (THOUGHT, True)


async def test_who_says_that_it_takes_long_is_not_contradicted(
    sandbox: Sandbox, bot: TrialBot, ada: Person
) -> None:
    seen = await kept_waiting(sandbox, bot, ada.slash("trial announce"), CallbackType.DEFERRED_MESSAGE)

    assert (seen.content, len(seen.messages), last(sandbox).refused_answers) == (THOUGHT, 1, 0)


async def test_an_answer_given_while_it_is_deferred_is_no_second_one(
    sandbox: Sandbox, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "PATIENCE_SECONDS", 0.0)

    for _ in range(10):
        seen = await ada.slash("trial mood", mood="calm")

        assert (seen.content, len(seen.messages)) == ("You chose calm.", 1)
        assert last(sandbox).refused_answers == 0


async def test_a_quick_answer_is_all_that_is_sent(
    sandbox: Sandbox, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "PATIENCE_SECONDS", 60.0)

    await ada.slash("trial mood", mood="calm")
    await eventually(lambda: not any(task.get_name().startswith("answer:") for task in asyncio.all_tasks()))

    subject = last(sandbox)
    assert (subject.answer, subject.edits, subject.refused_answers) == (CallbackType.MESSAGE, 0, 0)


async def test_a_slow_command_delivered_twice_is_answered_once(
    sandbox: Sandbox, bot: TrialBot, ada: Person, caplog: pytest.LogCaptureFixture
) -> None:
    asked = asyncio.create_task(ada.slash("trial think"))
    await eventually(lambda: sandbox.world.interactions and last(sandbox).loading)
    await sandbox.faults.inject("repeat_interaction")
    await eventually(lambda: last(sandbox).refused_answers == 1)

    bot.gate.set()
    seen = await asked
    await eventually(lambda: "did not arrive" in caplog.text)

    assert [one.content for one in ada.look(seen).messages] == [THOUGHT]
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


async def test_who_defers_first_has_the_interaction_alone(
    sandbox: Sandbox, bot: TrialBot, ada: Person, caplog: pytest.LogCaptureFixture
) -> None:
    bot.gate.set()
    seen = await ada.slash("trial announce")

    await sandbox.faults.inject("repeat_interaction")
    await eventually(lambda: "/trial announce was not answered here" in caplog.text)

    assert len(ada.look(seen).messages) == 1
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


async def test_a_tip_is_confirmed_though_another_process_holds_the_database(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    config = config_in(tmp_path, cogs={"enabled": ["clubs", "rooms", "tips"]})
    async with running(sandbox, config):
        ada, bob = sandbox.person("Ada"), sandbox.person("Bob")
        with closing(sqlite3.connect(tmp_path / "rostra.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            asked = asyncio.create_task(ada.slash("tip", member=bob.id, amount="5"))
            await eventually(lambda: sandbox.world.interactions and last(sandbox).answer is not None)
            other.execute("ROLLBACK")
        seen = await asked

    assert (seen.ephemeral, len(seen.messages)) == (True, 1)
    assert bob.mention in seen.content


class Knock(ui.DynamicItem[ui.Button[Any]], template="trial-knock"):
    """A button that is found by its id."""


async def test_a_message_is_asked_back_only_where_a_handler_lives_in_memory() -> None:
    link: ui.Button[Any] = ui.Button(url="https://example.org")
    templated = ui.LayoutView().add_item(
        ui.Container(ui.TextDisplay("x"), ui.ActionRow(Knock(ui.Button(custom_id="trial-knock")), link))
    )
    kept = ui.LayoutView().add_item(ui.Container(ui.ActionRow(ui.Button(label="Knock", custom_id="kept"))))

    assert is_built_from_templates(None)
    assert is_built_from_templates(templated)
    assert not is_built_from_templates(kept)
    assert not is_built_from_templates(
        ui.View().add_item(ui.Select(options=[discord.SelectOption(label="x")]))
    )
