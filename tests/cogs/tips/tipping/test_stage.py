"""Tips where people listen: from the card of a room, to one, to all on stage, and into the jar."""

from __future__ import annotations

from bot.sandbox.people.person import Person
from bot.sandbox.people.seen import SeenMessage
from bot.testing import eventually
from tests.cogs.house import House
from tests.cogs.tips.test_settings import set_tips
from tests.cogs.tips.tipping.conftest import button, comes_up, has, labels


def card(house: House, reader: Person) -> SeenMessage | None:
    found = [each for each in reader.messages(house.stage_id) if "**Host:**" in each.text]
    return found[0] if found else None


def said(house: House, reader: Person, words: str) -> bool:
    return any(words in each.text for each in reader.messages(house.stage_id))


async def test_a_speaker_is_tipped_from_the_card_and_thanks(house: House) -> None:
    host = await house.room()
    ada, bob = await house.listener("Ada"), await house.listener("Bob")
    await comes_up(house, host, bob)
    await eventually(lambda: (shown := card(house, ada)) and "Tip Bob" in labels(shown))
    shown = card(house, ada)
    assert shown is not None

    offered = await ada.click(shown.id, button(shown, "Tip Bob"))
    await ada.click(offered.message_id, button(offered, "10 points"))
    assert await has(house, bob) == 110

    await eventually(lambda: said(house, bob, f"{ada.mention} gave {bob.mention} 10 points"))
    notice = next(each for each in bob.messages(house.stage_id) if "Tips in this room" in each.text)
    thanked = await bob.click(notice.id, notice.custom_ids[0])
    assert "You thanked for one tip" in thanked.text
    assert "no tip that you have not thanked for" in (await bob.click(notice.id, notice.custom_ids[0])).text
    await eventually(lambda: said(house, ada, f"{bob.mention} thanks {ada.mention}"))
    assert f"10 to {bob.mention}, who thanks you" in (await ada.slash("wallet")).text


async def test_an_amount_is_shared_among_all_on_stage_whole_or_not_at_all(house: House) -> None:
    host = await house.room()
    ada, bob, cleo = [await house.listener(name) for name in ("Ada", "Bob", "Cleo")]
    nobody = await ada.slash("tips split", amount="10")
    assert "Nobody else who takes tips is on stage" in nobody.text
    await comes_up(house, host, bob, cleo)
    await eventually(lambda: (shown := card(house, ada)) and "Tip Cleo" in labels(shown))
    shown = card(house, ada)
    assert shown is not None

    asked = await ada.click(shown.id, button(shown, "Tip"))
    offered = await ada.click(asked.message_id, button(asked, "All on stage"))
    assert f"{bob.mention}, {cleo.mention}" in offered.text
    await ada.click(offered.message_id, button(offered, "Another amount, or a note"))
    given = await ada.submit({"amount": "9", "note": "both of you"})

    assert f"- {bob.mention}: 5\n- {cleo.mention}: 4" in given.text
    assert [await has(house, one) for one in (ada, bob, cleo)] == [91, 105, 104]
    assert "5 from" in (await bob.slash("wallet")).text
    assert cleo.mention not in (await bob.slash("wallet")).text
    assert f"9 to {bob.mention}, {cleo.mention}: “both of you”" in (await ada.slash("wallet")).text
    assert "give at least 2" in (await ada.slash("tips split", amount="1")).text
    assert "less than 9" not in (await ada.slash("tips split", amount="91", anonymous=True)).text
    assert [await has(house, one) for one in (ada, bob, cleo)] == [0, 151, 149]


async def test_without_the_setting_no_card_asks_for_tips(house: House) -> None:
    await set_tips(house, tip_buttons=False)
    host = await house.room()

    await eventually(lambda: card(house, host) is not None)

    shown = card(house, host)
    assert shown is not None
    assert [label for label in labels(shown) if "Tip" in label or "Jar" in label] == []
