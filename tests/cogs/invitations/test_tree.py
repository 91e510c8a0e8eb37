"""The tree as people see it, and a branch that is frozen."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from bot.sandbox.people.person import Person
from bot.sandbox.people.seen import Seen
from tests.cogs.house import CLUB, House
from tests.cogs.invitations.party import Party, party, pressable


@pytest.fixture
async def jam(house: House) -> Party:
    return await party(house)


async def brings(jam: Party, inviter: Person, name: str) -> Person:
    """Let somebody invite a person who says yes."""
    person = jam.house.person(name)
    await jam.send(inviter, person)
    message = person.messages()[-1]
    await person.click(message.id, pressable(message, "accept"))
    return person


async def tree(asker: Person, **more: Any) -> Seen:
    return await asker.slash("invitation tree", club=CLUB, **more)


def picture(jam: Party, seen: Seen) -> Image.Image:
    """The picture that somebody sees."""
    (shown,) = jam.house.sandbox.world.messages[jam.house.sandbox.house.text.id][
        seen.message_id or 0
    ].attachments
    return Image.open(io.BytesIO(shown.data))


async def test_the_tree_shows_who_brought_whom(jam: Party) -> None:
    bob = await brings(jam, jam.ada, "Bob")
    cleo = await brings(jam, bob, "Cleo")

    seen = await tree(bob)

    assert seen.ephemeral
    assert seen.text.splitlines() == [
        f"**{CLUB}**: who brought whom",
        f"- {jam.hana.mention} · 1",
        f"- {jam.ada.mention} · 2",
        f"  - {bob.mention} · 3",
        f"    - {cleo.mention} · 4",
    ]
    branch = (await tree(bob, person=bob.id)).text
    assert f"Came by {jam.ada.mention}" in branch
    assert jam.hana.mention not in branch


async def test_the_tree_is_a_picture_too(jam: Party) -> None:
    await brings(jam, jam.ada, "Bob")

    seen = await tree(jam.ada, picture=True)

    image = picture(jam, seen)
    assert image.format == "PNG"
    assert image.width > 300
    assert "who brought whom" in seen.text


async def test_only_members_and_stewards_see_the_tree(jam: Party) -> None:
    stranger = jam.house.person("Sam")

    assert "You are not in" in (await tree(stranger)).text
    assert jam.ada.mention in (await tree(jam.house.manager())).text
    assert "never been in" in (await tree(jam.ada, person=stranger.id)).text


async def test_a_frozen_branch_invites_nobody_and_is_told_nothing(jam: Party) -> None:
    bob = await brings(jam, jam.ada, "Bob")
    cleo, dan = jam.house.person("Cleo"), jam.house.person("Dan")
    await jam.send(bob, cleo)
    waiting = cleo.messages()[-1]
    before = [len(person.messages()) for person in (jam.ada, bob, cleo)]

    frozen = await jam.hana.slash("invitation freeze", club=CLUB, person=jam.ada.id)

    assert "They are told nothing" in frozen.text
    assert "paused the invitations of your branch" in (await jam.send(bob, dan)).text
    assert "paused" in (await jam.ada.slash("invitation budget", club=CLUB)).text
    assert "is over" in (await cleo.click(waiting.id, "invitations:accept:" + waiting.custom_ids[0][-1])).text
    assert await jam.role_of(bob) == "member"
    assert "❄️" in (await tree(jam.hana)).text
    assert "❄️" not in (await tree(bob)).text
    assert [person.direct_messages for person in (jam.ada, bob, cleo)] == [[], [], []]
    assert all(
        len(person.messages()) >= was for person, was in zip((jam.ada, bob, cleo), before, strict=True)
    )


async def test_a_branch_that_is_unfrozen_invites_again(jam: Party) -> None:
    bob = await brings(jam, jam.ada, "Bob")
    await jam.hana.slash("invitation freeze", club=CLUB, person=jam.ada.id)

    assert "frozen already" in (await jam.hana.slash("invitation freeze", club=CLUB, person=jam.ada.id)).text
    assert "invites into" in (await jam.hana.slash("invitation unfreeze", club=CLUB, person=jam.ada.id)).text
    assert "No frozen branch" in (await jam.hana.slash("invitation unfreeze", club=CLUB, person=bob.id)).text

    assert "is invited" in (await jam.send(bob, jam.house.person("Cleo"))).text


async def test_who_does_not_decide_freezes_nobody(jam: Party) -> None:
    refused = await jam.ada.slash("invitation freeze", club=CLUB, person=jam.hana.id)

    assert "owner and the admins" in refused.text


async def test_who_asks_to_be_forgotten_leaves_the_tree_whole(jam: Party) -> None:
    bob = await brings(jam, jam.ada, "Bob")
    cleo = await brings(jam, bob, "Cleo")
    shown = await bob.slash("privacy show")
    assert "Which invitations you gave and got" in shown.text

    asked = await bob.slash("privacy forget")
    await bob.click(asked.message_id, next(one for one in asked.custom_ids if "forget" in one))

    lines = (await tree(jam.hana)).text.splitlines()
    assert bob.mention not in "".join(lines)
    assert lines[-1] == f"    - {cleo.mention} · 4"
    assert "(left)" in lines[-2]
