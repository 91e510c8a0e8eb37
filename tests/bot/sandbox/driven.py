"""Notes what the tests of the sandbox make it do, so that `test_driven.py` can name what none of them did.

It listens where the sandbox's own parts meet: nothing of the product knows of it.
"""

from __future__ import annotations

import functools
import inspect
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from aiohttp import web

from bot.sandbox.faults import Faults
from bot.sandbox.gateway.codes import CloseCode
from bot.sandbox.gateway.gateway_log import GatewayLog
from bot.sandbox.rest import router
from bot.sandbox.voice import forms as voice_forms
from bot.sandbox.voice.mailbox import Mailbox
from bot.sandbox.voice.opcodes import VoiceCloseCode

_OPCODE = re.compile(rb'\{"op": ?(\d+)')


@dataclass
class Driven:
    """What was done, by its kind; only while a test of the sandbox runs."""

    seen: defaultdict[str, set[Any]] = field(default_factory=lambda: defaultdict(set))
    fault_kinds: set[str] = field(default_factory=set)
    is_watching: bool = False

    def note(self, kind: str, what: Any) -> None:
        if self.is_watching:
            self.seen[kind].add(what)

    @contextmanager
    def watching(self) -> Iterator[None]:
        self.is_watching = True
        yield
        self.is_watching = False


DRIVEN = Driven()


def listen() -> None:
    """Put an ear on every place; once, before the first sandbox starts."""
    router.ROUTES[:] = [replace(route, handler=_noted(route)) for route in router.ROUTES]
    _before(GatewayLog, "received", lambda _, op, __: DRIVEN.note("sent to the gateway", op))
    _before(GatewayLog, "sent", _gateway_says)
    _before(web.WebSocketResponse, "close", _hangs_up)
    for name in ("post", "reply"):
        _before(Mailbox, name, lambda _, op, __: DRIVEN.note("said by the voice gateway", op))
    _before(Faults, "register", lambda _, kind, *__: DRIVEN.fault_kinds.add(kind))
    _listen_to_voice()
    _listen_to_faults()


def _noted(route: router.Route) -> router.Handler:
    """The handler, which tells when it is called, and when it answers and does not refuse."""
    name = f"{route.method} {route.template}"

    @functools.wraps(route.handler)
    async def handler(call: router.Call[Any]) -> Any:
        DRIVEN.note("called routes", name)
        answer = route.handler(call)
        if inspect.isawaitable(answer):
            answer = await answer
        DRIVEN.note("routes", name)
        return answer

    return handler


def _before(owner: type, name: str, hear: Callable[..., object]) -> None:
    method = getattr(owner, name)

    @functools.wraps(method)
    def heard(*arguments: Any, **named: Any) -> Any:
        hear(*arguments, **named)
        return method(*arguments, **named)

    setattr(owner, name, heard)


def _gateway_says(_: GatewayLog, message: bytes) -> None:
    found = _OPCODE.match(message)
    assert found is not None, message[:40]
    DRIVEN.note("said by the gateway", int(found[1]))


def _hangs_up(_: web.WebSocketResponse, *, code: int = 1000, **__: Any) -> None:
    # Told apart by their types, since both gateways count from 4001.
    if isinstance(code, CloseCode):
        DRIVEN.note("close codes of the gateway", code)
    elif isinstance(code, VoiceCloseCode):
        DRIVEN.note("close codes of the voice gateway", code)


def _listen_to_voice() -> None:
    read = voice_forms.read

    def heard(form: Any, value: Any) -> Any:
        found = read(form, value)
        if isinstance(found, voice_forms.Envelope):
            DRIVEN.note("sent to the voice gateway", found.op)
        return found

    voice_forms.read = heard


def _listen_to_faults() -> None:
    inject = Faults.inject

    @functools.wraps(inject)
    async def heard(self: Faults, kind: str, **parameters: Any) -> Any:
        result = await inject(self, kind, **parameters)
        DRIVEN.note("faults", kind)
        return result

    Faults.inject = heard  # type: ignore[method-assign]  # the ear is put on from outside
