"""Where each setting came from, so that a refusal can say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.errors import OperatorError

ENVIRONMENT_PREFIX = "ROSTRA_"
# Not settings: they tell the tests where a scratch server is.
_TEST_PREFIX = "ROSTRA_TEST_"
# Where pydantic speaks of Python's types and patterns to somebody who writes TOML.
_PLAIN = {
    "model_type": "should be a section",
    "tuple_type": "should be a list",
    "string_type": "should be a text in quotes",
    "int_type": "should be a whole number",
    "int_parsing": "should be a whole number",
    "bool_type": "should be true or false",
    "bool_parsing": "should be true or false",
}


@dataclass(frozen=True, slots=True)
class Sources:
    """The three places a setting comes from, the weakest first."""

    model: type[BaseModel]
    path: Path | None
    file: Mapping[str, Any]
    environment: Mapping[str, Any]
    overrides: Mapping[str, Any]

    def merged(self) -> dict[str, Any]:
        """Put the sections of the three together, key by key."""
        result: dict[str, Any] = {}
        for source in (self.file, self.environment, self.overrides):
            for section, values in source.items():
                known = result.get(section)
                both = isinstance(known, Mapping) and isinstance(values, Mapping)
                result[section] = {**known, **values} if both and known is not None else values
        return result

    def describe(self, error: ValidationError) -> str:
        """Say in one line what is wrong, and where each wrong value stands."""
        return "; ".join(self._one(detail) for detail in error.errors(include_input=False))

    def _one(self, detail: ErrorDetails) -> str:
        where = [str(part) for part in detail["loc"]]
        said = _PLAIN.get(detail["type"]) or detail["msg"][:1].lower() + detail["msg"][1:]
        if detail["type"] == "extra_forbidden":
            close = get_close_matches(where[-1], keys_of(self.model, where[:-1]), n=1)
            said = "unknown setting" + (f"; did you mean {close[0]}?" if close else "")
        if detail["type"] == "tuple_type" and _holds(self.environment, where):
            said += ', written as JSON: ["clubs"]'
        return f"{self._place(where)}: {said}"

    def _place(self, where: list[str]) -> str:
        key = ".".join(where)
        if _holds(self.overrides, where):
            return f"the option for {key}"
        if _holds(self.environment, where):
            return f"the environment variable {ENVIRONMENT_PREFIX}{'__'.join(where[:2]).upper()}"
        return f"{self.path}: {key}" if self.path else key


def refuse_unknown_variables(environment: Iterable[str], sections: Iterable[str]) -> None:
    """Refuse a variable with our prefix that names no section, which would be ignored otherwise.

    Raises:
        OperatorError: there is one; the message names it.
    """
    known = {section.upper() for section in sections}
    for variable in sorted(environment):
        name = variable.upper()  # their case is not looked at when they are read either
        if not name.startswith(ENVIRONMENT_PREFIX) or name.startswith(_TEST_PREFIX):
            continue
        section, separator, _ = name.removeprefix(ENVIRONMENT_PREFIX).partition("__")
        if section not in known or not separator:
            raise OperatorError(
                f"the environment variable {variable}: unknown setting;"
                f" a setting is written {ENVIRONMENT_PREFIX}<SECTION>__<KEY>"
            )


def _holds(source: Mapping[str, Any], where: list[str]) -> bool:
    here: Any = source
    for part in where[:2]:
        if not isinstance(here, Mapping) or part not in here:
            return False
        here = here[part]
    return True


def keys_of(model: type[BaseModel], section: list[str]) -> list[str]:
    """List the keys of a section, or the sections themselves."""
    for name in section:
        field = model.model_fields.get(name)
        kinds = (field.annotation, *get_args(field.annotation)) if field else ()
        model = next(
            (kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)), BaseModel
        )
    return list(model.model_fields)
