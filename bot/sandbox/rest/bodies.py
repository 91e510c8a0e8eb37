"""The three forms in which clients send a body.

JSON; multipart with `payload_json` and files; and, from py-cord, a urlencoded form
with `payload_json`. Source: Discord documentation, "Reference", Uploading Files.

orjson reads them, since it takes nothing that could not be sent on: no half of a
surrogate pair, no number that is none, no thousand levels of lists.
"""

from __future__ import annotations

from typing import Any

import orjson
from aiohttp import BodyPartReader, web

from bot.sandbox.errors import DiscordError, SandboxGap
from bot.sandbox.rest.router import Upload

MAX_BODY_BYTES = 26 * 1024 * 1024
MAX_FILES = 10


async def read_body(request: web.Request) -> tuple[Any, list[Upload]]:
    """The decoded body (None if there is none) and the files beside it.

    Raises:
        DiscordError: 50109 for broken JSON, 40005 for too much of it.
        SandboxGap: a urlencoded form has another field than `payload_json`.
    """
    if not request.body_exists:
        return None, []
    try:
        return await _read(request)
    except web.HTTPRequestEntityTooLarge as error:
        raise DiscordError(413, 40005, "Request entity too large") from error
    except ValueError as error:
        raise DiscordError(400, 50109, "The request body contains invalid JSON.") from error


async def _read(request: web.Request) -> tuple[Any, list[Upload]]:
    if request.content_type == "multipart/form-data":
        return await _multipart(request)
    if request.content_type == "application/x-www-form-urlencoded":
        form = await request.post()
        _refuse_others(set(form) - {"payload_json"})
        return orjson.loads(str(form.get("payload_json", "null"))), []
    raw = await request.read()
    return (orjson.loads(raw) if raw else None), []


async def _multipart(request: web.Request) -> tuple[Any, list[Upload]]:
    body: Any = None
    plain: dict[str, Any] = {}
    files: list[Upload] = []
    size = 0
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            raise SandboxGap("the sandbox does not model a multipart body inside another")
        data = bytes(await part.read(decode=True))
        size += len(data)
        if size > MAX_BODY_BYTES or len(files) > MAX_FILES:
            raise web.HTTPRequestEntityTooLarge(MAX_BODY_BYTES, size)
        if part.name == "payload_json":
            body = orjson.loads(data)
        elif part.filename is None:
            _add_field(plain, str(part.name), data.decode())
        else:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            files.append(Upload(str(part.name), part.filename, kind, data))
    return (plain or None) if body is None else body, files


def _add_field(fields: dict[str, Any], name: str, text: str) -> None:
    """A field of the form itself, as `content` beside files; one that is repeated is a list."""
    listed = name.endswith("[]")
    name = name.removesuffix("[]")
    if listed or name in fields:
        before = fields.get(name, [])
        fields[name] = [*(before if isinstance(before, list) else [before]), text]
    else:
        fields[name] = text


def _refuse_others(names: set[str]) -> None:
    if names:
        raise SandboxGap(f"the sandbox does not know the form field {min(names)}")
