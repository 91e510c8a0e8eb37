"""`/tips statement`, `/tips chart` and the files, as people meet them."""

from __future__ import annotations

import pytest

from bot.sandbox.people.person import Person
from bot.sandbox.people.seen import Seen
from cogs.rooms.api import Rooms
from cogs.tips.api import Ledger, Tip
from cogs.tips.service import TipLedger
from tests.cogs.house import CLUB, TOPIC, House

#: Paper and pictures take a second of a processor that others may have just now.
SECONDS = 60.0


def ledger_of(house: House) -> TipLedger:
    return house.bot.service(TipLedger)


def has_file(seen: Seen) -> bool:
    """Whether a file has come with an answer."""
    return any(message.payload["attachments"] for message in seen.messages)


def is_shown(seen: Seen) -> bool:
    """Whether a picture has come."""
    return "tips.png" in str(seen.components)


def file_of(house: House, seen: Seen) -> bytes:
    """The file that came with an answer."""
    attachments = [each for message in seen.messages for each in message.payload["attachments"]]
    (attachment,) = attachments
    return house.sandbox.world.attachments[int(attachment["id"])].data


@pytest.fixture
async def evening(house: House) -> tuple[House, Person, Person]:
    """Give an evening at a club: Ada tips Bob in a room, in small tips of which there are many."""
    await house.room()
    ada, bob = house.person("Ada"), house.person("Bob", locale="fr")
    guild_id = house.sandbox.guild.id
    (room,) = house.bot.service(Rooms).of(guild_id)
    ledger = house.bot.service(Ledger)
    for number in range(1, 12):
        tip = Tip(guild_id, ada.id, bob.id, number, f"key {number}", room_id=room.id, club_id=room.club_id)
        await ledger.tip(tip)
    await ledger.tip(Tip(guild_id, ada.id, bob.id, 20, "last", note="=1+1 *you*", is_anonymous=True))
    return house, ada, bob


async def test_a_statement_is_gone_through_page_by_page_and_in_part(
    evening: tuple[House, Person, Person],
) -> None:
    house, ada, bob = evening

    seen = await ada.slash("tips statement", period="all")
    older = await ada.click(seen.message_id, seen.custom_ids[0])
    part = await ada.slash("tips statement", period="all", club=CLUB, member=bob.id)
    empty = await ada.slash("tips statement", period="2015-01")
    refused = await ada.slash("tips statement", period="soon")
    await ledger_of(house).reverse(house.sandbox.guild.id, 14, by_id=None, reason="a slip")
    undone = await ada.slash("tips statement", period="all")
    french = await bob.slash("tips statement", period="all", member=ada.id)

    assert "**Your statement: all time**\nBefore it **0 points**, in 100 points, out 86 points" in seen.text
    assert f"\u221220 points · To {bob.mention}: “=1+1 \\*you\\*” · 14" in seen.text
    assert "+20 points · Came back (undoes 14): “a slip” · 15" in undone.text
    assert f"\u221220 points · To {bob.mention} (undone by 15): “=1+1" in undone.text
    assert ("To begin with" in seen.text, "To begin with" in older.text) == (False, True)
    assert f"{CLUB}  {bob.mention}\nIn 0 points, out 66 points." in part.text
    assert empty.text == "Nothing of yours moved: January 2015."
    assert "Type a month such as 2026-03" in refused.text
    assert "Entré 66 points, sorti 0 point." in french.text  # not the 20 that came without a name
    assert "quelqu'un" not in french.text


async def test_a_statement_adds_up_by_where_it_was_given(evening: tuple[House, Person, Person]) -> None:
    _, ada, bob = evening

    by_club = (await ada.slash("tips statement", period="all", by="club")).text
    by_room = (await ada.slash("tips statement", period="all", by="room")).text
    by_person = (await ada.slash("tips statement", period="all", by="person")).text
    rooms = await ada.autocomplete("tips statement", "room", TOPIC[:4])
    periods = await bob.autocomplete("tips statement", "period")

    assert f"- {CLUB}: in 0 points, out 66 points" in by_club
    assert "- Outside of clubs: in 100 points, out 20 points" in by_club
    assert f"- {TOPIC}: in 0 points, out 66 points" in by_room
    assert f"- {bob.mention}: in 0 points, out 86 points" in by_person
    assert [choice["name"] for choice in rooms] == [TOPIC]
    assert "depuis toujours" in [choice["name"] for choice in periods]


async def test_a_statement_comes_as_paper_and_as_a_picture(evening: tuple[House, Person, Person]) -> None:
    house, ada, bob = evening
    seen = await bob.slash("tips statement", period="all")

    clicked = await bob.click(seen.message_id, seen.custom_ids[-1])
    said = await bob.wait_for(clicked, has_file, SECONDS)
    exported = await ada.wait_for(await ada.slash("tips export", form="pdf"), has_file, SECONDS)
    drawn = await bob.wait_for(await bob.slash("tips chart", period="all"), is_shown, SECONDS)
    asked = await ada.slash("tips chart", by="club", period="all")
    sorted_by_club = await ada.wait_for(asked, is_shown, SECONDS)

    assert "13 mouvements sont dans le fichier." in said.text
    assert exported.text == "13 movements are in the file."
    assert file_of(house, said).startswith(b"%PDF-")
    assert "Ce que vous avez donné et reçu : depuis toujours" in drawn.text
    assert is_shown(sorted_by_club)
