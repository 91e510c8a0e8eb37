"""INSERTs that can say what happens to a row that is there already.

SQLAlchemy has one for each kind of database, with the same methods, and not for both.
"""

from __future__ import annotations

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.base import Table

Insert = sqlite.Insert | postgresql.Insert


def insert_for(dialect: str, table: type[Table]) -> Insert:
    """Begin one for a kind of database, as an engine names it."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


def insert_in(session: AsyncSession, table: type[Table]) -> Insert:
    """Begin one for the database of a session."""
    return insert_for(session.get_bind().dialect.name, table)
