"""REST faults: 429s and 500s that nobody deserved, and answers that take their time."""

from __future__ import annotations

import asyncio
import math
from fnmatch import fnmatch
from typing import Annotated, Any, Literal

from pydantic import Field

from bot.sandbox.faults import Faults
from bot.sandbox.rest.router import Answer, Form

MAX_PLANNED = 100
MAX_SECONDS = 600.0


class RestFault(Form):
    """Which requests it hits, and how many of them.

    `path` is a pattern (`*` for anything) that the path below /api/v10 must end with.
    """

    path: str = "*"
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"] | None = None
    count: Annotated[int, Field(ge=1)] = 1


class TooManyRequests(RestFault):
    """Answer 429."""

    retry_after: Annotated[float, Field(gt=0, le=MAX_SECONDS)] = 1.0
    scope: Literal["user", "global", "shared"] = "user"  # "Rate Limits", X-RateLimit-Scope


class ServerError(RestFault):
    """Answer 500, or another status of the server's."""

    status: Annotated[int, Field(ge=500, le=599)] = 500


class Delay(RestFault):
    """Answer as always, but late."""

    seconds: Annotated[float, Field(gt=0, le=MAX_SECONDS)]


class RestFaults:
    """The faults that are planned and not yet used up."""

    def __init__(self, faults: Faults) -> None:
        self._planned: list[RestFault] = []
        faults.register("http_429", self._plan, TooManyRequests)
        faults.register("http_500", self._plan, ServerError)
        faults.register("delay", self._plan, Delay)

    @property
    def planned(self) -> list[dict[str, Any]]:
        """What is still to come."""
        return [{"fault": type(each).__name__, **each.model_dump()} for each in self._planned]

    async def intercept(self, method: str, path: str) -> Answer | None:
        """Answer a request in Discord's place if a fault is meant for it."""
        for fault in list(self._planned):
            if not _hits(fault, method, path):
                continue
            fault.count -= 1
            if fault.count == 0:
                self._planned.remove(fault)
            if not isinstance(fault, Delay):
                return _answer(fault)
            await asyncio.sleep(fault.seconds)
        return None

    def _plan(self, fault: RestFault) -> dict[str, Any]:
        if len(self._planned) >= MAX_PLANNED:
            self._planned.pop(0)
        self._planned.append(fault)
        return {"planned": len(self._planned)}


def _hits(fault: RestFault, method: str, path: str) -> bool:
    return fault.method in (None, method) and fnmatch(path, f"*{fault.path}")


def _answer(fault: RestFault) -> Answer:
    if isinstance(fault, ServerError):
        return Answer(fault.status, {"message": f"{fault.status}: Internal Server Error", "code": 0})
    assert isinstance(fault, TooManyRequests)
    is_global = fault.scope == "global"
    headers = {"Retry-After": str(math.ceil(fault.retry_after)), "X-RateLimit-Scope": fault.scope}
    if is_global:
        headers["X-RateLimit-Global"] = "true"
    body = {
        "message": "You are being rate limited.",
        "retry_after": fault.retry_after,
        "global": is_global,
    }
    return Answer(429, body, headers=headers)
