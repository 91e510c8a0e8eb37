"""What is measured is a community as it may be, and each answer is the one that was meant."""

from __future__ import annotations

from sqlalchemy import func, select

from bot.bench.scenario import Asked
from bot.sandbox.people.person import Person
from cogs.clubs.bench import CLUBS, SCENARIO, fill
from cogs.clubs.service import ClubBook
from cogs.clubs.tables import MembershipRow
from tests.cogs.house import House

MEMBERSHIPS = 2 * SCENARIO.little
MEANT = {
    "suggestions while typing": "Club number 17, Club number 170",
    "search": "12 clubs for “number 17”",
    "card": "## Club number 7",
    "list": f"## {CLUBS} clubs",
    "member card": "Invited by <@",
}


async def said(person: Person, one: Asked) -> str:
    if one.focused is not None:
        return ", ".join(
            choice["name"] for choice in await person.autocomplete(one.command, one.focused, one.typed)
        )
    return (await person.slash(one.command, **one.options)).text


async def test_a_filled_community_answers_what_it_is_asked(house: House) -> None:
    ada, guild_id = house.person("Ada"), house.sandbox.guild.id
    await fill(house.bot.database, guild_id, ada.id, MEMBERSHIPS)
    book = house.bot.service(ClubBook)
    await book.directory.forget(guild_id)

    answers = {one.what: await said(ada, one) for one in SCENARIO.asked}

    assert {what for what, meant in MEANT.items() if meant not in answers[what]} == set()
    async with house.bot.database.reading() as session:
        count = await session.scalar(select(func.count()).select_from(MembershipRow))
    assert (count, len(await book.of(guild_id))) == (MEMBERSHIPS, CLUBS)
    line = await book.line(MEMBERSHIPS // 2)
    assert [member.number for member in line] == [1000, 333, 111, 37, 12, 4, 1]
