"""Components of messages and modals: checked as a whole, given their ids, and looked through.

`check_components` is the one way in. It answers new objects with every default
filled in, as Discord would answer them; what broke a rule is refused with 50035.

Source: Discord documentation, "Component Reference".
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

from bot.sandbox.world.component_inputs import INPUTS
from bot.sandbox.world.component_layout import LAYOUT
from bot.sandbox.world.component_reader import Component, Reader
from bot.sandbox.world.component_types import (
    IS_COMPONENTS_V2,
    MOST_COMPONENTS,
    MOST_IN_MODAL,
    MOST_ROWS,
    MOST_TEXT,
    TOP_OF_LAYOUT,
    TOP_OF_MODAL,
    ComponentType,
)
from bot.sandbox.world.fields import Fields, Place, Problems


def check_components(
    components: Sequence[Any], flags: int = 0, *, modal: bool = False, place: Place = ("components",)
) -> list[Component]:
    """Check the components of a message or modal and answer them as Discord stores them.

    Raises:
        DiscordError: 50035 for what breaks a rule; `place` says where in the body they stand.
        SandboxGap: a kind of component, or a field, that is not modelled.
    """
    problems = Problems()
    found = _read(components, flags, problems, place, modal=modal)
    problems.refuse()
    _give_ids(found)
    return found


def check_modal(raw: object, place: Place = ("data",)) -> dict[str, Any]:
    """Check the data of a MODAL callback.

    Source: "Receiving and Responding to Interactions", Modal.

    Raises:
        DiscordError: 50035.
        SandboxGap: something in it is not modelled.
    """
    problems = Problems()
    fields = Fields(raw, problems, "a modal", place)
    modal: dict[str, Any] = {
        "custom_id": fields.text("custom_id", 1, 100, required=True),
        "title": fields.text("title", 1, 45, required=True),
    }
    raws = fields.items("components", 1, MOST_IN_MODAL, required=True) or []
    modal["components"] = _read(raws, 0, problems, (*place, "components"), modal=True)
    fields.finish()
    problems.refuse()
    _give_ids(modal["components"])
    return modal


def _read(
    components: Sequence[Any], flags: int, problems: Problems, place: Place, *, modal: bool
) -> list[Component]:
    reader = Reader(problems, {**INPUTS, **LAYOUT}, modal=modal)
    layout = bool(flags & IS_COMPONENTS_V2)
    allowed = frozenset({ComponentType.ACTION_ROW})
    if modal or layout:
        allowed = TOP_OF_MODAL if modal else TOP_OF_LAYOUT
    found = [reader.read(raw, allowed, (*place, str(index))) for index, raw in enumerate(components)]
    if not modal and not layout and len(found) > MOST_ROWS:
        problems.add(place, "BASE_TYPE_BAD_LENGTH", f"Must be between 1 and {MOST_ROWS} in length.")
    if reader.count > MOST_COMPONENTS:
        message = f"The number of components cannot exceed {MOST_COMPONENTS}"
        problems.add(place, "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", message)
    if reader.characters > MOST_TEXT:
        message = f"The text of all components cannot exceed {MOST_TEXT} characters"
        problems.add(place, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", message)
    ids = [component["id"] for component in walk(found) if component.get("id")]
    if len(set(ids)) != len(ids):
        problems.add(place, "COMPONENT_ID_DUPLICATED", "Component id must be unique within the message")
    return found


def _give_ids(components: list[Component]) -> None:
    """Number those without an id, or with 0, past the ids that are taken ("Anatomy of a Component")."""
    taken = {component["id"] for component in walk(components)}
    free = (number for number in itertools.count(1) if number not in taken)
    for component in walk(components):
        if not component["id"]:
            component["id"] = next(free)


def walk(components: Sequence[Component]) -> Iterator[Component]:
    """Every component, outer before inner, in the order in which they are read."""
    for component in components:
        yield component
        yield from walk(component.get("components", ()))
        for name in ("accessory", "component"):
            if name in component:
                yield from walk((component[name],))


def find(components: Sequence[Component], custom_id: str) -> Component | None:
    """The component of that custom id, wherever it is nested."""
    return next((part for part in walk(components) if part.get("custom_id") == custom_id), None)


def texts(components: Sequence[Component]) -> list[str]:
    """What the Text Displays say, from top to bottom."""
    return [part["content"] for part in walk(components) if part["type"] == ComponentType.TEXT_DISPLAY]
