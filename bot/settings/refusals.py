"""Why a setting is not changed, in words that say what would be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic_core import ErrorDetails

from bot.errors import UserError
from bot.i18n import Text, Texts
from bot.settings.declaring import Declared

#: What pydantic calls it, and where the words are. The limits in them are its own.
_REASONS: Mapping[str, str] = {
    "greater_than_equal": "setting-too-small",
    "greater_than": "setting-too-small",
    "less_than_equal": "setting-too-large",
    "less_than": "setting-too-large",
    "string_too_short": "setting-too-short",
    "string_too_long": "setting-too-long",
    "too_short": "setting-too-few",
    "too_long": "setting-too-many",
    "int_parsing": "setting-not-a-number",
    "int_type": "setting-not-a-number",
    "int_from_float": "setting-not-a-number",
    "int_parsing_size": "setting-not-a-number",
    "bool_parsing": "setting-not-a-switch",
    "bool_type": "setting-not-a-switch",
    "enum": "setting-not-a-choice",
    "string_pattern_mismatch": "setting-wrong-form",
    "time_zone": "setting-no-time-zone",
    "extra_forbidden": "setting-unknown",
}
# Where pydantic has a limit, what it is called in the words, and how far the last value that fits is from it.
_LIMITS = {
    "ge": ("least", 0),
    "gt": ("least", 1),
    "le": ("most", 0),
    "lt": ("most", -1),
    "min_length": ("least", 0),
    "max_length": ("most", 0),
}


class SettingRefused(UserError, ValueError):
    """A value does not fit; a validator of a cog may raise it too, with a reason of its own.

    As in `raise SettingRefused(Text(__name__, "most-below-least"))`; the text is in the cog's catalogue.
    """

    key = "setting-refused"

    def __init__(self, *reasons: Text) -> None:
        self.reasons = reasons
        super().__init__(reasons=Texts(reasons, "\n"))


class NothingToUndo(UserError):
    """The setting was changed again since, so what was before it is not what it would go back to."""

    key = "setting-nothing-to-undo"


class NoSuchSettings(UserError):
    """No cog that runs has settings of that name."""

    key = "no-such-settings"


class NotExported(UserError):
    """The file is not one that an export wrote."""

    key = "settings-not-exported"


class ExportedElsewhere(UserError):
    """The file holds settings that do not belong to the page on which it was imported."""

    key = "settings-exported-elsewhere"


class NoClubSettings(UserError):
    """The settings of this cog are the same for every club of a community."""

    key = "no-club-settings"


def refused(declared: Declared, problems: Sequence[ErrorDetails]) -> SettingRefused:
    """Turn what pydantic found into what a person reads, one line a problem."""
    return SettingRefused(*(line for problem in problems for line in _lines(declared, problem)))


def _lines(declared: Declared, problem: ErrorDetails) -> list[Text]:
    own = problem.get("ctx", {}).get("error")
    name = str(problem["loc"][0]) if problem["loc"] else ""
    setting = declared.setting(name)
    reasons = own.reasons if isinstance(own, SettingRefused) else (_reason(problem, name),)
    if setting is None:
        return list(reasons)
    return [Text("bot", "setting-line", setting=setting.label, reason=reason) for reason in reasons]


def _reason(problem: ErrorDetails, name: str) -> Text:
    context = problem.get("ctx", {})
    limits: dict[str, Any] = {
        placeholder: context[given] + away
        for given, (placeholder, away) in _LIMITS.items()
        if given in context
    }
    if "like" in context:
        limits["like"] = context["like"]
    if problem["type"] == "extra_forbidden":
        limits["name"] = name
    return Text("bot", _REASONS.get(problem["type"], "setting-does-not-fit"), **limits)
