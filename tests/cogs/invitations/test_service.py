"""Giving an invitation, and all that becomes of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.community.reaching import ReachedBy
from bot.i18n import Safe
from cogs.clubs.api import (
    AlreadyInClub,
    BannedFromClub,
    CameBy,
    ClubIsArchived,
    ClubIsClosed,
    Departure,
    WayIn,
)
from cogs.clubs.roles import Actor
from cogs.clubs.tables import BanRow
from cogs.invitations.api import (
    InvitationAccepted,
    InvitationEnded,
    InvitationGone,
    InvitationKind,
    InvitationMade,
    InvitationState,
    NoInvitationLeft,
)
from cogs.invitations.offers import DECLINED_DAYS, DELIVER, EXPIRE, REDRAW, Shown
from cogs.invitations.refusals import (
    DeclinedLately,
    InClubAlready,
    InvitedAlready,
    InviteeIsBanned,
    InvitesBot,
    InvitesSelf,
    MayNotSee,
    NoSuchInvitation,
    NotAMember,
    NotYourInvitation,
    TakesNoInvitations,
)
from cogs.invitations.service import Invitee
from tests.cogs.invitations.circle import ADA, BOB, CLEO, DAN, DAY, EVE, GUILD, OWNER, Circle

State = InvitationState


async def state_of(circle: Circle, invitation_id: int) -> State:
    found = await circle.book.invitation(invitation_id)
    assert found is not None
    return found.state


async def ban(circle: Circle, person: int) -> None:
    async with circle.database.transaction() as session:
        session.add(
            BanRow(club_id=circle.club.id, user_id=person, banned_by=OWNER, banned_at=circle.clock.now())
        )


async def test_whoever_accepts_is_a_member_brought_by_the_inviter(circle: Circle) -> None:
    made = await circle.invite(ADA, CLEO)

    accepted = await circle.book.accept(made.id, CLEO)

    inviter = await circle.clubs.membership_of(circle.club.id, ADA)
    assert inviter is not None
    assert accepted.membership.came_by is CameBy.INVITATION
    assert accepted.membership.invited_by_id == inviter.id
    assert accepted.invitation.state is State.ACCEPTED
    assert circle.told == [InvitationMade(made), InvitationAccepted(accepted.invitation, accepted.membership)]


async def test_an_invitation_is_spent_until_it_leads_to_nothing(circle: Circle) -> None:
    made = await circle.invite(ADA, CLEO)
    assert await circle.left(ADA) == 2

    ended = await circle.book.decline(made.id, CLEO)

    assert await circle.left(ADA) == 3
    assert circle.told[-1] == InvitationEnded(ended)
    await circle.bring(ADA, DAN)
    assert await circle.left(ADA) == 2


async def test_the_last_invitation_is_given_once(circle: Circle) -> None:
    await circle.rule(start=1)
    await circle.invite(ADA, CLEO)

    with pytest.raises(NoInvitationLeft):
        await circle.invite(ADA, DAN)

    assert (await circle.budget(ADA)).spent == 1
    assert await circle.book.offers.received(GUILD, DAN, 5) == []


async def test_only_the_invited_person_answers(circle: Circle) -> None:
    made = await circle.invite(ADA, CLEO)

    for answer in (circle.book.accept, circle.book.decline):
        with pytest.raises(NotYourInvitation):
            await answer(made.id, DAN)

    assert await state_of(circle, made.id) is State.PENDING


async def test_an_answer_counts_once(circle: Circle) -> None:
    made, other = await circle.invite(ADA, CLEO), await circle.invite(ADA, DAN)
    await circle.book.accept(made.id, CLEO)
    await circle.book.decline(other.id, DAN)

    with pytest.raises(AlreadyInClub):
        await circle.book.accept(made.id, CLEO)
    for answer in (circle.book.accept, circle.book.decline):
        with pytest.raises(InvitationGone):
            await answer(other.id, DAN)

    assert await circle.left(ADA) == 2


async def test_an_invitation_ends_by_itself_and_comes_back(circle: Circle) -> None:
    made = await circle.invite(ADA, CLEO)
    assert await circle.timers_of(EXPIRE) == [str(made.id)]
    await circle.book.expire(made.id)
    assert await state_of(circle, made.id) is State.PENDING

    circle.clock.advance(7 * DAY)
    with pytest.raises(InvitationGone):
        await circle.book.accept(made.id, CLEO)
    await circle.book.expire(made.id)

    assert await state_of(circle, made.id) is State.EXPIRED
    assert await circle.left(ADA) == 3
    assert not await circle.is_member(CLEO)


async def test_a_new_invitation_does_not_wait_for_the_timer_of_an_old_one(circle: Circle) -> None:
    old = await circle.invite(ADA, CLEO)
    circle.clock.advance(7 * DAY)

    await circle.invite(BOB, CLEO)

    assert await state_of(circle, old.id) is State.EXPIRED
    assert await circle.left(ADA) == 3


async def test_whoever_gave_it_takes_it_back_and_so_does_an_admin(circle: Circle) -> None:
    first, second, third = [await circle.invite(ADA, person) for person in (CLEO, DAN, EVE)]

    await circle.book.revoke(GUILD, first.id, ADA)
    await circle.book.revoke(GUILD, second.id, OWNER)
    await circle.book.revoke(GUILD, third.id, 99, steward=True)

    assert await circle.left(ADA) == 3
    assert {await state_of(circle, made.id) for made in (first, second, third)} == {State.REVOKED}


async def test_others_take_nothing_back_nor_does_anybody_twice_or_from_elsewhere(circle: Circle) -> None:
    made = await circle.invite(ADA, CLEO)

    with pytest.raises(MayNotSee):
        await circle.book.revoke(GUILD, made.id, BOB)
    for guild_id, invitation_id in ((GUILD + 1, made.id), (GUILD, made.id + 1)):
        with pytest.raises(NoSuchInvitation):
            await circle.book.revoke(guild_id, invitation_id, ADA)
    await circle.book.revoke(GUILD, made.id, ADA)
    with pytest.raises(NoSuchInvitation):
        await circle.book.revoke(GUILD, made.id, ADA)

    assert await circle.left(ADA) == 3


async def test_owner_and_admins_invite_without_a_budget_unless_the_rule_says_otherwise(
    circle: Circle,
) -> None:
    await circle.rule(start=0)
    await circle.invite(OWNER, CLEO)
    assert (await circle.budget(OWNER)).unlimited
    assert (await circle.budget(OWNER)).spent == 0

    await circle.rule(admins_spend=True)

    assert not (await circle.budget(OWNER)).unlimited
    with pytest.raises(NoInvitationLeft):
        await circle.invite(OWNER, DAN)


async def test_what_was_free_gives_nothing_back(circle: Circle) -> None:
    made = await circle.invite(OWNER, CLEO)

    await circle.book.decline(made.id, CLEO)

    assert (await circle.budget(OWNER)).spent == 0


async def test_who_is_not_invited(circle: Circle) -> None:
    await ban(circle, DAN)
    await circle.book.preferences.choose(GUILD, EVE, ReachedBy.NOTHING, "en")

    for invitee, refusal in (
        (ADA, InvitesSelf),
        (BOB, InClubAlready),
        (DAN, InviteeIsBanned),
        (EVE, TakesNoInvitations),
    ):
        with pytest.raises(refusal):
            await circle.invite(ADA, invitee)
    with pytest.raises(InvitesBot):
        await circle.book.invite(circle.club, ADA, Invitee(9, "Robot", is_bot=True))

    assert await circle.left(ADA) == 3


async def test_who_does_not_invite(circle: Circle) -> None:
    with pytest.raises(NotAMember):
        await circle.invite(CLEO, DAN)
    await circle.changed(way_in=WayIn.CLOSED)
    with pytest.raises(ClubIsClosed):
        await circle.invite(ADA, DAN)
    with pytest.raises(ClubIsClosed):
        await circle.book.make_code(circle.club, ADA)
    await circle.changed(way_in=WayIn.OPEN, archived_at=circle.clock.now())
    with pytest.raises(ClubIsArchived):
        await circle.invite(ADA, DAN)


async def test_one_offer_at_a_time_which_names_who_made_it(circle: Circle) -> None:
    made = await circle.invite(ADA, CLEO)

    with pytest.raises(InvitedAlready) as refused:
        await circle.invite(BOB, CLEO)

    assert refused.value.placeholders["inviter"] == Safe(f"<@{ADA}>")
    assert refused.value.placeholders["until"] == made.expires_at
    assert await circle.left(BOB) == 3


async def test_who_has_just_said_no_is_left_alone_for_a_while(circle: Circle) -> None:
    await circle.book.decline((await circle.invite(ADA, CLEO)).id, CLEO)

    with pytest.raises(DeclinedLately) as refused:
        await circle.invite(BOB, CLEO)
    assert refused.value.placeholders["until"] == circle.clock.now() + timedelta(days=DECLINED_DAYS)
    circle.clock.advance(DECLINED_DAYS * DAY)

    await circle.invite(BOB, CLEO)


async def test_what_the_club_says_by_then_counts_for_whoever_accepts(circle: Circle) -> None:
    first, second = await circle.invite(ADA, CLEO), await circle.invite(ADA, DAN)
    await ban(circle, CLEO)
    with pytest.raises(BannedFromClub):
        await circle.book.accept(first.id, CLEO)
    await circle.changed(archived_at=circle.clock.now())
    with pytest.raises(ClubIsArchived):
        await circle.book.accept(second.id, DAN)

    await circle.changed(archived_at=None)
    await circle.book.accept(second.id, DAN)

    assert await circle.is_member(DAN)
    assert await state_of(circle, first.id) is State.PENDING


async def test_whoever_comes_in_by_another_way_spends_nobodys_budget(circle: Circle) -> None:
    made = await circle.invite(ADA, CLEO)

    await circle.clubs.join(circle.club.id, CLEO)

    assert await state_of(circle, made.id) is State.OVERTAKEN
    assert await circle.left(ADA) == 3


async def test_an_acceptance_that_finds_them_inside_ends_the_invitation_too(circle: Circle) -> None:
    made = await circle.invite(ADA, CLEO)
    circle.events.hears = lambda _handler, _event: False  # what is told is lost, as in a crash
    await circle.clubs.join(circle.club.id, CLEO)

    with pytest.raises(AlreadyInClub):
        await circle.book.accept(made.id, CLEO)

    assert await state_of(circle, made.id) is State.OVERTAKEN
    assert await circle.left(ADA) == 3


async def test_whoever_leaves_the_club_leaves_no_invitations_behind(circle: Circle) -> None:
    made = await circle.invite(ADA, CLEO)

    await circle.clubs.leave(circle.club.id, ADA, Departure.REMOVED)

    assert await state_of(circle, made.id) is State.REVOKED
    with pytest.raises(InvitationGone):
        await circle.book.accept(made.id, CLEO)


async def test_whoever_is_banned_is_invited_no_more_and_the_invitation_comes_back(circle: Circle) -> None:
    made = await circle.invite(ADA, CLEO)

    await circle.clubs.staff.ban(circle.club.id, Actor(OWNER), CLEO)

    assert await state_of(circle, made.id) is State.REVOKED
    assert (await circle.budget(ADA)).spent == 0
    await circle.clubs.staff.unban(circle.club.id, Actor(OWNER), CLEO)
    with pytest.raises(InvitationGone):
        await circle.book.accept(made.id, CLEO)


async def test_an_invitation_of_somebody_who_left_is_worth_nothing_even_if_that_was_not_heard(
    circle: Circle,
) -> None:
    made = await circle.invite(ADA, CLEO)
    circle.events.hears = lambda _handler, _event: False
    await circle.clubs.leave(circle.club.id, ADA)

    with pytest.raises(InvitationGone):
        await circle.book.accept(made.id, CLEO)

    assert not await circle.is_member(CLEO)


async def test_a_budget_outlives_leaving_so_that_coming_back_renews_nothing(circle: Circle) -> None:
    await circle.bring(ADA, CLEO)
    await circle.clubs.leave(circle.club.id, ADA)

    await circle.clubs.join(circle.club.id, ADA)

    assert await circle.left(ADA) == 2


async def test_an_invitation_that_nobody_showed_is_shown_by_a_timer(circle: Circle) -> None:
    made = await circle.invite(ADA, CLEO)
    assert await circle.timers_of(DELIVER) == [str(made.id)]

    await circle.book.offers.shown(made.id, Shown(channel_id=5, message_id=6))

    assert await circle.timers_of(DELIVER) == []
    assert await circle.book.offers.get(made.id) == (made, Shown(5, 6))


async def test_what_is_shown_of_an_invitation_that_ended_is_redrawn(circle: Circle) -> None:
    shown, late = await circle.invite(ADA, CLEO), await circle.invite(ADA, DAN)
    await circle.book.offers.shown(shown.id, Shown(channel_id=5, message_id=6))
    await circle.book.decline(shown.id, CLEO)
    assert await circle.timers_of(REDRAW) == [str(shown.id)]

    await circle.book.revoke(GUILD, late.id, ADA)
    await circle.book.offers.shown(late.id, Shown(channel_id=5, message_id=7))

    assert set(await circle.timers_of(REDRAW)) == {str(shown.id), str(late.id)}
    assert await circle.timers_of(EXPIRE) == await circle.timers_of(DELIVER) == []


async def test_somebody_from_outside_is_let_in_at_the_first_sign_and_once(circle: Circle) -> None:
    made = await circle.invite(ADA, CLEO, outside=True)
    assert made.kind is InvitationKind.SEALED
    assert await circle.book.arrived(GUILD, DAN) == []
    assert await circle.book.arrived(GUILD + 1, CLEO) == []

    [accepted] = await circle.book.arrived(GUILD, CLEO)

    assert accepted.invitation.id == made.id
    assert await circle.is_member(CLEO)
    assert await circle.book.arrived(GUILD, CLEO) == []


async def test_who_is_waited_for_is_known_after_a_restart(circle: Circle) -> None:
    await circle.invite(ADA, CLEO, outside=True)
    await circle.invite(ADA, DAN)
    restarted = Circle(circle.database, circle.events, circle.clock)

    await restarted.book.offers.nominees.load()

    assert restarted.book.offers.nominees.people(GUILD) == [CLEO]
    assert [one.membership.user_id for one in await restarted.book.arrived(GUILD, CLEO)] == [CLEO]


async def test_whoever_the_club_does_not_let_in_yet_is_not_asked_about_at_every_sign(circle: Circle) -> None:
    await circle.invite(ADA, CLEO, outside=True)
    await circle.changed(archived_at=circle.clock.now())

    assert await circle.book.arrived(GUILD, CLEO) == []
    assert circle.book.offers.nominees.invitations_for(GUILD, CLEO) == []
    assert circle.book.offers.nominees.people(GUILD) == [CLEO]


async def test_a_link_lasts_no_longer_than_discord_lets_it(circle: Circle) -> None:
    await circle.rule(lasts_days=30)

    inside, outside = await circle.invite(ADA, CLEO), await circle.invite(ADA, DAN, outside=True)

    assert inside.expires_at - inside.made_at == timedelta(days=30)
    assert outside.expires_at - outside.made_at == timedelta(days=7)


async def test_a_club_that_is_erased_leaves_nothing(circle: Circle) -> None:
    await circle.bring(ADA, CLEO)
    await circle.invite(ADA, DAN)

    await circle.book.erase_club(circle.club)

    assert await circle.book.offers.given(GUILD, ADA, 5) == []
    assert await circle.timers_of(EXPIRE) == []
    assert (await circle.budget(ADA)).spent == 0
