"""A few tables to try constraints and transactions on; they leave no trace in the project's metadata."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import sqlalchemy as sa

from bot.storage.base import Table
from bot.storage.database import Database
from bot.storage.types import Money, RowId, Snowflake, UtcDateTime


@dataclass(frozen=True)
class Probe:
    """Accounts that own coins."""

    account: sa.Table
    coin: sa.Table


@pytest.fixture
async def probe(database: Database) -> AsyncIterator[Probe]:
    metadata = Table.metadata
    account = sa.Table(
        "probe_account",
        metadata,
        sa.Column("id", RowId, primary_key=True),
        sa.Column("user_id", Snowflake),
        sa.Column("currency", sa.String(8)),
        sa.Column("balance", Money, nullable=False, server_default="0"),
        sa.Column("opened_at", UtcDateTime),
        sa.UniqueConstraint("user_id", "currency"),
        sa.CheckConstraint("balance >= 0", name="balance_not_negative"),
    )
    coin = sa.Table(
        "probe_coin",
        metadata,
        sa.Column("id", RowId, primary_key=True),
        sa.Column("account_id", RowId, sa.ForeignKey(account.c.id), nullable=False),
        sa.Column("stamp", sa.String(8)),
        sa.Index("uq_probe_coin_stamp", "stamp", unique=True),
    )
    async with database.schema_change() as connection:
        await connection.run_sync(metadata.create_all, tables=[account, coin])
    yield Probe(account, coin)
    metadata.remove(coin)
    metadata.remove(account)
