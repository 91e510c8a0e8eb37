"""The pages that everybody may see say the rule, and of a room no more than a digest."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import select

from bot.i18n import Words
from bot.storage.database import Database
from cogs.tips import __path__ as home
from cogs.tips.anchors import read
from cogs.tips.api import Tip
from cogs.tips.service import TipLedger
from cogs.tips.tables import TransferRow
from cogs.tips.verify import verify
from cogs.tips.web import TipPages

GUILD, ROOM = 10, 7
Client = TestClient[web.Request, web.Application]


@pytest.fixture
async def client(book: Database) -> AsyncIterator[Client]:
    words = Words()
    words.add("cogs.tips", Path(home[0]) / "locale")
    application = web.Application()
    application.add_routes(TipPages(book, words).routes())
    async with TestClient(TestServer(application)) as opened:
        yield opened


async def test_the_page_says_that_a_tip_has_no_commission(client: Client) -> None:
    english = await client.get("/")
    french = await client.get("/", headers={"Accept-Language": "de, fr-CA;q=0.8"})

    text = await english.text()
    assert "what leaves whoever gives it is what reaches whoever gets it" in text
    assert "ck_tips_entry_no_commission" in text
    assert "<script" not in text
    assert english.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "aucune commission" in await french.text()


async def test_the_receipt_of_a_room_is_what_anybody_can_check_and_nothing_more(
    client: Client, ledger: TipLedger, book: Database
) -> None:
    for number in range(3):
        await ledger.tip(Tip(GUILD, 1, 2, 20 + number, str(number), note="a secret", room_id=ROOM))

    text = await (await client.get(f"/{GUILD}/rooms/{ROOM}")).text()

    async with book.reading() as session:
        rows = (await session.scalars(select(TransferRow).where(TransferRow.room_id == ROOM))).all()
    lines = "".join(f"{row.sequence}:{row.hash}\n" for row in rows)
    assert hashlib.sha256(lines.encode()).hexdigest() in text
    anchor = f"{GUILD}:{rows[-1].sequence}:{rows[-1].hash}"
    assert anchor in text
    assert (await verify(book, anchors=read([anchor], "a page"))).chains[0].anchored_to == rows[-1].sequence
    assert "secret" not in text


@pytest.mark.parametrize(
    "path", ["/10/rooms/8", "/99999999999999999999/rooms/1", "/9999999999999999999/rooms/1"]
)
async def test_a_room_in_which_nothing_was_given_has_no_page(client: Client, path: str) -> None:
    assert (await client.get(path)).status == 404
