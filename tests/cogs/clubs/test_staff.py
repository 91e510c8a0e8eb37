from __future__ import annotations

import pytest

from cogs.clubs.api import (
    AlreadyInClub,
    BannedFromClub,
    ClubEvent,
    ClubLeft,
    ClubRole,
    ClubRoleChanged,
    Departure,
    NotInClub,
    ToldBy,
    WayIn,
)
from cogs.clubs.deeds import What
from cogs.clubs.refusals import (
    BannedAlready,
    HeirOwnsEnough,
    IsThatAlready,
    NoRankBeyond,
    NotAllowed,
    NotBanned,
    NotYourself,
    OutranksYou,
    OwnerHandsOver,
    TooLong,
)
from cogs.clubs.roles import Actor
from tests.cogs.clubs.cast import ALICE, BOB, CAROL, DAVE, GUILD, Cast

STEWARD = Actor(99, steward=True)


async def test_a_member_becomes_a_leader_and_then_an_admin(jazz: Cast, told: list[ClubEvent]) -> None:
    await jazz.let_in(BOB)
    told.clear()

    assert await jazz.clubs.staff.promote(jazz.club.id, Actor(ALICE), BOB) is ClubRole.LEADER
    assert await jazz.clubs.staff.promote(jazz.club.id, Actor(ALICE), BOB) is ClubRole.ADMIN

    assert told == [
        ClubRoleChanged(jazz.club, BOB, ClubRole.MEMBER, ClubRole.LEADER),
        ClubRoleChanged(jazz.club, BOB, ClubRole.LEADER, ClubRole.ADMIN),
    ]
    assert (await jazz.deeds())[1:] == [(What.PROMOTED, ALICE, BOB)] * 2


async def test_what_is_no_step_up_or_down_is_refused(jazz: Cast) -> None:
    await jazz.let_in(BOB, ClubRole.ADMIN)
    staff, alice, club = jazz.clubs.staff, Actor(ALICE), jazz.club.id

    with pytest.raises(NoRankBeyond):
        await staff.promote(club, alice, BOB)
    with pytest.raises(NoRankBeyond):
        await staff.promote(club, alice, BOB, ClubRole.LEADER)
    with pytest.raises(IsThatAlready):
        await staff.demote(club, alice, BOB, ClubRole.ADMIN)
    with pytest.raises(OwnerHandsOver):
        await staff.promote(club, alice, BOB, ClubRole.OWNER)
    with pytest.raises(OwnerHandsOver):
        await staff.demote(club, STEWARD, ALICE)
    with pytest.raises(NotInClub):
        await staff.promote(club, alice, CAROL)


async def test_admins_name_leaders_and_only_the_owner_names_admins(jazz: Cast) -> None:
    await jazz.let_in(BOB, ClubRole.ADMIN)
    await jazz.let_in(CAROL)
    await jazz.let_in(DAVE, ClubRole.ADMIN)

    await jazz.clubs.staff.promote(jazz.club.id, Actor(BOB), CAROL)

    for change in (
        jazz.clubs.staff.promote(jazz.club.id, Actor(BOB), CAROL),
        jazz.clubs.staff.demote(jazz.club.id, Actor(BOB), DAVE),
        jazz.clubs.staff.promote(jazz.club.id, Actor(CAROL), CAROL),
    ):
        with pytest.raises(NotAllowed):
            await change
    assert await jazz.role(CAROL) is ClubRole.LEADER


async def test_anybody_may_step_down_by_themselves(jazz: Cast) -> None:
    await jazz.let_in(BOB, ClubRole.ADMIN)

    assert await jazz.clubs.staff.demote(jazz.club.id, Actor(BOB), BOB) is ClubRole.LEADER
    assert await jazz.clubs.staff.demote(jazz.club.id, Actor(BOB), BOB) is ClubRole.MEMBER


async def test_an_owner_hands_over_and_stays_as_an_admin(jazz: Cast) -> None:
    await jazz.let_in(BOB)

    await jazz.clubs.staff.transfer(jazz.club.id, Actor(ALICE), BOB)

    assert (await jazz.role(ALICE), await jazz.role(BOB)) == (ClubRole.ADMIN, ClubRole.OWNER)
    assert (await jazz.now()).owner_id == BOB
    with pytest.raises(NotAllowed):
        await jazz.clubs.staff.transfer(jazz.club.id, Actor(ALICE), ALICE)
    with pytest.raises(IsThatAlready):
        await jazz.clubs.staff.transfer(jazz.club.id, STEWARD, BOB)
    with pytest.raises(NotInClub):
        await jazz.clubs.staff.transfer(jazz.club.id, STEWARD, CAROL)


