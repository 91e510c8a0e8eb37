"""The calendars of clubs, for programs that follow an address."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b

from aiohttp import web

from cogs.schedule.addresses import Calendars

TYPE = "text/calendar"
_HEADERS = {
    "Cache-Control": "private, max-age=300",
    "Content-Disposition": 'inline; filename="evenings.ics"',
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


class CalendarPages:
    """The routes of this cog."""

    def __init__(self, calendars: Calendars, runs_in: Callable[[int], bool]) -> None:
        """`runs_in` says whether the schedule is switched on in a community."""
        self._calendars = calendars
        self._runs_in = runs_in

    def routes(self) -> list[web.AbstractRouteDef]:
        """What is served under `/schedule`."""
        return [web.get("/{token:[A-Za-z0-9_-]{22}}.ics", self.show)]

    async def show(self, request: web.Request) -> web.StreamResponse:
        """Answer a calendar, or that it is as it was.

        Raises:
            HTTPNotFound: the address leads nowhere, or the schedule is switched off there.
        """
        club = await self._calendars.at(request.match_info["token"])
        if club is None or not self._runs_in(club.guild_id):
            raise web.HTTPNotFound
        body = await self._calendars.file_of(club)
        response = web.Response(body=body, content_type=TYPE, charset="utf-8", headers=_HEADERS)
        response.etag = blake2b(body, digest_size=16).hexdigest()
        known = request.if_none_match or ()
        if any(response.etag == each for each in known):
            return web.Response(status=304, headers={"ETag": response.headers["ETag"]})
        return response
