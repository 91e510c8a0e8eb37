from __future__ import annotations

import asyncio

import pytest

from cogs.clubs.api import AlreadyInClub, CameBy, ClubIsClosed, ClubRole, Membership, WayIn
from cogs.clubs.deeds import What
from cogs.clubs.refusals import (
    AlreadyWaiting,
    AnswerMissing,
    DecidedAlready,
    NeedsApproval,
    NotAllowed,
    NotWaiting,
    NoWaitlist,
    TooLong,
)
from cogs.clubs.roles import Actor
from tests.cogs.clubs.cast import ALICE, BOB, CAROL, DAVE, Cast


@pytest.fixture
async def picky(jazz: Cast) -> Cast:
    """Give a club that asks, and wants an answer."""
    await jazz.take_in_by(WayIn.APPROVAL, "Which instrument?", required=True)
    return jazz


async def wait(cast: Cast, *people: int, tell: bool = False) -> list[int]:
    """Let people ask to come in; answer their applications."""
    for person in people:
        await cast.clubs.waitlist.apply(cast.club.id, person, "trumpet", tell=tell)
    return await cast.clubs.waitlist.ids(cast.club.id)


async def test_who_asks_waits_until_somebody_decides(picky: Cast) -> None:
    with pytest.raises(NeedsApproval):
        await picky.clubs.join(picky.club.id, BOB)
    await wait(picky, BOB, CAROL)

    waiting = await picky.clubs.waiting(picky.club.id, 10)

    assert [(one.user_id, one.answer) for one in waiting] == [(BOB, "trumpet"), (CAROL, "trumpet")]
    assert await picky.clubs.waits(picky.club.id, BOB) == waiting[0]
    assert await picky.clubs.waiting(picky.club.id, 10, after_id=waiting[0].id) == waiting[1:]
    assert await picky.clubs.waitlist.count(picky.club.id) == 2
    assert await picky.role(BOB) is None


async def test_what_is_no_application_is_refused(picky: Cast) -> None:
    apply = picky.clubs.waitlist.apply
    await wait(picky, BOB)

    with pytest.raises(AlreadyWaiting):
        await apply(picky.club.id, BOB, "drums", tell=False)
    with pytest.raises(AnswerMissing):
        await apply(picky.club.id, CAROL, "  \n ", tell=False)
    with pytest.raises(TooLong):
        await apply(picky.club.id, CAROL, "x" * 10_000, tell=False)
    with pytest.raises(AlreadyInClub):
        await apply(picky.club.id, ALICE, "bass", tell=False)
    await picky.take_in_by(WayIn.OPEN)
    with pytest.raises(NoWaitlist):
        await apply(picky.club.id, CAROL, "bass", tell=False)


async def test_who_is_let_in_is_a_member_and_waits_no_more(picky: Cast) -> None:
    (application,) = await wait(picky, BOB, tell=True)

    member = await picky.clubs.waitlist.accept(application, Actor(ALICE))

    assert (member.user_id, member.came_by, member.number) == (BOB, CameBy.APPROVAL, 2)
    assert await picky.clubs.waits(picky.club.id, BOB) is None
    assert await picky.timers("clubs.tell") == [str(application)]
    decision = await picky.clubs.waitlist.decision(application)
    assert decision is not None
    assert decision.accepted
    assert (await picky.deeds())[-1] == (What.ACCEPTED, ALICE, BOB)


async def test_a_refusal_can_have_a_reason_and_is_told_only_to_who_wants_to_hear_it(picky: Cast) -> None:
    silent, told = await wait(picky, BOB), await wait(picky, CAROL, tell=True)

    await picky.clubs.waitlist.decline(silent[0], Actor(ALICE))
    assert await picky.clubs.waitlist.decline(told[-1], Actor(ALICE), "Full\u202e house") == CAROL

    decision = await picky.clubs.waitlist.decision(told[-1])
    assert decision is not None
    assert (decision.accepted, decision.reason) == (False, "Full house")
    assert await picky.timers("clubs.tell") == [str(told[-1])]
    await wait(picky, BOB)


async def test_of_two_who_decide_at_once_one_does(picky: Cast) -> None:
    await picky.let_in(CAROL, ClubRole.ADMIN)
    (application,) = await wait(picky, BOB)

    outcomes = await asyncio.gather(
        picky.clubs.waitlist.accept(application, Actor(ALICE)),
        picky.clubs.waitlist.decline(application, Actor(CAROL)),
        return_exceptions=True,
    )

    assert sum(isinstance(outcome, DecidedAlready) for outcome in outcomes) == 1
    assert await picky.role(BOB) is (ClubRole.MEMBER if isinstance(outcomes[0], Membership) else None)


async def test_only_those_with_a_say_decide(picky: Cast) -> None:
    await picky.let_in(CAROL, ClubRole.LEADER)
    (application,) = await wait(picky, BOB)

    with pytest.raises(NotAllowed):
        await picky.clubs.waitlist.accept(application, Actor(CAROL))
    with pytest.raises(NotAllowed):
        await picky.clubs.waitlist.decline(application, Actor(DAVE))
    with pytest.raises(NotWaiting):
        await picky.clubs.waitlist.accept(application + 1, Actor(ALICE))


async def test_who_comes_in_by_another_way_waits_no_more(picky: Cast) -> None:
    (application,) = await wait(picky, BOB)

    await picky.clubs.admit(None, picky.club.id, BOB, CameBy.INVITATION, invited_by=ALICE)

    with pytest.raises(DecidedAlready):
        await picky.clubs.waitlist.accept(application, Actor(ALICE))
    assert await picky.clubs.waiting(picky.club.id, 10) == []


async def test_a_club_that_was_closed_meanwhile_lets_nobody_in(picky: Cast) -> None:
    (application,) = await wait(picky, BOB)
    await picky.take_in_by(WayIn.CLOSED)

    with pytest.raises(ClubIsClosed):
        await picky.clubs.waitlist.accept(application, Actor(ALICE))

    assert await picky.clubs.waits(picky.club.id, BOB) is not None


async def test_a_wish_can_be_taken_back(picky: Cast) -> None:
    (application,) = await wait(picky, BOB)

    await picky.clubs.waitlist.withdraw(picky.club.id, BOB)

    with pytest.raises(NotWaiting):
        await picky.clubs.waitlist.withdraw(picky.club.id, BOB)
    with pytest.raises(DecidedAlready):
        await picky.clubs.waitlist.accept(application, Actor(ALICE))
    assert await picky.clubs.waitlist.decision(application) is None
