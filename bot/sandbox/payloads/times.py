"""Moments as Discord writes them.

Source: Discord documentation, "API Reference", ISO8601 Date/Time.
"""

from __future__ import annotations

from datetime import datetime
from typing import overload


@overload
def timestamp(moment: datetime) -> str: ...
@overload
def timestamp(moment: None) -> None: ...
def timestamp(moment: datetime | None) -> str | None:
    """The moment in ISO 8601 with microseconds and offset, or null."""
    return None if moment is None else moment.isoformat(timespec="microseconds")
