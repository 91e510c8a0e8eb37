"""The ledger that is filled for reading answers every question that is timed."""

from __future__ import annotations

import pytest

from cogs.tips.measures.reading import QUESTIONS, filled, page_of_a_creator


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.mark.parametrize("what", QUESTIONS)
async def test_there_is_something_to_read(database_url: str, said: list[str], what: str) -> None:
    database = await filled(database_url, 2_000, said.append)
    async with database.reading() as session:
        answer = await QUESTIONS[what](session)
    await database.close()

    assert answer or what == "balance of a day"
    assert said == ["filling a ledger with 2,000 entries"]


async def test_a_page_from_the_middle_is_a_full_one(database_url: str, said: list[str]) -> None:
    database = await filled(database_url, 2_000, said.append)
    async with database.reading() as session:
        page = await page_of_a_creator(session)
    await database.close()

    assert len(page.movements) == 25
    assert page.next_before is not None
