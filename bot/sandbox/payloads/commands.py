"""Application commands on the wire.

Source: Discord documentation, "Application Commands", Retrieving localized commands.
"""

from __future__ import annotations

from typing import Any

_DICTIONARIES = ("name_localizations", "description_localizations")


def command(subject: dict[str, Any], *, with_localizations: bool = True) -> dict[str, Any]:
    """A command; lists leave its languages out unless they are asked for."""
    if with_localizations:
        return subject
    shown = {name: value for name, value in subject.items() if name not in _DICTIONARIES}
    for name in ("options", "choices"):
        if name in shown:
            shown[name] = [command(part, with_localizations=False) for part in shown[name]]
    return shown
