"""Freezing a branch: nobody in it invites, and nobody is told."""

from __future__ import annotations

import pytest

from bot.timer_store import TimerDue
from cogs.clubs.api import ClubRole
from cogs.clubs.tables import MembershipRow
from cogs.invitations.api import BranchFrozen, BranchThawed, InvitationGone, InvitationState
from cogs.invitations.freezes import SWEEP
from cogs.invitations.refusals import (
    BranchIsFrozen,
    FrozenAlready,
    MayNotSee,
    NeverInClub,
    NotFrozen,
    OutranksFreezer,
)
from tests.cogs.invitations.circle import ADA, BOB, CLEO, DAN, EVE, GUILD, OWNER, Circle


async def give_role(circle: Circle, person: int, role: ClubRole) -> None:
    membership = await circle.clubs.membership_of(circle.club.id, person)
    assert membership is not None
    async with circle.database.transaction() as session:
        (await session.get_one(MembershipRow, membership.id)).role = role


async def freeze(circle: Circle, person: int, by: int = OWNER) -> None:
    await circle.book.freezes.freeze(circle.club, by, person)


async def sweep(circle: Circle, person: int) -> None:
    begin = await circle.clubs.last_membership_of(circle.club.id, person)
    assert begin is not None
    payload = {"club_id": circle.club.id, "membership_id": begin.id}
    await circle.book.sweep(TimerDue(SWEEP, "1", payload, circle.clock.now()))


@pytest.fixture
async def branch(circle: Circle) -> Circle:
    """Ada has brought Cleo, who has brought Dan; Bob stands beside them."""
    await circle.bring(ADA, CLEO)
    await circle.bring(CLEO, DAN)
    return circle


async def test_nobody_of_a_frozen_branch_invites_and_others_do(branch: Circle) -> None:
    await freeze(branch, CLEO)

    for person in (CLEO, DAN):
        with pytest.raises(BranchIsFrozen):
            await branch.invite(person, EVE)
        with pytest.raises(BranchIsFrozen):
            await branch.book.make_code(branch.club, person)
    for person in (ADA, BOB, OWNER):
        made = await branch.invite(person, EVE)
        await branch.book.revoke(GUILD, made.id, person)


async def test_a_thawed_branch_invites_again_unless_one_around_it_is_frozen(branch: Circle) -> None:
    await freeze(branch, ADA)
    await freeze(branch, CLEO)

    await branch.book.freezes.thaw(branch.club, OWNER, CLEO)
    with pytest.raises(BranchIsFrozen):
        await branch.invite(DAN, EVE)
    await branch.book.freezes.thaw(branch.club, OWNER, ADA)

    assert (await branch.invite(DAN, EVE)).state is InvitationState.PENDING


async def test_what_a_frozen_branch_gave_and_nobody_answered_is_taken_back(branch: Circle) -> None:
    given, beside = await branch.invite(DAN, EVE), await branch.invite(BOB, 9)
    await freeze(branch, ADA)
    assert len(await branch.timers_of(SWEEP)) == 1

    await sweep(branch, ADA)

    states = [await branch.book.invitation(made.id) for made in (given, beside)]
    assert [found and found.state for found in states] == [InvitationState.REVOKED, InvitationState.PENDING]
    assert await branch.left(DAN) == 3


async def test_before_that_it_lets_nobody_in_and_says_nothing_of_the_freeze(branch: Circle) -> None:
    given = await branch.invite(DAN, EVE)
    await freeze(branch, ADA)

    with pytest.raises(InvitationGone) as refused:
        await branch.book.accept(given.id, EVE)

    assert refused.value.placeholders == {}
    assert not await branch.is_member(EVE)


async def test_a_branch_that_was_thawed_in_time_loses_nothing(branch: Circle) -> None:
    given = await branch.invite(DAN, EVE)
    await freeze(branch, ADA)
    await branch.book.freezes.thaw(branch.club, OWNER, ADA)
    assert await branch.timers_of(SWEEP) == []

    await sweep(branch, ADA)
    await branch.book.accept(given.id, EVE)

    assert await branch.is_member(EVE)


async def test_owner_and_admins_in_a_frozen_branch_still_invite(branch: Circle) -> None:
    await give_role(branch, DAN, ClubRole.ADMIN)
    await freeze(branch, ADA)

    assert (await branch.invite(DAN, EVE)).state is InvitationState.PENDING


async def test_the_branch_of_somebody_who_has_left_is_frozen_with_all_below(branch: Circle) -> None:
    await branch.clubs.leave(branch.club.id, CLEO)

    await freeze(branch, CLEO)

    with pytest.raises(BranchIsFrozen):
        await branch.invite(DAN, EVE)


async def test_who_freezes(branch: Circle) -> None:
    await give_role(branch, BOB, ClubRole.ADMIN)
    await give_role(branch, CLEO, ClubRole.ADMIN)

    with pytest.raises(MayNotSee):
        await freeze(branch, DAN, by=ADA)
    for person in (OWNER, CLEO):
        with pytest.raises(OutranksFreezer):
            await freeze(branch, person, by=BOB)
    with pytest.raises(NeverInClub):
        await freeze(branch, EVE, by=BOB)
    await freeze(branch, DAN, by=BOB)
    await branch.book.freezes.freeze(branch.club, 99, OWNER, steward=True)


async def test_a_branch_is_frozen_once_and_thawed_once_and_that_is_told(branch: Circle) -> None:
    begin = await branch.clubs.membership_of(branch.club.id, CLEO)
    assert begin is not None
    branch.told.clear()

    await freeze(branch, CLEO)
    with pytest.raises(FrozenAlready):
        await freeze(branch, CLEO)
    await branch.book.freezes.thaw(branch.club, OWNER, CLEO)
    with pytest.raises(NotFrozen):
        await branch.book.freezes.thaw(branch.club, OWNER, CLEO)

    assert branch.told == [
        BranchFrozen(branch.club, begin, OWNER),
        BranchThawed(branch.club, begin, OWNER),
    ]
