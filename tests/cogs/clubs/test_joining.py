from __future__ import annotations

from typing import Any

from bot.sandbox.people.person import Person
from bot.sandbox.world.components import walk
from bot.testing import eventually, running
from tests.cogs.clubs.scene import Scene, pressable
from tests.cogs.house import CLUB, House


async def ask(scene: Scene, name: str, answer: str = "", *, tell: bool = False) -> Person:
    """Let somebody ask to come in."""
    person = scene.house.person(name)
    await person.slash("club join", club=CLUB)
    fields = {"answer": answer, "tell": tell} if answer else {"tell": tell}
    assert "on the waitlist" in (await person.submit(fields)).text
    return person


async def test_whoever_comes_into_a_club_by_approval_is_asked_and_waits(scene: Scene) -> None:
    assert "approves who comes in" in (await scene.way_in("approval", "Which owl?", required=True)).text
    ada = scene.house.person("Ada")

    form = await ada.slash("club join", club=CLUB)
    assert form.modal is not None
    assert "Which owl?" in str(form.modal)
    seen = await ada.submit({"answer": "The *snowy* one"})

    assert "`/club mine` shows it" in seen.text
    assert "you are on its waitlist" in (await ada.slash("club mine")).text
    assert "already" in (await ada.slash("club join", club=CLUB)).text
    assert "no longer wait" in (await scene.press(ada, seen, "withdraw")).text
    assert "You are in no club" in (await ada.slash("club mine")).text


async def test_whoever_waits_goes_off_the_list_without_the_button_too(scene: Scene) -> None:
    await scene.way_in("approval")
    ada = await ask(scene, "Ada")

    assert "`/club leave` takes it back" in (await ada.slash("club join", club=CLUB)).text
    assert "no longer wait" in (await ada.slash("club leave", club=CLUB)).text

    assert "You are not in" in (await ada.slash("club leave", club=CLUB)).text
    assert "Nobody waits." in (await scene.owner.slash("club waitlist", club=CLUB)).text


async def test_an_admin_lets_people_in_and_declines_them_with_a_reason(scene: Scene) -> None:
    await scene.way_in("approval", "Which owl?")
    ada, bob = await ask(scene, "Ada", "snowy\n# big", tell=True), await ask(scene, "Bob", tell=True)

    page = await scene.owner.slash("club waitlist", club=CLUB)
    assert "2 people wait" in page.text
    assert "> \\# big" in page.text
    left = await scene.press(scene.owner, page, "accept")
    assert f"{ada.mention} is in, as member number 2." in left.text
    assert "One person waits." in left.text
    await scene.press(scene.owner, left, "decline")
    done = await scene.owner.submit({"reason": "No more perches"})

    assert f"{bob.mention} was declined." in done.text
    assert "Nobody waits." in done.text
    await eventually(lambda: ada.direct_messages and bob.direct_messages)
    assert ada.direct_messages[0].text.endswith("you are in. Welcome!")
    assert bob.direct_messages[0].text.endswith("No more perches")


async def test_nobody_is_written_to_who_did_not_ask_for_it(scene: Scene) -> None:
    await scene.way_in("approval")
    ada, bob = await ask(scene, "Ada"), await ask(scene, "Bob", tell=True)
    page = await scene.owner.slash("club waitlist", club=CLUB)

    left = await scene.press(scene.owner, page, "accept")
    await scene.press(scene.owner, left, "accept")

    await eventually(lambda: bob.direct_messages)
    assert ada.direct_messages == []


async def test_two_admins_who_press_at_once_decide_once(scene: Scene) -> None:
    await scene.way_in("approval")
    await ask(scene, "Ada")
    first = await scene.owner.slash("club waitlist", club=CLUB)
    second = await scene.steward.slash("club waitlist", club=CLUB)

    await scene.press(scene.owner, first, "accept")

    assert "decided this already" in (await scene.press(scene.steward, second, "accept")).text


