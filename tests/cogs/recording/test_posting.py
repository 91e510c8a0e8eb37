"""A replay is posted where its club wants it, by hand or by itself, and linked where it is too large."""

from __future__ import annotations

import re
from datetime import timedelta

import aiohttp
from sqlalchemy import update
from yarl import URL

from bot.client import Bot
from bot.sandbox.people.person import Person
from bot.sandbox.world.permissions import Permission
from bot.settings.store import Place
from bot.testing import eventually
from cogs.recording.api import Consent, StopReason
from cogs.recording.folders import Found
from cogs.recording.replay.links import Links
from cogs.recording.replay.posts import Posts
from cogs.recording.rows import REMOVE_TRACK
from cogs.recording.service import ReplayBook
from cogs.recording.shelf import Shelf
from cogs.recording.tables import ReplayRow
from cogs.recording.views.browsing import PAGE
from cogs.rooms.api import Room, RoomStatus
from tests.cogs.house import CLUB, TOPIC
from tests.cogs.recording.studio import TALK, Studio


async def change(studio: Studio, host: Person, **values: object) -> None:
    """Set something of recordings in the whole community."""
    place = Place(studio.house.sandbox.guild.id, "recording")
    await studio.house.bot.settings.change(place, values, by=host.id)


def text_in(reader: Person, channel_id: int) -> str:
    """All that stands in a channel."""
    return "\n".join(message.text for message in reader.messages(channel_id))


def address_in(text: str, what: str) -> str:
    """A secret address that stands in a text: of a `file`, or of the page of a `replay`."""
    found = re.search(rf"http://\S+/recording/{what}/[\w-]{{22}}", text)
    assert found is not None, text
    return found[0]


async def try_page(address: str) -> None:
    """Hear a replay on its page; its tracks are for those who run the club."""
    async with aiohttp.ClientSession() as http, http.get(address) as answer:
        page = await answer.text()
        assert "A long evening" in page
        (file,) = re.findall(r'<source src="([^"]+)" type="audio/ogg', page)
        async with http.get(answer.url.join(URL(file)), headers={"Range": "bytes=0-3"}) as part:
            assert (part.status, part.content_type, await part.read()) == (206, "audio/ogg", b"OggS")
        async with http.get(answer.url.join(URL(file.replace("opus", "tracks")))) as tracks:
            assert tracks.status == 404


async def owe_removal(bot: Bot, *, owed: bool) -> None:
    """Owe that somebody is taken out of the first replay, and never come to it; or be done with it."""
    async with bot.database.transaction() as session:
        if owed:
            later = bot.clock.now() + timedelta(days=1)
            await bot.timers.schedule(session, REMOVE_TRACK, "1:99", later, {"replay_id": 1, "user_id": 99})
        else:
            await bot.timers.cancel(session, REMOVE_TRACK, "1:99")


async def try_link(bot: Bot, host: Person) -> None:
    """Have a file by its address, piece by piece, until that is taken back."""
    address = address_in((await host.slash("record get", replay="1", form="wav")).text, "file")
    shown = (await host.slash("record show", replay="1")).messages[-1]
    assert "lead to it." in shown.text
    assert "No link leads" not in shown.text
    async with aiohttp.ClientSession() as http:
        async with http.get(address, headers={"Range": "bytes=0-11"}) as answer:
            assert (answer.status, answer.content_type) == (206, "audio/wav")
            assert (await answer.read())[8:] == b"WAVE"
            assert int(answer.headers["Content-Range"].rpartition("/")[2]) > 10_485_760
        await owe_removal(bot, owed=True)
        async with http.get(address) as answer:
            assert (answer.status, answer.headers["Retry-After"]) == (503, "60")
        await owe_removal(bot, owed=False)
        assert "nowhere any more" in (await host.click(shown.id, "recording:do:1:unlink")).text
        async with http.get(address) as answer:
            assert answer.status == 404
    assert TOPIC not in (await host.slash("record list")).text


