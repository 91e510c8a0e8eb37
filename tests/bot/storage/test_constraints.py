from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Executable, delete, insert, update
from sqlalchemy.exc import IntegrityError

from bot.storage.constraints import violated_constraint
from bot.storage.database import Database

if TYPE_CHECKING:
    from tests.bot.storage.conftest import Probe


async def broken_by(database: Database, *statements: Executable) -> str | None:
    async def run() -> None:
        async with database.transaction() as session:
            for statement in statements:
                await session.execute(statement)

    with pytest.raises(IntegrityError) as caught:
        await run()
    return violated_constraint(caught.value)


async def test_a_unique_constraint_over_two_columns_is_named(database: Database, probe: Probe) -> None:
    account = insert(probe.account).values(user_id=7, currency="coin")

    assert await broken_by(database, account, account) == "uq_probe_account_user_id_currency"


async def test_a_unique_index_is_named(database: Database, probe: Probe) -> None:
    account = insert(probe.account).values(id=1)
    coin = insert(probe.coin).values(account_id=1, stamp="a")

    assert await broken_by(database, account, coin, coin) == "uq_probe_coin_stamp"


async def test_a_primary_key_is_named(database: Database, probe: Probe) -> None:
    account = insert(probe.account).values(id=1)

    assert await broken_by(database, account, account) == "pk_probe_account"


async def test_a_check_is_named(database: Database, probe: Probe) -> None:
    poor = insert(probe.account).values(id=1, balance=-1)

    assert await broken_by(database, poor) == "ck_probe_account_balance_not_negative"


async def test_a_foreign_key_is_named_when_a_row_points_to_nothing(database: Database, probe: Probe) -> None:
    orphan = insert(probe.coin).values(account_id=404)

    assert await broken_by(database, orphan) == "fk_probe_coin_account_id_probe_account"


async def test_a_foreign_key_is_named_when_its_target_goes(database: Database, probe: Probe) -> None:
    account = insert(probe.account).values(id=1)
    coin = insert(probe.coin).values(account_id=1)

    broken = await broken_by(database, account, coin, delete(probe.account))

    assert broken == "fk_probe_coin_account_id_probe_account"


async def test_a_column_that_may_not_be_null_has_no_name_to_give(database: Database, probe: Probe) -> None:
    account = insert(probe.account).values(id=1)

    assert await broken_by(database, account, update(probe.account).values(balance=None)) is None
