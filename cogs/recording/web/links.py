"""A replay at its secret address: a page to hear it on, and its files.

Whoever has an address that leads to one mixed file may have the others, as by the buttons below a post; the
tracks of its speakers only by an address that was made for them.
"""

from __future__ import annotations

from collections.abc import Callable

from aiohttp import web

from cogs.recording.rendering import TRACKS, Renderer
from cogs.recording.replay.links import Links, Target
from cogs.recording.web.players import Players
from cogs.recording.web.serving import LATER, SECRET, file_response, made

_ADDRESS = "{token:[A-Za-z0-9_-]{22}}"
MIXED = ("opus", "mp3", "wav")


class LinkPages:
    """The routes of links."""

    def __init__(
        self, links: Links, renderer: Renderer, players: Players, runs_in: Callable[[int], bool]
    ) -> None:
        """`runs_in` says whether recording is switched on in a community."""
        self._links = links
        self._renderer = renderer
        self._players = players
        self._runs_in = runs_in

    def routes(self) -> list[web.AbstractRouteDef]:
        """What is served under `/recording`."""
        return [
            web.get(f"/file/{_ADDRESS}", self.show),
            web.get(f"/file/{_ADDRESS}/{{form:[a-z0-9]{{1,10}}}}", self.show),
            web.get(f"/replay/{_ADDRESS}", self.play),
        ]

    async def show(self, request: web.Request) -> web.StreamResponse:
        """Answer a file, or the piece of it that is asked for.

        Raises:
            HTTPNotFound: the address leads nowhere, any more or ever, or not to that form.
            HTTPServiceUnavailable: the file cannot be made just now, or somebody is being taken out of it.
        """
        found = await self._found(request)
        form = request.match_info.get("form", found.form)
        if form not in _forms(found):
            raise web.HTTPNotFound
        return file_response(found.replay, await made(self._renderer, found.replay, form))

    async def play(self, request: web.Request) -> web.StreamResponse:
        """Answer the page.

        Raises:
            HTTPNotFound: the address leads nowhere, any more or ever, or nobody is heard there.
            HTTPServiceUnavailable: somebody is being taken out of it just now.
        """
        found = await self._found(request)
        token = request.match_info["token"]
        # From here, so that it holds behind whatever proxy the page came through.
        files = {form: f"../file/{token}/{form}" for form in _forms(found)}
        return await self._players.page(request, found.replay, files, SECRET, found.expires_at)

    async def _found(self, request: web.Request) -> Target:
        found = await self._links.at(request.match_info["token"])
        if found is None or not self._runs_in(found.replay.guild_id):
            raise web.HTTPNotFound
        if found.is_left:
            raise web.HTTPServiceUnavailable(headers=LATER)
        return found


def _forms(found: Target) -> tuple[str, ...]:
    return (*MIXED, TRACKS) if found.form == TRACKS else MIXED