async def test_nobody_is_handed_more_clubs_than_one_may_own(jazz: Cast) -> None:
    await jazz.let_in(BOB)
    for number in range(5):
        await jazz.clubs.create(GUILD, f"Club {number}", BOB)

    with pytest.raises(HeirOwnsEnough):
        await jazz.clubs.staff.transfer(jazz.club.id, Actor(ALICE), BOB)

    assert (await jazz.now()).owner_id == ALICE


async def test_a_member_is_sent_away_by_whoever_stands_above(jazz: Cast, told: list[ClubEvent]) -> None:
    await jazz.let_in(BOB, ClubRole.ADMIN)
    await jazz.let_in(CAROL, ClubRole.ADMIN)
    await jazz.let_in(DAVE, ClubRole.LEADER)
    remove = jazz.clubs.staff.remove

    await remove(jazz.club.id, Actor(BOB), DAVE, "spam")

    assert isinstance(told[-1], ClubLeft)
    assert told[-1].departure is Departure.REMOVED
    assert (await jazz.clubs.history(jazz.club.id, 1))[0].detail == "spam"
    with pytest.raises(OutranksYou):
        await remove(jazz.club.id, Actor(BOB), CAROL)
    with pytest.raises(NotYourself):
        await remove(jazz.club.id, Actor(BOB), BOB)
    with pytest.raises(NotAllowed):
        await remove(jazz.club.id, Actor(DAVE), BOB)
    with pytest.raises(TooLong):
        await remove(jazz.club.id, Actor(ALICE), BOB, "x" * 301)
    await jazz.clubs.join(jazz.club.id, DAVE)


async def test_a_steward_may_do_in_a_club_what_its_owner_may(jazz: Cast) -> None:
    await jazz.let_in(BOB)

    await jazz.clubs.staff.remove(jazz.club.id, STEWARD, ALICE)

    assert (await jazz.now()).owner_id == BOB


async def test_who_is_banned_is_out_and_stays_out_until_the_ban_is_lifted(jazz: Cast) -> None:
    await jazz.let_in(BOB)
    ban, unban = jazz.clubs.staff.ban, jazz.clubs.staff.unban

    assert await ban(jazz.club.id, Actor(ALICE), BOB, "again")
    assert not await ban(jazz.club.id, Actor(ALICE), CAROL)

    for person in (BOB, CAROL):
        with pytest.raises(BannedFromClub):
            await jazz.clubs.join(jazz.club.id, person)
    with pytest.raises(BannedAlready):
        await ban(jazz.club.id, Actor(ALICE), BOB)
    kept_out = await jazz.clubs.staff.banned(jazz.club.id, 10)
    assert {(one.user_id, one.by_id, one.reason) for one in kept_out} == {
        (BOB, ALICE, "again"),
        (CAROL, ALICE, ""),
    }
    await unban(jazz.club.id, Actor(ALICE), BOB)
    with pytest.raises(NotBanned):
        await unban(jazz.club.id, Actor(ALICE), BOB)
    assert (await jazz.clubs.join(jazz.club.id, BOB)).number == 3


async def test_who_is_banned_neither_waits_nor_follows(jazz: Cast) -> None:
    await jazz.take_in_by(WayIn.APPROVAL)
    await jazz.clubs.waitlist.apply(jazz.club.id, BOB, "", tell=True)
    await jazz.clubs.following.follow(jazz.club.id, BOB, ToldBy.DM)

    await jazz.clubs.staff.ban(jazz.club.id, Actor(ALICE), BOB)

    assert await jazz.clubs.waits(jazz.club.id, BOB) is None
    assert await jazz.clubs.followers(jazz.club.id, 10) == []
    assert await jazz.timers("clubs.tell") == []
    for wish in (
        jazz.clubs.waitlist.apply(jazz.club.id, BOB, "", tell=True),
        jazz.clubs.following.follow(jazz.club.id, BOB, ToldBy.DM),
    ):
        with pytest.raises(BannedFromClub):
            await wish


async def test_an_admin_bans_nobody_of_their_own_rank(jazz: Cast) -> None:
    await jazz.let_in(BOB, ClubRole.ADMIN)
    await jazz.let_in(CAROL, ClubRole.ADMIN)

    with pytest.raises(OutranksYou):
        await jazz.clubs.staff.ban(jazz.club.id, Actor(BOB), CAROL)

    with pytest.raises(AlreadyInClub):
        await jazz.clubs.join(jazz.club.id, CAROL)
