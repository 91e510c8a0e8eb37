from __future__ import annotations

import pytest

from bot.errors import OperatorError
from bot.storage.url import parse, shown


@pytest.mark.parametrize(
    ("written", "driver"),
    [
        ("sqlite:///rostra.db", "sqlite+aiosqlite"),
        ("postgres://club@db/rostra", "postgresql+asyncpg"),
        ("postgresql://club@db/rostra", "postgresql+asyncpg"),
    ],
)
def test_a_url_without_a_driver_gets_ours(written: str, driver: str) -> None:
    assert parse(written).drivername == driver


def test_a_shown_url_has_no_password() -> None:
    assert shown(parse("postgresql://club:secret@db/rostra")) == "postgresql+asyncpg://club:***@db/rostra"
    assert (
        shown(parse("postgresql://club@db/rostra?password=secret")) == "postgresql+asyncpg://club@db/rostra"
    )


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("mysql://club:secret@db/rostra", "mysql, which is not supported"),
        ("club:secret@db", "not a URL"),
        ("postgresql://club:secret@db:port/rostra", "not a URL"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite:////no/such/folder/rostra.db", "no such folder"),
        ("sqlite://rostra.db", "names the server rostra.db, and SQLite has none"),
    ],
)
def test_a_url_that_cannot_work_says_why_and_keeps_the_password(written: str, said: str) -> None:
    with pytest.raises(OperatorError, match=said) as caught:
        parse(written)

    assert "secret" not in str(caught.value)
