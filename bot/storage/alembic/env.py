"""Alembic's entry: `bot.storage.migrate` has it run once a track."""

from __future__ import annotations

from typing import Any

from alembic import context

from bot.storage.base import Table

_track = context.config.attributes["track"]


def _ours(name: str | None, kind: str) -> bool:
    return kind != "table" or bool(name and name.startswith(_track.prefix))


def _ours_by_name(name: str | None, kind: str, _parents: Any) -> bool:
    """Keep a track from seeing, and so from dropping, the tables of another."""
    return _ours(name, kind)


def _ours_by_object(_thing: Any, name: str | None, kind: str, _reflected: Any, _compared: Any) -> bool:
    return _ours(name, kind)


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    version_table=_track.version_table,
    include_name=_ours_by_name,
    include_object=_ours_by_object,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
