"""Two bots on one database, and people who act in the same moment."""

from __future__ import annotations

from cogs.clubs.api import WayIn
from cogs.clubs.roles import Actor
from cogs.invitations.api import InvitationState
from tests.cogs.invitations.circle import ADA, BOB, CLEO, DAN, EVE, Circle
from tests.together import said_by, together

ANSWERS = "tests.cogs.invitations.answers"


async def at_once(circle: Circle, url: str, *deeds: tuple[str, object, int]) -> list[str]:
    """What each of these came to, done by processes of their own at once."""
    async with together(ANSWERS, *((url, circle.club.id, *deed) for deed in deeds)) as bots:
        return [line for bot in bots for line in await said_by(bot)]


async def test_a_code_that_two_people_use_at_once_lets_in_one(circle: Circle, database_url: str) -> None:
    _, code = await circle.book.make_code(circle.club, ADA)

    said = await at_once(circle, database_url, ("redeem", code, CLEO), ("redeem", code, DAN))

    assert sorted(said) == ["code-is-over", "done"]
    assert [await circle.is_member(CLEO), await circle.is_member(DAN)].count(True) == 1
    assert (await circle.budget(ADA)).spent == 1


async def test_an_invitation_that_is_accepted_twice_at_once_makes_one_member(
    circle: Circle, database_url: str
) -> None:
    made = await circle.invite(ADA, CLEO)

    said = await at_once(circle, database_url, ("accept", made.id, CLEO), ("accept", made.id, CLEO))

    assert sorted(said) == ["already-in-club", "done"]
    members = await circle.clubs.members(circle.club.id, 10)
    assert [one.user_id for one in members].count(CLEO) == 1


async def test_yes_and_no_at_once_are_one_of_them(circle: Circle, database_url: str) -> None:
    made = await circle.invite(ADA, CLEO)

    said = await at_once(circle, database_url, ("accept", made.id, CLEO), ("decline", made.id, CLEO))

    assert sorted(said) == ["done", "invitation-gone"]
    found = await circle.book.invitation(made.id)
    assert found is not None
    accepted = found.state is InvitationState.ACCEPTED
    assert await circle.is_member(CLEO) is accepted
    assert (await circle.budget(ADA)).spent == int(accepted)


async def test_the_last_invitation_given_twice_at_once_is_given_once(
    circle: Circle, database_url: str
) -> None:
    await circle.rule(start=1)

    said = await at_once(circle, database_url, ("invite", DAN, ADA), ("invite", EVE, ADA))

    assert sorted(said) == ["done", "no-invitation-left"]
    assert (await circle.budget(ADA)).spent == 1


async def test_one_person_invited_by_two_at_once_has_one_invitation(
    circle: Circle, database_url: str
) -> None:
    said = await at_once(circle, database_url, ("invite", DAN, ADA), ("invite", DAN, BOB))

    assert sorted(said) == ["done", "invited-already"]
    assert (await circle.budget(ADA)).spent + (await circle.budget(BOB)).spent == 1


async def test_two_who_let_in_the_same_person_at_once_pay_for_one(circle: Circle, database_url: str) -> None:
    steward = Actor(1, steward=True)
    await circle.clubs.profiles.set_way_in(circle.club.id, steward, WayIn.APPROVAL, "", answer_required=False)
    await circle.clubs.waitlist.apply(circle.club.id, DAN, "", tell=False)

    said = await at_once(circle, database_url, ("let in", DAN, ADA), ("let in", DAN, BOB))

    assert sorted(said) == ["already-in-club", "done"]
    assert (await circle.budget(ADA)).spent + (await circle.budget(BOB)).spent == 1
