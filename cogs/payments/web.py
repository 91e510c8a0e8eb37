"""Where providers tell us, and where tippers and creators come back to from their pages.

The pages say how a payment stands and nothing of who or to whom; their addresses hold a random token.
"""

from __future__ import annotations

import html
import logging
from typing import TYPE_CHECKING

from aiohttp import web
from sqlalchemy import select

from cogs.payments.api import NotSigned
from cogs.payments.tables import PaymentRow, State

if TYPE_CHECKING:
    from bot.i18n import Words
    from bot.storage.database import Database
    from cogs.payments.service import PaymentDesk
    from cogs.tips.api import OutsideMoney

log = logging.getLogger(__name__)

#: An event of Stripe's has some thousands; more is nothing that we asked for.
MOST_BODY_BYTES = 256 * 1024
_REFRESH_SECONDS = 3
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
{refresh}<title>{title}</title><style>body {{ font: 1.1rem/1.5 sans-serif; margin: 4rem auto; max-width:
32rem; padding: 0 1rem }}</style></head><body><h1>{title}</h1><p>{text}</p></body></html>
"""


class PaymentPages:
    """The routes of this cog."""

    def __init__(self, desk: PaymentDesk, database: Database, words: Words, money: OutsideMoney) -> None:
        self._desk = desk
        self._database = database
        self._words = words
        self._money = money

    def routes(self) -> list[web.AbstractRouteDef]:
        """What is served under `/payments`."""
        return [
            web.post("/webhook/{provider:[a-z]{1,20}}", self.hear),
            web.get("/paid/{token:[0-9a-f]{32}}", self.paid),
            web.get("/left/{token:[0-9a-f]{32}}", self.left),
            web.get("/connected", self.connected),
            web.get("/again", self.again),
        ]

    async def hear(self, request: web.Request) -> web.Response:
        """Take a notice; whatever fails here is told again by the provider, so nothing is caught."""
        if not self._desk.is_on or self._desk.provider.name != request.match_info["provider"]:
            raise web.HTTPNotFound
        body = await _body_of(request)
        try:
            notice = self._desk.provider.read(request.headers, body)
        except NotSigned as error:
            log.warning("a notice of %s was refused: %s", self._desk.provider.name, error)
            return web.json_response({"error": "not signed"}, status=400)
        await self._desk.hear(notice)
        return web.json_response({"heard": True})

    async def paid(self, request: web.Request) -> web.Response:
        """Show how a payment stands to whoever comes back from paying."""
        payment = await self._payment(request)
        key = {State.PAID: "page-paid", State.TROUBLE: "page-trouble"}.get(payment.state, "page-waiting")
        return self._page(payment.locale, key, payment, waits=key == "page-waiting")

    async def left(self, request: web.Request) -> web.Response:
        """Tell whoever comes back without paying that nothing was paid."""
        payment = await self._payment(request)
        keys = {State.OPEN: "page-left", State.PAID: "page-paid", State.TROUBLE: "page-trouble"}
        return self._page(payment.locale, keys.get(payment.state, "page-ended"), payment)

    async def connected(self, request: web.Request) -> web.Response:
        """Send a creator back to Discord."""
        return self._page(_language_of(request), "page-connected")

    async def again(self, request: web.Request) -> web.Response:
        """Tell a creator that the address was used up."""
        return self._page(_language_of(request), "page-again")

    async def _payment(self, request: web.Request) -> PaymentRow:
        query = select(PaymentRow).where(PaymentRow.token == request.match_info["token"])
        async with self._database.reading() as session:
            payment = await session.scalar(query)
        if payment is None:
            raise web.HTTPNotFound
        return payment

    def _page(
        self, locale: str, key: str, payment: PaymentRow | None = None, *, waits: bool = False
    ) -> web.Response:
        amount = "" if payment is None else self._money.shown(payment.amount_minor, payment.currency, locale)
        text = self._words.plain(__name__, f"{key}.text", locale, amount=amount)
        if payment is not None and payment.is_test:
            text = f"{text} {self._words.plain(__name__, 'test-mode', locale)}"
        page = _PAGE.format(
            language=html.escape(locale),
            refresh=f'<meta http-equiv="refresh" content="{_REFRESH_SECONDS}">' if waits else "",
            title=html.escape(self._words.plain(__name__, key, locale)),
            text=html.escape(text),
        )
        return web.Response(text=page, content_type="text/html", headers=_HEADERS)


async def _body_of(request: web.Request) -> bytes:
    """The body as it came, since its signature is over its bytes.

    Raises:
        HTTPRequestEntityTooLarge: it is more than any notice has.
    """
    too_large = web.HTTPRequestEntityTooLarge(max_size=MOST_BODY_BYTES, actual_size=MOST_BODY_BYTES + 1)
    if (request.content_length or 0) > MOST_BODY_BYTES:
        raise too_large
    body = bytearray()
    async for piece in request.content.iter_chunked(1 << 14):
        body += piece
        if len(body) > MOST_BODY_BYTES:
            raise too_large
    return bytes(body)


def _language_of(request: web.Request) -> str:
    """The first language that a browser asks for."""
    return (
        request.headers.get("Accept-Language", "en").partition(",")[0].partition(";")[0].strip()[:10] or "en"
    )
