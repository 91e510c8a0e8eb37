"""Commands reach Discord in every language, and only when they have changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.client import Bot
from bot.errors import OperatorError
from bot.sandbox.server import Sandbox, SandboxOptions
from bot.testing import config_in, running
from bot.translator import Translator
from tests.bot.outside import write
from tests.bot.trial.cog import TrialBot

COMMANDS = ["clubs", "rooms", "hands", "tips", "playback"]


class Changed(TrialBot):
    """The same with one command less."""

    async def setup_hook(self) -> None:
        await super().setup_hook()
        self.tree.remove_command("Look at this", type=discord.AppCommandType.message)
        await self.tree.register()


def registrations(log: Path) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line["method"] == "PUT" and line["path"].endswith("/commands")]


async def registered(sandbox: Sandbox, tmp_path: Path, kind: type[Bot] = TrialBot) -> None:
    async with running(sandbox, config_in(tmp_path), kind):
        pass


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "requests.jsonl"


async def test_names_and_descriptions_are_there_in_french(sandbox: Sandbox, tmp_path: Path) -> None:
    async with running(sandbox, config_in(tmp_path), TrialBot):
        found = {each["name"]: each for each in sandbox.person("Ada").commands()}

    trial = found["trial"]
    below = {each["name"]: each for each in trial["options"]}
    assert (trial["description"], trial["name_localizations"]) == ("Tries the edges", {"fr": "essai"})
    assert below["refuse"]["name_localizations"] == {"fr": "refuser"}
    assert below["refuse"]["options"][0]["description"] == "Whom to refuse"
    assert below["mood"]["options"][0]["name_localizations"] == {"fr": "humeur"}
    assert below["mood"]["options"][0]["choices"][0]["name_localizations"] == {"fr": "Calme"}
    assert found["Look at this"]["name_localizations"] == {"fr": "Regarder"}


async def test_commands_are_for_guilds_only(sandbox: Sandbox, tmp_path: Path) -> None:
    async with running(sandbox, config_in(tmp_path), TrialBot):
        found = sandbox.person("Ada").commands()

    assert {tuple(each["contexts"]) for each in found} == {(0,)}
    assert {tuple(each["integration_types"]) for each in found} == {(0,)}


async def test_a_restart_registers_nothing_anew(tmp_path: Path, log: Path) -> None:
    async with Sandbox.start(SandboxOptions(rate_limits=False, request_log=log)) as sandbox:
        await registered(sandbox, tmp_path)
        await registered(sandbox, tmp_path)

    assert len(registrations(log)) == 1


async def test_our_own_commands_are_registered_once(tmp_path: Path, log: Path) -> None:
    config = config_in(tmp_path, cogs={"enabled": COMMANDS})
    async with Sandbox.start(SandboxOptions(rate_limits=False, request_log=log)) as sandbox:
        for _ in range(2):
            async with running(sandbox, config):
                pass

    assert len(registrations(log)) == 1


async def test_a_changed_set_is_registered(tmp_path: Path, log: Path) -> None:
    async with Sandbox.start(SandboxOptions(rate_limits=False, request_log=log)) as sandbox:
        await registered(sandbox, tmp_path)
        await registered(sandbox, tmp_path, Changed)

    names = [{each["name"] for each in line["body"]} for line in registrations(log)]
    assert names[0] - names[-1] == {"Look at this"}


async def test_commands_can_be_registered_in_one_guild(tmp_path: Path, log: Path) -> None:
    async with Sandbox.start(SandboxOptions(rate_limits=False, request_log=log)) as sandbox:
        guild_id = sandbox.guild.id
        config = config_in(tmp_path, discord={"command_guild_ids": [guild_id]})
        async with running(sandbox, config, TrialBot):
            pass

    assert [f"/guilds/{guild_id}/" in line["path"] for line in registrations(log)] == [True]


async def test_commands_of_one_guild_are_no_longer_there_for_all(sandbox: Sandbox, tmp_path: Path) -> None:
    await registered(sandbox, tmp_path)
    config = config_in(tmp_path, discord={"command_guild_ids": [sandbox.guild.id]})

    async with running(sandbox, config, TrialBot):
        names = [each["name"] for each in sandbox.person("Ada").commands()]

    assert len(names) == len(set(names)) > 0


async def test_a_guild_the_bot_is_not_in_is_named(sandbox: Sandbox, tmp_path: Path) -> None:
    config = config_in(tmp_path, discord={"command_guild_ids": [123]})

    with pytest.raises(OperatorError, match="cannot be registered in 123"):
        async with running(sandbox, config, TrialBot):
            pass


@app_commands.command(name="speak")
@app_commands.describe(loud="-")
async def speak(_interaction: discord.Interaction[Any], loud: int) -> None:
    """Say something."""
    del loud


@pytest.mark.parametrize(
    ("english", "french", "problem"),
    [
        ("command-speak = speak\n", "", "command-speak.description (en) is missing"),
        ("command-speak = talk\n", "", "the code says 'speak'"),
        ("", "command-speak = Parler\n", "not allowed by Discord: 'Parler'"),
        ("", "command-speak = parler\n", "command-speak.loud (fr) is missing"),
    ],
)
async def test_words_that_are_missing_stop_the_start(
    tmp_path: Path, english: str, french: str, problem: str
) -> None:
    complete = "command-speak = speak\n    .description = d\n    .loud = loud\n    .loud-description = d\n"
    write(tmp_path / "en.ftl", english or complete)
    write(tmp_path / "fr.ftl", french or complete)
    bot = Bot(config_in(tmp_path))
    bot.words.add(__name__, tmp_path)

    with pytest.raises(OperatorError) as refused:
        Translator(bot.words).learn([speak])

    assert problem in str(refused.value)
    await bot.close()
