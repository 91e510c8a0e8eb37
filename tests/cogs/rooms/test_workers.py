"""Two rooms of one community at once: the second has the voice of a worker, or says what it lacks."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from bot.config import Config
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.voice import heard
from bot.sandbox.world import voice_states
from bot.sandbox.world.channels import set_overwrite
from bot.sandbox.world.guilds import install_bot
from bot.sandbox.world.models import Overwrite
from bot.sandbox.world.permissions import Permission
from bot.testing import config_in, eventually, running
from bot.workers import worker
from cogs.rooms import presence
from tests.cogs.house import House
from tests.stage import bot_is_heard

COGS = {"enabled": ["admin", "clubs", "rooms", "hands", "playback"]}
SECONDS = 60.0


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "LOOK_SECONDS", 0.1)
    monkeypatch.setattr(presence, "WAITS_SECONDS", (0.05, 0.1, 0.2, 0.5, 1.0, 2.0))
    monkeypatch.setattr(worker, "WAITS_SECONDS", (0.2,))


def settings(folder: Path, *tokens: str) -> Config:
    """Settings with the workers of these tokens."""
    return config_in(folder, cogs=COGS, voice={"workers": tokens})


async def second_room(house: House) -> Person:
    """Open a room of another club on the other stage; answer its host, who is there and may do much."""
    host = house.manager("Otto")
    await host.slash("club create", name="Larks")
    await host.join(house.other_stage_id)
    await host.slash("room open", club="Larks", topic="Dawn", stage=house.other_stage_id)
    return host


def card(house: House, host: Person) -> str:
    """What the card of the second room says."""
    return "\n".join(message.text for message in host.messages(house.other_stage_id))


async def test_a_second_room_has_a_workers_voice_for_as_long_as_it_needs_one(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    echo = sandbox.another_bot("Echo")
    async with running(sandbox, settings(tmp_path, echo.token)) as bot:
        house, worker_id = House(sandbox, bot), echo.bot.id
        first = await house.room()
        second = await second_room(house)

        assert bot_is_heard(sandbox, house.stage_id)
        assert bot_is_heard(sandbox, house.other_stage_id, worker_id)
        await eventually(lambda: f"Heard here: <@{worker_id}>" in card(house, second))
        assert "nobody yet" in card(house, second)  # a worker is nobody on a stage
        await eventually(lambda: len(heard.packets(sandbox.voice, house.other_stage_id, worker_id)) > 50)

        assert "My voice is in" in (await second.slash("room voice")).text
        assert bot_is_heard(sandbox, house.other_stage_id)
        assert bot_is_heard(sandbox, house.stage_id, worker_id)
        await second.slash("room close")
        await eventually(lambda: house.bot_voice is None)
        assert bot_is_heard(sandbox, house.stage_id, worker_id)
        await first.slash("room close")
        await eventually(lambda: worker_id not in sandbox.guild.voice_states)


async def test_a_worker_that_is_moved_or_lost_comes_back_to_its_room(
    sandbox: Sandbox, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, worker.__name__)
    echo = sandbox.another_bot("Echo")
    async with running(sandbox, settings(tmp_path, echo.token)) as bot:
        house = House(sandbox, bot)
        await house.room()
        await second_room(house)

        voice_states.move(sandbox.world, sandbox.guild.id, echo.id, house.stage_id)
        await eventually(lambda: bot_is_heard(sandbox, house.other_stage_id, echo.id))
        assert bot_is_heard(sandbox, house.stage_id)

        await sandbox.faults.inject("drop_gateway", code=4004, user_id=echo.id)
        await eventually(lambda: caplog.text.count("(echo) is logged in") == 2, within_seconds=SECONDS)
        await eventually(lambda: bot_is_heard(sandbox, house.other_stage_id, echo.id), within_seconds=SECONDS)


async def test_the_card_says_what_keeps_a_worker_away_and_it_comes_once_that_is_set_right(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    echo = sandbox.another_bot("Echo", installed=False)
    async with running(sandbox, settings(tmp_path, echo.token)) as bot:
        house = House(sandbox, bot)
        await house.room()
        host = await second_room(house)
        await eventually(lambda: "added it to this server" in card(house, host))
        assert f"client_id={echo.id}" in card(house, host)
        assert f"client_id={echo.id}" in (await host.slash("setup")).text

        install_bot(sandbox.world, sandbox.guild, int(Permission.CONNECT | Permission.VIEW_CHANNEL), echo)
        await eventually(lambda: "it lacks: Mute Members" in card(house, host))

        stage = sandbox.guild.channels[house.other_stage_id]
        allowed = Overwrite(echo.bot.id, 1, int(Permission.MUTE_MEMBERS), 0)
        set_overwrite(sandbox.world, sandbox.guild, stage, allowed)
        await eventually(lambda: bot_is_heard(sandbox, stage.id, echo.bot.id), within_seconds=SECONDS)
        await eventually(lambda: "it lacks" not in card(house, host))


async def test_a_wrong_token_is_one_line_in_the_log_and_the_bot_goes_on(
    sandbox: Sandbox, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    token = sandbox.another_bot("Echo").token + "x"
    async with running(sandbox, settings(tmp_path, token)) as bot:
        house = House(sandbox, bot)
        await house.room()
        host = await second_room(house)
        await eventually(lambda: "not connected to Discord" in card(house, host))

    (line,) = [record for record in caplog.records if "voice.workers" in record.message]
    assert "worker 1 of voice.workers: Discord does not know its token" in line.message
    assert line.exc_info is None
    assert token not in caplog.text
