"""Discord is asked whose token it is, and what the application may ask for."""

from __future__ import annotations

import socket
from dataclasses import replace
from pathlib import Path

import pytest

from bot.doctor.account import NoAccount, UnknownToken, check_account, logged_in
from bot.sandbox.server import Sandbox
from bot.testing import config_in
from tests.bot.doctor.looking import found


async def look(sandbox: Sandbox, *, members_intent: bool) -> dict[str, tuple[str, str]]:
    """What is found of the account, by what it is about."""
    config = config_in(Path(), discord={"members_intent": members_intent})
    async with logged_in(sandbox.ready.bot_token, sandbox.ready) as client:
        findings = await found(check_account(client, config))
    return {finding.check: (finding.state.value, finding.said) for finding in findings}


async def test_the_account_is_named(sandbox: Sandbox) -> None:
    state, said = (await look(sandbox, members_intent=False))["token"]

    assert (state, f"the application Rostra ({sandbox.ready.application_id})" in said) == ("ok", True)


@pytest.mark.parametrize(("flags", "state"), [(0, "problem"), (1 << 14, "ok"), (1 << 15, "ok")])
async def test_the_members_intent_is_held_against_what_discord_allows(
    sandbox: Sandbox, flags: int, state: str
) -> None:
    sandbox.world.application.flags = flags

    assert (await look(sandbox, members_intent=True))["intents"][0] == state
    assert (await look(sandbox, members_intent=False))["intents"][0] == "ok"


@pytest.mark.parametrize(("members_intent", "how"), [(True, "with the"), (False, "without the")])
async def test_it_says_how_roles_are_kept_in_step(
    sandbox: Sandbox, *, members_intent: bool, how: str
) -> None:
    said = (await look(sandbox, members_intent=members_intent))["role sync"][1]

    assert said.startswith(f"{how} members intent")


async def test_a_token_that_discord_does_not_know_is_told_without_it(sandbox: Sandbox) -> None:
    with pytest.raises(UnknownToken) as caught:
        async with logged_in("MTIz.wrong.token", sandbox.ready):
            pass

    assert caught.value.finding.said == "Discord does not know this token"
    assert "wrong" not in repr(caught.value.finding)


async def test_a_discord_that_is_not_there_is_told(sandbox: Sandbox) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    gone = replace(sandbox.ready, api=f"http://127.0.0.1:{port}/api/v10")

    with pytest.raises(NoAccount, match="Discord cannot be asked") as caught:
        async with logged_in(sandbox.ready.bot_token, gone):
            pass

    assert not isinstance(caught.value, UnknownToken)
