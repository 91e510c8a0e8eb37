"""Each form is what the documentation says it is, for ever: what was written under it is proved by it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from cogs.tips.chain import FIRST, GENESIS, ChainedEntry, ChainedOpening, Link, note_digest, owner_digest

LINK = Link(
    guild_id=10,
    sequence=1,
    kind="tip",
    currency="points",
    key="interaction:7",
    created_at=datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC),
    entries=[ChainedEntry(1, "points", -5), ChainedEntry(2, "points", 5)],
    previous_hash=GENESIS,
)


def test_the_first_form_is_the_documented_one() -> None:
    assert replace(LINK, version=FIRST).canonical() == (
        b'{"at":"2026-01-02T03:04:05.000006+00:00","currency":"points","entries":[[1,-5],[2,5]],"guild":"10",'
        b'"key":"interaction:7","kind":"tip","note":null,"previous":"' + b"0" * 64 + b'","sequence":1,"v":1}'
    )


def test_the_second_form_is_the_documented_one() -> None:
    opened = [ChainedOpening(2, "person", "ab"), ChainedOpening(3, "treasury", None)]
    link = replace(LINK, openings=opened, room_id=4, club_id=5, is_anonymous=True, reverses=6)

    assert link.canonical() == (
        b'{"anonymous":true,"at":"2026-01-02T03:04:05.000006+00:00","club":"5","currency":"points",'
        b'"entries":[[1,"points",-5],[2,"points",5]],"guild":"10","key":"interaction:7","kind":"tip",'
        b'"note":null,"opens":[[2,"person","ab"],[3,"treasury",null]],"previous":"' + b"0" * 64 + b'",'
        b'"reverses":6,"room":"4","sequence":1,"v":2}'
    )


@given(key=st.text(), guild_id=st.integers(0, 2**63 - 1), amount=st.integers(-(2**63), 2**63 - 1))
def test_any_json_library_makes_the_same_bytes(key: str, guild_id: int, amount: int) -> None:
    link = replace(LINK, key=key, guild_id=guild_id, entries=[ChainedEntry(1, "EUR", amount)])

    again = json.dumps(
        json.loads(link.canonical()), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )

    assert hashlib.sha256(again.encode()).hexdigest() == link.hash()


def test_the_same_moment_in_another_zone_is_the_same_link() -> None:
    moved = replace(LINK, created_at=LINK.created_at.astimezone(timezone(timedelta(hours=9))))

    assert moved.hash() == LINK.hash()


def test_no_person_and_no_note_is_in_the_canonical_form() -> None:
    person = 123456789012345678
    opened = [ChainedOpening(2, "person", owner_digest(person, "salt"))]
    form = replace(LINK, note_digest=note_digest("hello", "salt", person), openings=opened).canonical()

    assert b"hello" not in form
    assert str(person).encode() not in form


def test_a_note_is_told_from_the_same_words_of_somebody_else() -> None:
    assert note_digest("hello", "salt", 1) != note_digest("hello", "salt", 2)
    assert note_digest("2:hello", "salt") != note_digest("hello", "salt", 2)
