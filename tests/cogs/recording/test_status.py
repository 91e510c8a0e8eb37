"""How recordings stand, of those that somebody may know of."""

from __future__ import annotations

from dataclasses import replace

from cogs.recording.api import Consent, StopReason
from cogs.recording.folders import Found
from cogs.recording.replay.making import Making
from cogs.recording.service import ReplayBook
from cogs.rooms.api import Rooms
from tests.cogs.recording.studio import Studio


async def test_the_last_three_are_told_newest_first_with_what_is_made_of_them(studio: Studio) -> None:
    host, bot = await studio.house.room(), studio.house.bot
    book = ReplayBook(bot.database, bot.events, bot.clock.now)
    room = bot.service(Rooms).on(studio.house.stage_id)
    assert room is not None
    for topic in ("Jazz", "Blues", "Soul", "Funk"):
        replay = await book.begin(replace(room, topic=topic), Consent.ASK, host.id)
        await book.finish(replay, StopReason.HOST, Found())
    bot.service(Making)._percent[3] = 42  # as while it is at work; nothing is owed
    fran = studio.house.manager("Fran", "fr")

    (head, last, *lines) = (await studio.house.manager().slash("record status")).text.splitlines()

    assert (head, last) == ("No room is being recorded just now.", "The last of yours:")
    assert [line.split("**")[1] for line in lines] == ["Funk", "Soul", "Blues"]
    assert ["being made" in line for line in lines] == [False, True, False]
    (head, last, *lines) = (await fran.slash("record status")).text.splitlines()
    assert (head, last) == ("Aucun salon n'est enregistré en ce moment.", "Vos derniers :")
    assert len(lines) == 3
    assert "No room is being recorded" in (await studio.house.person("Eve").slash("record status")).text
