"""Each worker is looked at in each community: whether it is there, and what it lacks."""

from __future__ import annotations

from pathlib import Path

from bot.doctor.account import logged_in
from bot.doctor.findings import Finding
from bot.doctor.workers import check_workers
from bot.sandbox.server import Sandbox
from bot.sandbox.world.channels import set_overwrite
from bot.sandbox.world.models import Overwrite
from bot.sandbox.world.permissions import Permission
from bot.testing import config_in
from tests.bot.doctor.looking import found, said, what_to_do


async def look(sandbox: Sandbox, *tokens: str) -> list[Finding]:
    """What is found of workers with these tokens."""
    config = config_in(Path(), voice={"workers": tokens})
    async with logged_in(sandbox.ready.bot_token, sandbox.ready) as client:
        return await found(check_workers(config, sandbox.ready, client))


async def test_a_worker_that_may_all_is_well_and_one_that_was_not_added_comes_with_a_link(
    sandbox: Sandbox,
) -> None:
    there, absent = sandbox.another_bot("Echo"), sandbox.another_bot("Absent", installed=False)

    findings = await look(sandbox, there.token, absent.token)

    assert [(one.check, one.state.value) for one in findings] == [
        ("worker 1", "ok"),
        ("worker 2", "warning"),
        ("worker 2", "ok"),
    ]
    assert "in 1 of 1 communities" in findings[0].said
    assert "is not in Sandbox club house" in findings[1].said
    assert f"client_id={absent.id}" in what_to_do(findings)


async def test_what_a_stage_denies_a_worker_is_named_with_the_stage(sandbox: Sandbox) -> None:
    echo, stage = sandbox.another_bot("Echo"), sandbox.house.stage
    denied = Overwrite(echo.bot.id, 1, 0, int(Permission.MUTE_MEMBERS))
    set_overwrite(sandbox.world, sandbox.guild, stage, denied)

    findings = await look(sandbox, echo.token)

    assert f"lacks Mute Members in #{stage.name} of Sandbox club house" in findings[0].said
    assert "in 0 of 1 communities" in findings[1].said


async def test_a_token_that_is_nobodys_or_the_bots_own_is_a_problem(sandbox: Sandbox) -> None:
    findings = await look(sandbox, sandbox.ready.bot_token, sandbox.another_bot("Echo").token + "x")

    assert said(findings) == [
        ("problem", "is the bot itself: a worker is another application"),
        ("problem", "Discord does not know this token"),
    ]
