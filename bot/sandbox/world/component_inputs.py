"""How the components that people use are read: buttons, selects and the fields of modals.

Source: Discord documentation, "Component Reference"; every function names its section.
"""

from __future__ import annotations

from bot.sandbox.world.command_rules import CHANNEL_TYPES
from bot.sandbox.world.component_reader import Component, Kind, Reader, given
from bot.sandbox.world.component_types import DEFAULT_KINDS, SELECTS, ButtonStyle, ComponentType
from bot.sandbox.world.fields import Fields
from bot.sandbox.world.file_types import read_file_types

T = ComponentType


def _button(reader: Reader, fields: Fields, _: ComponentType) -> Component:
    """Section "Button": the style says which of custom id, URL and SKU is needed and forbids the rest."""
    style = fields.choice("style", tuple(ButtonStyle), required=True)
    forbidden: tuple[str, ...]
    button: Component = {"style": style, "disabled": fields.flag("disabled") or False}
    if style == ButtonStyle.LINK:
        needed, forbidden = "url", ("custom_id", "sku_id")
        button["url"] = fields.text("url", 1, 512, required=True)
        _check_link(fields, button["url"])
    elif style == ButtonStyle.PREMIUM:
        needed, forbidden = "sku_id", ("custom_id", "label", "url", "emoji")
        button["sku_id"] = fields.snowflake("sku_id", required=True)
    else:
        needed, forbidden = "custom_id", ("url", "sku_id")
        button["custom_id"] = reader.custom_id(fields)
    for name in forbidden:
        if fields.value(name) is not None:
            message = f"A button of this style has a {needed} and cannot have this field"
            fields.wrong(name, "BUTTON_COMPONENT_FIELD_NOT_ALLOWED", message)
    return button | given(label=fields.text("label", 0, 80), emoji=_emoji(fields))


def _check_link(fields: Fields, url: str | None) -> None:
    if url is not None and not url.startswith(("http://", "https://", "discord://")):
        message = "Scheme must be one of ('http', 'https', 'discord')."
        fields.wrong("url", "URL_TYPE_INVALID_SCHEME", message)


def _emoji(fields: Fields) -> Component | None:
    emoji = fields.child("emoji", "an emoji")
    if emoji is None:
        return None
    found = {
        "id": emoji.snowflake("id"),
        "name": emoji.text("name", 0, 100),
        "animated": emoji.flag("animated"),
    }
    emoji.finish()
    return given(**found)


def _select(reader: Reader, fields: Fields, kind: ComponentType) -> Component:
    """Section "String Select" and the four that fill themselves."""
    select: Component = {"custom_id": reader.custom_id(fields)}
    select |= given(placeholder=fields.text("placeholder", 0, 150))
    select |= _bounds(reader, fields, 25)
    select |= _disabled(reader, fields)
    if kind is T.STRING_SELECT:
        select["options"] = _select_options(fields, select)
    else:
        select |= given(default_values=_default_values(fields, kind, select))
    if kind is T.CHANNEL_SELECT:
        select |= given(channel_types=_channel_types(fields))
    return select


def _bounds(reader: Reader, fields: Fields, most: int, default_most: int = 1) -> Component:
    """How many values may be chosen, and in a modal whether any must be."""
    low = fields.integer("min_values", 0, most)
    high = fields.integer("max_values", 1, most)
    bounds: Component = {"min_values": 1 if low is None else low, "max_values": high or default_most}
    if bounds["min_values"] > bounds["max_values"]:
        message = "min_values must be less than or equal to max_values"
        fields.wrong("min_values", "COMPONENT_VALUES_BOUNDS_INVALID", message)
    required = fields.flag("required")
    if reader.modal:
        bounds["required"] = required is not False
        if bounds["required"] and low == 0:
            message = "min_values must be at least 1 when the component is required"
            fields.wrong("min_values", "COMPONENT_VALUES_BOUNDS_INVALID", message)
    return bounds


def _disabled(reader: Reader, fields: Fields) -> Component:
    disabled = fields.flag("disabled") or False
    if reader.modal:
        if disabled:
            message = "Modals can not have disabled components in them"
            fields.wrong("disabled", "COMPONENT_DISABLED_IN_MODAL", message)
        return {}
    return {"disabled": disabled}


