"""Which files an option or a field of a modal takes, by their names alone.

Source: Discord documentation, "API Reference", File Type Filtering.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from bot.sandbox.world.fields import Fields

GROUPS = {
    "image": {".png", ".gif", ".jpg", ".jpeg", ".jfif", ".webp", ".avif"},
    "video": {".mp4", ".mov", ".qt", ".webm"},
    "audio": {".mp3", ".m4a", ".wav", ".ogg", ".opus", ".flac"},
}
MOST = 10
_EXTENSION = re.compile(r"\.\w+")


def read_file_types(fields: Fields) -> list[str] | None:
    """Up to ten groups or dot-prefixed extensions; extensions become lower case."""
    found = fields.items("file_types", 0, MOST)
    if not found:
        return None
    types = [str(each).lower() for each in found]
    for each in types:
        if each not in GROUPS and not _EXTENSION.fullmatch(each):
            fields.wrong("file_types", "FILE_TYPE_INVALID", f"{each} is neither a group nor an extension")
    return types


def is_taken(filename: str, types: Sequence[str] | None) -> bool:
    """Whether a file of that name may be chosen."""
    suffix = PurePath(filename).suffix.lower()
    return not types or any(suffix in GROUPS.get(each, {each}) for each in types)
