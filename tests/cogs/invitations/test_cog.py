"""Invitations as people of the community meet them: commands, buttons, what others see."""

from __future__ import annotations

import pytest

from bot.sandbox.people.person import Person
from bot.sandbox.people.seen import SeenMessage
from bot.testing import eventually, running
from tests.cogs.house import CLUB, House
from tests.cogs.invitations.party import Party, party, pressable, seen_by


@pytest.fixture
async def jam(house: House) -> Party:
    return await party(house)


async def invited(jam: Party, name: str = "Bob", locale: str = "en-US") -> tuple[Person, SeenMessage]:
    """Let Ada invite somebody; answers them, and the message that they see."""
    person = jam.house.person(name, locale)
    await jam.send(jam.ada, person)
    return person, person.messages()[-1]


async def test_a_member_is_invited_in_the_channel_and_comes_in_by_the_button(jam: Party) -> None:
    bob = jam.house.person("Bob")

    sent = await jam.send(jam.ada, bob)
    assert f"{bob.mention} is invited into **{CLUB}**" in sent.text
    assert "You have 2 invitations left." in sent.text
    assert sent.ephemeral
    message = bob.messages()[-1]
    assert f"{bob.mention}, {jam.ada.mention} invites you into the club **{CLUB}**" in message.text
    assert message.payload["mentions"][0]["id"] == str(bob.id)
    seen = await bob.click(message.id, pressable(message, "accept"))

    assert seen.text == f"Welcome to **{CLUB}**. You are member number 3."
    assert await jam.came_by(bob) == jam.ada.id
    await eventually(lambda: not seen_by(bob, message.id).custom_ids)
    assert "came into the club" in seen_by(bob, message.id).text
    assert f"invited by {jam.ada.mention}" in (await bob.slash("club member", club=CLUB)).text.lower()


async def test_who_says_no_is_left_alone_and_the_invitation_comes_back(jam: Party) -> None:
    bob, message = await invited(jam)

    declined = await bob.click(message.id, pressable(message, "decline"))

    assert "for a week" in declined.text
    assert "3 invitations left" in await jam.left(jam.ada)
    assert "said no" in (await jam.send(jam.hana, bob)).text
    await eventually(lambda: "is over" in seen_by(bob, message.id).text)
    assert await jam.role_of(bob) is None


async def test_only_the_invited_answers_and_only_once(jam: Party) -> None:
    bob, message = await invited(jam)
    accept = pressable(message, "accept")

    assert "for somebody else" in (await jam.hana.click(message.id, accept)).text
    assert "for somebody else" in (await jam.hana.click(message.id, pressable(message, "decline"))).text
    listed = await bob.slash("invitation list")
    await bob.click(message.id, accept)

    again = await bob.click(listed.message_id, pressable(listed, "accept"))
    assert "already" in again.text
    assert "is over" in (await bob.click(listed.message_id, pressable(listed, "decline"))).text


async def test_whoever_wants_direct_messages_gets_one_and_nobody_else_does(jam: Party) -> None:
    bob, cleo = jam.house.person("Bob", locale="fr"), jam.house.person("Cleo")
    await bob.slash("invitation receive", by="dm")

    assert "by direct message" in (await jam.send(jam.ada, bob)).text
    await jam.send(jam.ada, cleo)

    assert cleo.direct_messages == []
    (message,) = bob.direct_messages
    assert "vous invite dans le club" in message.text
    seen = await bob.click(message.id, pressable(message, "accept"))
    assert "Bienvenue" in seen.text
    await eventually(lambda: not bob.direct_messages[0].custom_ids)
    assert "est entré" in bob.direct_messages[0].text


async def test_an_invitation_that_discord_lets_not_through_can_still_be_answered(jam: Party) -> None:
    bob = jam.house.person("Bob")
    await bob.slash("invitation receive", by="dm")
    bob.user.accepts_dms = False

    assert "`/invitation list` shows it" in (await jam.send(jam.ada, bob)).text
    listed = await bob.slash("invitation list")
    await bob.click(listed.message_id, pressable(listed, "accept"))

    assert await jam.role_of(bob) == "member"


async def test_whoever_wants_no_invitations_gets_none(jam: Party) -> None:
    bob = jam.house.person("Bob")
    await bob.slash("invitation receive", by="nothing")

    assert "take no invitations here" in (await jam.send(jam.ada, bob)).text
    assert "3 invitations left" in await jam.left(jam.ada)


async def test_what_is_no_invitation_is_refused_with_what_would_make_it_one(jam: Party) -> None:
    bob, _ = await invited(jam)
    robot = jam.house.sandbox.world.application.bot

    assert "from yourself" in (await jam.send(jam.ada, jam.ada)).text
    assert "already" in (await jam.send(jam.ada, jam.hana)).text
    assert f"{jam.ada.mention} has invited them" in (await jam.send(jam.hana, bob)).text
    assert "`/club join`" in (await jam.send(bob, jam.house.person("Cleo"))).text
    assert "Bots" in (await jam.ada.slash("invitation send", person=robot.id, club=CLUB)).text
    await jam.hana.slash("club ban", club=CLUB, person=(dan := jam.house.person("Dan")).id)
    assert "an admin of the club decided" in (await jam.send(jam.ada, dan)).text
    nowhere = await jam.ada.slash("invitation send", person=bob.id, club="Nowhere")
    assert "no club of that name" in nowhere.text


