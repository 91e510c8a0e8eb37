"""A process is killed whose worker records a second room; the next one has that worker there again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from bot.sandbox.people.person import Person
from bot.sandbox.world.models import ChannelType
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.roles import add_role
from bot.testing import eventually
from bot.voice import ogg
from bot.workers.leases import Leases
from tests.evening.forked import Nursery
from tests.evening.night import Night, night
from tests.stage import bot_is_heard

TALK = [b"\xfc" + number.to_bytes(2, "big") * 20 for number in range(1, 201)]
SECONDS = 60.0


async def second_room(evening: Night, stage_id: int) -> Person:
    """Open another club's room on the other stage; answers its host, who is there."""
    sandbox = evening.sandbox
    role = add_role(sandbox.world, sandbox.guild, "Staff", Permission.MANAGE_GUILD)
    host = sandbox.person("Otto", role_ids=[role.id])
    await host.slash("club create", name="Larks")
    await host.join(stage_id)
    await host.slash("room open", club="Larks", topic="Dawn", stage=stage_id)
    return host


async def press_yes(person: Person, stage_id: int) -> None:
    """Let somebody say yes to being recorded."""
    messages = person.messages(stage_id)
    found = [(each.id, one) for each in messages for one in each.custom_ids if one.endswith(":yes")]
    assert "You are recorded" in (await person.click(*found[-1])).text


@pytest.mark.long
async def test_it_records_on_in_the_same_track_and_less_than_a_second_is_lost(
    tmp_path: Path, nursery: Nursery, empty_database: Path
) -> None:
    shutil.copy(empty_database, tmp_path / "evening.db")
    async with night(tmp_path, f"sqlite+aiosqlite:///{tmp_path / 'evening.db'}", nursery) as evening:
        sandbox, echo = evening.sandbox, evening.sandbox.another_bot("Echo")
        await evening.bot.stop()
        config = f"[voice]\nworkers = {json.dumps([echo.token])}\n"
        config += f"[recording]\nfolder = {json.dumps(str(tmp_path / 'kept'))}\nleast_free_megabytes = 1\n"
        (tmp_path / "config.toml").write_text(config, encoding="utf-8")
        before = sandbox.gateway.identified
        await evening.start()
        # The worker identifies itself as well, and before the bot does.
        await eventually(lambda: sandbox.gateway.identified >= before + 2, within_seconds=SECONDS)
        await evening.open()
        stages = [one.id for one in sandbox.guild.channels.values() if one.type is ChannelType.STAGE]
        (stage_id,) = (one for one in stages if one != evening.stage_id)

        def records() -> bool:
            state = sandbox.guild.voice_states.get(echo.id)
            return bot_is_heard(sandbox, stage_id, echo.id) and state is not None and not state.self_deaf

        host = await second_room(evening, stage_id)
        bob = sandbox.person("Bob")
        await bob.join(stage_id)
        await bob.raise_hand()
        await host.slash("hand next")
        await bob.accept()
        voice = await sandbox.voice.people.listen(sandbox.guild.id, bob.id)
        await eventually(lambda: bot_is_heard(sandbox, stage_id, echo.id), within_seconds=SECONDS)
        assert "is being recorded" in (await host.slash("record start")).text
        await press_yes(bob, stage_id)
        await eventually(records, within_seconds=SECONDS)
        await voice.speak(TALK[:100])
        await evening.kill()
        assert await Leases(evening.database).holder(stage_id) == echo.id

        await evening.start()
        await eventually(records, within_seconds=SECONDS)
        await voice.speak(TALK[100:])
        assert "is over and safe" in (await host.slash("record stop")).text

    track = tmp_path / "kept" / "1" / f"{bob.id}.opus"
    said = [each for each in ogg.packets(track.read_bytes()) if each in TALK]
    assert said[-100:] == TALK[100:]
    assert said[:-100] == TALK[: len(said) - 100]
    assert len(said) >= len(TALK) - 50
