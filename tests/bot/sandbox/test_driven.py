"""Every route, opcode, close code and fault of the sandbox was driven by a test of this folder.

Runs last and looks back; asked of a part of the folder alone, it has nothing to say.
"""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.gateway.codes import CloseCode, Op
from bot.sandbox.gateway.operations import OPERATIONS
from bot.sandbox.rest.commands import OF_GUILD
from bot.sandbox.rest.router import ROUTES
from bot.sandbox.voice.opcodes import VoiceCloseCode, VoiceOp
from tests.bot.sandbox.driven import DRIVEN

pytestmark = pytest.mark.usefixtures("whole_folder")

# "Opcodes and Status Codes": who sends what. A heartbeat goes both ways.
GATEWAY_SAYS = {
    Op.DISPATCH,
    Op.HEARTBEAT,
    Op.RECONNECT,
    Op.INVALID_SESSION,
    Op.HELLO,
    Op.HEARTBEAT_ACK,
}
VOICE_CLIENT_SAYS = {
    VoiceOp.IDENTIFY,
    VoiceOp.SELECT_PROTOCOL,
    VoiceOp.HEARTBEAT,
    VoiceOp.SPEAKING,
    VoiceOp.RESUME,
}

# "Application Commands", Permissions: there are none to read, and a bot token cannot write them.
_OF_ONE_COMMAND = f"{OF_GUILD}/{{command_id}}/permissions"
REFUSES_EVERY_BOT = {f"GET {_OF_ONE_COMMAND}", f"PUT {_OF_ONE_COMMAND}"}


def require_driven(kind: str, known: set[Any]) -> None:
    """Name those that no test has driven."""
    missing = sorted(getattr(one, "name", str(one)) for one in known - DRIVEN.seen[kind])
    assert not missing, f"{kind} that no test has driven: {', '.join(missing)}"


def test_every_route_was_driven() -> None:
    routes = {f"{route.method} {route.template}" for route in ROUTES}

    assert routes >= REFUSES_EVERY_BOT
    require_driven("called routes", routes)
    require_driven("routes", routes - REFUSES_EVERY_BOT)


def test_every_opcode_of_the_gateway_was_sent() -> None:
    require_driven("sent to the gateway", set(Op) - GATEWAY_SAYS | OPERATIONS.keys())
    require_driven("said by the gateway", GATEWAY_SAYS)


def test_every_opcode_of_the_voice_gateway_was_sent() -> None:
    require_driven("sent to the voice gateway", VOICE_CLIENT_SAYS)
    require_driven("said by the voice gateway", set(VoiceOp) - VOICE_CLIENT_SAYS | {VoiceOp.SPEAKING})


def test_every_close_code_of_the_gateway_was_met() -> None:
    require_driven("close codes of the gateway", {code for code in CloseCode if code >= 4000})


def test_every_close_code_of_the_voice_gateway_was_met() -> None:
    require_driven("close codes of the voice gateway", set(VoiceCloseCode))


def test_every_kind_of_fault_was_injected() -> None:
    assert DRIVEN.fault_kinds
    require_driven("faults", DRIVEN.fault_kinds)
