from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.invitations import codes

BITS = st.binary(min_size=16, max_size=16)


@given(bits=BITS)
def test_what_is_written_is_read_again(bits: bytes) -> None:
    assert codes.read(codes.written(bits)) == bits


@given(bits=BITS, spaces=st.booleans(), lower=st.booleans())
def test_case_dashes_and_letters_that_look_like_digits_do_not_matter(
    bits: bytes, *, spaces: bool, lower: bool
) -> None:
    typed = codes.written(bits).replace("0", "O").replace("1", "l")
    typed = typed.replace("-", " " if spaces else "")

    assert codes.read(f" {typed.lower() if lower else typed} ") == bits


@given(typed=st.text(max_size=300))
def test_nothing_that_people_type_is_more_than_no_code(typed: str) -> None:
    bits = codes.read(typed)

    assert bits is None or codes.read(codes.written(bits)) == bits


@pytest.mark.parametrize(
    "typed", ["", "ABCDE", "Z" * 26, "0" * 25, "0" * 27, "U" * 26, "0" * 10_000, "é" * 26]
)
def test_what_is_no_code_is_not_looked_up(typed: str) -> None:
    assert codes.read(typed) is None


def test_a_code_is_in_groups_that_can_be_read_out() -> None:
    assert codes.written(bytes(16)) == "00000-00000-00000-00000-000000"
    assert codes.written(b"\xff" * 16) == "7ZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZZ"


def test_codes_differ_and_only_their_digest_is_kept() -> None:
    bits = codes.fresh()

    assert len(bits) == 16
    assert codes.fresh() != bits
    assert codes.digest(bits) == hashlib.sha256(bits).digest()
