"""A process that is killed lets go of no worker: its rows stay, and the next one reads them."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE

from bot.storage.database import Database
from bot.workers.leases import Leases

ECHO, HERE, STAGE, STAGE_TOO = 11, 1, 101, 102

_HOLDER = """
import asyncio, sys
from bot.storage.database import Database
from bot.workers.leases import Leases

async def hold():
    leases = Leases(Database(sys.argv[1]))
    assert await leases.take(11, 1, 101)
    while await leases.renew():
        print("held", flush=True)
        await asyncio.sleep(0.05)

asyncio.run(hold())
"""


async def test_the_worker_of_a_killed_process_is_on_the_same_stage_at_once_and_on_no_other(
    database: Database, database_url: str
) -> None:
    mine = Leases(database)
    killed = await asyncio.create_subprocess_exec(sys.executable, "-c", _HOLDER, database_url, stdout=PIPE)
    assert killed.stdout is not None
    try:
        assert [await killed.stdout.readline() for _ in range(2)] == [b"held\n", b"held\n"]
        assert not await mine.take(ECHO, HERE, STAGE_TOO)
    finally:
        killed.kill()
        await killed.communicate()

    assert await mine.holder(STAGE) == ECHO
    assert not await mine.take(ECHO, HERE, STAGE_TOO)
    assert await mine.take(ECHO, HERE, STAGE)
    assert await mine.renew() == {(ECHO, STAGE)}