async def try_tracks(bot: Bot, guild_id: int) -> None:
    """Have the tracks by an address that was made for them, from its page."""
    replay = await bot.service(Shelf).posted(guild_id, 1)
    link = await bot.service(Links).make(replay, "tracks", 1)
    async with aiohttp.ClientSession() as http:
        async with http.get(f"{bot.web.public_url}/recording/replay/{link.token}") as answer:
            (file,) = re.findall(r'<a href="([^"]+/tracks)" download>', await answer.text())
        async with http.get(answer.url.join(URL(file))) as packed:
            assert (packed.status, packed.content_type) == (200, "application/zip")
            assert packed.headers["Content-Disposition"].startswith("attachment")


async def test_what_is_too_large_is_linked_in_the_clubs_channel_and_a_host_posts_it_by_hand(
    served: Studio,
) -> None:
    house = served.house
    host = await house.room()
    await change(served, host, post_to="nowhere", feed="private")
    await host.slash("record start")
    ada, voice = await served.speaker("Ada", host)
    await served.press(ada, "yes")
    await voice.speak(TALK)
    await eventually(served.track(ada).exists)
    await host.slash("record stop")
    await eventually((served.folder / "1" / "mix.peaks").exists, within_seconds=60)
    assert served.post(ada) is None

    # As if more than a minute of silence had followed: as WAV that is more than Discord takes.
    await house.manager().slash("club make channel", club=CLUB)
    (channel,) = (each for each in house.sandbox.guild.channels.values() if each.name == "night-owls")
    await change(served, host, post_to="club", form="wav")
    async with house.bot.database.transaction() as session:
        await session.execute(update(ReplayRow).values(milliseconds=70_000))
    await host.slash("record rename", replay="1", name="A long evening")
    await eventually(lambda: "more than Discord takes" in text_in(ada, channel.id), within_seconds=60)
    assert served.post(ada) is None
    await try_page(address_in(text_in(ada, channel.id), "replay"))

    # By hand: whoever runs the club, where the bot may.
    await eventually((served.folder / "1" / "mix.json").exists, within_seconds=60)
    (served.folder / "1" / "mix.json").unlink()
    assert "No recording of that name" in (await ada.slash("record post", replay="1")).text
    await change(served, host, form="opus")
    house.deny(Permission.ATTACH_FILES)
    refused = await host.slash("record post", replay="1", channel_id=house.stage_id)
    assert "Attach Files" in refused.text
    assert served.post(ada) is None
    house.deny(Permission.MANAGE_ROLES)
    (offered,) = await host.autocomplete("record post", "replay")
    posted = await host.slash("record post", replay=offered["value"], channel_id=house.stage_id)
    assert "is posted here" in posted.text
    post = served.post(ada)
    assert post is not None
    assert served.names(post) == ["replay-1.opus", "notes.md"]
    places = await house.bot.service(Posts).of(1)
    assert [place.channel_id for place in places] == [channel.id, house.stage_id]
    # What its club hears first comes into the podcast now.
    await eventually((served.folder / "1" / "mix.json").exists, within_seconds=60)
    await try_link(house.bot, host)
    await try_tracks(house.bot, house.sandbox.guild.id)


async def test_the_list_of_recordings_is_turned_page_by_page(studio: Studio) -> None:
    house = studio.house
    host = await house.club()
    replays = ReplayBook(house.bot.database, house.bot.events, house.bot.clock.now)
    for number in range(1, PAGE + 3):
        room = Room(
            number, house.sandbox.guild.id, 1, house.stage_id, f"Evening {number}.", 1, RoomStatus.LIVE, None
        )
        begun = await replays.begin(room, Consent.ASK, 1)
        await replays.finish(begun, StopReason.ROOM, Found((1,), (), 60.0))

    def evenings(text: str) -> list[int]:
        return [int(found) for found in re.findall(r"Evening (\d+)\\?\.", text)]

    first = await host.slash("record list")
    assert evenings(first.text) == list(range(PAGE + 2, 2, -1))
    message = first.messages[-1]
    (older,) = (each for each in message.custom_ids if each.startswith("recording:page:"))

    second = await host.click(message.id, older)
    assert evenings(second.text) == [2, 1]
    (newest,) = (each for each in second.messages[-1].custom_ids if each.startswith("recording:page:"))
    again = await host.click(message.id, newest)
    assert evenings(again.text) == evenings(first.text)
    chosen = await host.choose(message.id, "recording:choose", ["3"])
    assert evenings(chosen.text)[0] == 3
