"""Faults, injected on request: what a bot must survive on the real Discord as well.

A registry: whoever can do a kind of harm registers it, with the form of its
parameters. The kinds that concern REST and the gateway are in `rest/faults` and
`gateway/faults`.
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar, cast

from pydantic import ValidationError

from bot.sandbox.rest.router import Form

F = TypeVar("F", bound=Form)
Inject = Callable[[F], Any | Awaitable[Any]]


class UnknownFault(Exception):
    """Nobody has registered that kind; the message names those that exist."""


class BadFault(Exception):
    """The parameters of a fault are wrong; the message names them."""


class NoFaultParameters(Form):
    """The form of a fault that has no parameters."""


class Faults:
    """Every kind of fault that can be injected."""

    def __init__(self) -> None:
        self._kinds: dict[str, tuple[type[Form], Inject[Any]]] = {}

    def register(self, kind: str, handler: Inject[F], form: type[F] | None = None) -> None:
        """Let `handler`, called with its checked parameters, do this kind of harm."""
        self._kinds[kind] = (form or NoFaultParameters, handler)

    @property
    def kinds(self) -> dict[str, list[str]]:
        """The known kinds and the names of their parameters."""
        return {kind: sorted(form.model_fields) for kind, (form, _) in sorted(self._kinds.items())}

    async def inject(self, kind: str, **parameters: Any) -> Any:
        """Do harm; answers what the handler has to say about it.

        Raises:
            UnknownFault: there is no such kind.
            BadFault: a parameter is unknown, missing or wrong.
        """
        if kind not in self._kinds:
            raise UnknownFault(f"unknown fault {kind}; known are {', '.join(self.kinds)}")
        form, handler = self._kinds[kind]
        try:
            checked = form.model_validate(parameters)
        except ValidationError as error:
            raise BadFault(_first(kind, error)) from error
        result = handler(cast(Any, checked))
        return await result if inspect.isawaitable(result) else result


def _first(kind: str, error: ValidationError) -> str:
    detail: Mapping[str, Any] = error.errors(include_url=False)[0]
    where = ".".join(str(part) for part in detail["loc"])
    return f"{kind}: {where}: {detail['msg']}"
