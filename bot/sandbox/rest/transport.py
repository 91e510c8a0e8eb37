"""HTTP as Discord speaks it: credentials, limits, bodies in, JSON out.

The order is Discord's: a request without a valid token is refused before its route
looks at it, and a limited one before its body is read.
Source: Discord documentation, "Reference", Authentication, Error Messages and Audit Log
Reason; "Rate Limits".
"""

from __future__ import annotations

import contextlib
import inspect
import json
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from aiohttp import web

from bot.sandbox import errors
from bot.sandbox.errors import DiscordError, SandboxGap
from bot.sandbox.json_lines import JsonLines
from bot.sandbox.rest.bodies import read_body
from bot.sandbox.rest.rate_limits import MAJOR, RateLimits, Verdict
from bot.sandbox.rest.router import Answer, Call, Route, Upload, match, read_form
from bot.sandbox.world.models import Application, User
from bot.sandbox.world.state import World

ROOT = "/api"
PREFIX = f"{ROOT}/v10"
LONGEST_REASON = 512
# discord.py takes a 429 without it for a ban by Cloudflare and does not retry.
VIA = "1.1 rostra-sandbox"

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Exchange:
    """One request on its way through, with what the log will want to know of it."""

    request: web.Request
    path: str  # below /api/v10, as it was sent
    headers: dict[str, str] = field(default_factory=dict)
    is_read: bool = False
    body: Any = None
    files: list[Upload] = field(default_factory=list)

    async def read(self) -> None:
        """Read the body, once.

        Raises:
            DiscordError: it is broken or too large.
            SandboxGap: it comes in a form that is not modelled.
        """
        if not self.is_read:
            self.is_read = True
            self.body, self.files = await read_body(self.request)


# May answer in Discord's place (a fault), or wait, or answer None to let a request pass.
Interceptor = Callable[[str, str], Awaitable[Answer | None]]


class Transport:
    """Serves everything below /api; only version 10 is modelled."""

    def __init__(
        self, world: World, limits: Callable[[], RateLimits], log_file: JsonLines, intercept: Interceptor
    ) -> None:
        self._world = world
        #: Each application has limits of its own.
        self._limits: defaultdict[int, RateLimits] = defaultdict(limits)
        self._log = log_file
        self._intercept = intercept

    async def serve(self, request: web.Request) -> web.Response:
        """Answer one request, whatever comes of it."""
        exchange = Exchange(request, _below(request.rel_url.raw_path))
        try:
            answer = await self._answer(exchange)
        except DiscordError as error:
            answer = Answer(error.status, error.body())
        except SandboxGap as gap:
            self._world.gaps.append(str(gap))
            answer = Answer(501, {"message": str(gap), "code": 0})
        except Exception:  # the edge: our own fault must reach the client as one
            log.exception("the sandbox failed at %s %s", request.method, exchange.path)
            answer = Answer(500, {"message": "500: Internal Server Error", "code": 0})
        await self._write_log(exchange, answer)
        return _response(answer, exchange.headers)

    async def _answer(self, exchange: Exchange) -> Answer:
        method = exchange.request.method
        injected = await self._intercept(method, unquote(exchange.path))
        if injected is not None:
            return injected
        route, ids, words = match(method, exchange.path)
        application = (
            self._world.application if route.token_in_path else self._authenticated(exchange.request)
        )
        major = {name: str(value) for name, value in (ids | words).items() if name in MAJOR}
        verdict = self._limits[application.id].check(route, major)
        exchange.headers |= verdict.headers
        if not verdict.passes:
            return _too_many(verdict)
        return await self._call(exchange, application.bot, route, ids, words)

    async def _call(
        self, exchange: Exchange, user: User, route: Route, ids: dict[str, int], words: dict[str, str]
    ) -> Answer:
        await exchange.read()
        _check_files(route, exchange.files)
        call: Call[Any] = Call(
            world=self._world,
            user=user,
            ids=ids,
            words=words,
            body=_form(route, exchange.body),
            query=_query(route, exchange.request),
            files=exchange.files,
            reason=_reason(exchange.request),
            raw=exchange.body if exchange.body is not None else {},
            host=exchange.request.host,
            secure=exchange.request.secure,
        )
        result = route.handler(call)
        if inspect.isawaitable(result):
            result = await result
        if isinstance(result, Answer):
            return result
        return Answer(204) if result is None else Answer(200, result)

    def _authenticated(self, request: web.Request) -> Application:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        application = self._world.application_with(token) if scheme == "Bot" else None
        if application is None:
            raise errors.unauthorized()
        return application

    async def _write_log(self, exchange: Exchange, answer: Answer) -> None:
        if not self._log.wanted:
            return
        # Whatever was refused before its body was looked at. What cannot be read, or never came whole,
        # is logged as no body.
        with contextlib.suppress(DiscordError, SandboxGap, web.RequestPayloadError, ConnectionError):
            await exchange.read()
        # Headers are left out, and with them the bot's token. The token in the path of an
        # interaction's callback stays: it tells two deliveries from two interactions.
        request = exchange.request
        said = answer.body if answer.content is None else f"{len(answer.content)} bytes"
        self._log.write(
            {
                "method": request.method,
                "path": request.path_qs,
                "body": exchange.body,
                **_files(exchange.files),
                "status": answer.status,
                "answer": said,
            }
        )