async def test_who_has_none_left_reads_what_brings_more(jam: Party) -> None:
    for name in ("Bob", "Cleo", "Dan"):
        await invited(jam, name)

    refused = await jam.send(jam.ada, jam.house.person("Eve"))

    assert "5 more rooms that you attend for at least 10 minutes" in refused.text
    assert "a room that you open and run" in refused.text
    budget = (await jam.ada.slash("invitation budget", club=CLUB)).text
    assert "You have no invitation left." in budget
    assert "- 3 to begin with" in budget
    assert "5 more rooms that you attend bring the next." in budget
    assert "without a budget" in await jam.left(jam.hana)


async def test_what_one_gave_is_listed_offered_and_taken_back(jam: Party) -> None:
    bob, message = await invited(jam)
    (offered,) = await jam.ada.autocomplete("invitation revoke", "invitation", "bo")
    assert offered["name"].startswith(f"Bob · {CLUB}")
    assert "waits until" in (await jam.ada.slash("invitation list")).text

    taken = await jam.ada.slash("invitation revoke", invitation=offered["value"])

    assert f"The invitation of {bob.mention} is taken back." in taken.text
    assert "taken back" in (await jam.ada.slash("invitation list", club=CLUB)).text
    await eventually(lambda: "is over" in seen_by(bob, message.id).text)
    again = await jam.ada.slash("invitation revoke", invitation=offered["value"])
    assert "no such invitation" in again.text
    assert "no such invitation" in (await jam.ada.slash("invitation revoke", invitation="x")).text


async def test_those_who_decide_see_and_take_back_what_waits_in_their_club(jam: Party) -> None:
    await invited(jam)
    (offered,) = await jam.ada.autocomplete("invitation revoke", "invitation")

    assert "owner and the admins" in (await jam.ada.slash("invitation list", club=CLUB, everybody=True)).text
    assert "Name the club" in (await jam.hana.slash("invitation list", everybody=True)).text
    listed = await jam.hana.slash("invitation list", club=CLUB, everybody=True)
    assert jam.ada.mention in listed.text
    await jam.hana.slash("invitation revoke", invitation=offered["value"])

    assert "3 invitations left" in await jam.left(jam.ada)


async def test_a_long_list_has_pages(jam: Party) -> None:
    for number in range(12):
        await jam.send(jam.hana, jam.house.person(f"Guest {number}"))

    first = await jam.hana.slash("invitation list")
    second = await jam.hana.click(first.message_id, pressable(first, "page"))

    assert first.text.count("waits until") == 10
    assert second.text.count("waits until") == 2
    newest = await jam.hana.click(second.message_id, pressable(second, "page"))
    assert newest.text.count("waits until") == 10


async def test_what_waits_for_somebody_has_pages_too_in_which_nothing_is_lost(jam: Party) -> None:
    bob = jam.house.person("Bob", locale="fr")
    assert "Il n'y a pas d'invitation ici" in (await bob.slash("invitation liste")).text
    names = ["One", "Two", "Three", "Four", "Five", "Six"]
    for owner, name in zip([jam.ada] * 3 + [jam.hana] * 3, names, strict=True):
        await owner.slash("club create", name=name)
        await owner.slash("invitation send", person=bob.id, club=name)

    first = await bob.slash("invitation liste")
    assert [name for name in names if name in first.text] == ["Three", "Four", "Five", "Six"]
    (two,) = await jam.ada.autocomplete("invitation revoke", "invitation", "two")
    await jam.ada.slash("invitation revoke", invitation=two["value"])
    second = await bob.click(first.message_id, pressable(first, "page"))
    assert "**Pour vous**" in second.text
    assert [name for name in names if name in second.text] == ["One"]

    assert "Bienvenue" in (await bob.click(second.message_id, pressable(second, "accept"))).text
    only = await bob.slash("invitation liste", club="One")
    assert "Il n'y a pas d'invitation ici" in only.text


async def test_the_buttons_work_after_a_restart(jam: Party) -> None:
    bob, message = await invited(jam)
    config = jam.house.bot.config
    await jam.house.bot.close()

    async with running(jam.house.sandbox, config):
        seen = await bob.click(message.id, pressable(message, "accept"))

    assert "Welcome" in seen.text


async def test_whoever_waits_is_let_in_by_a_member_at_the_cost_of_an_invitation(jam: Party) -> None:
    await jam.hana.slash("club edit", club=CLUB, what="way-in")
    await jam.hana.submit({"way": "approval", "question": "Why?", "required": False})
    bob = jam.house.person("Bob")
    await bob.slash("club join", club=CLUB)
    await bob.submit({"answer": "For the night.", "tell": True})

    seen = await jam.send(jam.ada, bob)

    assert f"{bob.mention} was on the waitlist of **{CLUB}**, and is in now as member number 3" in seen.text
    assert "You have 2 invitations left." in seen.text
    assert await jam.came_by(bob) == jam.ada.id
    await eventually(lambda: bob.direct_messages)
    assert CLUB in bob.direct_messages[0].text
    assert "from the waitlist" in (await jam.ada.slash("invitation list")).text
    assert bob.mention not in (await jam.hana.slash("club waitlist", club=CLUB)).text


async def test_the_whole_of_it_is_there_in_french(jam: Party) -> None:
    bob = jam.house.person("Bob", locale="fr")
    await bob.slash("club rejoindre", club=CLUB)

    budget = await bob.slash("invitation budget", club=CLUB)
    tree = await bob.slash("invitation arbre", club=CLUB)

    assert "Il vous reste 3 invitations." in budget.text
    assert "qui a fait entrer qui" in tree.text
