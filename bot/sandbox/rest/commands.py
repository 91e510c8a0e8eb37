"""Routes of application commands, global and of a guild.

Source: Discord documentation, "Application Commands", Endpoints.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import model_validator

from bot.sandbox import errors
from bot.sandbox.payloads.commands import command
from bot.sandbox.rest.access import guild_of
from bot.sandbox.rest.router import Answer, Call, Form, route
from bot.sandbox.world import commands
from bot.sandbox.world.fields import Problems

GLOBAL = "/applications/{application_id}/commands"
OF_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"
ONE = "/{command_id}"


class AnyBody(Form):
    """A body that the world itself reads, whatever its shape."""

    value: Any

    @model_validator(mode="before")
    @classmethod
    def _whole(cls, raw: Any) -> dict[str, Any]:
        return {"value": raw}


Handler = Callable[[Call[AnyBody]], Any]


def both_scopes(method: str, below: str = "", **options: Any) -> Callable[[Handler], Handler]:
    """Serve a route for global commands and for those of a guild."""

    def register(handler: Handler) -> Handler:
        for scope in (GLOBAL, OF_GUILD):
            route(method, scope + below, **options)(handler)
        return handler

    return register


def _scope(call: Call[Any]) -> int | None:
    if call.ids["application_id"] != call.world.application.id:
        raise errors.not_this_application()
    return guild_of(call).id if "guild_id" in call.ids else None


@both_scopes("GET", query=("with_localizations",))
def list_commands(call: Call[Any]) -> list[dict[str, Any]]:
    """Get Global (or Guild) Application Commands."""
    in_full = call.query.get("with_localizations", "false").lower() in ("true", "1")
    return [command(each, with_localizations=in_full) for each in commands.listing(call.world, _scope(call))]


@both_scopes("POST", body=AnyBody)
def create_command(call: Call[AnyBody]) -> Answer:
    """Create Global (or Guild) Application Command: 201 for a new one, 200 for a replaced one."""
    created, is_new = commands.create(call.world, _scope(call), call.body.value)
    return Answer(201 if is_new else 200, command(created))


@both_scopes("PUT", body=AnyBody)
def overwrite_commands(call: Call[AnyBody]) -> list[dict[str, Any]]:
    """Bulk Overwrite Global (or Guild) Application Commands."""
    scope = _scope(call)
    if not isinstance(call.raw, list):
        problems = Problems()
        problems.add((), "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
        problems.refuse()
    return [command(each) for each in commands.overwrite(call.world, scope, list(call.raw))]


@both_scopes("GET", ONE)
def get_command(call: Call[Any]) -> dict[str, Any]:
    """Get Global (or Guild) Application Command."""
    return command(commands.get(call.world, _scope(call), call.ids["command_id"]))


@both_scopes("PATCH", ONE, body=AnyBody)
def edit_command(call: Call[AnyBody]) -> dict[str, Any]:
    """Edit Global (or Guild) Application Command."""
    return command(commands.edit(call.world, _scope(call), call.ids["command_id"], call.body.value))


@both_scopes("DELETE", ONE)
def delete_command(call: Call[Any]) -> None:
    """Delete Global (or Guild) Application Command."""
    commands.delete(call.world, _scope(call), call.ids["command_id"])


@route("GET", OF_GUILD + "/permissions")
def list_permissions(call: Call[Any]) -> list[dict[str, Any]]:
    """Get Guild Application Command Permissions: no administrator of the sandbox has set any."""
    commands.listing(call.world, _scope(call))
    return []


@route("GET", OF_GUILD + "/{command_id}/permissions")
def get_permissions(call: Call[Any]) -> None:
    """Get Application Command Permissions: unknown, as for every command without overwrites."""
    commands.get(call.world, _scope(call), call.ids["command_id"])
    raise errors.unknown_command_permissions()


@route("PUT", OF_GUILD + "/{command_id}/permissions", body=AnyBody)
def edit_permissions(call: Call[AnyBody]) -> None:
    """Edit Application Command Permissions: "Authenticating with a bot token will result in an error"."""
    commands.get(call.world, _scope(call), call.ids["command_id"])
    raise errors.bots_cannot_use_endpoint()
