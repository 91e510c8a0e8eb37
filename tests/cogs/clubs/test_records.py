from __future__ import annotations

import pytest
from sqlalchemy import func, select

from bot.storage.base import Table
from bot.storage.database import Database
from cogs.clubs.api import CameBy, ClubErased, ClubEvent, ClubLeft, ClubRole, Departure, ToldBy, WayIn
from cogs.clubs.pictures import read_picture
from cogs.clubs.places import Place
from cogs.clubs.roles import Actor
from tests.cogs.clubs.cast import ALICE, BOB, CAROL, GUILD, Cast
from tests.cogs.clubs.test_pictures import drawn


@pytest.fixture
async def busy(jazz: Cast) -> Cast:
    """Give a club in which Bob has left something in every table."""
    await jazz.clubs.admit(None, jazz.club.id, BOB, CameBy.INVITATION, invited_by=ALICE)
    await jazz.clubs.staff.promote(jazz.club.id, Actor(ALICE), BOB, ClubRole.ADMIN)
    await jazz.clubs.admit(None, jazz.club.id, CAROL, CameBy.INVITATION, invited_by=BOB)
    await jazz.clubs.staff.ban(jazz.club.id, Actor(BOB), CAROL, "loud")
    await jazz.clubs.following.follow(jazz.club.id, BOB, ToldBy.DM)
    blues = await jazz.clubs.create(GUILD, "Blues", ALICE)
    await jazz.clubs.profiles.set_way_in(
        blues.id, Actor(ALICE), WayIn.APPROVAL, "Why?", answer_required=False
    )
    await jazz.clubs.waitlist.apply(blues.id, BOB, "Because.", tell=True)
    await jazz.clubs.places.bind(jazz.club.id, Actor(ALICE), Place.ROLE, 900)
    await jazz.clubs.roles.done(jazz.club.id, BOB, has=True)
    return jazz


async def about(cast: Cast, user_id: int) -> dict[str, list[dict[str, object]]]:
    async with cast.database.reading() as session:
        return dict(await cast.clubs.records.about(session, GUILD, user_id))


async def forget(cast: Cast, user_id: int) -> None:
    async with cast.database.transaction() as session:
        await cast.clubs.records.forget(session, GUILD, user_id)


async def test_a_person_sees_all_that_clubs_keep_of_them(busy: Cast) -> None:
    kept = await about(busy, BOB)

    assert set(kept) == {"memberships", "applications", "following", "deeds"}
    assert kept["memberships"][0]["invited_by_number"] == 1
    assert kept["applications"][0]["answer"] == "Because."
    assert {deed["as"] for deed in kept["deeds"]} == {"actor", "subject"}
    assert set(await about(busy, CAROL)) == {"memberships", "bans", "deeds"}
    assert await about(busy, 77) == {}


async def test_who_is_forgotten_is_in_no_row_and_the_tree_keeps_its_shape(
    busy: Cast, told: list[ClubEvent]
) -> None:
    bob = await busy.clubs.membership_of(busy.club.id, BOB)
    carol = await busy.clubs.last_membership_of(busy.club.id, CAROL)

    await forget(busy, BOB)

    assert await about(busy, BOB) == {}
    assert bob is not None
    assert carol is not None
    nobody = await busy.clubs.membership(bob.id)
    assert nobody is not None
    assert (nobody.user_id, nobody.number) == (None, 2)
    assert await busy.clubs.invitees(busy.club.id, [bob.id], 5) == [carol]
    assert isinstance(told[-1], ClubLeft)
    assert told[-1].departure is Departure.FORGOTTEN


async def test_an_owner_who_is_forgotten_is_followed(busy: Cast) -> None:
    await forget(busy, ALICE)

    assert (await busy.now()).owner_id == BOB
    assert (await busy.clubs.named(GUILD, "Blues")).archived


async def test_a_ban_outlasts_being_forgotten_without_its_reason(busy: Cast) -> None:
    await forget(busy, CAROL)

    kept = await about(busy, CAROL)
    assert set(kept) == {"bans"}
    assert kept["bans"][0]["reason"] == ""


async def test_who_left_the_community_is_out_of_all_its_clubs(busy: Cast) -> None:
    elsewhere = await busy.clubs.create(GUILD + 1, "Jazz", BOB)

    await busy.clubs.departures.gone(GUILD, BOB)

    mine = await busy.clubs.mine(GUILD, BOB)
    assert (mine.memberships, mine.waits, mine.follows) == ((), (), ())
    assert await busy.clubs.roles.due(busy.club.id, BOB) is None
    assert await busy.clubs.role_of(elsewhere.id, BOB) is ClubRole.OWNER
    assert await busy.clubs.departures.people(GUILD, 0, 10) == [ALICE]


async def test_nothing_is_left_of_a_community_that_is_erased(
    busy: Cast, book: Database, told: list[ClubEvent]
) -> None:
    await busy.clubs.profiles.picture(busy.club.id, Actor(ALICE), await read_picture(drawn("PNG")))
    elsewhere = await busy.clubs.create(GUILD + 1, "Jazz", BOB)
    told.clear()

    async with book.transaction() as session:
        await busy.clubs.records.erase(session, GUILD)

    async with book.reading() as session:
        ours = [m.class_ for m in Table.registry.mappers if m.class_.__module__ == "cogs.clubs.tables"]
        left = {
            row.__tablename__: await session.scalar(select(func.count()).select_from(row)) for row in ours
        }
    assert {name: count for name, count in left.items() if count} == {
        "clubs_club": 1,
        "clubs_name": 1,
        "clubs_membership": 1,
        "clubs_deed": 1,
    }
    assert {event.club.name for event in told if isinstance(event, ClubErased)} == {"Jazz", "Blues"}
    assert await busy.clubs.of(GUILD) == []
    assert await busy.clubs.of(GUILD + 1) == [elsewhere]
