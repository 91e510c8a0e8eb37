"""A club's recordings are followed as a podcast, by whom the club wants, and of those alone who want it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from email.utils import parsedate_to_datetime

import aiohttp
import feedparser
import pytest
from multidict import CIMultiDictProxy

from bot.sandbox.people.person import Person
from bot.testing import eventually
from tests.cogs.house import CLUB, TOPIC
from tests.cogs.recording.studio import TALK, Studio


class App:
    """A podcast app that follows one address."""

    def __init__(self, http: aiohttp.ClientSession, address: str) -> None:
        self._http = http
        self.address = address

    async def get(self, address: str = "", **headers: str) -> tuple[int, bytes, CIMultiDictProxy[str]]:
        """Read an address, the feed's own if none is given."""
        async with self._http.get(address or self.address, headers=headers) as answer:
            return answer.status, await answer.read(), answer.headers

    async def head(self, address: str) -> tuple[int, CIMultiDictProxy[str]]:
        """Ask how large a file is, as an app does before it begins."""
        async with self._http.head(address) as answer:
            return answer.status, answer.headers

    async def episodes(self) -> list[feedparser.FeedParserDict]:
        """What is in the feed."""
        status, body, _ = await self.get()
        assert status == 200, body
        read = feedparser.parse(body)
        assert not read.bozo, read.bozo_exception
        return list(read.entries)


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    """Give what apps ask with."""
    async with aiohttp.ClientSession() as session:
        yield session


def address_in(text: str) -> str:
    """The address of a feed that somebody is told."""
    found = re.search(r"http://\S+/recording/feed/\S+\.xml", text)
    assert found is not None, text
    return found[0]


async def answer_a_question(studio: Studio, host: Person) -> None:
    """Let a listener ask in writing, and the host go on to it."""
    cem = await studio.house.listener("Cem")
    await cem.slash("hand raise", question=True)
    await cem.submit({"question": "Why not?"})
    await host.slash("hand questions", channel_id=studio.house.stage_id)

    def next_question() -> tuple[int, str]:
        return next(
            (message.id, custom_id)
            for message in host.messages(studio.house.stage_id)
            for custom_id in message.custom_ids
            if "next-question" in custom_id
        )

    await host.click(*next_question())


async def recorded(studio: Studio, host: Person, name: str) -> Person:
    """Have somebody recorded who says so."""
    await host.slash("record start")
    person, voice = await studio.speaker(name, host)
    await studio.press(person, "yes")
    await voice.speak(TALK)
    await answer_a_question(studio, host)
    await eventually(studio.track(person).exists)
    await host.slash("record stop")
    return person


def is_made(studio: Studio) -> bool:
    """Whether the files of the first episode are there."""
    return all((studio.folder / "1" / name).exists() for name in ("mix.mp3", "mix.json"))


async def try_all(app: App, episode: feedparser.FeedParserDict) -> None:
    """Do with an episode what apps do: ask again, ask for a piece, show its page."""
    (file,) = episode.enclosures
    status, headers = await app.head(file.href)
    assert (status, headers["Content-Length"], headers["Content-Type"]) == (200, file.length, "audio/mpeg")
    status, part, headers = await app.get(file.href, Range="bytes=10-19")
    assert (status, len(part), headers["Content-Range"]) == (206, 10, f"bytes 10-19/{file.length}")
    _, _, headers = await app.get()
    assert (await app.get(**{"If-None-Match": headers["ETag"]}))[:2] == (304, b"")
    assert (await app.get(**{"If-Modified-Since": headers["Last-Modified"]}))[:2] == (304, b"")
    before = parsedate_to_datetime(headers["Last-Modified"]) - timedelta(seconds=1)
    assert (await app.get(**{"If-Modified-Since": f"{before:%a, %d %b %Y %H:%M:%S} GMT"}))[0] == 200
    status, chapters, headers = await app.get(f"{episode.link}/chapters.json")
    assert (status, headers["Access-Control-Allow-Origin"]) == (200, "*")
    assert TOPIC in chapters.decode()
    status, cover, _ = await app.get(app.address.replace(".xml", "/cover.png"))
    assert (status, cover[:8]) == (200, b"\x89PNG\r\n\x1a\n")
    status, page, headers = await app.get(episode.link, **{"Accept-Language": "fr"})
    assert (status, headers["X-Robots-Tag"]) == (200, "noindex")
    assert "Qui a parlé" in page.decode()
    assert "Ada" in page.decode()
    assert (await app.get(f"{episode.link}/opus"))[0] == 200
    assert (await app.get(f"{episode.link}/transcript.vtt"))[0] == 404


async def test_a_podcast_is_opened_followed_changed_and_closed(
    served: Studio, http: aiohttp.ClientSession
) -> None:
    host = await served.house.room()
    assert "has no podcast" in (await host.slash("record feed", club=CLUB)).text
    assert "There is no podcast" in (await host.slash("record feed", club=CLUB, new_address=True)).text
    opened = await host.slash("record feed", club=CLUB, access="private")
    assert "Nothing is in it yet" in opened.text
    assert "`public_url`" in opened.text
    app = App(http, address_in(opened.text))
    assert await app.episodes() == []

    # Those who are recorded are told where it goes.
    ada = await recorded(served, host, "Ada")
    assert "comes into the podcast of the club" in served.chat(ada)
    assert "Those decide on the podcast" in (await ada.slash("record feed", club=CLUB, access="public")).text
    await eventually(lambda: is_made(served), within_seconds=60)
    (episode,) = await app.episodes()
    assert "One recording is in it" in (await host.slash("record feed", club=CLUB)).text
    assert episode.title == TOPIC
    assert "Ada (" in episode.summary
    assert re.search(r"00:\d\d Why not\?</li>", episode.summary)

    (file,) = episode.enclosures
    await try_all(app, episode)

    # A voice that is taken out takes the episode with it.
    await ada.slash("record withdraw", replay="1")
    assert (await app.get(file.href))[0] == 404
    assert await app.episodes() == []

    # An address that is exchanged, and one that is everybody's.
    known = await host.slash("record feed", club=CLUB)
    assert app.address not in known.text
    renewed = App(http, address_in((await host.slash("record feed", club=CLUB, new_address=True)).text))
    assert [(await one.get())[0] for one in (app, renewed)] == [404, 200]
    public = App(http, address_in((await host.slash("record feed", club=CLUB, access="public")).text))
    assert await public.episodes() == []  # its people were told of those who know the address, no others
    assert "no secret address" in (await host.slash("record feed", club=CLUB, new_address=True)).text
    assert "has no podcast" in (await host.slash("record feed", club=CLUB, access="off")).text
    assert [(await one.get())[0] for one in (renewed, public)] == [404, 404]


async def test_without_pages_there_is_no_podcast_and_it_is_said(studio: Studio) -> None:
    host = await studio.house.club()

    assert "this bot serves no pages" in (await host.slash("record feed", club=CLUB, access="public")).text
    assert "has no podcast" in (await host.slash("record feed", club=CLUB)).text
