"""Whatever a command raises, the person who asked reads words, in their language."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import discord
import pytest

from bot import permissions, replies
from bot.i18n import Words
from bot.sandbox.options import BOT_PERMISSIONS
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox, SandboxOptions
from bot.sandbox.world.guilds import remove_member
from bot.sandbox.world.permissions import Permission
from bot.testing import config_in, eventually, running
from tests.bot.trial.cog import TrialBot


@pytest.fixture
async def bot(sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[TrialBot]:
    async with running(sandbox, config_in(tmp_path), TrialBot) as ready:
        assert isinstance(ready, TrialBot)
        yield ready


@pytest.fixture
def ada(sandbox: Sandbox, bot: TrialBot) -> Person:
    assert bot.is_ready()
    return sandbox.person("Ada")


async def test_a_refusal_is_read_by_the_asker_alone(ada: Person) -> None:
    seen = await ada.slash("trial refuse", name="Ada")

    assert (seen.content, seen.ephemeral) == ("Ada may not.", True)


async def test_a_refusal_speaks_the_askers_language(sandbox: Sandbox, ada: Person) -> None:
    marie = sandbox.person("Marie", locale="fr")

    assert (await marie.slash("trial refuse", name="Ada")).content == "Ada ne peut pas."
    assert (await ada.slash("trial refuse", name="Ada")).content == "Ada may not."


async def test_a_language_nobody_translated_falls_back_to_english(sandbox: Sandbox, bot: TrialBot) -> None:
    assert bot.is_ready()
    jan = sandbox.person("Jan", locale="nl")

    assert (await jan.slash("trial refuse", name="Ada")).content == "Ada may not."


async def test_what_people_typed_cannot_dress_up_a_refusal(ada: Person) -> None:
    seen = await ada.slash("trial refuse", name="**@everyone**")

    assert "**" not in seen.content


async def test_a_refusal_after_deferring_takes_its_place(ada: Person) -> None:
    seen = await ada.slash("trial refuse-late")

    assert (seen.content, len(seen.messages)) == ("Ada may not.", 1)


async def test_a_refusal_is_not_logged_as_an_error(ada: Person, caplog: pytest.LogCaptureFixture) -> None:
    await ada.slash("trial refuse", name="Ada")

    assert not [record for record in caplog.records if record.levelname == "ERROR"]


async def test_a_failure_gives_the_asker_the_number_in_the_log(
    ada: Person, caplog: pytest.LogCaptureFixture
) -> None:
    seen = await ada.slash("trial crash")

    number = re.search(r"\b[0-9a-f]{6}\b", seen.content)
    assert number is not None
    assert f"incident {number[0]}: /trial crash failed" in caplog.text
    assert "a secret detail" in caplog.text
    assert "secret" not in seen.content


async def test_a_refusal_without_words_is_an_incident_with_what_is_missing_in_the_log(
    ada: Person, caplog: pytest.LogCaptureFixture
) -> None:
    seen = await ada.slash("trial wordless")

    number = re.search(r"\b[0-9a-f]{6}\b", seen.content)
    assert number is not None
    assert f"incident {number[0]}: /trial wordless failed" in caplog.text
    assert "has no text 'no-such-text'" in caplog.text
    assert "WithoutWords" in caplog.text


@pytest.mark.parametrize(
    ("locale", "said"), [("en-US", "is not in this community"), ("fr", "n'est pas dans cette communauté")]
)
async def test_naming_somebody_who_left_is_a_refusal(
    sandbox: Sandbox, bot: TrialBot, caplog: pytest.LogCaptureFixture, locale: str, said: str
) -> None:
    assert bot.is_ready()
    ada, bob = sandbox.person("Ada", locale=locale), sandbox.person("Bob")
    remove_member(sandbox.world, sandbox.guild, bob.id)

    seen = await ada.slash("trial thank", member=bob.id)

    assert seen.content.startswith(f"{bob.mention} {said}")
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


async def test_a_long_answer_goes_on_in_the_next_message(ada: Person) -> None:
    seen = await ada.slash("trial long", lines=500)
    seen = await ada.wait_for(seen, lambda now: "line 499" in now.text)

    assert len(seen.messages) > 1
    assert seen.text.split("\n") == [f"line {number}" for number in range(500)]


async def test_an_endless_answer_is_cut_off(ada: Person) -> None:
    seen = await ada.slash("trial long", lines=5000)
    seen = await ada.wait_for(seen, lambda now: now.text.endswith("…"))

    assert len(seen.messages) == replies.MOST_MESSAGES


@pytest.mark.parametrize(("locale", "said"), [("en-US", "Nobody may not."), ("fr", "Nobody ne peut pas.")])
async def test_a_refusal_in_a_check_is_read(
    sandbox: Sandbox, bot: TrialBot, caplog: pytest.LogCaptureFixture, locale: str, said: str
) -> None:
    assert bot.is_ready()

    seen = await sandbox.person("Ada", locale=locale).slash("trial refuse-first")

    assert (seen.content, seen.ephemeral) == (said, True)
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


@pytest.mark.parametrize(
    ("locale", "typed", "offered"),
    [
        ("fr", "**Bob**", ("**Bob** ne peut pas.", "**Bob**")),
        ("en-US", "", ("Nobody may not.", "Nobody may not.")),
    ],
)
@pytest.mark.usefixtures("bot")
async def test_a_refusal_stands_in_the_place_of_suggestions(
    sandbox: Sandbox, caplog: pytest.LogCaptureFixture, locale: str, typed: str, offered: tuple[str, str]
) -> None:
    (choice,) = await sandbox.person("Ada", locale=locale).autocomplete("trial pick", "what", typed)

    assert (choice["name"], choice["value"]) == offered
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


async def test_a_number_has_no_suggestion_that_is_a_text(ada: Person) -> None:
    assert await ada.autocomplete("trial pick", "number", "7", what="x") == []


async def test_a_failure_while_suggesting_is_an_incident_and_suggests_nothing(
    ada: Person, caplog: pytest.LogCaptureFixture
) -> None:
    assert await ada.autocomplete("trial pick", "what", "crash") == []

    assert re.search(r"incident [0-9a-f]{6}: /trial pick failed", caplog.text)
    assert "a secret detail" in caplog.text


async def test_a_refusal_in_a_context_menu_is_read(ada: Person) -> None:
    message_id = ada.write("Bob")

    assert (await ada.context_menu("Look at this", message_id)).content == "Bob may not."


async def test_missing_permissions_are_named_with_the_channel(tmp_path: Path) -> None:
    lacking = SandboxOptions(bot_permissions=BOT_PERMISSIONS & ~Permission.MUTE_MEMBERS)
    async with Sandbox.start(lacking) as sandbox, running(sandbox, config_in(tmp_path), TrialBot):
        seen = await sandbox.person("Ada").slash("trial join")

    assert "Mute Members" in seen.content
    assert f"<#{sandbox.ready.stage_channel_id}>" in seen.content


async def test_what_discord_forbids_is_explained_in_the_askers_language(tmp_path: Path) -> None:
    lacking = SandboxOptions(bot_permissions=BOT_PERMISSIONS & ~Permission.MOVE_MEMBERS)
    async with Sandbox.start(lacking) as sandbox, running(sandbox, config_in(tmp_path), TrialBot):
        seen = await sandbox.person("Marie", locale="fr").slash("trial open")

    assert "Déplacer des membres" in seen.content


async def test_an_interaction_delivered_twice_is_answered_once(
    sandbox: Sandbox, ada: Person, caplog: pytest.LogCaptureFixture
) -> None:
    seen = await ada.slash("trial refuse", name="Ada")

    await sandbox.faults.inject("repeat_interaction")
    await eventually(lambda: "did not arrive" in caplog.text)

    assert len(ada.look(seen).messages) == 1
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


async def test_a_count_of_errors_is_kept(ada: Person, bot: TrialBot) -> None:
    await ada.slash("trial refuse", name="Ada")
    await ada.slash("trial crash")

    text = bot.metrics.exposition().decode()
    assert 'rostra_interaction_errors_total{kind="refusal"} 1.0' in text
    assert 'rostra_interactions_total{command="trial crash",kind="application_command"} 1.0' in text


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_permission_that_can_be_missing_has_a_name(language: str) -> None:
    words, lacking = Words(), permissions.lacking(discord.Permissions.none())

    named = [words.text(text.owner, text.key, language) for text in permissions.names(lacking).items]

    assert len(set(named)) == len(lacking) > 0
