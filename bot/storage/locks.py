"""A lock by name, held until the transaction ends.

For a rule that spans rows which may not exist yet, such as "at most five of
these": on PostgreSQL two writers would each count the other's out. SQLite
admits one writer at a time, so there it is held from the beginning.
"""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession


async def lock(session: AsyncSession, *name: str | int) -> None:
    """Wait until no other transaction holds the lock of this name, and hold it.

    PostgreSQL documentation, "Explicit Locking", Advisory Locks; the name is hashed to their 64 bits.
    """
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(_holding(name))


def hold(connection: Connection, *name: str | int) -> None:
    """The same in plain SQLAlchemy Core, as for `Database.atomically`."""
    if connection.dialect.name == "postgresql":
        connection.execute(_holding(name))


def _holding(name: tuple[str | int, ...]) -> Select[tuple[object]]:
    digest = hashlib.sha256("\0".join(map(str, name)).encode()).digest()
    return select(func.pg_advisory_xact_lock(int.from_bytes(digest[:8], "big", signed=True)))
