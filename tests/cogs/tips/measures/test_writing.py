"""What is measured is what is meant: whole tips, on the disk, on both sides."""

from __future__ import annotations

from pathlib import Path

from bot.storage.database import Database
from cogs.tips.measures import writing
from cogs.tips.verify import verify


async def test_the_tips_that_are_counted_are_in_a_ledger_that_holds(tmp_path: Path) -> None:
    file = tmp_path / "ours.db"
    async with writing.ours(file) as ours:
        taken = await ours.take(0.05)

    database = Database(f"sqlite+aiosqlite:///{file}")
    verdict = await verify(database)
    await database.close()
    assert verdict.holds
    assert verdict.tips > 0
    assert min(taken[writing.TIPS], taken[writing.LONE]) > 0


async def test_the_bare_statements_write_tips_that_the_proof_takes_for_whole(tmp_path: Path) -> None:
    file = tmp_path / "bare.db"
    async with writing.bare(file) as bare:
        taken = await bare.take(0.05)

    database = Database(f"sqlite+aiosqlite:///{file}")
    problems = (await verify(database)).problems
    await database.close()
    assert taken[writing.TIPS] > 0
    # Their points come from nowhere, so the balances are off; chain, hashes, entries and totals are not.
    off = ("gives more than it has", " holds ", "its sums of")
    assert problems
    assert [problem for problem in problems if not any(words in problem for words in off)] == []


async def test_a_disk_is_forced_more_than_never(tmp_path: Path) -> None:
    assert (await writing.syncs(tmp_path / "syncs", 0.05))[writing.SYNCS] > 0
