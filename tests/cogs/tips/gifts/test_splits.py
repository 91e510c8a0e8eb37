from __future__ import annotations

import pytest

from bot.events import Events
from bot.storage.database import Database
from cogs.tips.api import KeyUsedForAnotherTip, OverBalance, Tip, TipReceived
from cogs.tips.gifts.receiving import Receiving
from cogs.tips.gifts.splits import Part, Splits
from cogs.tips.refusals import NobodyOnStage, OverOne, SplitTooSmall
from cogs.tips.verify import verify
from tests.cogs.tips.conftest import Rules

GUILD, ALICE, BOB, CAROL, DAVE = 10, 1, 2, 3, 4
GIFT = Tip(GUILD, ALICE, 0, 50, "first", room_id=5)


@pytest.fixture
def splits(book: Database, rules: Rules) -> Splits:
    return Splits(rules.ledger, Receiving(book, rules.settings))


async def test_all_on_stage_get_the_same_and_who_came_up_first_what_is_left_over(
    splits: Splits, rules: Rules, book: Database, events: Events
) -> None:
    told: list[TipReceived] = []

    async def hear(event: TipReceived) -> None:
        told.append(event)

    events.subscribe(TipReceived, hear)
    split = await splits.give(GIFT, (DAVE, ALICE, CAROL, BOB))
    again = await splits.give(GIFT, (DAVE, ALICE, CAROL, BOB))

    assert split == again
    assert split.parts == (Part(DAVE, 17), Part(CAROL, 17), Part(BOB, 16))
    assert split.balance_minor == 50
    assert [await rules.ledger.balance(GUILD, user_id) for user_id in (BOB, CAROL, DAVE)] == [116, 117, 117]
    assert [(one.tip.creator_id, one.tip.amount_minor) for one in told] == [
        (DAVE, 17),
        (CAROL, 17),
        (BOB, 16),
    ]
    assert (await verify(book)).tips == 1


async def test_a_split_is_given_whole_or_not_at_all(splits: Splits, rules: Rules) -> None:
    await rules.set(GUILD, most_to_one_a_day=20)
    await rules.ledger.tip(Tip(GUILD, ALICE, BOB, 10, "before"))

    with pytest.raises(OverOne):
        await splits.give(GIFT, (CAROL, DAVE, BOB))
    with pytest.raises(OverBalance):
        await splits.give(Tip(GUILD, ALICE, 0, 91, "second"), tuple(range(5, 15)))

    assert [await rules.ledger.balance(GUILD, user_id) for user_id in (ALICE, BOB, CAROL)] == [90, 110, 100]


async def test_who_takes_no_tips_is_left_out_and_with_nobody_else_it_is_refused(
    splits: Splits, rules: Rules, book: Database
) -> None:
    await Receiving(book, rules.settings).choose(GUILD, CAROL, is_on=False)

    assert (await splits.give(GIFT, (CAROL, BOB))).parts == (Part(BOB, 50),)
    with pytest.raises(NobodyOnStage):
        await splits.give(GIFT, (CAROL, ALICE))
    with pytest.raises(SplitTooSmall):
        await splits.give(Tip(GUILD, ALICE, 0, 1, "second"), (BOB, DAVE))


async def test_a_second_press_after_the_stage_has_changed_gives_nothing(splits: Splits, rules: Rules) -> None:
    await splits.give(GIFT, (BOB, CAROL))

    with pytest.raises(KeyUsedForAnotherTip):
        await splits.give(GIFT, (BOB, DAVE), confirmed=True)

    assert await rules.ledger.balance(GUILD, ALICE) == 50
