"""Kinds of values that many forms share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

MOST_PERMISSIONS = (1 << 64) - 1


def _between(low: int, high: int) -> Callable[[str], str]:
    def check(text: str) -> str:
        if not low <= len(text) <= high:
            raise PydanticCustomError(
                "base_type_bad_length",
                "Must be between {low} and {high} in length.",
                {"low": low, "high": high},
            )
        return text

    return check


def _permission_bits(value: object) -> object:
    # Bits come as text, since they outgrew what JavaScript can count.
    if isinstance(value, str) and not value.isdigit():
        raise PydanticCustomError("permissions_type_parse", "Value is not a set of permission bits.")
    return 0 if value is None else value


Name100 = Annotated[str, AfterValidator(_between(1, 100))]
Nickname = Annotated[str, Field(max_length=32)]
Bits = Annotated[int, BeforeValidator(_permission_bits), Field(ge=0, le=MOST_PERMISSIONS)]
