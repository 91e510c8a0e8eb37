"""Using the buttons and selects of a message: what is there, and what may be chosen.

Source: Discord documentation, "Component Reference", interaction response structures.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.sandbox.people.errors import ActorError
from bot.sandbox.people.references import Pointer
from bot.sandbox.world.component_reader import Component
from bot.sandbox.world.component_types import SELECTS, ButtonStyle, ComponentType
from bot.sandbox.world.components import find, walk
from bot.sandbox.world.models import Message

T = ComponentType
_NO_INTERACTION = {
    ButtonStyle.LINK: "it opens an address",
    ButtonStyle.PREMIUM: "it opens the shop",
}


def usable(message: Message, custom_id: str) -> Component:
    """The button or select of that custom id.

    Raises:
        ActorError: it is not there, or disabled.
    """
    component = find(message.components, custom_id)
    if component is None:
        there = [part["custom_id"] for part in walk(message.components) if "custom_id" in part]
        raise ActorError(f"there is no component {custom_id!r} on the message; there are {there}")
    if component.get("disabled"):
        raise ActorError(f"the component {custom_id!r} is disabled")
    return component


def press(message: Message, custom_id: str) -> dict[str, Any]:
    """What a click on a button sends.

    Raises:
        ActorError: there is no such button that sends anything.
    """
    button = usable(message, custom_id)
    if button["type"] != T.BUTTON:
        raise ActorError(f"{custom_id!r} is a select: say which values")
    reason = _NO_INTERACTION.get(button["style"])
    if reason is not None:
        raise ActorError(f"a click on {custom_id!r} sends nothing: {reason}")
    return {"custom_id": custom_id, "component_type": int(T.BUTTON), "id": button["id"]}


def choose(message: Message, custom_id: str, values: Sequence[Any], pointer: Pointer) -> dict[str, Any]:
    """What choosing these values in a select sends.

    Raises:
        ActorError: it is no select, or they cannot be chosen in it.
    """
    select = usable(message, custom_id)
    if select["type"] not in SELECTS:
        raise ActorError(f"{custom_id!r} is a button: it has no values")
    data = {
        "custom_id": custom_id,
        "component_type": select["type"],
        "id": select["id"],
        "values": chosen(select, values, pointer),
    }
    if select["type"] != T.STRING_SELECT:
        data["resolved"] = pointer.resolved()
    return data


def chosen(select: Component, values: Sequence[Any], pointer: Pointer) -> list[str]:
    """The values of a select as they are sent.

    Raises:
        ActorError: they are too few or too many, or one of them is not offered.
    """
    low, high = select["min_values"], select["max_values"]
    if not low <= len(values) <= high:
        raise ActorError(f"{select['custom_id']!r} takes {low} to {high} values, not {len(values)}")
    wanted = [_value(select, value, pointer) for value in values]
    if len(set(wanted)) != len(wanted):
        raise ActorError(f"a value can be chosen only once: {wanted}")
    return wanted


def _value(select: Component, value: Any, pointer: Pointer) -> str:
    kind = select["type"]
    if kind == T.USER_SELECT:
        return pointer.user(value)
    if kind == T.ROLE_SELECT:
        return pointer.role(value)
    if kind == T.MENTIONABLE_SELECT:
        return pointer.mentionable(value)
    if kind == T.CHANNEL_SELECT:
        return pointer.guild_channel(value, select.get("channel_types"))
    return option_value(select, value)


def option_value(component: Component, value: Any) -> str:
    """The value of one of the options, chosen by its value or by its label.

    Raises:
        ActorError: it is not offered.
    """
    for option in component["options"]:
        if value in (option["value"], option["label"]):
            return str(option["value"])
    offered = [option["value"] for option in component["options"]]
    raise ActorError(f"{value!r} is none of the options {offered}")
