from __future__ import annotations

import asyncio
import json
from pathlib import Path

from cogs.tips.verify import verify
from tests.cogs.payments.till import Till
from tests.together import said_by, together

HEARS = "tests.cogs.payments.hears"
PAYMENTS = 8


async def test_of_three_bots_that_hear_the_same_payments_one_is_killed_and_each_is_booked_once(
    till: Till, database_url: str, tmp_path: Path
) -> None:
    events = []
    for number in range(PAYMENTS):
        paid = till.stripe.books.pay(await till.session("7", key=f"k{number}", tipper_id=100 + number))
        events += [paid, paid | {"id": f"evt_again_{number}"}]
    file = tmp_path / "events.json"
    file.write_text(json.dumps(events), encoding="utf-8")

    async with together(HEARS, *((database_url, file, seed) for seed in (1, 2, 3))) as bots:
        assert bots[0].stdout is not None
        await bots[0].stdout.readline()
        bots[0].kill()
        heard = await asyncio.gather(*(said_by(bot) for bot in bots[1:]))

    assert {len(lines) for lines in heard} == {2 * PAYMENTS}
    assert await till.kinds() == ["payment", "tip", "payment"] * PAYMENTS
    assert await till.given() == (700 * PAYMENTS, 0)
    assert (await verify(till.database)).problems == []
