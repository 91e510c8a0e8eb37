"""Filling in a modal, with the checks of Discord's client before it can be submitted.

Source: Discord documentation, "Component Reference", interaction response structures, and
"Receiving and Responding to Interactions", Modal Submit Data Structure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.sandbox.people.components import chosen, option_value
from bot.sandbox.people.errors import ActorError
from bot.sandbox.people.references import Pointer
from bot.sandbox.world.component_reader import Component
from bot.sandbox.world.component_types import SELECTS, ComponentType
from bot.sandbox.world.components import walk

T = ComponentType
MOST_TEXT = 4000


def submission(modal: dict[str, Any], fields: Mapping[str, Any], pointer: Pointer) -> dict[str, Any]:
    """The data of a modal's submission; fields that are not given keep what the modal filled in.

    Raises:
        ActorError: a field is unknown, missing, or not what it takes.
    """
    known = [part["custom_id"] for part in walk(modal["components"]) if "custom_id" in part]
    strange = sorted(set(fields) - set(known))
    if strange:
        raise ActorError(f"the modal has no field {strange[0]!r}; there are {known}")
    components = [_submitted(component, fields, pointer) for component in modal["components"]]
    data = {"custom_id": modal["custom_id"], "components": components}
    found = pointer.resolved()
    return {**data, "resolved": found} if found else data


def _submitted(component: Component, fields: Mapping[str, Any], pointer: Pointer) -> Component:
    sent: Component = {"type": component["type"], "id": component["id"]}
    if component["type"] == T.LABEL:
        sent["component"] = _submitted(component["component"], fields, pointer)
    elif component["type"] == T.ACTION_ROW:
        sent["components"] = [_submitted(each, fields, pointer) for each in component["components"]]
    elif component["type"] != T.TEXT_DISPLAY:
        custom_id = component["custom_id"]
        try:
            filled = _filled(component, fields.get(custom_id), pointer)
        except ActorError as error:
            raise ActorError(f"the field {custom_id!r}: {error}") from error
        sent |= {"custom_id": custom_id, **filled}
    return sent


def _filled(field: Component, value: Any, pointer: Pointer) -> dict[str, Any]:
    kind = field["type"]
    if kind == T.TEXT_INPUT:
        return {"value": _text(field, value)}
    if kind == T.CHECKBOX:
        return {"value": _checked(field, value)}
    if kind == T.RADIO_GROUP:
        return {"value": _radio(field, value)}
    values = _values(field, value)
    if not values:
        _require_none(field)
        return {"values": []}
    if kind in SELECTS:
        return {"values": chosen(field, values, pointer)}
    _check_number(field, values)
    if kind == T.FILE_UPLOAD:
        return {"values": [pointer.file(each, field.get("file_types")) for each in values]}
    return {"values": [option_value(field, each) for each in values]}


def _text(field: Component, value: Any) -> str:
    text = field.get("value", "") if value is None else value
    if not isinstance(text, str):
        raise ActorError(f"{text!r} is no text")
    if not text and not field["required"]:
        return ""
    if not text:
        raise ActorError("it is required")
    low, high = field.get("min_length", 0), field.get("max_length", MOST_TEXT)
    if not low <= len(text) <= high:
        raise ActorError(f"{len(text)} characters; {low} to {high} are allowed")
    return text


def _checked(field: Component, value: Any) -> bool:
    checked = field["default"] if value is None else value
    if not isinstance(checked, bool):
        raise ActorError(f"{checked!r} is neither true nor false")
    return checked


def _radio(field: Component, value: Any) -> str | None:
    if value is not None:
        return option_value(field, value)
    defaults = _defaults(field)
    if not defaults and field["required"]:
        raise ActorError("it is required")
    return defaults[0] if defaults else None


def _values(field: Component, value: Any) -> Sequence[Any]:
    if value is None:
        return _defaults(field)
    # One thing stands for a list of it; a tuple is a file, given by its name and bytes.
    return value if isinstance(value, list) else [value]


def _defaults(field: Component) -> list[str]:
    named = [option["value"] for option in field.get("options", ()) if option["default"]]
    return named or [each["id"] for each in field.get("default_values", ())]


def _require_none(field: Component) -> None:
    if field["required"]:
        raise ActorError("it is required")


def _check_number(field: Component, values: Sequence[Any]) -> None:
    low, high = field["min_values"], field["max_values"]
    if not low <= len(values) <= high:
        raise ActorError(f"it takes {low} to {high} values, not {len(values)}")
