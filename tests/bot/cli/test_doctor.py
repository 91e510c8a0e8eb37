"""`rostra doctor` names what keeps the bot from working, and what to do about it."""

from __future__ import annotations

import asyncio
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.sandbox.options import BOT_PERMISSIONS, SandboxOptions
from bot.sandbox.ready import ReadyFile
from bot.sandbox.server import Sandbox
from bot.sandbox.world.permissions import Permission
from tests.bot.cli.terminal import Ended, rostra


async def doctor(folder: Path, ready: ReadyFile | None = None, *options: str) -> Ended:
    """Run the command on a sandbox, or on nothing."""
    if ready is not None:
        ready.write(folder / "ready.json")
        options = (*options, "--sandbox", "ready.json")
    return await asyncio.to_thread(rostra, "doctor", *options, cwd=folder)


def findings(ended: Ended) -> list[dict[str, Any]]:
    """What it has printed as JSON."""
    report = json.loads(ended.out)
    assert report["ok"] is (ended.code == 0)
    found: list[dict[str, Any]] = report["findings"]
    return found


async def test_all_is_well_on_a_fresh_sandbox_and_nothing_was_changed(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    ended = await doctor(tmp_path, sandbox.ready)

    assert ended.code == 0, ended.out
    lines = ended.out.splitlines()
    assert "ok       words: complete in en and fr" in lines
    assert f"ok       Sandbox club house ({sandbox.guild.id}): nothing is missing; 2 stages" in lines
    assert lines[-1] == "All is well."
    assert os.listdir(tmp_path) == ["ready.json"]
    assert sandbox.person("Ada").commands() == []


async def test_a_problem_is_told_with_what_to_do_and_ends_it_with_one(tmp_path: Path) -> None:
    lacking = SandboxOptions(rate_limits=False, bot_permissions=BOT_PERMISSIONS & ~Permission.MUTE_MEMBERS)
    async with Sandbox.start(lacking) as sandbox:
        ended = await doctor(tmp_path, sandbox.ready)

    assert ended.code == 1
    assert "the bot lacks Mute Members\n         Server Settings, Roles, Rostra: switch them on" in ended.out
    assert ended.out.endswith("\n1 problem to put right.\n")


async def test_a_program_reads_the_same_as_json(sandbox: Sandbox, tmp_path: Path) -> None:
    ended = await doctor(tmp_path, replace(sandbox.ready, bot_token="MTIz.wrong.token"), "--json")

    by_check = {one["check"]: one for one in findings(ended)}
    assert by_check["token"]["said"] == "Discord does not know this token"
    assert "Reset Token" in by_check["token"]["do"]
    assert by_check["communities"]["state"] == "skipped"
    assert by_check["audio"]["state"] == "ok"


async def test_one_community_can_be_looked_at_alone(sandbox: Sandbox, tmp_path: Path) -> None:
    ended = await doctor(tmp_path, sandbox.ready, "--json", "--community", "123")

    assert [one["said"] for one in findings(ended) if "communit" in one["check"]] == [
        "the bot is not in the community 123"
    ]


async def test_without_a_token_it_says_where_one_goes_and_looks_at_the_rest(tmp_path: Path) -> None:
    (token,) = [one for one in findings(await doctor(tmp_path, None, "--json")) if one["check"] == "token"]

    assert (token["state"], token["said"]) == ("problem", "no token")
    assert "ROSTRA_DISCORD__TOKEN" in token["do"]


async def test_a_mistake_in_the_configuration_is_named_and_nothing_else_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[discord]\ntokn = "x"\n', encoding="utf-8")

    (found,) = findings(await doctor(tmp_path, None, "--json"))

    assert found["said"] == "config.toml: discord.tokn: unknown setting; did you mean token?"
