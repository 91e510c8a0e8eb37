"""The report of a room tells of tips what can be proved, and of people nothing."""

from __future__ import annotations

import json
import re

from aiohttp import ClientSession

from cogs.tips.anchors import read
from cogs.tips.verify import verify
from tests.cogs.house import House
from tests.cogs.tips.clerk.test_statements import file_of
from tests.cogs.tips.tipping.conftest import comes_up


async def test_a_host_reads_what_was_given_in_a_room_and_by_what_it_is_proved(house: House) -> None:
    await house.bot.web.start("127.0.0.1", 0)
    host = await house.room()
    ada, bob = await house.listener("Ada"), await house.listener("Bob")
    assert "Anchor" not in (await host.slash("room report")).text
    await comes_up(house, host, bob)
    await ada.slash("tips split", amount="10", anonymous=True)
    await ada.slash("tips jar", amount="30")
    await host.slash("room close")

    seen = await host.slash("room report")

    assert "**Tips:** 40 points, given 2 times." in seen.text
    assert ada.mention not in seen.text
    anchor, page = re.findall(r"`(\d+:\d+:[0-9a-f]{64})` · \[.*?\]\(<(.*?)>\)", seen.text)[0]
    proved = await verify(house.bot.database, anchors=read([anchor], "a report"))
    assert proved.holds
    assert proved.chains[0].anchored_to
    async with ClientSession() as http, http.get(page) as answer:
        assert anchor in await answer.text()
    given = await host.click(seen.message_id, next(one for one in seen.custom_ids if one.endswith("json")))
    marks = json.loads(file_of(house, given))["marks_by_minute"]["tips_points"]
    assert sum(marks.values()) == 40
    await house.manager().slash("cogs off", cog="tips")
    assert "Tips" not in (await host.slash("room report")).text
