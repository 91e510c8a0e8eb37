"""Two processes of one bot on one database: both know a worker, and one of them has it at a time."""

from __future__ import annotations

from pathlib import Path

import discord
import pytest

from bot.client import Bot
from bot.sandbox.server import Sandbox
from bot.testing import config_in, eventually, running
from bot.workers.crew import NoWorker
from tests.stage import bot_is_heard


def stages(bot: Bot) -> list[discord.StageChannel]:
    """The stages of the one community."""
    return bot.guilds[0].stage_channels


async def test_one_worker_is_never_on_two_stages_of_a_community_whoever_sends_it(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    echo = sandbox.another_bot("Echo")
    config = config_in(tmp_path, voice={"workers": [echo.token]})
    async with running(sandbox, config) as one, running(sandbox, config) as other:
        here, there = stages(one)[0], stages(other)[1]
        await eventually(lambda: one.crew.lacks(here.guild, here.id) == [])
        await eventually(lambda: other.crew.lacks(there.guild, there.id) == [])

        await one.crew.lend(here)
        with pytest.raises(NoWorker):
            await other.crew.lend(there)
        assert bot_is_heard(sandbox, here.id, echo.bot.id)

        await one.crew.take_back(here.guild.id, here.id)
        connection = await other.crew.lend(there)
        assert other.crew.on(there.guild.id, there.id) is connection
        assert bot_is_heard(sandbox, there.id, echo.bot.id)
