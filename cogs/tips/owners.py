"""Whose an account is: what the chain keeps of it, and what is left once that person is forgotten."""

from __future__ import annotations

from cogs.tips.chain import owner_digest
from cogs.tips.tables import AccountRow


def owner_problem(row: AccountRow) -> str | None:
    """What is wrong with the owner of a person's account; None if it is the one it was opened for.

    An account that was opened before owners were chained, and has not moved since, says nothing.
    """
    if row.owner_id is None or row.owner_digest is None:
        return None
    if row.owner_salt is None:
        return "its owner was erased, and somebody was put in their place"
    if owner_digest(row.owner_id, row.owner_salt) != row.owner_digest:
        return "belongs to somebody else than it was opened for"
    return None
