"""Whoever begins long work sees it go on, in one message that is not edited too often, and can cancel it."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.progress import bar
from bot.sandbox.options import SandboxOptions
from bot.sandbox.people.person import Person
from bot.sandbox.people.seen import SeenMessage
from bot.sandbox.server import Sandbox
from bot.sandbox.world import messages
from bot.sandbox.world.guilds import edit_guild
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.roles import add_role
from bot.testing import config_in, eventually, running
from tests.bot.trial.cog import TrialBot

# How often a message may be edited here, where nobody wants to wait three seconds.
SOON = 0.05


@pytest.fixture
async def bot(sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[TrialBot]:
    async with running(sandbox, config_in(tmp_path), TrialBot) as started:
        assert isinstance(started, TrialBot)
        started.progress.every_seconds = SOON
        yield started


@pytest.fixture
def ada(bot: TrialBot, sandbox: Sandbox) -> Person:
    assert bot.is_ready()
    return sandbox.person("Ada")


def message_of(person: Person) -> SeenMessage:
    """The one message in the channel that is there for everybody."""
    (message,) = [each for each in person.messages() if not each.ephemeral]
    return message


def shown_to(person: Person) -> str:
    return message_of(person).text


def cancel_button(person: Person) -> tuple[int, str]:
    message = message_of(person)
    (custom_id,) = message.custom_ids
    return message.id, custom_id


@pytest.mark.parametrize(
    ("part", "whole", "drawn"),
    [(0, 10, "▱▱▱▱▱"), (5, 10, "▰▰▱▱▱"), (999, 1000, "▰▰▰▰▱"), (10, 10, "▰▰▰▰▰"), (0, 0, "▰▰▰▰▰")],
)
def test_a_bar_is_full_only_at_the_end(part: int, whole: int, drawn: str) -> None:
    assert bar(part, whole, width=5) == drawn


async def test_progress_is_shown_to_everybody_from_the_beginning_to_the_end(
    bot: TrialBot, ada: Person
) -> None:
    bot.steps = 2
    shown = await ada.slash("trial march", steps=4)
    assert (shown.ephemeral, shown.text) == (
        False,
        "**Marching & singing**\n▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱ 0 %\n0 of 4 done.",
    )
    await eventually(lambda: "2 of 4 done." in shown_to(ada))
    assert "▰▰▰▰▰▰▰▰▰▰▱▱▱▱▱▱▱▱▱▱ 50 %" in shown_to(ada)

    bot.gate.set()
    await eventually(lambda: "Finished." in shown_to(ada))

    assert "4 of 4 done." in shown_to(ada)
    assert message_of(ada).custom_ids == []


async def test_when_it_will_be_ready_is_foretold(bot: TrialBot, ada: Person) -> None:
    bot.steps = 8
    await ada.slash("trial march", steps=10)

    await eventually(lambda: "8 of 10 done." in shown_to(ada))

    assert "Ready <t:" in shown_to(ada)
    bot.gate.set()
    await eventually(lambda: "Finished." in shown_to(ada))
    assert "Ready" not in shown_to(ada)


async def test_a_message_is_not_edited_more_often_than_it_should_be(tmp_path: Path) -> None:
    log = tmp_path / "requests.jsonl"
    async with (
        Sandbox.start(SandboxOptions(rate_limits=False, request_log=log)) as sandbox,
        running(sandbox, config_in(tmp_path), TrialBot) as bot,
    ):
        assert isinstance(bot, TrialBot)
        bot.steps, bot.progress.every_seconds = 12, 0.5
        ada, began = sandbox.person("Ada"), time.monotonic()
        await ada.slash("trial march", steps=12)
        await eventually(lambda: "Finished." in shown_to(ada))
        took = time.monotonic() - began

    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    edits = [line for line in lines if line["method"] == "PATCH" and "/messages/" in line["path"]]
    assert 1 <= len(edits) <= took / 0.5


async def test_whoever_began_it_can_cancel_it_and_only_once(bot: TrialBot, ada: Person) -> None:
    bot.steps = 1
    await ada.slash("trial march", steps=4)
    button = cancel_button(ada)

    assert (await ada.click(*button)).text == "I stop there. What is done already stays done."
    assert (await ada.click(*button)).text == "That has ended already."

    bot.gate.set()
    await eventually(lambda: "Cancelled; the rest stays as it was." in shown_to(ada))
    assert await bot.paced.running_in(ada.guild_id) == []


async def test_somebody_else_cannot_cancel_it_unless_they_manage_the_server(
    bot: TrialBot, ada: Person, sandbox: Sandbox
) -> None:
    bob = sandbox.person("Bob")
    managing = add_role(sandbox.world, sandbox.guild, "Admins", int(Permission.MANAGE_GUILD))
    carol = sandbox.person("Carol", role_ids=[managing.id])
    await ada.slash("trial march", steps=4)
    button = cancel_button(ada)

    assert "Only whoever began this" in (await bob.click(*button)).text
    assert "I stop there" in (await carol.click(*button)).text
    bot.gate.set()


async def test_after_a_restart_it_goes_on_in_the_same_message(sandbox: Sandbox, tmp_path: Path) -> None:
    ada = sandbox.person("Ada")
    async with running(sandbox, config_in(tmp_path), TrialBot) as first:
        assert isinstance(first, TrialBot)
        first.steps = 2
        await ada.slash("trial march", steps=4)

    async with running(sandbox, config_in(tmp_path), TrialBot) as second:
        assert isinstance(second, TrialBot)
        second.progress.every_seconds = SOON
        second.gate.set()
        await eventually(lambda: "Finished." in shown_to(ada))

    assert "4 of 4 done." in shown_to(ada)


async def test_what_ended_while_nobody_drew_it_is_drawn_at_the_next_start(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    ada = sandbox.person("Ada")
    async with running(sandbox, config_in(tmp_path), TrialBot) as first:
        await ada.slash("trial march", steps=4)
        (job,) = await first.paced.running_in(ada.guild_id)
        # As by another process, which then dies: nothing is told here.
        async with first.database.transaction() as session:
            await first.paced.store.end(session, job.id, job.state.CANCELLED, first.clock.now())

    async with running(sandbox, config_in(tmp_path), TrialBot):
        await eventually(lambda: "Cancelled" in shown_to(ada))


async def test_a_message_that_somebody_deleted_does_not_stop_the_work(
    bot: TrialBot, ada: Person, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.paced")
    await ada.slash("trial march", steps=3)
    (job,) = await bot.paced.running_in(ada.guild_id)
    for message in list(sandbox.world.messages[sandbox.house.text.id].values()):
        messages.delete(sandbox.world, message)

    bot.gate.set()
    await eventually(lambda: "3 of 3 done" in caplog.text)

    assert (found := await bot.paced.job(job.id)) is not None
    assert found.done == 3
    assert ada.messages() == []


async def test_everybody_reads_it_in_the_language_of_the_community(
    bot: TrialBot, ada: Person, sandbox: Sandbox
) -> None:
    edit_guild(sandbox.world, sandbox.guild, preferred_locale="fr")
    await eventually(lambda: str(bot.guilds[0].preferred_locale) == "fr")
    bot.steps = 1

    shown = await ada.slash("trial march", steps=4)

    assert shown.text.startswith("**En marche**")
    await eventually(lambda: "1 fait sur 4." in shown_to(ada))
    bot.gate.set()
    await eventually(lambda: "Terminé." in shown_to(ada))


async def test_a_job_that_nobody_asked_for_can_be_shown_in_a_channel(
    bot: TrialBot, ada: Person, sandbox: Sandbox
) -> None:
    async with bot.database.transaction() as session:
        job = await bot.paced.begin(session, "trial.march", "all", sandbox.guild.id, [1, 2])
    assert job is not None

    await bot.progress.show_in(bot.get_partial_messageable(sandbox.house.text.id), job)
    bot.gate.set()

    await eventually(lambda: "2 of 2 done." in shown_to(ada))
