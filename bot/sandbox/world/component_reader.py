"""Walks a tree of components as it was sent and keeps what must be unique or counted in it.

Source: Discord documentation, "Component Reference", Anatomy of a Component.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.sandbox.errors import SandboxGap
from bot.sandbox.world.component_types import ComponentType
from bot.sandbox.world.fields import Fields, Place, Problems

Component = dict[str, Any]

MOST_ID = (1 << 31) - 1  # "32 bit integer used as an optional identifier"


class Reader:
    """Reads one tree of components and keeps what must be unique or counted in it."""

    def __init__(self, problems: Problems, kinds: Mapping[ComponentType, Kind], *, modal: bool) -> None:
        self.problems = problems
        self.kinds = kinds
        self.modal = modal
        self.count = 0
        self.characters = 0
        self._custom_ids: set[str] = set()

    def read(self, raw: object, allowed: frozenset[ComponentType], place: Place) -> Component:
        """Check one component, and those inside it."""
        fields = Fields(raw, self.problems, "a component", place)
        kind = known_type(fields, allowed)
        if kind is None:
            return {"type": 0}
        self.count += 1
        fields.subject = f"a component of type {int(kind)}"
        component = {"type": int(kind), "id": fields.integer("id", 0, MOST_ID) or 0}
        component |= self.kinds[kind](self, fields, kind)
        fields.finish()
        return component

    def children(
        self, fields: Fields, allowed: frozenset[ComponentType], low: int, high: int
    ) -> list[Component]:
        """Check the components in a list of this one."""
        raws = fields.items("components", low, high, required=True) or []
        return [
            self.read(raw, allowed, (*fields.place, "components", str(index)))
            for index, raw in enumerate(raws)
        ]

    def custom_id(self, fields: Fields) -> str:
        """The developer's name for a component ("Custom ID"): unique, 1 to 100 characters."""
        custom_id = fields.text("custom_id", 1, 100, required=True) or ""
        if custom_id in self._custom_ids:
            fields.wrong(
                "custom_id",
                "COMPONENT_CUSTOM_ID_DUPLICATED",
                "Component custom id cannot be duplicated",
            )
        self._custom_ids.add(custom_id)
        return custom_id


def known_type(fields: Fields, allowed: frozenset[ComponentType]) -> ComponentType | None:
    """The kind of a component, if it may stand here.

    Raises:
        SandboxGap: a kind that is not modelled.
    """
    number = fields.integer("type", 0, MOST_ID, required=True)
    if number is None:
        return None
    if number not in tuple(ComponentType):
        raise SandboxGap(f"the sandbox does not know components of type {number}")
    if number not in allowed:
        numbers = ", ".join(str(int(kind)) for kind in sorted(allowed))
        message = f'Value of field "type" must be one of ({numbers}).'
        fields.wrong("type", "UNION_TYPE_CHOICES", message)
        return None
    return ComponentType(number)


def given(**found: Any) -> Component:
    """Only the fields that are there."""
    return {name: value for name, value in found.items() if value is not None}


# Reads the fields of one kind of component.
Kind = Callable[[Reader, Fields, ComponentType], Component]
