"""`/control/people/{id}/command`, `/click` and `/modal`: what people do with the application.

Each answers once something that is no mere "thinking" stands, with what that person sees.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

from aiohttp import web
from pydantic import Field

from bot.sandbox.control.bodies import read
from bot.sandbox.control.people import person_of
from bot.sandbox.people.person import Person
from bot.sandbox.rest.router import Form, SnowflakeIn

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox


class Command(Form):
    """A command: `autocomplete` names the option that is being typed, `target_id` is for menus."""

    name: Annotated[str, Field(min_length=1)]
    options: dict[str, Any] = Field(default_factory=dict)
    channel_id: SnowflakeIn | None = None
    autocomplete: str | None = None
    target_id: SnowflakeIn | None = None


class Click(Form):
    """A button, or a select with the values that are chosen."""

    message_id: SnowflakeIn
    custom_id: str
    values: list[Any] | None = None


class Modal(Form):
    """The open modal, filled in; fields that are left out keep what the modal filled in."""

    custom_id: str | None = None
    fields: dict[str, Any] = Field(default_factory=dict)


def routes(sandbox: Sandbox) -> Iterable[web.RouteDef]:
    """The routes of this subject."""

    async def command(request: web.Request) -> web.Response:
        person = sandbox.actor(person_of(request, sandbox))
        return web.json_response(await _command(person, await read(request, Command)))

    async def click(request: web.Request) -> web.Response:
        person = sandbox.actor(person_of(request, sandbox))
        body = await read(request, Click)
        if body.values is None:
            seen = await person.click(body.message_id, body.custom_id)
        else:
            seen = await person.choose(body.message_id, body.custom_id, body.values)
        return web.json_response(seen.as_dict())

    async def modal(request: web.Request) -> web.Response:
        person = sandbox.actor(person_of(request, sandbox))
        body = await read(request, Modal)
        return web.json_response((await person.submit(body.custom_id, body.fields)).as_dict())

    return [
        web.post("/people/{id}/command", command),
        web.post("/people/{id}/click", click),
        web.post("/people/{id}/modal", modal),
    ]


async def _command(person: Person, body: Command) -> dict[str, Any]:
    if body.target_id is not None:
        seen = await person.context_menu(body.name, body.target_id, channel_id=body.channel_id)
        return seen.as_dict()
    if body.autocomplete is None:
        return (await person.slash(body.name, body.options, channel_id=body.channel_id)).as_dict()
    typed = str(body.options.pop(body.autocomplete, ""))
    choices = await person.autocomplete(
        body.name, body.autocomplete, typed, body.options, channel_id=body.channel_id
    )
    return {"choices": choices}