async def test_all_who_wait_are_let_in_one_after_the_other_in_sight(scene: Scene) -> None:
    await scene.way_in("approval")
    people = [await ask(scene, f"Owl {number}") for number in range(7)]
    page = await scene.owner.slash("club waitlist", club=CLUB)
    page = await scene.owner.click(page.message_id, next(i for i in page.custom_ids[::-1] if "waitlist" in i))
    assert "Owl" not in page.text

    seen = await scene.press(scene.owner, page, "acceptall")

    assert "Letting in all who wait" in seen.text
    club = await scene.club()
    for _ in range(200):
        if await scene.book.waitlist.count(club.id) == 0:
            break
        await scene.owner.slash("club mine")
    assert [await scene.role_of(person) for person in people] == ["member"] * 7
    again = await scene.owner.slash("club waitlist", club=CLUB)
    assert "Nobody waits." in again.text


async def test_the_queue_works_after_a_restart(scene: Scene, house: House) -> None:
    await scene.way_in("approval")
    ada = await ask(scene, "Ada")
    page, config = await scene.owner.slash("club waitlist", club=CLUB), house.bot.config
    await house.bot.close()

    async with running(house.sandbox, config):
        left = await scene.owner.click(page.message_id, pressable(page, "decline"))
        assert left.modal is not None
        declined = await scene.owner.submit({})

    assert f"{ada.mention} was declined." in declined.text


async def test_who_may_not_decide_sees_no_waitlist(scene: Scene) -> None:
    ada = await scene.member("Ada")
    await scene.way_in("approval")

    assert "leaders, admins and the owner" in (await ada.slash("club waitlist", club=CLUB)).text


async def test_leaving_is_done_at_once_and_an_owner_is_told_what_follows(scene: Scene) -> None:
    ada = await scene.member("Ada")
    bob = await scene.member("Bob")

    assert "You have left" in (await bob.slash("club leave", club=CLUB)).text
    asked = await scene.owner.slash("club leave", club=CLUB)
    assert f"{ada.mention} becomes its owner" in asked.text
    assert await scene.role_of(scene.owner) == "owner"
    assert "You have left" in (await scene.press(scene.owner, asked, "leave")).text

    assert await scene.role_of(ada) == "owner"
    last = await ada.slash("club leave", club=CLUB)
    assert "the club is archived" in last.text
    await scene.press(ada, last, "leave")
    assert (await scene.club()).archived


async def test_a_club_is_followed_by_choosing_how_to_be_told(scene: Scene) -> None:
    ada = scene.house.person("Ada")
    card = await ada.slash("club info", club=CLUB)

    asked = await scene.press(ada, card, "follow")
    followed = await scene.press(ada, asked, "tell")
    assert "direct message" in followed.text
    assert "you follow it" in (await ada.slash("club mine")).text

    assert "no text channel" in (await ada.slash("club follow", club=CLUB, how="channel")).text
    assert "no longer follow" in (await ada.slash("club unfollow", club=CLUB)).text
    assert "do not follow" in (await ada.slash("club unfollow", club=CLUB)).text
    assert ada.direct_messages == []


async def test_a_forged_button_reaches_no_club_of_another_community(scene: Scene) -> None:
    elsewhere = await scene.book.create(scene.guild.id + 1, "Secret", 77)
    ada = scene.house.person("Ada")
    card = await ada.slash("club info", club=CLUB)
    message = scene.house.sandbox.world.messages[scene.house.sandbox.house.text.id][card.message_id or 0]
    button = next(b for b in _buttons(message.components) if b.get("custom_id", "").startswith("clubs:join"))
    button["custom_id"] = f"clubs:join:{elsewhere.id}"

    seen = await ada.click(card.message_id, button["custom_id"])

    assert "no club of that name" in seen.text
    assert await scene.book.role_of(elsewhere.id, ada.id) is None


def _buttons(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [part for part in walk(components) if part["type"] == 2]
