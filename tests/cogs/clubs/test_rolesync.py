"""Membership and the role in Discord, as the rules see them: what is known, seen and owed."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import MovableClock
from bot.events import Events
from bot.storage.database import Database
from bot.undo import collected
from cogs.clubs.api import CameBy, Club, ClubRole, Entrance, WayIn
from cogs.clubs.places import Place
from cogs.clubs.refusals import BoundAlready, MayNotMake, NotAllowed, NotBound, RoleOfAnotherClub
from cogs.clubs.roles import Actor
from cogs.clubs.rolesync import Due
from tests.cogs.books import club_book
from tests.cogs.clubs.cast import ALICE, BOB, CAROL, GUILD, Cast

ROLE, OTHER_ROLE = 900, 901


@pytest.fixture
async def roled(jazz: Cast) -> Cast:
    """Give a club whose members have a role, which Alice has already."""
    await jazz.clubs.places.bind(jazz.club.id, Actor(ALICE), Place.ROLE, ROLE)
    await jazz.clubs.roles.seen(GUILD, ALICE, {ROLE})
    return jazz


async def pay(cast: Cast, user_id: int) -> bool | None:
    """Do for somebody in Discord what is owed; answer whether the role was given, if anything was."""
    due = await cast.clubs.roles.due(cast.club.id, user_id)
    if due is None:
        return None
    await cast.clubs.roles.done(cast.club.id, user_id, has=due.give)
    return due.give


async def test_who_comes_in_is_owed_the_role_and_who_goes_is_owed_to_be_rid_of_it(roled: Cast) -> None:
    await roled.let_in(BOB)

    assert await roled.clubs.roles.due(roled.club.id, BOB) == Due(GUILD, ROLE, "Jazz", give=True)
    assert f"{roled.club.id}:{BOB}" in await roled.timers("clubs.role")
    assert [await pay(roled, BOB), await pay(roled, BOB)] == [True, None]
    await roled.clubs.leave(roled.club.id, BOB)
    assert [await pay(roled, BOB), await pay(roled, BOB)] == [False, None]


async def test_who_goes_before_they_got_the_role_is_owed_nothing(roled: Cast) -> None:
    await roled.let_in(BOB)
    await roled.clubs.leave(roled.club.id, BOB)

    assert await roled.clubs.roles.due(roled.club.id, BOB) is None


async def test_who_is_given_the_role_in_discord_is_a_member_and_who_loses_it_is_none(roled: Cast) -> None:
    await roled.take_in_by(WayIn.CLOSED)

    await roled.clubs.roles.seen(GUILD, BOB, {ROLE, OTHER_ROLE})

    member = await roled.clubs.membership_of(roled.club.id, BOB)
    assert member is not None
    assert member.came_by is CameBy.ROLE
    await roled.clubs.roles.seen(GUILD, BOB, {OTHER_ROLE})
    assert await roled.role(BOB) is None
    assert await pay(roled, BOB) is None


async def test_what_the_bot_did_itself_is_nothing_new_when_it_is_seen(roled: Cast) -> None:
    await roled.let_in(BOB)
    await roled.clubs.roles.seen(GUILD, BOB, set())
    assert await roled.role(BOB) is ClubRole.MEMBER

    await roled.clubs.roles.seen(GUILD, BOB, {ROLE})

    assert await pay(roled, BOB) is None
    assert await roled.role(BOB) is ClubRole.MEMBER


async def test_what_is_seen_right_after_a_change_may_be_older_and_is_looked_at_again(roled: Cast) -> None:
    await roled.let_in(BOB)
    await pay(roled, BOB)

    await roled.clubs.roles.seen(GUILD, BOB, set())

    assert await roled.role(BOB) is ClubRole.MEMBER
    assert await roled.timers("clubs.look") == [f"{GUILD}:{BOB}"]


async def test_what_is_seen_while_the_bot_gives_the_role_may_be_newer_and_is_looked_at_again(
    roled: Cast,
) -> None:
    await roled.let_in(BOB)

    with roled.clubs.roles.changing(roled.club.id, BOB, has=True):
        await roled.clubs.roles.seen(GUILD, BOB, {ROLE})
        assert await roled.timers("clubs.look") == []
        await roled.clubs.roles.seen(GUILD, BOB, set())  # somebody took it before the bot had noted it

    assert await roled.role(BOB) is ClubRole.MEMBER
    assert await roled.timers("clubs.look") == [f"{GUILD}:{BOB}"]


async def test_what_is_taken_while_it_is_noted_that_it_was_given_is_looked_at_again(roled: Cast) -> None:
    seen = roled.clubs.roles.seen
    async with roled.database.transaction() as session:
        await roled.clubs.changes.held(session, roled.club.id)  # so that noting it takes a while
        given = asyncio.create_task(seen(GUILD, BOB, {ROLE}))
        taken = asyncio.create_task(seen(GUILD, BOB, set()))
        await asyncio.sleep(0)

    await asyncio.gather(given, taken)

    assert await roled.role(BOB) is ClubRole.MEMBER
    assert await roled.timers("clubs.look") == [f"{GUILD}:{BOB}"]
    await seen(GUILD, BOB, set())
    assert await roled.role(BOB) is None


async def test_the_owner_and_who_is_banned_are_put_back_where_they_belong(roled: Cast) -> None:
    await roled.clubs.staff.ban(roled.club.id, Actor(ALICE), BOB)

    await roled.clubs.roles.seen(GUILD, ALICE, set())
    await roled.clubs.roles.seen(GUILD, BOB, {ROLE})

    assert (await roled.role(ALICE), await roled.role(BOB)) == (ClubRole.OWNER, None)
    assert [await pay(roled, ALICE), await pay(roled, BOB)] == [True, False]


async def test_nobody_comes_into_a_club_that_everybody_has_left(roled: Cast) -> None:
    for person in (ALICE, BOB):
        if await roled.role(person) is not None:
            await roled.clubs.leave(roled.club.id, person)

    await roled.clubs.roles.seen(GUILD, CAROL, {ROLE})

    assert await roled.role(CAROL) is None
    assert await pay(roled, CAROL) is False


async def test_what_is_known_is_known_after_a_restart(
    roled: Cast, book: Database, events: Events, clock: MovableClock
) -> None:
    restarted = club_book(book, events, clock)

    await restarted.roles.seen(GUILD, ALICE, {ROLE})
    await restarted.roles.seen(GUILD, BOB, {ROLE})

    assert await restarted.role_of(roled.club.id, BOB) is ClubRole.MEMBER
    assert await restarted.roles.due(roled.club.id, ALICE) is None


async def test_whoever_knows_why_somebody_got_the_role_says_it(roled: Cast) -> None:
    async def invited(_session: AsyncSession, club: Club, user_id: int) -> Entrance | None:
        return Entrance(CameBy.INVITATION, ALICE) if (club.name, user_id) == ("Jazz", BOB) else None

    with collected() as undos:
        roled.clubs.add_role_reason(invited)
    await roled.clubs.roles.seen(GUILD, BOB, {ROLE})
    for undo in undos:
        undo()
    await roled.clubs.roles.seen(GUILD, CAROL, {ROLE})

    bob = await roled.clubs.membership_of(roled.club.id, BOB)
    carol = await roled.clubs.membership_of(roled.club.id, CAROL)
    alice = await roled.clubs.membership_of(roled.club.id, ALICE)
    assert bob is not None
    assert carol is not None
    assert alice is not None
    assert (bob.came_by, bob.invited_by_id) == (CameBy.INVITATION, alice.id)
    assert carol.came_by is CameBy.ROLE


async def test_members_stay_when_the_role_is_gone_and_nobody_is_owed_anything(roled: Cast) -> None:
    await roled.let_in(BOB)

    await roled.clubs.places.lost(GUILD, Place.ROLE, ROLE)

    assert await roled.role(BOB) is ClubRole.MEMBER
    assert await roled.clubs.roles.due(roled.club.id, BOB) is None
    await roled.clubs.roles.seen(GUILD, BOB, {ROLE})
    assert not await roled.clubs.roles.has_roles(GUILD)


async def test_a_role_is_one_clubs_and_a_club_has_one(roled: Cast) -> None:
    blues = await roled.clubs.create(GUILD, "Blues", BOB)
    bind = roled.clubs.places.bind

    with pytest.raises(RoleOfAnotherClub):
        await bind(blues.id, Actor(BOB), Place.ROLE, ROLE)
    with pytest.raises(BoundAlready):
        await bind(roled.club.id, Actor(ALICE), Place.ROLE, OTHER_ROLE)
    with pytest.raises(NotAllowed):
        await bind(blues.id, Actor(ALICE), Place.STAGE, 5)
    assert (await roled.clubs.get(blues.id)).role_id is None


async def test_a_role_is_given_to_those_who_are_in_already_by_a_job(jazz: Cast) -> None:
    await jazz.let_in(BOB)

    job = await jazz.clubs.places.bind(jazz.club.id, Actor(ALICE), Place.ROLE, ROLE)

    assert job is not None
    assert (job.kind, job.total, job.payload["club_id"]) == ("clubs.give-roles", 2, jazz.club.id)


async def test_channels_are_bound_and_unbound_and_a_lost_one_is_let_go(jazz: Cast) -> None:
    places = jazz.clubs.places
    for place, place_id in ((Place.STAGE, 5), (Place.CHANNEL, 6)):
        assert await places.bind(jazz.club.id, Actor(ALICE), place, place_id) is None
    now = await jazz.now()
    assert (now.stage_channel_id, now.text_channel_id) == (5, 6)

    assert await places.unbind(jazz.club.id, Actor(ALICE), Place.STAGE) == 5
    with pytest.raises(NotBound):
        await places.unbind(jazz.club.id, Actor(ALICE), Place.STAGE)
    await places.lost(GUILD, Place.CHANNEL, 6)

    assert await jazz.now() == jazz.club


async def test_owners_have_things_made_only_where_the_community_lets_them(jazz: Cast) -> None:
    with pytest.raises(MayNotMake):
        await jazz.clubs.places.require_free(jazz.club.id, Actor(ALICE), Place.STAGE, make=True)

    await jazz.clubs.places.require_free(jazz.club.id, Actor(ALICE), Place.STAGE, make=False)
    await jazz.clubs.places.require_free(jazz.club.id, Actor(9, steward=True), Place.STAGE, make=True)
