"""A lock by name, held until the transaction ends.

For a rule that spans rows which may not exist yet, such as "at most five of
these": on PostgreSQL two writers would each count the other's out. SQLite
admits one writer at a time, so there it is held from the beginning.
"""

from __future__ import annotations

import hashlib

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession


async def lock(session: AsyncSession, *name: str | int) -> None:
    """Wait until no other transaction holds the lock of this name, and hold it.

    PostgreSQL documentation, "Explicit Locking", Advisory Locks; the name is hashed to their 64 bits.
    """
    if session.get_bind().dialect.name != "postgresql":
        return
    digest = hashlib.sha256("\0".join(map(str, name)).encode()).digest()
    await session.execute(select(func.pg_advisory_xact_lock(int.from_bytes(digest[:8], "big", signed=True))))
