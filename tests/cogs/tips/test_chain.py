from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

from cogs.tips.chain import GENESIS, Link, note_digest

LINK = Link(
    guild_id=10,
    sequence=1,
    kind="tip",
    currency="points",
    key="interaction:7",
    created_at=datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC),
    entries={2: 5, 1: -5},
    note_digest=None,
    previous_hash=GENESIS,
)


def test_the_canonical_form_is_the_documented_one() -> None:
    assert LINK.canonical() == (
        b'{"at":"2026-01-02T03:04:05.000006+00:00","currency":"points","entries":[[1,-5],[2,5]],"guild":"10",'
        b'"key":"interaction:7","kind":"tip","note":null,"previous":"' + b"0" * 64 + b'","sequence":1,"v":1}'
    )


def test_the_same_moment_in_another_zone_is_the_same_link() -> None:
    fields = {name: getattr(LINK, name) for name in Link.__slots__}
    moved = Link(**{**fields, "created_at": LINK.created_at.astimezone(timezone(timedelta(hours=9)))})

    assert moved.hash() == LINK.hash()


def test_no_person_and_no_note_is_in_the_canonical_form() -> None:
    fields = {name: getattr(LINK, name) for name in Link.__slots__}
    form = json.loads(Link(**{**fields, "note_digest": note_digest("hello", "salt")}).canonical())

    assert "hello" not in str(form)
    assert set(form) == {
        "v",
        "guild",
        "sequence",
        "kind",
        "currency",
        "key",
        "at",
        "entries",
        "note",
        "previous",
    }