def _below(path: str) -> str:
    """The path below /api/v10; whatever is not below it is left whole, so that it is named whole."""
    return path.removeprefix(PREFIX) if path.startswith(f"{PREFIX}/") else path


def _check_files(route: Route, files: list[Upload]) -> None:
    if files and not route.takes_files:
        raise SandboxGap(f"the sandbox knows no files of {route.method} {route.template}")


def _files(files: list[Upload]) -> dict[str, Any]:
    if not files:
        return {}
    return {"files": [{"name": each.filename, "bytes": len(each.data)} for each in files]}


def _form(route: Route, body: Any) -> Any:
    if route.body is not None:
        return read_form(route.body, {} if body is None else body)
    if body:
        raise SandboxGap(f"the sandbox knows no body of {route.method} {route.template}")
    return None


def _query(route: Route, request: web.Request) -> dict[str, str]:
    unknown = set(request.query) - route.query
    if unknown:
        raise SandboxGap(f"the sandbox does not know {min(unknown)} of {route.method} {route.template}")
    return dict(request.query)


def _reason(request: web.Request) -> str | None:
    """Why something is done ("Audit Logs Resource"): 1 to 512 characters, encoded as in an address."""
    header = request.headers.get("X-Audit-Log-Reason")
    if header is None:
        return None
    # A header may hold bytes that are no text.
    reason = unquote(header).encode(errors="replace").decode()
    if len(reason) > LONGEST_REASON:
        raise errors.invalid_field(
            "reason", "BASE_TYPE_MAX_LENGTH", f"Must be {LONGEST_REASON} or fewer in length."
        )
    return reason


def _too_many(verdict: Verdict) -> Answer:
    body = {
        "message": "You are being rate limited.",
        "retry_after": round(verdict.retry_after or 0.0, 3),
        "global": verdict.is_global,
    }
    return Answer(429, body)


def _response(answer: Answer, headers: dict[str, str]) -> web.Response:
    headers = {"Via": VIA, **answer.headers, **headers}
    if answer.content is not None:
        return web.Response(
            status=answer.status,
            body=answer.content,
            headers={**headers, "Content-Type": answer.content_type},
        )
    if answer.status == web.HTTPNoContent.status_code:
        return web.Response(status=answer.status, headers=headers)
    # The bare type: discord.py compares the whole header.
    headers["Content-Type"] = "application/json"
    return web.Response(status=answer.status, body=json.dumps(answer.body).encode(), headers=headers)