def _select_options(fields: Fields, select: Component) -> list[Component]:
    options = _options(fields, "options", 1, 25, emoji=True)
    if len(options) < select["min_values"]:
        message = "There are fewer options than min_values"
        fields.wrong("min_values", "COMPONENT_VALUES_BOUNDS_INVALID", message)
    if sum(option["default"] for option in options) > select["max_values"]:
        message = "More options are selected by default than max_values allows"
        fields.wrong("options", "SELECT_COMPONENT_TOO_MANY_DEFAULTS", message)
    return options


def _options(fields: Fields, name: str, low: int, high: int, *, emoji: bool) -> list[Component]:
    options: list[Component] = []
    for option in fields.objects(name, low, high, "an option of a component", required=True):
        found: Component = {
            "label": option.text("label", 1, 100, required=True),
            "value": option.text("value", 1, 100, required=True),
            "default": option.flag("default") or False,
            **given(description=option.text("description", 0, 100)),
            **given(emoji=_emoji(option) if emoji else None),
        }
        if any(found["value"] == other["value"] for other in options):
            code = "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"
            option.wrong("value", code, "The specified option value is already used")
        option.finish()
        options.append(found)
    return options


def _default_values(fields: Fields, kind: ComponentType, select: Component) -> list[Component] | None:
    found = []
    for value in fields.objects("default_values", 0, 25, "a default value of a select"):
        known = value.choice("type", DEFAULT_KINDS[kind], required=True)
        found.append({"id": value.snowflake("id", required=True), "type": known})
        value.finish()
    if found and not select["min_values"] <= len(found) <= select["max_values"]:
        message = "The number of default values must be between min_values and max_values"
        fields.wrong("default_values", "SELECT_COMPONENT_INVALID_DEFAULT_VALUES", message)
    return found or None


def _channel_types(fields: Fields) -> list[int] | None:
    types = fields.items("channel_types", 0, len(CHANNEL_TYPES))
    if types and not all(kind in CHANNEL_TYPES for kind in types):
        fields.wrong("channel_types", "BASE_TYPE_CHOICES", f"Values must be of {sorted(CHANNEL_TYPES)}.")
    return types


def _text_input(reader: Reader, fields: Fields, _: ComponentType) -> Component:
    """Section "Text Input"; `label` is its own only in an action row."""
    found: Component = {
        "custom_id": reader.custom_id(fields),
        "style": fields.choice("style", (1, 2), required=True),
        "required": fields.flag("required") is not False,
        **given(min_length=fields.integer("min_length", 0, 4000)),
        **given(max_length=fields.integer("max_length", 1, 4000)),
        **given(value=fields.text("value", 0, 4000), placeholder=fields.text("placeholder", 0, 100)),
        **given(label=fields.text("label", 1, 45)),
    }
    if found.get("min_length", 0) > found.get("max_length", 4000):
        message = "min_length must be less than or equal to max_length"
        fields.wrong("min_length", "COMPONENT_VALUES_BOUNDS_INVALID", message)
    return found


def _file_upload(reader: Reader, fields: Fields, _: ComponentType) -> Component:
    """Section "File Upload"."""
    upload = {"custom_id": reader.custom_id(fields), **_bounds(reader, fields, 10)}
    return upload | given(file_types=read_file_types(fields))


def _radio_group(reader: Reader, fields: Fields, _: ComponentType) -> Component:
    """Section "Radio Group": two to ten options."""
    return {
        "custom_id": reader.custom_id(fields),
        "required": fields.flag("required") is not False,
        "options": _options(fields, "options", 2, 10, emoji=False),
    }


def _checkbox_group(reader: Reader, fields: Fields, _: ComponentType) -> Component:
    """Section "Checkbox Group": one to ten options, all of which may be chosen unless bounded."""
    options = _options(fields, "options", 1, 10, emoji=False)
    group = {"custom_id": reader.custom_id(fields), "options": options}
    return group | _bounds(reader, fields, 10, default_most=max(1, len(options)))


def _checkbox(reader: Reader, fields: Fields, _: ComponentType) -> Component:
    """Section "Checkbox"."""
    return {"custom_id": reader.custom_id(fields), "default": fields.flag("default") or False}


INPUTS: dict[ComponentType, Kind] = {
    **dict.fromkeys(SELECTS, _select),
    T.BUTTON: _button,
    T.TEXT_INPUT: _text_input,
    T.FILE_UPLOAD: _file_upload,
    T.RADIO_GROUP: _radio_group,
    T.CHECKBOX_GROUP: _checkbox_group,
    T.CHECKBOX: _checkbox,
}
