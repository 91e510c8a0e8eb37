"""Podcast feeds, and all that they lead to, for programs that cannot log in.

The address of a feed is public, `club-` and a number, or a secret; everything that belongs to it is found
below that, so it ends with it.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import blake2b

from aiohttp import web

from bot.i18n import Words
from cogs.clubs.api import Club
from cogs.recording.api import Feed
from cogs.recording.rendering import Renderer
from cogs.recording.replay.cover import cover
from cogs.recording.replay.feed import Channel, Episode, chapters_of, feed_of
from cogs.recording.replay.feeds import FORM, TRANSCRIPT, Feeds
from cogs.recording.replay.page import PLAYED
from cogs.recording.web.players import Players
from cogs.recording.web.serving import SECRET, file_response, made

_WHERE = "/feed/{where:club-[0-9]{1,18}|[A-Za-z0-9_-]{22}}"
_EPISODE = f"{_WHERE}/{{replay:[0-9]{{1,18}}}}"
# Players on the web read chapters and transcripts from where they are ("The Podcast Namespace", chapters).
_SHARED = {"Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "nosniff"}
_PUBLIC = {**_SHARED, "Cache-Control": "public, no-cache"}
_PRIVATE = {**_SHARED, **SECRET}
_MOST_REMEMBERED = 1_000


class FeedPages:
    """The routes of feeds."""

    def __init__(
        self,
        feeds: Feeds,
        renderer: Renderer,
        players: Players,
        words: Words,
        *,
        runs_in: Callable[[int], bool],
        language_in: Callable[[int], Awaitable[str]],
        public_url: Callable[[], str | None],
        now: Callable[[], datetime],
    ) -> None:
        """`runs_in` says whether recording is on in a community, `language_in` what is written there."""
        self._feeds = feeds
        self._renderer = renderer
        self._players = players
        self._words = words
        self._runs_in = runs_in
        self._language_in = language_in
        self._public_url = public_url
        self._now = now
        #: What each feed was when it was last read, and since when it is that.
        self._seen: OrderedDict[str, tuple[str, datetime]] = OrderedDict()

    def routes(self) -> list[web.AbstractRouteDef]:
        """What is served under `/recording`."""
        return [
            web.get(f"{_WHERE}.xml", self.show),
            web.get(f"{_WHERE}/cover.png", self.cover),
            web.get(_EPISODE, self.play),
            web.get(f"{_EPISODE}/{{version:[0-9]{{1,18}}}}.mp3", self.enclosure),
            web.get(f"{_EPISODE}/chapters.json", self.chapters),
            web.get(f"{_EPISODE}/transcript.vtt", self.transcript),
            web.get(f"{_EPISODE}/{{form:opus|mp3}}", self.file),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """Answer the feed, or that it is as it was.

        Raises:
            HTTPNotFound: there is none, any more or ever.
        """
        club = await self._club(request)
        language = await self._language_in(club.guild_id)
        where = request.match_info["where"]
        access = await self._feeds.access(club)
        address = f"{self._public_url()}/recording/feed/{where}"
        channel = Channel(
            club.id, club.guild_id, club.name, language, address, access is Feed.PUBLIC, club.archived
        )
        say = partial(self._say, language)
        body = await asyncio.to_thread(feed_of, channel, await self._feeds.episodes(club), say)
        response = web.Response(
            body=body, content_type="application/rss+xml", charset="utf-8", headers=_headers(request)
        )
        response.etag, response.last_modified = self._as_it_was(where, body)
        return response if _is_new(request, response) else _unchanged(response)

    async def cover(self, request: web.Request) -> web.Response:
        """Answer the club's picture.

        Raises:
            HTTPNotFound: there is no such feed.
        """
        club = await self._club(request)
        body = await asyncio.to_thread(cover, club.name, club.id)
        return web.Response(body=body, content_type="image/png", headers=_headers(request))

    async def play(self, request: web.Request) -> web.Response:
        """Answer the page of an episode.

        Raises:
            HTTPNotFound: it is not in the feed.
        """
        episode = await self._episode(request)
        files = {form: f"{episode.replay.id}/{form}" for form in PLAYED}
        return await self._players.page(request, episode.replay, files, _headers(request))

    async def enclosure(self, request: web.Request) -> web.StreamResponse:
        """Answer the file of an episode, whole or in part.

        Raises:
            HTTPNotFound: it is not in the feed, or another file is.
        """
        episode = await self._episode(request)
        # Half of one mix and half of another is no file.
        if request.match_info["version"] != str(episode.version):
            raise web.HTTPNotFound
        path = await made(self._renderer, episode.replay, FORM)
        return file_response(episode.replay, path, _headers(request))

    async def file(self, request: web.Request) -> web.StreamResponse:
        """Answer a file of an episode for its page.

        Raises:
            HTTPNotFound: it is not in the feed.
        """
        episode = await self._episode(request)
        path = await made(self._renderer, episode.replay, request.match_info["form"])
        return file_response(episode.replay, path, _headers(request))

    async def chapters(self, request: web.Request) -> web.Response:
        """Answer the chapters of an episode.

        Raises:
            HTTPNotFound: it is not in the feed.
        """
        episode = await self._episode(request)
        found = chapters_of(episode.told)
        return web.json_response(found, content_type="application/json+chapters", headers=_headers(request))

    async def transcript(self, request: web.Request) -> web.StreamResponse:
        """Answer the transcript of an episode.

        Raises:
            HTTPNotFound: it is not in the feed, or there is none.
        """
        episode = await self._episode(request)
        path = await asyncio.to_thread(self._renderer.kept, episode.replay, TRANSCRIPT)
        if path is None:
            raise web.HTTPNotFound
        return web.FileResponse(
            path, headers={**_headers(request), "Content-Type": "text/vtt; charset=utf-8"}
        )

    async def _club(self, request: web.Request) -> Club:
        club = await self._feeds.at(request.match_info["where"])
        if club is None or not self._runs_in(club.guild_id):
            raise web.HTTPNotFound
        return club

    async def _episode(self, request: web.Request) -> Episode:
        episode = await self._feeds.episode(await self._club(request), int(request.match_info["replay"]))
        if episode is None:
            raise web.HTTPNotFound
        return episode

    def _say(self, language: str, key: str, **placeholders: object) -> str:
        return self._words.plain(__name__, key, language, **placeholders)

    def _as_it_was(self, where: str, body: bytes) -> tuple[str, datetime]:
        """What tells a feed from another, and since when it is that, as far as this process knows."""
        tag = blake2b(body, digest_size=16).hexdigest()
        known = self._seen.pop(where, None)
        if known is None or known[0] != tag:
            # HTTP counts in seconds; two changes within one must not look like none.
            since = self._now().astimezone(UTC).replace(microsecond=0)
            known = (tag, since if known is None else max(since, known[1] + timedelta(seconds=1)))
        self._seen[where] = known
        if len(self._seen) > _MOST_REMEMBERED:
            self._seen.popitem(last=False)
        return known


def _headers(request: web.Request) -> dict[str, str]:
    return _PUBLIC if request.match_info["where"].startswith("club-") else _PRIVATE


def _is_new(request: web.Request, response: web.Response) -> bool:
    """Whether whoever asks has it not (RFC 9110, section 13.1: a tag goes before a time)."""
    if request.if_none_match is not None:
        tag = None if response.etag is None else response.etag.value
        return not any(each.value in {"*", tag} for each in request.if_none_match)
    since = request.if_modified_since
    return since is None or response.last_modified is None or since < response.last_modified


def _unchanged(response: web.Response) -> web.Response:
    kept = ("ETag", "Last-Modified", "Cache-Control")
    return web.Response(
        status=304, headers={name: response.headers[name] for name in kept if name in response.headers}
    )
