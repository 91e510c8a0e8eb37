from __future__ import annotations

import asyncio
from asyncio.subprocess import Process

from sqlalchemy import select

from bot.storage.database import Database
from cogs.tips.tables import TransferRow
from cogs.tips.verify import verify
from tests.together import said_by, together

GIVES = "tests.cogs.tips.gives"
EACH = 50


async def stored(book: Database) -> list[str]:
    """The keys of all tips, from a ledger that holds."""
    verdict = await verify(book)
    assert verdict.holds, verdict.problems
    async with book.reading() as session:
        return list(await session.scalars(select(TransferRow.key).where(TransferRow.kind == "tip")))


async def test_one_key_from_two_bots_is_one_transfer(book: Database, database_url: str) -> None:
    async with together(GIVES, (database_url, 1, "same"), (database_url, 1, "same")) as bots:
        first, second = [await said_by(bot) for bot in bots]

    assert first == second
    assert len(await stored(book)) == 1


async def test_of_four_bots_one_is_killed_and_every_acknowledged_tip_is_there_once(
    book: Database, database_url: str
) -> None:
    keys = [[f"{bot}:{number}" for number in range(EACH)] for bot in range(4)]
    arguments = [(database_url, bot + 1, *own) for bot, own in enumerate(keys)]

    async with together(GIVES, *arguments) as bots:
        said = await killed_after(bots[0], lines=10)
        for lines in await asyncio.gather(*(said_by(bot) for bot in bots[1:])):
            said += lines

    acknowledged = {line.split()[0] for line in said}
    kept = await stored(book)
    assert len(kept) == len(set(kept))
    assert {key for own in keys[1:] for key in own} < acknowledged <= set(kept)


async def killed_after(process: Process, lines: int) -> list[str]:
    """Kill it once it has said so much; answers all that it said."""
    assert process.stdout is not None
    said = [(await process.stdout.readline()).decode() for _ in range(lines)]
    process.kill()
    rest = await process.stdout.read()
    return [*said, *rest.decode().splitlines()]
