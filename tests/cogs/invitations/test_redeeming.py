"""Codes: who may use one, how often, and what happens to those who guess."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from cogs.clubs.api import AlreadyInClub, BannedFromClub
from cogs.clubs.tables import BanRow
from cogs.invitations import codes
from cogs.invitations.api import InvitationKind, InvitationState, NoInvitationLeft
from cogs.invitations.guesses import MOST_GUESSES, WINDOW
from cogs.invitations.refusals import CodeIsOver, NotACode, TooManyGuesses, WrongCode
from cogs.invitations.tables import GuessRow, InvitationRow
from tests.cogs.invitations.circle import ADA, CLEO, DAN, DAY, EVE, GUILD, OWNER, Circle


async def guesses(circle: Circle) -> int:
    async with circle.database.reading() as session:
        return await session.scalar(select(func.count(GuessRow.id))) or 0


def wrong() -> str:
    return codes.written(codes.fresh())


async def test_a_code_lets_in_whoever_types_it_first(circle: Circle) -> None:
    made, code = await circle.book.make_code(circle.club, ADA)
    assert await circle.left(ADA) == 2

    accepted = await circle.book.redeem(GUILD, CLEO, code.lower().replace("-", " "))

    assert (accepted.invitation.id, accepted.invitation.invitee_id) == (made.id, CLEO)
    assert await circle.is_member(CLEO)
    with pytest.raises(CodeIsOver):
        await circle.book.redeem(GUILD, DAN, code)
    assert not await circle.is_member(DAN)


async def test_of_a_code_only_the_digest_is_stored(circle: Circle) -> None:
    _, code = await circle.book.make_code(circle.club, ADA)

    async with circle.database.reading() as session:
        row = await session.scalar(select(InvitationRow))

    bits = codes.read(code)
    assert row is not None
    assert bits is not None
    assert row.digest == codes.digest(bits)
    kept = {name: value for name, value in vars(row).items() if not name.startswith("_")}
    assert not any(text in str(kept) for text in (code, code.replace("-", ""), bits.hex(), str(bits)))


async def test_a_code_is_spent_and_taken_back_like_any_invitation(circle: Circle) -> None:
    await circle.rule(start=1)
    made, code = await circle.book.make_code(circle.club, ADA)
    with pytest.raises(NoInvitationLeft):
        await circle.book.make_code(circle.club, ADA)

    await circle.book.revoke(GUILD, made.id, ADA)

    assert await circle.left(ADA) == 1
    with pytest.raises(CodeIsOver):
        await circle.book.redeem(GUILD, CLEO, code)


async def test_a_code_is_too_old_after_a_while(circle: Circle) -> None:
    made, code = await circle.book.make_code(circle.club, ADA)
    circle.clock.advance(7 * DAY)

    with pytest.raises(CodeIsOver):
        await circle.book.redeem(GUILD, CLEO, code)
    await circle.book.expire(made.id)

    assert await circle.left(ADA) == 3


async def test_whoever_the_club_does_not_let_in_leaves_the_code_for_another(circle: Circle) -> None:
    _, code = await circle.book.make_code(circle.club, ADA)
    async with circle.database.transaction() as session:
        session.add(
            BanRow(club_id=circle.club.id, user_id=DAN, banned_by=OWNER, banned_at=circle.clock.now())
        )

    with pytest.raises(AlreadyInClub):
        await circle.book.redeem(GUILD, ADA, code)
    with pytest.raises(BannedFromClub):
        await circle.book.redeem(GUILD, DAN, code)

    await circle.book.redeem(GUILD, CLEO, code)
    assert await circle.is_member(CLEO)
    assert await guesses(circle) == 0


async def test_a_code_of_another_community_leads_nowhere(circle: Circle) -> None:
    _, code = await circle.book.make_code(circle.club, ADA)

    with pytest.raises(WrongCode):
        await circle.book.redeem(GUILD + 1, CLEO, code)


async def test_whoever_guesses_waits_and_others_do_not(circle: Circle) -> None:
    _, code = await circle.book.make_code(circle.club, ADA)
    for _ in range(MOST_GUESSES):
        with pytest.raises(WrongCode):
            await circle.book.redeem(GUILD, DAN, wrong())

    for typed in (wrong(), code):
        with pytest.raises(TooManyGuesses) as refused:
            await circle.book.redeem(GUILD, DAN, typed)
    assert refused.value.placeholders["until"] == circle.clock.now() + WINDOW
    await circle.book.redeem(GUILD, CLEO, code)

    assert await circle.is_member(CLEO)


async def test_guesses_count_for_a_while_and_are_deleted_then(circle: Circle) -> None:
    _, code = await circle.book.make_code(circle.club, ADA)
    for _ in range(MOST_GUESSES):
        with pytest.raises(WrongCode):
            await circle.book.redeem(GUILD, DAN, wrong())

    circle.clock.advance(WINDOW.total_seconds())
    await circle.book.redeem(GUILD, DAN, code)

    assert await guesses(circle) == 0


async def test_what_is_no_code_at_all_is_no_guess(circle: Circle) -> None:
    for typed in ("hello", "12345", "-" * 50):
        with pytest.raises(NotACode):
            await circle.book.redeem(GUILD, DAN, typed)

    assert await guesses(circle) == 0


async def test_a_code_instead_of_a_link_is_for_the_person_who_was_named(circle: Circle) -> None:
    made = await circle.invite(ADA, EVE, outside=True)
    code = await circle.book.code_instead(made)
    assert await circle.book.arrived(GUILD, EVE) == []

    with pytest.raises(WrongCode):
        await circle.book.redeem(GUILD, DAN, code)
    accepted = await circle.book.redeem(GUILD, EVE, code)

    assert await guesses(circle) == 1
    assert accepted.invitation.kind is InvitationKind.CODE
    assert accepted.invitation.state is InvitationState.ACCEPTED
