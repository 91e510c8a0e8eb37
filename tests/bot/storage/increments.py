"""A process of its own: reads a balance, adds one and writes it back, many times over."""

from __future__ import annotations

import asyncio
import sys

from sqlalchemy import column, select, table, update

from bot.storage.database import Database

ACCOUNT = table("probe_account", column("id"), column("balance"))


async def main(url: str, times: int) -> None:
    database = Database(url)
    for _ in range(times):
        async with database.transaction() as session:
            balance = await session.scalar(
                select(ACCOUNT.c.balance).where(ACCOUNT.c.id == 1).with_for_update()
            )
            assert balance is not None
            await session.execute(update(ACCOUNT).where(ACCOUNT.c.id == 1).values(balance=balance + 1))
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
