"""How the components that arrange and show things are read.

Source: Discord documentation, "Component Reference"; every function names its section.
"""

from __future__ import annotations

from bot.sandbox.world.component_reader import Component, Kind, Reader, given
from bot.sandbox.world.component_types import (
    IN_CONTAINER,
    IN_LABEL,
    IN_ROW,
    MOST_COMPONENTS,
    MOST_IN_ROW,
    MOST_TEXT,
    ComponentType,
)
from bot.sandbox.world.fields import Fields

T = ComponentType


def _row(reader: Reader, fields: Fields, _: ComponentType) -> Component:
    """Section "Action Row": up to five buttons or a single select; in modals one text input, deprecated."""
    allowed = frozenset({T.TEXT_INPUT}) if reader.modal else IN_ROW
    children = reader.children(fields, allowed, 1, MOST_IN_ROW)
    if len(children) > 1 and any(child["type"] != T.BUTTON for child in children):
        code = "COMPONENT_LAYOUT_WIDTH_EXCEEDED"
        fields.wrong("components", code, "The specified component exceeds the maximum width")
    return {"components": children}


def _section(reader: Reader, fields: Fields, _: ComponentType) -> Component:
    """Section "Section": one to three texts and an accessory."""
    texts = reader.children(fields, frozenset({T.TEXT_DISPLAY}), 1, 3)
    accessory = fields.value("accessory")
    if accessory is None:
        fields.wrong("accessory", "BASE_TYPE_REQUIRED", "This field is required")
        return {"components": texts}
    allowed = frozenset({T.BUTTON, T.THUMBNAIL})
    return {
        "components": texts,
        "accessory": reader.read(accessory, allowed, (*fields.place, "accessory")),
    }


def _text_display(reader: Reader, fields: Fields, _: ComponentType) -> Component:
    """Section "Text Display"."""
    content = fields.text("content", 1, MOST_TEXT, required=True) or ""
    reader.characters += len(content)
    return {"content": content}


def media(fields: Fields, name: str, *, only_attachments: bool = False) -> Component:
    """Section "Unfurled Media Item": only the URL can be set, everything else is Discord's."""
    item = fields.child(name, "a media item", required=True)
    if item is None:
        return {"url": ""}
    url = item.text("url", 1, 2048, required=True) or ""
    allowed = ("attachment://",) if only_attachments else ("attachment://", "http://", "https://")
    if url and not url.startswith(allowed):
        item.wrong("url", "URL_TYPE_INVALID_SCHEME", f"Scheme must be one of {allowed}.")
    item.ignore("proxy_url", "height", "width", "placeholder", "placeholder_version", "content_type")
    item.ignore("flags", "attachment_id", "id", "loading_state")
    item.finish()
    return {"url": url}


def _thumbnail(_: Reader, fields: Fields, __: ComponentType) -> Component:
    """Section "Thumbnail"."""
    return {"media": media(fields, "media"), **_described(fields)}


def _described(fields: Fields) -> Component:
    return {
        "description": fields.text("description", 0, 1024),
        "spoiler": fields.flag("spoiler") or False,
    }


def _gallery(_: Reader, fields: Fields, __: ComponentType) -> Component:
    """Section "Media Gallery": one to ten items."""
    items = []
    for item in fields.objects("items", 1, 10, "an item of a gallery", required=True):
        items.append({"media": media(item, "media"), **_described(item)})
        item.finish()
    return {"items": items}


def _file(_: Reader, fields: Fields, __: ComponentType) -> Component:
    """Section "File": an upload of the same message; name and size are Discord's."""
    fields.ignore("name", "size")
    return {
        "file": media(fields, "file", only_attachments=True),
        "spoiler": fields.flag("spoiler") or False,
    }


def _separator(_: Reader, fields: Fields, __: ComponentType) -> Component:
    """Section "Separator"."""
    return {
        "divider": fields.flag("divider") is not False,
        "spacing": fields.choice("spacing", (1, 2)) or 1,
    }


def _container(reader: Reader, fields: Fields, _: ComponentType) -> Component:
    """Section "Container"."""
    return {
        "components": reader.children(fields, IN_CONTAINER, 1, MOST_COMPONENTS),
        "accent_color": fields.integer("accent_color", 0, 0xFFFFFF),
        "spoiler": fields.flag("spoiler") or False,
    }


def _label(reader: Reader, fields: Fields, _: ComponentType) -> Component:
    """Section "Label": a text around one component of a modal."""
    label: Component = {
        "label": fields.text("label", 1, 45, required=True),
        **given(description=fields.text("description", 0, 100)),
    }
    inner = fields.value("component")
    if inner is None:
        fields.wrong("component", "BASE_TYPE_REQUIRED", "This field is required")
        return label
    return {**label, "component": reader.read(inner, IN_LABEL, (*fields.place, "component"))}


LAYOUT: dict[ComponentType, Kind] = {
    T.ACTION_ROW: _row,
    T.SECTION: _section,
    T.TEXT_DISPLAY: _text_display,
    T.THUMBNAIL: _thumbnail,
    T.MEDIA_GALLERY: _gallery,
    T.FILE: _file,
    T.SEPARATOR: _separator,
    T.CONTAINER: _container,
    T.LABEL: _label,
}
