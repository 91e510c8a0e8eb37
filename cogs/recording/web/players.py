"""Pages on which replays are heard, in the language of whoever looks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from aiohttp import web

from bot.errors import UserError
from bot.i18n import Words
from bot.voice.webvtt import Cue
from bot.web.language import language_of
from cogs.clubs.api import Clubs, NoSuchClub
from cogs.recording.api import Replay
from cogs.recording.rendering import Renderer
from cogs.recording.replay.page import Page, page_of
from cogs.recording.replay.page_parts import POLICY
from cogs.recording.replay.told import Tellings, Told
from cogs.recording.transcribing import Transcripts


class Players:
    """Puts pages together."""

    def __init__(
        self, clubs: Clubs, renderer: Renderer, tellings: Tellings, transcripts: Transcripts, words: Words
    ) -> None:
        self._clubs = clubs
        self._renderer = renderer
        self._tellings = tellings
        self._transcripts = transcripts
        self._words = words

    async def page(
        self,
        request: web.Request,
        replay: Replay,
        files: Mapping[str, str],
        headers: Mapping[str, str],
        until: datetime | None = None,
    ) -> web.Response:
        """The page of a replay, with the files that whoever is here may have.

        Raises:
            HTTPNotFound: nobody is heard in it.
        """
        told = await self._tellings.of(replay)
        if not told.speakers:
            raise web.HTTPNotFound
        page = Page(
            replay,
            await self._club(replay),
            told,
            files,
            await self._renderer.kept_peaks(replay),
            await self._cues(replay, told),
            until,
        )
        language = language_of(request)
        text = page_of(page, partial(self._say, language), language)
        return web.Response(
            text=text,
            content_type="text/html",
            headers={
                **headers,
                "Content-Language": language,
                "Content-Security-Policy": POLICY,
                "Vary": "Accept-Language",
            },
        )

    def _say(self, language: str, key: str, **placeholders: object) -> str:
        return self._words.plain(__name__, key, language, **placeholders)

    async def _cues(self, replay: Replay, told: Told) -> list[Cue]:
        try:
            return await self._transcripts.cues_of(replay, told.names())
        except UserError:  # there is none, which is nothing that a page has to explain
            return []

    async def _club(self, replay: Replay) -> str:
        try:
            return (await self._clubs.get(replay.club_id)).name
        except NoSuchClub:
            return ""
