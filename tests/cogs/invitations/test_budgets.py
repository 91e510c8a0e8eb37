"""The rule by which invitations are earned, and spending them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.settings import SettingStore
from bot.settings.refusals import SettingRefused
from bot.storage.constraints import violated_constraint
from cogs.invitations.api import NoInvitationLeft
from cogs.invitations.budgets import ATTENDED, HOSTED, Credit, _earned, earned, refusal, rooms_to_next
from cogs.invitations.refusals import BudgetAtMost, RoomsBringNothing
from cogs.invitations.settings import InvitationSettings
from cogs.invitations.tables import BudgetRow, CreditRow
from tests.cogs.invitations.circle import ADA, BOB, CLEO, DAN, GUILD, OWNER, Circle

SMALL = st.integers(0, 40)
RULES = st.builds(
    InvitationSettings,
    start=st.integers(0, 5),
    rooms_for_one=st.integers(0, 6),
    for_hosting=st.integers(0, 3),
    most=st.integers(5, 30),
)


async def test_taking_part_brings_more_by_the_rule(circle: Circle) -> None:
    await circle.rule(start=1, rooms_for_one=3, for_hosting=2, most=6)
    assert await circle.left(ADA) == 1

    await circle.earn(ADA, attended=2)
    assert await circle.left(ADA) == 1
    await circle.earn(ADA, attended=1)
    assert await circle.left(ADA) == 2
    await circle.earn(ADA, hosted=1)
    assert await circle.left(ADA) == 4
    await circle.earn(ADA, attended=300, hosted=50)
    assert await circle.left(ADA) == 6


async def test_a_change_of_the_rule_holds_at_once_and_takes_nothing_back(circle: Circle) -> None:
    for person in (CLEO, DAN):
        await circle.invite(ADA, person)

    await circle.rule(start=1)
    assert await circle.left(ADA) == 0
    with pytest.raises(NoInvitationLeft):
        await circle.invite(ADA, 9)

    await circle.rule(start=4)
    assert await circle.left(ADA) == 2


async def test_a_club_without_a_rule_of_its_own_has_its_communitys(circle: Circle) -> None:
    other = await circle.clubs.create(GUILD, "Folk", ADA)
    await circle.rule(start=9)

    assert (await circle.book.budget(other, BOB)).start == 3
    assert (await circle.budget(BOB)).start == 9


@given(rule=RULES, attended=SMALL, hosted=SMALL)
def test_the_refusal_names_what_brings_the_next(rule: InvitationSettings, attended: int, hosted: int) -> None:
    said = refusal("Jazz", rule, attended, hosted)
    now, rooms = earned(rule, attended, hosted), rooms_to_next(rule, attended)

    if isinstance(said, BudgetAtMost):
        assert now == rule.most or not (rule.rooms_for_one or rule.for_hosting)
        return
    ways = said.placeholders["ways"]
    if ways in {"both", "attending"}:
        assert rooms is not None
        assert earned(rule, attended + rooms, hosted) == now + 1
        assert earned(rule, attended + rooms - 1, hosted) == now
    if ways in {"both", "hosting"}:
        assert earned(rule, attended, hosted + 1) == min(rule.most, now + rule.for_hosting)


@pytest.mark.parametrize("rooms_for_one", [0, 1, 4])
async def test_the_database_and_the_rule_count_alike(circle: Circle, rooms_for_one: int) -> None:
    rule = InvitationSettings(start=2, rooms_for_one=rooms_for_one, for_hosting=3, most=12)
    for person in range(1, 25):
        await circle.earn(person, attended=person, hosted=person % 3)

    async with circle.database.reading() as session:
        rows = (await session.execute(select(BudgetRow.attended, BudgetRow.hosted, _earned(rule)))).all()

    assert len(rows) == 24
    assert [got for _, _, got in rows] == [earned(rule, attended, hosted) for attended, hosted, _ in rows]


async def test_at_most_is_said_where_nothing_brings_more(circle: Circle) -> None:
    await circle.rule(start=1, most=1)
    await circle.invite(ADA, CLEO)

    with pytest.raises(BudgetAtMost) as refused:
        await circle.invite(ADA, DAN)

    assert refused.value.placeholders["most"] == 1


async def test_where_nobody_notes_who_comes_to_rooms_none_are_promised_for_them(circle: Circle) -> None:
    await circle.rule(start=1)
    await circle.invite(ADA, CLEO)
    circle.notes_attendance = False

    with pytest.raises(RoomsBringNothing):
        await circle.invite(ADA, DAN)


async def test_nobody_begins_with_more_than_the_most(circle: Circle) -> None:
    with pytest.raises(SettingRefused):
        await circle.rule(start=30)
    with pytest.raises(ValidationError):
        InvitationSettings(start=5, most=4)


async def test_a_room_is_credited_once_however_often_it_is_told(circle: Circle) -> None:
    rooms = [Credit(ADA, ATTENDED), Credit(BOB, ATTENDED), Credit(OWNER, HOSTED)]

    for _ in range(2):
        async with circle.database.transaction() as session:
            counted = await circle.book.budgets.credit(session, circle.club, 7, rooms, circle.clock.now())

    assert counted == []
    assert [(await circle.budget(person)).attended for person in (ADA, BOB, OWNER)] == [1, 1, 0]
    assert (await circle.budget(OWNER)).hosted == 1
    async with circle.database.reading() as session:
        rows = await session.execute(select(CreditRow.user_id, CreditRow.what).order_by(CreditRow.user_id))
        assert rows.all() == [(OWNER, HOSTED), (ADA, ATTENDED), (BOB, ATTENDED)]


@pytest.mark.parametrize(
    ("column", "constraint"),
    [("spent", "ck_invitations_budget_spent"), ("hosted", "ck_invitations_budget_earned")],
)
async def test_the_database_refuses_a_negative_budget(circle: Circle, column: str, constraint: str) -> None:
    await circle.earn(ADA)

    async def write() -> None:
        async with circle.database.transaction() as session:
            row = await session.get_one(BudgetRow, (circle.club.id, ADA))
            setattr(row, column, -1)

    with pytest.raises(IntegrityError) as refused:
        await write()

    assert violated_constraint(refused.value) == constraint


async def test_the_settings_can_be_shown(circle: Circle) -> None:
    store = SettingStore(circle.database, circle.events, circle.clock.now)
    store.declare("invitations", "cogs.invitations", InvitationSettings)

    declared = store.declared_by("invitations")

    assert declared.model.per_club
    assert [setting.name for setting in declared.settings] == list(InvitationSettings.model_fields)
