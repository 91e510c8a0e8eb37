from __future__ import annotations

import pytest

from bot.community.reaching import ReachedBy
from cogs.invitations.api import InvitationState
from cogs.invitations.records import InvitationRecords
from cogs.invitations.refusals import WrongCode
from tests.cogs.invitations.circle import ADA, BOB, CLEO, DAN, EVE, GUILD, OWNER, Circle


async def kept(circle: Circle, person: int) -> dict[str, object]:
    async with circle.database.reading() as session:
        return dict(await InvitationRecords(circle.book.offers).about(session, GUILD, person))


async def forget(circle: Circle, person: int) -> None:
    async with circle.database.transaction() as session:
        await InvitationRecords(circle.book.offers).forget(session, GUILD, person)


@pytest.fixture
async def busy(circle: Circle) -> Circle:
    """Ada has brought Cleo and invites Dan and somebody from outside; all that can be kept of her is."""
    await circle.bring(ADA, CLEO)
    await circle.invite(ADA, DAN)
    await circle.invite(ADA, EVE, outside=True)
    await circle.earn(ADA, attended=2)
    await circle.book.preferences.choose(GUILD, ADA, ReachedBy.DM, "fr")
    await circle.book.freezes.freeze(circle.club, OWNER, BOB)
    with pytest.raises(WrongCode):
        await circle.book.redeem(GUILD, ADA, "0" * 26)
    return circle


async def test_all_that_is_kept_of_a_person_is_shown(busy: Circle) -> None:
    about = await kept(busy, ADA)

    assert set(about) == {"invitations", "budgets", "receives_by", "wrong_codes"}
    given = about["invitations"]
    assert isinstance(given, list)
    assert [(one["as"], one["kind"], one["state"]) for one in given] == [
        ("inviter", "member", "accepted"),
        ("inviter", "member", "pending"),
        ("inviter", "sealed", "pending"),
    ]
    assert about["receives_by"] == "dm"
    assert set(await kept(busy, OWNER)) == {"branches_frozen"}
    assert set(await kept(busy, CLEO)) == {"invitations"}
    assert await kept(busy, 99) == {}


async def test_a_forgotten_inviter_leaves_members_behind_and_no_invitations(busy: Circle) -> None:
    await forget(busy, ADA)

    assert await kept(busy, ADA) == {}
    given = await busy.book.offers.received(GUILD, DAN, 5)
    assert given == []
    assert await busy.is_member(CLEO)
    assert busy.book.offers.nominees.people(GUILD) == []


async def test_whoever_was_invited_and_is_forgotten_gives_the_invitation_back(busy: Circle) -> None:
    await forget(busy, DAN)
    await forget(busy, EVE)

    assert await busy.left(ADA) == 2
    for made in await busy.book.offers.given(GUILD, ADA, 5):
        assert made.invitee_name != f"N{EVE}"
        if made.state is not InvitationState.ACCEPTED:
            assert (made.invitee_id, made.state) == (None, InvitationState.REVOKED)


async def test_of_an_erased_community_nothing_is_left(busy: Circle) -> None:
    async with busy.database.transaction() as session:
        await InvitationRecords(busy.book.offers).erase(session, GUILD)

    for person in (ADA, OWNER, CLEO, DAN, EVE):
        assert await kept(busy, person) == {}
    assert busy.book.offers.nominees.people(GUILD) == []
