"""The ledger that is filled for reading answers every question that is timed."""

from __future__ import annotations

from cogs.tips.measures.reading import QUESTIONS, filled, page_of_a_creator


async def test_there_is_something_to_read(database_url: str) -> None:
    said: list[str] = []
    database = await filled(database_url, 2_000, said.append)
    async with database.reading() as session:
        answers = {what: await ask(session) for what, ask in QUESTIONS.items()}
        page = await page_of_a_creator(session)
    await database.close()

    assert [what for what, answer in answers.items() if not answer] in ([], ["balance of a day"])
    assert said == ["filling a ledger with 2,000 entries"]
    assert len(page.movements) == 25, "a page from the middle is a full one"
    assert page.next_before is not None
