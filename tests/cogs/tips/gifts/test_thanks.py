from __future__ import annotations

from dataclasses import replace

import pytest

from bot.clock import MovableClock
from bot.community.records import RecordBook
from bot.storage.database import Database
from cogs.tips.api import Tip
from cogs.tips.gifts.records import GiftRecords
from cogs.tips.gifts.thanks import Thanked, Thanks
from cogs.tips.refusals import NothingToThankFor
from tests.cogs.tips.conftest import Rules

GUILD, ALICE, BOB, CAROL = 10, 1, 2, 3
TIP = Tip(GUILD, ALICE, BOB, 5, "first", room_id=7)


@pytest.fixture
def thanks(book: Database, clock: MovableClock) -> Thanks:
    return Thanks(book, clock.now)


async def test_a_creator_thanks_once_and_learns_no_name_that_was_not_given(
    thanks: Thanks, rules: Rules
) -> None:
    await rules.ledger.tip(TIP)
    await rules.ledger.tip(replace(TIP, key="second", amount_minor=6, tipper_id=CAROL, is_anonymous=True))
    undone = await rules.ledger.tip(replace(TIP, key="third", amount_minor=7))
    await rules.ledger.reverse(GUILD, undone.transfer_id, by_id=9, reason="a slip")

    assert await thanks.thank(GUILD, BOB, "You *two*") == Thanked(2, (ALICE,), 1)
    with pytest.raises(NothingToThankFor):
        await thanks.thank(GUILD, BOB)

    (_back, _undone, gave, _welcome) = await rules.ledger.movements(GUILD, ALICE, 5)
    assert (gave.is_thanked, gave.thanks) == (True, "You *two*")
    (hidden, _welcome) = await rules.ledger.movements(GUILD, CAROL, 5)
    assert hidden.is_thanked
    assert not any(one.is_thanked for one in await rules.ledger.movements(GUILD, BOB, 9))


async def test_thanks_may_be_for_one_room(thanks: Thanks, rules: Rules) -> None:
    await rules.ledger.tip(replace(TIP, room_id=8))

    with pytest.raises(NothingToThankFor):
        await thanks.thank(GUILD, BOB, room_id=7)
    assert (await thanks.thank(GUILD, BOB, room_id=8)).tips == 1


@pytest.mark.parametrize("who", [ALICE, BOB])
async def test_who_is_forgotten_takes_the_words_of_thanks_along(
    thanks: Thanks, rules: Rules, book: Database, who: int
) -> None:
    await rules.ledger.tip(TIP)
    await thanks.thank(GUILD, BOB, "Dear Alice")
    records = RecordBook(book)
    records.add("cogs.tips", GiftRecords())
    assert (await records.about(GUILD, BOB))[0].records["thanks"] == [{"transfer": 3, "text": "Dear Alice"}]

    await records.forget(GUILD, who)

    assert "thanks" not in (await records.about(GUILD, BOB))[0].records
    assert not any(one.is_thanked for one in await rules.ledger.movements(GUILD, ALICE, 9))
