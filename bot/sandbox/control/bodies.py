"""Reading the bodies of control requests."""

from __future__ import annotations

from typing import Any, TypeVar

import orjson
from aiohttp import web
from pydantic import ValidationError

from bot.sandbox.rest.router import Form

F = TypeVar("F", bound=Form)


async def read(request: web.Request, model: type[F]) -> F:
    """Read and check a JSON body.

    Raises:
        ValueError: it is not JSON or does not fit; the message names the field.
    """
    return check(model, await read_json(request))


async def read_json(request: web.Request) -> Any:
    """Read a body that may have any shape.

    Raises:
        ValueError: it is not JSON.
    """
    return orjson.loads(await request.read())


def check(model: type[F], raw: object) -> F:
    """Check what a request says, its query as well as its body.

    Raises:
        ValueError: it does not fit; the message names the field.
    """
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in detail["loc"]) or "body"
        raise ValueError(f"{where}: {detail['msg']}") from error
