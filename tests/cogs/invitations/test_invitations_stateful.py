"""No sequence of what people do with a club and its invitations breaks what holds of them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from bot.clock import MovableClock
from bot.events import Events
from bot.timer_store import TimerDue
from cogs.clubs.api import CameBy, ClubRole, WayIn
from cogs.clubs.places import Place
from cogs.clubs.roles import Actor
from cogs.clubs.tables import ClubRow, MembershipRow
from cogs.invitations.api import Invitation, InvitationKind, InvitationState
from cogs.invitations.budgets import ATTENDED, HOSTED, Credit, earned
from cogs.invitations.freezes import SWEEP
from cogs.invitations.offers import invitation_of
from cogs.invitations.records import InvitationRecords
from cogs.invitations.service import Invitee
from cogs.invitations.tables import BudgetRow, CreditRow, InvitationRow
from tests.cogs.invitations.circle import DAY, GUILD, Circle
from tests.machine import OnDatabase, living_on

LAST = 6
PEOPLE = st.integers(1, LAST)
OUTCOMES = st.sampled_from(["wait", "yes", "yes", "no", "back"])
WAYS_IN = st.sampled_from([WayIn.OPEN, WayIn.INVITATION, WayIn.APPROVAL, WayIn.INVITATION, WayIn.CLOSED])
GONE = st.sampled_from(["left", "removed", "banned", "gone"])
STEWARD = Actor(9, steward=True)
ROLE = 900
T = TypeVar("T")
Stored = tuple[list[Invitation], list[MembershipRow], list[ClubRow], list[BudgetRow], list[CreditRow]]


class Growth(OnDatabase):
    """A club of which six people are or are not members, and what they give each other."""

    def __init__(self) -> None:
        super().__init__()
        self.circle = Circle(self.database, Events(), MovableClock())
        self.book = self.circle.book
        self.codes: list[str] = []

    @initialize()
    def begin(self) -> None:
        self.runner.run(self.circle.found())
        self.circle.clubs.roles.reasons.append(self.book.entrance)
        bind = self.circle.clubs.places.bind
        self.runner.run(bind(self.circle.club.id, STEWARD, Place.ROLE, ROLE))

    def member(self, number: int) -> int:
        """Mostly somebody of the club, since others can do little."""
        people = sorted(self.runner.run(self.circle.clubs.among(self.circle.club.id, range(1, 7))))
        return people[number % len(people)] if people and number != LAST else number

    # --- what people do

    @rule(inviter=PEOPLE, invitee=PEOPLE, outside=st.booleans(), outcome=OUTCOMES)
    def invite(self, inviter: int, invitee: int, outside: bool, outcome: str) -> None:
        made = self.run(self.circle.invite(self.member(inviter), invitee, outside=outside))
        if made is not None:
            self.runner.run(self._was_allowed(made))
            self.become(made, invitee, outcome)

    @rule(inviter=PEOPLE, person=PEOPLE, outcome=OUTCOMES)
    def make_code(self, inviter: int, person: int, outcome: str) -> None:
        made = self.run(self.book.make_code(self.circle.club, self.member(inviter)))
        if made is not None:
            self.codes.append(made[1])
            self.runner.run(self._was_allowed(made[0]))
            self.become(made[0], person, outcome)

    def become(self, made: Invitation, person: int, outcome: str) -> None:
        """Let something become of an invitation at once; some wait for what comes."""
        is_code = made.kind is InvitationKind.CODE
        match outcome:
            case "yes" if is_code:
                self.run(self.book.redeem(GUILD, person, self.codes[-1]))
            case "yes":
                self.run(self.book.accept(made.id, person))
            case "no":
                self.run(self.book.decline(made.id, person))
            case "back":
                self.run(self.book.revoke(GUILD, made.id, made.inviter_id or 0))

    async def _was_allowed(self, made: Invitation) -> None:
        inviter = await self.circle.clubs.membership_of(made.club_id, made.inviter_id or 0)
        assert inviter is not None
        assert not await self.book.freezes.is_frozen(made.club_id, inviter)
        budget = await self.circle.budget(made.inviter_id or 0)
        assert not made.spends or budget.spent <= budget.earned

    @rule(person=PEOPLE, by=PEOPLE, outside=st.booleans())
    def wait_and_be_let_in(self, person: int, by: int, outside: bool) -> None:
        apply, club_id = self.circle.clubs.waitlist.apply, self.circle.club.id
        self.run(apply(club_id, person, "", tell=outside))
        if outside or self.runner.run(self.book.is_waiting(self.circle.club, person)):
            self.run(self.book.let_in(self.circle.club, self.member(by), Invitee(person, "Somebody")))

    @rule(people=st.sets(PEOPLE))
    def be_seen_with_the_role(self, people: set[int]) -> None:
        for person in range(1, LAST + 1):
            self.run(self.circle.clubs.roles.seen(GUILD, person, {ROLE} if person in people else set()))

    @rule(person=PEOPLE)
    def get_the_role_or_lose_it(self, person: int) -> None:
        due = self.runner.run(self.circle.clubs.roles.due(self.circle.club.id, person))
        if due is not None:
            self.run(self.circle.clubs.roles.done(self.circle.club.id, person, has=due.give))

    @rule(person=PEOPLE, which=st.integers(0, 3))
    def redeem_an_old_code(self, person: int, which: int) -> None:
        if self.codes:
            self.run(self.book.redeem(GUILD, person, self.codes[which % len(self.codes)]))

    @rule(person=PEOPLE, outcome=OUTCOMES)
    def answer_what_waits(self, person: int, outcome: str) -> None:
        for made in self.runner.run(self.book.offers.received(GUILD, person, 3)):
            self.become(made, person, outcome)

    @rule()
    def everybody_is_seen(self) -> None:
        for person in range(1, LAST + 1):
            self.run(self.book.arrived(GUILD, person))

    @rule(person=PEOPLE)
    def join(self, person: int) -> None:
        self.run(self.circle.clubs.join(self.circle.club.id, person))

    @rule(number=PEOPLE, gone=GONE)
    def leave(self, number: int, gone: str) -> None:
        person, club_id, clubs = self.member(number), self.circle.club.id, self.circle.clubs
        match gone:
            case "left":
                self.run(clubs.leave(club_id, person))
            case "removed":
                self.run(clubs.staff.remove(club_id, STEWARD, person))
            case "banned":
                self.run(clubs.staff.ban(club_id, STEWARD, person))
            case _:
                self.run(clubs.departures.gone(GUILD, person))

    @rule(person=PEOPLE)
    def unban(self, person: int) -> None:
        self.run(self.circle.clubs.staff.unban(self.circle.club.id, STEWARD, person))

    @rule(people=st.lists(PEOPLE, max_size=4), host=PEOPLE, room=st.integers(1, 5))
    def end_a_room(self, people: list[int], host: int, room: int) -> None:
        self.runner.run(self._credit(room, host, people))

    async def _credit(self, room: int, host: int, people: list[int]) -> None:
        rooms = [Credit(person, ATTENDED) for person in people if person != host] + [Credit(host, HOSTED)]
        async with self.database.transaction() as session:
            await self.book.budgets.credit(session, self.circle.club, room, rooms, self.circle.clock.now())

    # --- what those who decide do

    @rule(number=PEOPLE, thaw=st.booleans(), sweep=st.booleans())
    def freeze(self, number: int, thaw: bool, sweep: bool) -> None:
        person, freezes = self.member(number), self.book.freezes
        self.run(
            (freezes.thaw if thaw else freezes.freeze)(
                self.circle.club, STEWARD.user_id, person, steward=True
            )
        )
        if sweep:
            for begin in self.runner.run(freezes.of(self.circle.club.id)):
                payload = {"club_id": self.circle.club.id, "membership_id": begin}
                self.runner.run(self.book.sweep(TimerDue(SWEEP, "1", payload, self.circle.clock.now())))

    @rule(person=PEOPLE, up=st.booleans())
    def promote(self, person: int, up: bool) -> None:
        staff = self.circle.clubs.staff
        self.run((staff.promote if up else staff.demote)(self.circle.club.id, STEWARD, person))

    @rule(person=PEOPLE)
    def hand_over(self, person: int) -> None:
        self.run(self.circle.clubs.staff.transfer(self.circle.club.id, STEWARD, person))

    @rule(way_in=WAYS_IN)
    def change_the_way_in(self, way_in: WayIn) -> None:
        profiles = self.circle.clubs.profiles
        self.run(profiles.set_way_in(self.circle.club.id, STEWARD, way_in, "", answer_required=False))
        self.runner.run(self.circle.look_again())

    @rule(archived=st.sampled_from([False, False, False, True]))
    def rest_or_go_on(self, archived: bool) -> None:
        profiles = self.circle.clubs.profiles
        self.run((profiles.archive if archived else profiles.restore)(self.circle.club.id, STEWARD))
        self.runner.run(self.circle.look_again())

    @rule(start=st.integers(0, 3), most=st.integers(3, 6), each=st.integers(0, 2), admins=st.booleans())
    def change_the_rule(self, start: int, most: int, each: int, admins: bool) -> None:
        self.run(self.circle.rule(start=start, most=most, rooms_for_one=each, admins_spend=admins))

    # --- what happens by itself

    @rule(days=st.integers(0, 8))
    def time_goes_by(self, days: int) -> None:
        self.circle.clock.advance(days * DAY)
        for made in self.runner.run(self._rows(InvitationRow)):
            self.runner.run(self.book.expire(made.id))

    @rule(heard=st.booleans())
    def what_is_told_gets_lost_or_not(self, heard: bool) -> None:
        self.circle.events.hears = lambda _handler, _event: heard

    @rule(person=PEOPLE)
    def forget(self, person: int) -> None:
        self.runner.run(self._forget(person))

    async def _forget(self, person: int) -> None:
        async with self.database.transaction() as session:
            await InvitationRecords(self.book.offers).forget(session, GUILD, person)
            await self.circle.clubs.records.forget(session, GUILD, person)

    # --- what always holds

    async def _rows(self, table: type[T]) -> list[T]:
        async with self.database.reading() as session:
            return list(await session.scalars(select(table)))

    @invariant()
    def what_holds_of_clubs_and_invitations_holds(self) -> None:
        made, members, clubs, budgets, rooms = self.runner.run(self._stored())
        check_budgets(made, budgets, rooms)
        check_members(members, clubs)
        check_offers(made, members)
        if budgets:
            self.runner.run(self._check_left(budgets[len(made) % len(budgets)]))

    async def _stored(self) -> Stored:
        async with self.database.reading() as session:
            return (
                [invitation_of(row) for row in await session.scalars(select(InvitationRow))],
                list(await session.scalars(select(MembershipRow))),
                list(await session.scalars(select(ClubRow))),
                list(await session.scalars(select(BudgetRow))),
                list(await session.scalars(select(CreditRow))),
            )

    async def _check_left(self, row: BudgetRow) -> None:
        rule = await self.book.rule(self.circle.club)
        by_the_rule = earned(rule, row.attended, row.hosted) - row.spent
        assert await self.circle.left(row.user_id) == max(0, by_the_rule)


def check_budgets(made: list[Invitation], budgets: list[BudgetRow], rooms: list[CreditRow]) -> None:
    """What somebody spent and earned is what their invitations and rooms amount to."""
    spent = Counter(one.inviter_id for one in made if one.spends and not one.state.gives_back)
    counted = Counter((row.user_id, row.what) for row in rooms)
    assert ({person for person, _ in counted} | set(spent)) - {None} <= {row.user_id for row in budgets}
    for row in budgets:
        assert row.spent == spent[row.user_id] >= 0
        assert (row.attended, row.hosted) == (counted[row.user_id, ATTENDED], counted[row.user_id, HOSTED])


def check_members(members: list[MembershipRow], clubs: list[ClubRow]) -> None:
    """One membership that lasts for each person, one owner, and nobody who came by somebody later."""
    active = [row for row in members if row.left_at is None]
    assert len({row.user_id for row in active}) == len(active)
    assert [row.role for row in active].count(ClubRole.OWNER) == min(1, len(active))
    assert [club.member_count for club in clubs] == [len(active)]
    ids = {row.id for row in members}
    for row in members:
        assert row.invited_by_id is None or (row.invited_by_id in ids and row.invited_by_id < row.id)


def check_offers(made: list[Invitation], members: list[MembershipRow]) -> None:
    """One offer at a time for each person, and a membership for each that was accepted."""
    waiting = [one.invitee_id for one in made if one.state is InvitationState.PENDING and one.invitee_id]
    assert len(set(waiting)) == len(waiting)
    accepted = [one for one in made if one.state is InvitationState.ACCEPTED]
    let_in = sum(one.kind is InvitationKind.ADMISSION for one in accepted)
    came_by = Counter(row.came_by for row in members)
    assert came_by[CameBy.INVITATION] == len(accepted) - let_in
    assert came_by[CameBy.APPROVAL] == let_in


def test_whatever_people_do_what_holds_of_invitations_holds(template: bytes, tmp_path: Path) -> None:
    # The same few evenings each time, so that nobody's change fails by another one's luck.
    play(template, tmp_path, settings(max_examples=6, stateful_step_count=40, derandomize=True))


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_whatever_people_do_for_long(template: bytes, tmp_path: Path) -> None:
    play(template, tmp_path, settings(max_examples=1_000, stateful_step_count=50))


def play(template: bytes, folder: Path, how: settings) -> None:
    """Let people do what they like, each time in a club of their own."""
    # What failed is neither made smaller nor explained: that takes longer than all the rest.
    phases = [Phase.explicit, Phase.generate]
    run_state_machine_as_test(living_on(Growth, template, folder), settings=settings(how, phases=phases))
