"""What hosts do about people: by rank, with a reason, an end and an undo, and none of it unseen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.testing import eventually
from cogs.clubs.api import ClubRole
from cogs.hands.moderation import What
from cogs.hands.ranks import Person, Standing, may_moderate
from cogs.hands.refusals import KeptOut, MayNotModerate, NothingToUndo, NotInRoom, NotKeptOut
from cogs.rooms.api import CloseReason, StageRole
from tests.cogs.hands.evening import INSTANCE, OWNER, STAGE, Evening

ADA, BOB = Person(11), Person(12)
HOST = Person(OWNER)
STANDINGS = st.builds(
    Standing,
    st.builds(Person, st.integers(1, 3), st.booleans(), st.booleans()),
    st.sampled_from([None, *ClubRole]),
    st.booleans(),
    st.booleans(),
)


@given(STANDINGS, STANDINGS)
def test_nobody_acts_against_an_equal_a_higher_one_or_the_communitys_owner(
    actor: Standing, target: Standing
) -> None:
    if may_moderate(actor, target):
        assert actor.height > target.height
        assert not target.person.owns_community
        assert not may_moderate(target, actor)
        assert actor.person.user_id != target.person.user_id


@pytest.mark.parametrize(
    ("actor", "target", "may"),
    [
        (Standing(ADA, hosts=True), Standing(BOB), True),
        (Standing(ADA, hosts=True), Standing(BOB, ClubRole.LEADER, hosts=True), False),
        (Standing(ADA, ClubRole.LEADER, hosts=True, opened=True), Standing(BOB, ClubRole.LEADER), True),
        (Standing(ADA, ClubRole.MEMBER), Standing(BOB), False),
        (Standing(ADA, ClubRole.OWNER, hosts=True), Standing(Person(12, steward=True)), False),
        (Standing(Person(11, owns_community=True)), Standing(BOB, ClubRole.OWNER), True),
    ],
    ids=["co-host", "leader over co-host", "opener", "member", "steward", "community's owner"],
)
def test_who_may_act_against_whom(actor: Standing, target: Standing, may: bool) -> None:
    assert may_moderate(actor, target) is may


@pytest.mark.parametrize("bots", [set(), {ADA.user_id}], ids=["person", "bot"])
async def test_whoever_is_kept_out_is_sent_away_and_their_hand_is_not_taken(
    evening: Evening, bots: set[int]
) -> None:
    evening.bots |= bots
    await evening.stage.becomes(ADA.user_id, StageRole.AUDIENCE)
    await evening.desk.moderation.keep_out(
        evening.room, HOST, ADA, of_club=False, reason="shouts", until=None
    )
    assert evening.stage.removed == [ADA.user_id]
    await evening.stage.becomes(ADA.user_id, None)

    await evening.stage.becomes(ADA.user_id, StageRole.AUDIENCE)

    assert evening.stage.removed == [ADA.user_id] * 2
    with pytest.raises(KeptOut):
        await evening.desk.asking.raise_hand(evening.room, ADA.user_id, ())


async def test_whoever_is_kept_out_and_came_while_the_bot_was_away_is_sent_away(evening: Evening) -> None:
    await evening.desk.moderation.keep_out(evening.room, HOST, ADA, of_club=True, reason="", until=None)
    evening.stage.roles.update({ADA.user_id: StageRole.HAND_RAISED, BOB.user_id: StageRole.AUDIENCE})

    await evening.back()

    assert evening.stage.removed == [ADA.user_id]
    assert await evening.order() == []


async def test_a_room_is_one_room_and_a_club_is_all_of_its_rooms(evening: Evening) -> None:
    for person, of_club in ((ADA, False), (BOB, True)):
        await evening.desk.moderation.keep_out(
            evening.room, HOST, person, of_club=of_club, reason="", until=None
        )
    await evening.rooms.close(STAGE, CloseReason.HOST)

    later = await evening.open()

    assert not await evening.desk.moderation.is_kept_out(later, ADA.user_id)
    assert await evening.desk.moderation.is_kept_out(later, BOB.user_id)


async def test_whoever_is_kept_out_of_a_club_is_sent_away_from_all_its_rooms(evening: Evening) -> None:
    club = await evening.clubs.get(evening.room.club_id)
    plan = await evening.rooms.openings.plan(club, STAGE + 1, "Trane", OWNER)
    await evening.rooms.openings.go_live(plan.id, INSTANCE + 1)
    await evening.stage.becomes(ADA.user_id, StageRole.AUDIENCE)

    await evening.desk.moderation.keep_out(evening.room, HOST, ADA, of_club=True, reason="", until=None)
    await evening.desk.moderation.keep_out(evening.room, HOST, ADA, of_club=False, reason="", until=None)

    assert evening.stage.removed_from == [STAGE, STAGE + 1, STAGE]


async def test_an_exclusion_ends_by_itself_or_is_lifted(evening: Evening) -> None:
    until = evening.clock.now() + timedelta(hours=12)
    moderation = evening.desk.moderation
    await moderation.keep_out(evening.room, HOST, ADA, of_club=True, reason="", until=until)
    deed = await moderation.keep_out(evening.room, HOST, BOB, of_club=True, reason="", until=None)

    assert await moderation.undo(evening.room, HOST, BOB, deed) is What.KEPT_OUT_OF_CLUB
    assert not await moderation.is_kept_out(evening.room, BOB.user_id)
    with pytest.raises(NotKeptOut):
        await moderation.let_in(evening.room, HOST, BOB)
    assert await moderation.is_kept_out(evening.room, ADA.user_id)
    evening.clock.advance(12 * 3600 + 1)
    assert not await moderation.is_kept_out(evening.room, ADA.user_id)


async def test_what_is_done_is_kept_and_what_can_be_is_undone(evening: Evening) -> None:
    moderation = evening.desk.moderation
    await evening.stage.becomes(ADA.user_id, StageRole.SPEAKER)

    deed = await moderation.mute(evening.room, HOST, ADA, muted=True)
    assert evening.stage.muted == {ADA.user_id}
    await moderation.undo(evening.room, HOST, ADA, deed)
    assert evening.stage.muted == set()
    removed = await moderation.remove(evening.room, HOST, ADA)

    with pytest.raises(NothingToUndo):
        await moderation.undo(evening.room, HOST, ADA, removed)
    assert [done.what for done in await moderation.history(evening.room, 9)] == [
        What.REMOVED,
        What.UNMUTED,
        What.MUTED,
    ]


async def test_who_was_sent_to_the_audience_is_invited_back_and_that_once(evening: Evening) -> None:
    moderation = evening.desk.moderation
    await evening.stage.becomes(ADA.user_id, StageRole.SPEAKER)
    deed = await moderation.send_back(evening.room, HOST, ADA)

    assert await moderation.undo(evening.room, HOST, ADA, deed) is What.TO_AUDIENCE

    assert evening.stage.roles[ADA.user_id] is StageRole.INVITED
    with pytest.raises(NothingToUndo):
        await moderation.undo(evening.room, HOST, ADA, deed)
    assert [done.what for done in await moderation.history(evening.room, 9)] == [
        What.UNDONE,
        What.TO_AUDIENCE,
    ]


async def test_taken_back_it_is_as_it_was_and_not_only_open(evening: Evening) -> None:
    moderation, until = evening.desk.moderation, evening.clock.now() + timedelta(days=7)
    first = await moderation.keep_out(evening.room, HOST, ADA, of_club=True, reason="", until=until)
    second = await moderation.keep_out(evening.room, HOST, ADA, of_club=False, reason="", until=None)

    await moderation.undo(evening.room, HOST, ADA, second)
    assert await moderation.is_kept_out(evening.room, ADA.user_id)
    let_in = await moderation.let_in(evening.room, HOST, ADA)
    assert not await moderation.is_kept_out(evening.room, ADA.user_id)
    await moderation.undo(evening.room, HOST, ADA, let_in)

    assert await moderation.is_kept_out(evening.room, ADA.user_id)
    for deed in (second, let_in):
        with pytest.raises(NothingToUndo):
            await moderation.undo(evening.room, HOST, ADA, deed)
    evening.clock.advance(7 * 86_400 + 1)
    assert not await moderation.is_kept_out(evening.room, ADA.user_id)
    with pytest.raises(NothingToUndo):
        await moderation.undo(evening.room, HOST, ADA, first)


async def test_what_somebody_else_has_ended_meanwhile_is_not_taken_back(evening: Evening) -> None:
    moderation = evening.desk.moderation
    deed = await moderation.keep_out(evening.room, HOST, ADA, of_club=True, reason="", until=None)
    await moderation.let_in(evening.room, HOST, ADA)

    with pytest.raises(NothingToUndo):
        await moderation.undo(evening.room, HOST, ADA, deed)


async def test_nothing_is_done_to_who_is_not_there_or_stands_too_high(evening: Evening) -> None:
    steward = Person(13, steward=True)
    await evening.stage.becomes(steward.user_id, StageRole.SPEAKER)

    with pytest.raises(NotInRoom):
        await evening.desk.moderation.mute(evening.room, HOST, ADA, muted=True)
    for target in (steward, HOST):
        with pytest.raises(MayNotModerate):
            await evening.desk.moderation.remove(evening.room, HOST, target)
    with pytest.raises(MayNotModerate):
        await evening.desk.moderation.remove(evening.room, ADA, BOB)

    assert evening.stage.removed == []
    assert await evening.desk.moderation.history(evening.room, 9) == []


async def test_a_report_is_brought_to_the_channel_that_was_chosen(evening: Evening) -> None:
    await evening.set(report_channel="4711")

    await evening.desk.reports.owe(evening.room, ADA.user_id, BOB.user_id, "He\nshouts")

    await eventually(lambda: evening.stage.reports)
    (report,) = evening.stage.reports
    assert (report.channel_id, report.by, report.about, report.text) == (4711, 11, 12, "He shouts")
