from __future__ import annotations

from bot.errors import RostraError, UserError


class TooMany(UserError):
    key = "too-many"


def test_a_refusal_carries_its_key_and_what_fills_it() -> None:
    error = TooMany(most=5)

    assert (error.key, error.placeholders, str(error)) == ("too-many", {"most": 5}, "too-many")
    assert isinstance(error, RostraError)
