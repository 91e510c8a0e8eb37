"""What the schedule keeps about people: shown, forgotten, and erased with their community."""

from __future__ import annotations

from bot.community.records import NOBODY
from tests.cogs.schedule.stage import TOPIC, Programme


async def test_a_person_sees_what_they_host_and_is_forgotten_there(programme: Programme) -> None:
    bob, guild_id = programme.house.person("Bob"), programme.sandbox.guild.id
    await programme.plan()
    await programme.hana.slash("schedule cohost add", evening=TOPIC, person=bob.id)
    records = programme.bot.records

    async def kept(user_id: int) -> object:
        return {one.owner: one.records for one in await records.about(guild_id, user_id)}["cogs.schedule"]

    for person, role in ((programme.hana, "host"), (bob, "cohost")):
        shown = await kept(person.id)
        assert isinstance(shown, dict)
        assert [(one["topic"], one["as"]) for one in shown["evenings"]] == [(TOPIC, role)]

    await records.forget(guild_id, bob.id)
    await records.forget(guild_id, programme.hana.id)

    assert (await kept(bob.id), await kept(programme.hana.id)) == ({}, {})
    evening = await programme.evening()
    assert (evening.host_id, evening.cohost_ids) == (NOBODY, ())


async def test_nothing_is_left_of_a_community_that_is_erased(programme: Programme) -> None:
    guild_id = programme.sandbox.guild.id
    evening = await programme.plan()
    await programme.hana.slash("schedule cohost add", evening=TOPIC, person=programme.house.person("Bob").id)

    async with programme.bot.database.transaction() as session:
        await programme.bot.records.erase(session, guild_id)

    assert await programme.book.of_event(guild_id, evening.event_id) is None
