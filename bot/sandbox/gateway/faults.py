"""Gateway faults: lost connections, lost sessions, requests to come back."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.sandbox.faults import Faults, NoFaultParameters
from bot.sandbox.gateway.hub import Gateway
from bot.sandbox.rest.router import Form, SnowflakeIn


class DropGateway(Form):
    """Without a code the line goes dead; with one, it is closed with that code.

    `user_id` is the bot that it happens to, where several are logged in; without it, to all.
    """

    code: Annotated[int, Field(ge=4000, le=4999)] | None = None
    user_id: SnowflakeIn | None = None


class InvalidSession(Form):
    """Opcode 9; `resumable` is its `d`."""

    resumable: bool = False


def register(faults: Faults, gateway: Gateway) -> None:
    """Offer the gateway's faults; each answers how many connections it met."""

    def drop(fault: DropGateway) -> dict[str, int]:
        return {"connections": gateway.drop(fault.code, fault.user_id)}

    def silence(_: NoFaultParameters) -> dict[str, int]:
        return {"connections": gateway.silence()}

    def kill(fault: InvalidSession) -> dict[str, int]:
        return {"connections": gateway.invalidate(resumable=fault.resumable)}

    def reconnect(_: NoFaultParameters) -> dict[str, int]:
        return {"connections": gateway.reconnect()}

    def heartbeat(_: NoFaultParameters) -> dict[str, int]:
        return {"connections": gateway.request_heartbeats()}

    faults.register("drop_gateway", drop, DropGateway)
    faults.register("silence_gateway", silence)
    faults.register("kill_session", kill, InvalidSession)
    faults.register("reconnect", reconnect)
    faults.register("request_heartbeat", heartbeat)
