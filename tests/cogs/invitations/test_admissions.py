"""Whoever waits and is let in by a member, and whoever came with the role that a link gives."""

from __future__ import annotations

import pytest

from cogs.clubs.api import BannedFromClub, CameBy, ClubIsClosed, ClubRole, WayIn
from cogs.clubs.deeds import What
from cogs.clubs.places import Place
from cogs.clubs.roles import Actor
from cogs.invitations.api import (
    InvitationAccepted,
    InvitationKind,
    InvitationMade,
    InvitationState,
    NoInvitationLeft,
)
from cogs.invitations.refusals import BranchIsFrozen, InvitesSelf, NotAMember, WaitsNoMore
from cogs.invitations.service import Accepted, Invitee
from tests.cogs.invitations.circle import ADA, BOB, CLEO, DAN, GUILD, OWNER, Circle

ROLE = 900


@pytest.fixture
async def picky(circle: Circle) -> Circle:
    """Give the club when it takes people in from its waitlist, on which Cleo is."""
    await circle.clubs.profiles.set_way_in(
        circle.club.id, Actor(OWNER), WayIn.APPROVAL, "", answer_required=False
    )
    await circle.look_again()
    await circle.clubs.waitlist.apply(circle.club.id, CLEO, "", tell=True)
    return circle


async def let_in(circle: Circle, by: int, person: int) -> Accepted:
    return await circle.book.let_in(circle.club, by, Invitee(person, f"N{person}"))


async def test_a_member_lets_in_who_waits_and_pays_for_it(picky: Circle) -> None:
    accepted = await let_in(picky, ADA, CLEO)

    assert accepted.invitation.kind is InvitationKind.ADMISSION
    assert accepted.invitation.state is InvitationState.ACCEPTED
    assert (accepted.membership.user_id, accepted.membership.came_by) == (CLEO, CameBy.APPROVAL)
    assert [type(event) for event in picky.told] == [InvitationMade, InvitationAccepted]
    assert await picky.left(ADA) == 2
    assert not await picky.book.is_waiting(picky.club, CLEO)
    (above,) = (await picky.clubs.line(accepted.membership.id))[1:]
    assert above.user_id == ADA


async def test_who_was_let_in_is_told_and_it_is_known_by_whom(picky: Circle) -> None:
    await let_in(picky, ADA, CLEO)

    assert len(await picky.timers_of("clubs.tell")) == 1
    (newest, *_) = await picky.clubs.history(picky.club.id, 1)
    assert (newest.what, newest.actor_id, newest.subject_id) == (What.ACCEPTED, ADA, CLEO)


async def test_nobody_is_let_in_who_does_not_wait(picky: Circle) -> None:
    with pytest.raises(WaitsNoMore):
        await let_in(picky, ADA, DAN)

    assert not await picky.is_member(DAN)
    assert await picky.left(ADA) == 3


async def test_nobody_lets_in_without_a_budget_or_a_place_in_the_club(picky: Circle) -> None:
    await picky.rule(start=0)
    with pytest.raises(NoInvitationLeft):
        await let_in(picky, ADA, CLEO)
    with pytest.raises(NotAMember):
        await let_in(picky, DAN, CLEO)
    with pytest.raises(InvitesSelf):
        await let_in(picky, CLEO, CLEO)
    await picky.book.freezes.freeze(picky.club, OWNER, BOB)
    with pytest.raises(BranchIsFrozen):
        await let_in(picky, BOB, CLEO)

    assert await picky.book.is_waiting(picky.club, CLEO)
    assert (await let_in(picky, OWNER, CLEO)).membership.number == 4


async def test_what_keeps_others_out_keeps_out_who_waits(picky: Circle) -> None:
    await picky.changed(way_in=WayIn.CLOSED)
    with pytest.raises(ClubIsClosed):
        await let_in(picky, ADA, CLEO)
    await picky.changed(way_in=WayIn.APPROVAL)
    await picky.clubs.staff.ban(picky.club.id, Actor(OWNER), CLEO)

    with pytest.raises(BannedFromClub):
        await let_in(picky, ADA, CLEO)
    assert await picky.left(ADA) == 3


@pytest.fixture
async def dressed(circle: Circle) -> Circle:
    """Give the club with a role in Discord."""
    await circle.clubs.places.bind(circle.club.id, Actor(OWNER, steward=True), Place.ROLE, ROLE)
    return circle


async def came(circle: Circle, person: int) -> tuple[CameBy, int | None]:
    """How somebody came in, and by whom."""
    membership = await circle.clubs.membership_of(circle.club.id, person)
    assert membership is not None
    line = await circle.clubs.line(membership.id)
    return membership.came_by, line[1].user_id if len(line) > 1 else None


async def test_the_role_that_a_link_gave_is_the_invitation_accepted(dressed: Circle) -> None:
    dressed.clubs.roles.reasons.append(dressed.book.entrance)
    made = await dressed.invite(ADA, CLEO, outside=True)

    await dressed.clubs.roles.seen(GUILD, CLEO, {ROLE})

    assert await came(dressed, CLEO) == (CameBy.INVITATION, ADA)
    found = await dressed.book.invitation(made.id)
    assert found is not None
    assert found.state is InvitationState.ACCEPTED
    assert [type(event) for event in dressed.told] == [InvitationMade, InvitationAccepted]
    assert dressed.book.offers.nominees.people(GUILD) == []
    assert await dressed.left(ADA) == 2


async def test_a_role_is_no_invitation_where_nobody_who_invites_gave_a_link(dressed: Circle) -> None:
    dressed.clubs.roles.reasons.append(dressed.book.entrance)
    await dressed.invite(ADA, CLEO)
    await dressed.invite(BOB, DAN, outside=True)
    await dressed.book.freezes.freeze(dressed.club, OWNER, BOB)

    for person in (CLEO, DAN):
        await dressed.clubs.roles.seen(GUILD, person, {ROLE})

    assert await came(dressed, CLEO) == (CameBy.ROLE, None)
    assert await came(dressed, DAN) == (CameBy.ROLE, None)
    assert await dressed.left(ADA) == 3
    assert await dressed.clubs.role_of(dressed.club.id, DAN) is ClubRole.MEMBER
