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
    "less_than_equal": "setting-too-large",
    "string_too_short": "setting-too-short",
    "string_too_long": "setting-too-long",
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
_LIMITS = {"ge": "least", "le": "most", "min_length": "least", "max_length": "most"}


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
    limits: dict[str, Any] = {
        placeholder: problem.get("ctx", {})[given]
        for given, placeholder in _LIMITS.items()
        if given in problem.get("ctx", {})
    }
    if problem["type"] == "extra_forbidden":
        limits["name"] = name
    return Text("bot", _REASONS.get(problem["type"], "setting-does-not-fit"), **limits)
