"""A process of its own: several callers at once give tips, and each acknowledged one is a line."""

from __future__ import annotations

import asyncio
import sys

from bot.clock import SystemClock
from bot.events import Events
from bot.settings import SettingStore
from bot.storage.database import Database
from cogs.tips.api import Tip
from cogs.tips.service import TipLedger
from cogs.tips.settings import TipSettings
from tests.together import ready_and_waiting

FIRST_GUILD, CREATOR = 10, 9
CALLERS = 16
#: Each has the points to begin with to give, in each community.
TIPPERS = 40


async def main(url: str, bot: int, count: int, communities: int) -> None:
    database = Database(url)
    events, clock = Events(), SystemClock()
    settings = SettingStore(database, events, clock.now)
    settings.declare("tips", "cogs.tips", TipSettings)
    ledger = TipLedger(database, events, settings, clock.now)
    await ledger.balance(FIRST_GUILD, CREATOR)  # connects
    ready_and_waiting()
    numbers = iter(range(count))

    async def caller() -> None:
        for number in numbers:
            guild_id, tipper_id = FIRST_GUILD + number % communities, 1000 * bot + number % TIPPERS
            tip = Tip(guild_id, tipper_id, CREATOR, 1, f"{bot}:{number}", note=f"number {number}")
            await ledger.tip(tip, confirmed=True)
            print(tip.key, flush=True)  # noqa: T201 - the test reads it

    await asyncio.gather(*(caller() for _ in range(CALLERS)))
    await ledger.close()
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], *map(int, sys.argv[2:])))
