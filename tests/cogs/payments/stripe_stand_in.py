"""A stand-in for Stripe's HTTP API, over a real socket, as far as payments use it.

What it does not know it refuses by name: a route, a parameter. From Stripe's published documentation:
"Authentication", "Errors", "Idempotent requests", "Making API calls for connected accounts" (Stripe-Account),
"Expanding responses", "Create a Checkout Session", "Create an account link", "Expire a Checkout Session",
"Receive Stripe events in your webhook endpoint" (how events are signed).
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qsl

import aiohttp
from aiohttp import web

from tests.cogs.payments.stripe_books import StripeBooks, Thing, _new

KEY = "sk_test_51StandInOfStripe"
WEBHOOK_SECRET = "whsec_standinofstripe"
# "Minimum and maximum charge amounts".
LEAST = {"eur": 50, "usd": 50, "jpy": 50}
_SESSION = {
    "mode", "line_items", "client_reference_id", "metadata", "payment_intent_data", "adaptive_pricing",
    "expires_at", "locale", "success_url", "cancel_url",
}  # fmt: skip
_ACCOUNT = {"controller"}
_LINK = {"account", "type", "return_url", "refresh_url"}


class Refusal(Exception):
    """An error as Stripe answers it ("Errors")."""

    def __init__(self, status: int, kind: str, code: str | None, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"error": {"type": kind, "code": code, "message": message}}


def invalid(code: str | None, message: str, status: int = 400) -> Refusal:
    return Refusal(status, "invalid_request_error", code, message)


def decoded(form: str) -> Thing:
    """What a form says, with its brackets as Stripe reads them: `a[b][0][c]`."""
    made: Thing = {}
    for name, value in parse_qsl(form, keep_blank_values=True):
        first, *rest = [part for part in re.split(r"[\[\]]+", name) if part]
        here, path = made, [first, *rest]
        for part in path[:-1]:
            here = here.setdefault(part, {})
        here[path[-1]] = value
    return made


def only(given: Thing, known: set[str]) -> None:
    for name in given:
        if name not in known:
            raise invalid("parameter_unknown", f"Received unknown parameter: {name}")


class StripeStandIn:
    """Stripe on loopback."""

    def __init__(self) -> None:
        self.books = StripeBooks()
        self.url = ""
        self.requests: list[tuple[str, str, Thing]] = []
        self.away = False  # answers 500 to everything
        self._answers: dict[str, tuple[str, Thing]] = {}
        self._app = web.Application()
        self._app.router.add_route("*", "/{path:.*}", self._answer)

    @classmethod
    @asynccontextmanager
    async def start(cls) -> AsyncIterator[StripeStandIn]:
        stand_in = cls()
        runner = web.AppRunner(stand_in._app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        stand_in.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield stand_in
        finally:
            await runner.cleanup()

    # --- Webhooks ---

    @staticmethod
    def signed(event: Thing, secret: str = WEBHOOK_SECRET, at: float | None = None) -> tuple[bytes, str]:
        """The body and the signature of an event ("Verify webhook signatures manually")."""
        body, moment = json.dumps(event, indent=2).encode(), int(time.time() if at is None else at)
        digest = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
        return (
            body,
            f"t={moment},v1={digest},v0=6ffbb59b2300aae63f272406069a9788598b792a944a07aba816edb039989a39",
        )

    async def tell(self, url: str, event: Thing, **how: Any) -> int:
        """Tell an event, and answer with what status it was taken."""
        body, signature = self.signed(event, **how)
        headers = {"Stripe-Signature": signature, "Content-Type": "application/json; charset=utf-8"}
        async with (
            aiohttp.ClientSession() as http,
            http.post(f"{url}/payments/webhook/stripe", data=body, headers=headers) as answer,
        ):
            return answer.status

    # --- Requests ---

    async def _answer(self, request: web.Request) -> web.Response:
        headers = {"Request-Id": _new("req")}
        try:
            if self.away:
                raise Refusal(500, "api_error", None, "Stripe is out of order")
            if request.headers.get("Authorization") != f"Bearer {KEY}":
                raise Refusal(401, "invalid_request_error", None, "Invalid API Key provided: sk_test_****")
            given = decoded(await request.text() if request.method == "POST" else request.query_string)
            body = self._once(request, given)
        except Refusal as refusal:
            return web.json_response(refusal.body, status=refusal.status, headers=headers)
        return web.json_response(body, headers=headers)

    def _once(self, request: web.Request, given: Thing) -> Thing:
        """Answer the same to the same key, and refuse another question under it."""
        key, asked = request.headers.get("Idempotency-Key"), json.dumps([request.path, given], sort_keys=True)
        if request.method == "POST" and key in self._answers:
            before, answer = self._answers[key]
            if before != asked:
                raise Refusal(
                    400, "idempotency_error", None, "Keys can only be used with the same parameters"
                )
            return answer
        account_id = request.headers.get("Stripe-Account")
        if account_id is not None and account_id not in self.books.accounts:
            raise Refusal(403, "invalid_request_error", "account_invalid", "No access to that account")
        self.requests.append((request.method, request.path, given))
        answer = self._route(request.method, request.path.split("/")[1:], given, account_id)
        if request.method == "POST" and key is not None:
            self._answers[key] = asked, answer
        return answer

    def _route(self, method: str, path: list[str], given: Thing, account_id: str | None) -> Thing:
        match method, path:
            case "GET", ["v1", "account"]:
                return {"id": "acct_platform", "object": "account"}
            case "POST", ["v1", "accounts"]:
                only(given, _ACCOUNT)
                return self.books.open_account()
            case "GET", ["v1", "accounts", number]:
                if number not in self.books.accounts:
                    raise Refusal(
                        403, "invalid_request_error", "account_invalid", "No access to that account"
                    )
                return self.books.accounts[number]
            case "POST", ["v1", "account_links"]:
                only(given, _LINK)
                return {"object": "account_link", "url": f"https://connect.stripe.com/{given['account']}"}
            case "POST", ["v1", "checkout", "sessions"]:
                return self._open(given, account_id)
            case "GET", ["v1", "checkout", "sessions"]:
                found = self.books.sessions.values()
                return self._list(given, [one for one in found if self._is(one, given, account_id)])
            case "GET", ["v1", "checkout", "sessions", number]:
                return self._expanded(self._session(number, account_id), given)
            case "POST", ["v1", "checkout", "sessions", number, "expire"]:
                if self._session(number, account_id)["status"] != "open":
                    raise invalid(None, "Only Checkout Sessions with a status in [open] can be expired.")
                self.books.expire(number)
                return self.books.sessions[number]
            case "GET", ["v1", "refunds"]:
                refunds = [
                    one for one in self.books.refunds if one["payment_intent"] == given["payment_intent"]
                ]
                return self._list(given, [self._moved(one) for one in refunds])
            case "GET", ["v1", "disputes"]:
                all_of_them = self.books.disputes
                return self._list(
                    given, [one for one in all_of_them if one["payment_intent"] == given["payment_intent"]]
                )
        raise invalid(None, f"Unrecognized request URL ({method}: /{'/'.join(path)})", status=404)

    def _open(self, given: Thing, account_id: str | None) -> Thing:
        only(given, _SESSION)
        assert account_id is not None, "a direct charge is made as the connected account"
        if not self.books.accounts[account_id]["charges_enabled"]:
            raise invalid("account_invalid", "Your account cannot currently make live charges.")
        # "Collect application fees": the value must be positive, and we want none at all.
        only(given["payment_intent_data"], {"metadata"})
        price = given["line_items"]["0"]["price_data"]
        amount = int(price["unit_amount"]) * int(given["line_items"]["0"]["quantity"])
        if amount < LEAST.get(price["currency"], 1):
            raise invalid("amount_too_small", "The amount is below the minimum")
        if not 1_800 - 60 <= int(given["expires_at"]) - time.time() <= 86_400:
            raise invalid(None, "expires_at must be between 30 minutes and 24 hours from now")
        number = _new("cs_test")
        session = {
            "id": number,
            "object": "checkout.session",
            "amount_total": amount,
            "currency": price["currency"],
            "client_reference_id": given["client_reference_id"],
            "metadata": given["metadata"],
            "payment_intent": None,
            "payment_intent_metadata": given["payment_intent_data"]["metadata"],
            "payment_status": "unpaid",
            "status": "open",
            "url": f"https://checkout.stripe.com/c/pay/{number}",
        }
        self.books.owners[number] = account_id
        return self.books.sessions.setdefault(number, session)

    def _session(self, number: str, account_id: str | None) -> Thing:
        if self.books.owners.get(number) != account_id or number not in self.books.sessions:
            raise invalid("resource_missing", f"No such checkout.session: {number}", status=404)
        return self.books.sessions[number]

    def _is(self, session: Thing, given: Thing, account_id: str | None) -> bool:
        return (
            session["payment_intent"] == given["payment_intent"]
            and self.books.owners[session["id"]] == account_id
        )

    def _expanded(self, session: Thing, given: Thing) -> Thing:
        """Put things in the place of their ids, as the request names them."""
        if given.get("expand") != {"0": "payment_intent.latest_charge.balance_transaction"}:
            return session
        if session["payment_intent"] is None:
            return session
        intent = self.books.intents[session["payment_intent"]]
        charge = self.books.charges.get(intent["latest_charge"] or "")
        seen = None if charge is None else self._moved(charge)
        return session | {"payment_intent": intent | {"latest_charge": seen}}

    def _moved(self, thing: Thing) -> Thing:
        movement = self.books.movements.get(thing["balance_transaction"] or "")
        return thing | {"balance_transaction": movement}

    @staticmethod
    def _list(given: Thing, found: list[Thing]) -> Thing:
        most = int(given.get("limit", 10))
        return {"object": "list", "data": found[:most], "has_more": len(found) > most, "url": "/v1"}
