"""The control API: JSON over HTTP, for whoever drives the sandbox from outside.

Every path, body and answer is documented in docs/sandbox.md. Errors are
`{"error": "..."}`: 400 for a bad request, 404 for something that does not exist, 409
for something that cannot be done as things stand.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable
from ipaddress import ip_address
from typing import TYPE_CHECKING

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.sandbox.control import clock, community, faults, interactions, messages, people, stage, voice
from bot.sandbox.errors import DiscordError, SandboxGap
from bot.sandbox.faults import BadFault, UnknownFault
from bot.sandbox.people.errors import ActorError

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox

log = logging.getLogger(__name__)

PREFIX = "/control"
NOT_FOUND = 404

# Which calls can be asked with words in the query; whoever misspells one is told so.
QUERY_WORDS = {
    "clock": {"after"},
    "heard": {"channel_id", "speaker_id"},
    "messages": {"channel_id", "person_id", "limit"},
}

# Each subject's module has a function `routes`; add yours here.
SUBJECTS: tuple[Callable[[Sandbox], Iterable[web.RouteDef]], ...] = (
    clock.routes,
    community.routes,
    faults.routes,
    interactions.routes,
    messages.routes,
    people.routes,
    stage.routes,
    voice.routes,
)


def control_app(sandbox: Sandbox) -> web.Application:
    """The application that is mounted at /control."""
    app = web.Application(middlewares=[_errors_as_json])
    for routes in SUBJECTS:
        app.add_routes(routes(sandbox))
    return app


def answer(body: object, status: int = 200) -> web.Response:
    """A JSON answer."""
    return web.json_response(body, status=status)


def refusal(status: int, message: str) -> web.Response:
    """An error answer."""
    return answer({"error": message}, status)


@web.middleware
async def _errors_as_json(request: web.Request, handler: Handler) -> web.StreamResponse:
    if not ip_address(request.remote or "0.0.0.0").is_loopback:  # noqa: S104 - compared, not bound
        return refusal(403, "the control API is for this machine only")
    try:
        _check_query(request)
        return await handler(request)
    except web.HTTPException as error:
        return refusal(error.status, f"{request.method} {request.path}: {error.reason}")
    except (UnknownFault, BadFault) as error:
        return refusal(400, str(error))
    except json.JSONDecodeError as error:
        return refusal(400, f"the body is not JSON: {error}")
    except ValueError as error:
        return refusal(400, str(error))
    except DiscordError as error:
        return refusal(NOT_FOUND if error.status == NOT_FOUND else 409, error.message)
    except ActorError as error:
        return refusal(409, str(error))
    except SandboxGap as gap:
        return refusal(501, str(gap))
    except Exception:  # the edge: our own fault must reach who asked as one
        log.exception("the sandbox failed at %s %s", request.method, request.path)
        return refusal(500, "the sandbox failed; its log says why")


def _check_query(request: web.Request) -> None:
    unknown = sorted(set(request.query) - QUERY_WORDS.get(request.path.removeprefix(f"{PREFIX}/"), set()))
    if unknown:
        raise ValueError(f"{request.method} {request.path} takes no {unknown[0]} in its query")
