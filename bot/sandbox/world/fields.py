"""Reads JSON objects the way Discord checks them: every problem noted, at its place.

Commands and components nest deeply, and each kind has its own fields; a `Fields`
stands for one object of such a tree. What breaks a rule is collected and
refused together as 50035; a field that nobody read is a gap that is named.

Source: Discord documentation, "Reference", Error Messages.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from bot.sandbox.errors import SandboxGap, invalid_form_body

Place = tuple[str, ...]

# Discord reads numbers as doubles, so an integer is exact only up to here.
MAX_SAFE_INTEGER = (1 << 53) - 1


class Problems:
    """What is wrong with a body, in Discord's nested form."""

    def __init__(self) -> None:
        self.errors: dict[str, Any] = {}

    def add(self, place: Place, code: str, message: str) -> None:
        """Note one problem of the field at `place`."""
        node = self.errors
        for part in place:
            node = node.setdefault(part, {})
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def refuse(self) -> None:
        """Refuse the body if anything was wrong with it.

        Raises:
            DiscordError: 50035 Invalid Form Body.
        """
        if self.errors:
            raise invalid_form_body(self.errors)


class Fields:
    """One JSON object being read; `subject` is what it is called when it has a strange field."""

    def __init__(self, raw: object, problems: Problems, subject: str, place: Place = ()) -> None:
        self.problems = problems
        self.subject = subject
        self.place = place
        self._known: set[str] = set()
        if not isinstance(raw, dict):
            problems.add(place, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
        self._raw: dict[str, Any] = raw if isinstance(raw, dict) else {}

    def __contains__(self, name: str) -> bool:
        return name in self._raw

    def wrong(self, name: str | None, code: str, message: str) -> None:
        """Note a problem of one field, or of the whole object."""
        self.problems.add(self.place if name is None else (*self.place, name), code, message)

    def value(self, name: str) -> Any:
        """A field as it was sent, or None."""
        self._known.add(name)
        return self._raw.get(name)

    def ignore(self, *names: str) -> None:
        """Accept fields that Discord fills itself and ignores in requests."""
        self._known.update(names)

    def _given(self, name: str, required: bool) -> Any:  # noqa: FBT001 - private, both callers name it
        value = self.value(name)
        if value is None and required:
            self.wrong(name, "BASE_TYPE_REQUIRED", "This field is required")
        return value

    def text(self, name: str, low: int, high: int, *, required: bool = False) -> str | None:
        """A string whose length is bounded."""
        value = self._given(name, required)
        if value is None:
            return None
        if not isinstance(value, str):
            self.wrong(name, "STRING_TYPE_CONVERT", f'Could not interpret "{value}" as string.')
            return None
        if not low <= len(value) <= high:
            self._bad_length(name, low, high)
        return value

    def _bad_length(self, name: str, low: int, high: int) -> None:
        if low <= 0:
            self.wrong(name, "BASE_TYPE_MAX_LENGTH", f"Must be {high} or fewer in length.")
        else:
            self.wrong(name, "BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.")

    def integer(self, name: str, low: int, high: int, *, required: bool = False) -> int | None:
        """A whole number within bounds."""
        value = self.number(name, low, high, required=required)
        if value is None or isinstance(value, int):
            return value
        self.wrong(name, "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
        return None

    def number(self, name: str, low: float, high: float, *, required: bool = False) -> float | int | None:
        """A number within bounds."""
        value = self._given(name, required)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.wrong(name, "NUMBER_TYPE_COERCE", f'Value "{value}" is not a number.')
            return None
        if value < low:
            self.wrong(name, "NUMBER_TYPE_MIN", f"Value should be greater than or equal to {low}.")
        elif value > high:
            self.wrong(name, "NUMBER_TYPE_MAX", f"Value should be less than or equal to {high}.")
        return value

    def flag(self, name: str) -> bool | None:
        """A boolean."""
        value = self.value(name)
        if value is None or isinstance(value, bool):
            return value
        self.wrong(name, "BOOLEAN_TYPE_CONVERT", "Must be either true or false.")
        return None

    def choice(self, name: str, allowed: Collection[Any], *, required: bool = False) -> Any:
        """One value of a known set."""
        value = self._given(name, required)
        if value is not None and (isinstance(value, bool) or value not in allowed):
            self.wrong(name, "BASE_TYPE_CHOICES", f"Value must be one of {sorted(allowed)}.")
            return None
        return value

    def snowflake(self, name: str, *, required: bool = False) -> str | None:
        """An id, which clients send as a string or as a number."""
        value = self._given(name, required)
        if value is None:
            return None
        if isinstance(value, bool) or not str(value).isdigit():
            self.wrong(name, "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')
            return None
        return str(value)

    def items(self, name: str, low: int, high: int, *, required: bool = False) -> list[Any] | None:
        """A list whose length is bounded."""
        value = self._given(name, required)
        if value is None:
            return None
        if not isinstance(value, list):
            self.wrong(name, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
            return None
        if not low <= len(value) <= high:
            self._bad_length(name, low, high)
        return value

    def objects(
        self, name: str, low: int, high: int, subject: str, *, required: bool = False
    ) -> list[Fields]:
        """A bounded list of objects, each to be read in turn."""
        found = self.items(name, low, high, required=required) or []
        place = (*self.place, name)
        return [Fields(raw, self.problems, subject, (*place, str(i))) for i, raw in enumerate(found)]

    def child(self, name: str, subject: str, *, required: bool = False) -> Fields | None:
        """An object inside this one."""
        raw = self._given(name, required)
        return None if raw is None else Fields(raw, self.problems, subject, (*self.place, name))

    def finish(self) -> None:
        """Make sure that no field was left unread.

        Raises:
            SandboxGap: the object has a field that is not modelled.
        """
        strange = sorted(set(self._raw) - self._known)
        if strange:
            where = ".".join((*self.place, strange[0]))
            raise SandboxGap(f"the sandbox does not know the field {where} of {self.subject}")
