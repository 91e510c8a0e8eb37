"""What cogs bring to be measured is found, and what one adds to another's is asked there."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.bench.scenario import Addition, Asked, Scenario, joined, scenarios
from bot.storage.database import Database

filled: list[str] = []


async def fill_till(_database: Database, _guild_id: int, _person_id: int, size: int) -> None:
    filled.append(f"{size} coins")


async def fill_safe(_database: Database, _guild_id: int, _person_id: int, size: int) -> None:
    filled.append(f"a safe for {size} coins")


WALLET, SAFE = Asked("the wallet", "wallet"), Asked("the safe", "safe")
TILL = Scenario("a till", "coins", little=1, much=40, fill=fill_till, asked=(WALLET,))


async def test_what_is_added_is_filled_in_and_asked_after_the_scenarios_own(tmp_path: Path) -> None:
    (scenario,) = joined([TILL], [Addition("a till", (SAFE,), fill_safe)])
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'till.db'}")

    await scenario.fill(database, 1, 2, 40)

    assert scenario.asked == (WALLET, SAFE)
    assert filled == ["40 coins", "a safe for 40 coins"]


def test_an_addition_may_keep_nothing_of_its_own_and_needs_its_scenario() -> None:
    assert joined([TILL], [Addition("a till", (SAFE,))])[0].fill is fill_till
    with pytest.raises(ValueError, match="added to a vault"):
        joined([TILL], [Addition("a vault", (SAFE,))])


def test_clubs_are_asked_what_people_ask_them() -> None:
    (clubs,) = [scenario for scenario in scenarios() if scenario.what == "clubs"]

    asked = {one.what for one in clubs.asked}
    assert {"suggestions while typing", "search", "card", "member card", "list"} <= asked
    assert (clubs.little, clubs.much, clubs.of_empty, clubs.of_little) == (1_000, 100_000, 2.0, 1.5)
