"""Pages for everybody: the rule that a tip has no commission, and the receipt of a room."""

from __future__ import annotations

from html import escape

from aiohttp import web

from bot.i18n import Words
from bot.storage.database import Database
from bot.web.language import language_of
from cogs.tips.accounting.receipts import receipt_of

LARGEST_ID = 2**63 - 1
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_PAGE = """<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>body{{font:16px/1.5 sans-serif;max-width:42em;margin:3em auto;padding:0 1em;
overflow-wrap:anywhere}}</style>
<h1>{title}</h1>
{body}
</html>
"""


class TipPages:
    """The routes of this cog."""

    def __init__(self, database: Database, words: Words) -> None:
        self._database = database
        self._words = words

    def routes(self) -> list[web.AbstractRouteDef]:
        """What is served under `/tips`."""
        ids = "{guild:[0-9]{1,19}}/rooms/{room:[0-9]{1,19}}"
        return [web.get("/", self.show_rule), web.get(f"/{ids}", self.show_receipt)]

    async def show_rule(self, request: web.Request) -> web.Response:
        """Say what a tip costs: nothing."""
        return self._page(request, "page-rule-title", ["page-rule", "page-rule-database", "page-rule-proof"])

    async def show_receipt(self, request: web.Request) -> web.Response:
        """Show the digest of what was given in a room.

        Raises:
            HTTPNotFound: nothing was given there.
        """
        guild_id, room_id = int(request.match_info["guild"]), int(request.match_info["room"])
        found = None
        if max(guild_id, room_id) <= LARGEST_ID:
            found = await receipt_of(self._database, guild_id, room_id)
        if found is None:
            raise web.HTTPNotFound
        keys = ["page-receipt", "page-receipt-anchor", "page-receipt-proof", "page-rule"]
        anchor = found.anchor.as_text()
        return self._page(
            request, "page-receipt-title", keys, count=found.transfers, digest=found.digest, anchor=anchor
        )

    def _page(
        self, request: web.Request, title: str, keys: list[str], **placeholders: object
    ) -> web.Response:
        language = language_of(request)

        def say(key: str) -> str:
            return escape(self._words.plain(__name__, key, language, **placeholders))

        body = "\n".join(f"<p>{say(key)}</p>" for key in keys)
        text = _PAGE.format(language=language, title=say(title), body=body)
        return web.Response(text=text, content_type="text/html", charset="utf-8", headers=_HEADERS)
