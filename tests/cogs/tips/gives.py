"""A process of its own: gives tips with these keys, and prints each key that was acknowledged."""

from __future__ import annotations

import asyncio
import sys

from bot.clock import SystemClock
from bot.events import Events
from bot.storage.database import Database
from cogs.tips.api import Tip
from tests.cogs.books import tip_ledger
from tests.together import ready_and_waiting

GUILD, CREATOR = 10, 9


async def main(url: str, tipper_id: int, keys: list[str]) -> None:
    database = Database(url)
    ledger = tip_ledger(database, Events(), SystemClock())
    await ledger.balance(GUILD, tipper_id)  # connects, and opens the account
    ready_and_waiting()
    for key in keys:
        receipt = await ledger.tip(Tip(GUILD, tipper_id, CREATOR, 1, key), confirmed=True)
        print(key, receipt.transfer_id, flush=True)  # noqa: T201 - the test reads it
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), sys.argv[3:]))
