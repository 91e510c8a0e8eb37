"""Eight bots on one database, some killed at any moment: what was acknowledged is there, and once."""

from __future__ import annotations

import asyncio
from asyncio.subprocess import Process
from collections.abc import Sequence
from random import Random

import pytest
from sqlalchemy import func, select

from bot.storage.database import Database
from cogs.tips.tables import AccountRow, EntryRow, TransferRow
from cogs.tips.verify import verify
from tests.cogs.tips.burst import CREATOR
from tests.together import together

BURST = "tests.cogs.tips.burst"
BOTS, KILLED = 8, 3


async def lines_of(process: Process, killed_after: int | None = None) -> list[str]:
    """What it acknowledged, until it ended or was killed."""
    assert process.stdout is not None
    said: list[str] = []
    while line := await process.stdout.readline():
        said.append(line.decode().strip())
        if len(said) == killed_after:
            process.kill()
    assert process.stderr is not None
    problems = (await process.stderr.read()).decode()
    await process.wait()
    assert killed_after is not None or process.returncode == 0, problems
    return said


async def burst(
    url: str, bots: Sequence[int], count: int, communities: int, kills: dict[int, int]
) -> list[str]:
    """Let bots give their tips at once; `kills` are killed after so many."""
    everybody = [(url, bot, count, communities) for bot in bots]
    # In a group, so that of a bot that fails one reads why, and not that others were still read from.
    async with together(BURST, *everybody) as processes, asyncio.TaskGroup() as readers:
        said = [
            readers.create_task(lines_of(process, kills.get(bot)))
            for bot, process in zip(bots, processes, strict=True)
        ]
    return [key for reader in said for key in reader.result()]


async def stored(book: Database) -> list[str]:
    """The keys of all tips, in a ledger that is proved and in which everything sums to zero."""
    verdict = await verify(book)
    assert verdict.problems == []
    async with book.reading() as session:
        assert await session.scalar(select(func.sum(EntryRow.amount_minor))) == 0
        return list(await session.scalars(select(TransferRow.key).where(TransferRow.kind == "tip")))


async def killed_and_back(book: Database, url: str, total: int, communities: int, seed: int) -> None:
    """Kill some of eight bots at moments of chance, prove the book, and let them come back and go on."""
    chance, count, bots = Random(seed), total // BOTS, range(1, BOTS + 1)
    kills = {bot: chance.randrange(1, count) for bot in chance.sample(bots, KILLED)}

    acknowledged = await burst(url, bots, count, communities, kills)

    kept = await stored(book)
    tried = {f"{bot}:{number}" for bot in bots for number in range(count)}
    assert len(kept) == len(set(kept))
    assert len(acknowledged) == len(set(acknowledged))
    assert set(acknowledged) <= set(kept) <= tried

    # Who comes back does not know what was stored unacknowledged, and asks for all of it again.
    again = await burst(url, sorted(kills), count, communities, {})

    assert set(again) == {key for key in tried if int(key.partition(":")[0]) in kills}
    kept = await stored(book)
    assert len(kept) == len(tried)
    assert set(kept) == tried
    assert await got_by(book, CREATOR) == len(tried)


async def got_by(book: Database, user_id: int) -> int:
    async with book.reading() as session:
        query = select(func.sum(AccountRow.got_minor)).where(AccountRow.owner_id == user_id)
        return int(await session.scalar(query) or 0)


COMMUNITIES = pytest.mark.parametrize("communities", [1, 32], ids=["one hot creator", "spread"])


@pytest.mark.timeout(600)
@COMMUNITIES
async def test_of_eight_bots_three_are_killed_and_no_tip_is_lost_or_doubled(
    book: Database, database_url: str, communities: int
) -> None:
    await killed_and_back(book, database_url, total=400, communities=communities, seed=1)


@pytest.mark.long
@pytest.mark.timeout(3600)
@COMMUNITIES
@pytest.mark.parametrize("seed", range(2))
async def test_of_twenty_thousand_tips_none_is_lost_or_doubled(
    book: Database, database_url: str, communities: int, seed: int
) -> None:
    await killed_and_back(book, database_url, total=20_000, communities=communities, seed=seed)
