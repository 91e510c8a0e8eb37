"""Files that come with a message, matched with what the message says of them.

Source: Discord documentation, "API Reference", Uploading Files, and "Message", Attachment
Request Structure.
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import Field, model_validator

from bot.sandbox import errors
from bot.sandbox.rest.router import Form, SnowflakeIn, Upload
from bot.sandbox.world.models import Attachment
from bot.sandbox.world.state import World

MAX_ATTACHMENTS = 10
MAX_FILE_SIZE = 10 * 1024 * 1024

# What clients copy from an attachment that they keep (discord.py: with `spoiler`); Discord knows it.
_COPIED = frozenset(
    {"content_type", "size", "url", "proxy_url", "height", "width", "ephemeral", "flags", "spoiler"}
)

_FIELD = re.compile(r"files?\[?(\d*)\]?")
_UNKNOWN_TYPE = "application/octet-stream"


class AttachmentForm(Form):
    """What a message says of one of its files, new (by the n of `files[n]`) or kept (by id)."""

    id: SnowflakeIn
    filename: Annotated[str, Field(max_length=1024)] | None = None
    title: Annotated[str, Field(max_length=1024)] | None = None
    description: Annotated[str, Field(max_length=1024)] | None = None
    duration_secs: Annotated[float, Field(ge=0, le=1200)] | None = None
    waveform: Annotated[str, Field(max_length=400)] | None = None
    is_spoiler: bool | None = None

    @model_validator(mode="before")
    @classmethod
    def _drop_copied(cls, raw: Any) -> Any:
        if not isinstance(raw, dict):
            return raw
        return {name: value for name, value in raw.items() if name not in _COPIED}


def receive(
    world: World,
    uploads: Iterable[Upload],
    forms: Iterable[AttachmentForm] | None,
    kept: Iterable[Attachment] = (),
    *,
    ephemeral: bool = False,
) -> list[Attachment]:
    """The files a message has after this request: those it names of the old ones, and the new.

    Without `forms` all old files stay. A new file that no form describes is taken as it is.

    Raises:
        DiscordError: 40005 (a file above 10 MiB), 30015 (more than ten), 50035 (a form without file).
    """
    described = None if forms is None else {form.id: form for form in forms}
    files = [
        _update(file, described[file.id]) if described is not None else file
        for file in kept
        if described is None or file.id in described
    ]
    known = {file.id for file in files}
    for upload in uploads:
        number = _number(upload)
        known.add(number)
        form = (described or {}).get(number)
        files.append(_attachment(world, upload, form, ephemeral=ephemeral))
    for position, form_id in enumerate(described or ()):
        if form_id not in known:
            path = f"attachments.{position}.id"
            raise errors.invalid_field(path, "ATTACHMENT_NOT_FOUND", "Attachment data not found")
    if len(files) > MAX_ATTACHMENTS:
        raise errors.too_many(30015, "attachments in a message (10)")
    return files


def _number(upload: Upload) -> int:
    found = _FIELD.fullmatch(upload.field)
    if found is None:
        raise errors.invalid_field(upload.field, "BASE_TYPE_CHOICES", "Files are named files[n]")
    return int(found[1] or 0)


def _attachment(world: World, upload: Upload, form: AttachmentForm | None, *, ephemeral: bool) -> Attachment:
    if len(upload.data) > MAX_FILE_SIZE:
        raise errors.too_large()
    filename = _clean((form and form.filename) or upload.filename)
    guessed, _ = mimetypes.guess_type(filename)
    content_type = upload.content_type
    if content_type in {"", _UNKNOWN_TYPE}:
        content_type = guessed or _UNKNOWN_TYPE
    file = Attachment(world.new_id(), filename, content_type, upload.data, ephemeral=ephemeral)
    return file if form is None else _update(file, form)


def _update(file: Attachment, form: AttachmentForm) -> Attachment:
    given = form.model_fields_set
    if "description" in given:
        file.description = form.description
    if "title" in given:
        file.title = form.title
    if "is_spoiler" in given:
        file.spoiler = bool(form.is_spoiler)
    if form.duration_secs is not None and file.content_type.startswith("audio/"):
        file.duration_secs, file.waveform = form.duration_secs, form.waveform
    return file


def _clean(filename: str) -> str:
    """A file's name as Discord keeps it: spaces become underscores, what is not of a name goes."""
    return re.sub(r"[^\w.\-]", "", filename.replace(" ", "_")) or "unknown"
