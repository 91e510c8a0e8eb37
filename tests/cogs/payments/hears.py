"""A process of its own: hears signed events from a file, in an order of its own, and prints each."""

from __future__ import annotations

import asyncio
import json
import random
import sys
from pathlib import Path

from bot.clock import SystemClock
from bot.storage.database import Database
from tests.cogs.payments.stripe_stand_in import StripeStandIn
from tests.cogs.payments.till import Till
from tests.together import ready_and_waiting


async def main(url: str, file: str, seed: int) -> None:
    database, stand_in = Database(url), StripeStandIn()
    stand_in.url = "http://127.0.0.1:9"  # a notice is heard without asking the provider
    till = Till(database, SystemClock(), stand_in)
    events = json.loads(await asyncio.to_thread(Path(file).read_text, "utf-8"))
    random.Random(seed).shuffle(events)
    await database.check()
    ready_and_waiting()
    for event in events:
        body, signature = stand_in.signed(event)
        await till.desk.hear(till.desk.provider.read({"Stripe-Signature": signature}, body))
        print(event["id"], flush=True)  # noqa: T201 - the test reads it
    await till.desk.close()
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
