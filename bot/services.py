"""Services by type: how one cog calls another without importing its insides.

A cog that offers something declares a Protocol in its `api`, and provides the
one object that fulfils it while it starts. Who needs it asks by that Protocol.
"""

from __future__ import annotations

from typing import TypeVar, cast

from bot.errors import OperatorError
from bot.undo import undoable

S = TypeVar("S")


class Services:
    """A table of instances by the type they are asked for by."""

    def __init__(self) -> None:
        self._instances: dict[type, object] = {}

    def provide(self, service: type[S], instance: S) -> None:
        """Answer every later `get(service)` with `instance`.

        Raises:
            OperatorError: something else provides this service already.
        """
        if service in self._instances:
            raise OperatorError(f"two cogs provide {_name(service)}: {self._instances[service]!r} came first")
        self._instances[service] = instance
        undoable(lambda: self._instances.pop(service, None))

    def find(self, service: type[S]) -> S | None:
        """Return the instance that provides `service`, or None if nobody does."""
        return cast("S | None", self._instances.get(service))

    def get(self, service: type[S]) -> S:
        """Return the instance that provides `service`.

        Raises:
            OperatorError: nobody does; the message names the service.
        """
        try:
            return cast(S, self._instances[service])
        except KeyError:
            raise OperatorError(
                f"no cog provides {_name(service)}: add {service.__module__.rpartition('.')[0]}"
                " to [cogs] enabled, or to `requires` of the cog that asks for it"
            ) from None


def _name(service: type) -> str:
    return f"{service.__module__}.{service.__qualname__}"
