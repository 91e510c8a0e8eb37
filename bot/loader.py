"""Brings cogs up: their tables first, then their words, then themselves.

Which cogs there are and in which order is `bot.discovery`'s. Whatever is wrong with
one ends as one line for the host that names the cog.
"""

from __future__ import annotations

import importlib
import logging
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from bot.discovery import CogPackage, failed, find
from bot.errors import OperatorError
from bot.storage import migrate
from bot.storage.base import Table

if TYPE_CHECKING:
    from bot.client import Bot
    from bot.storage.database import Database

__all__ = ["CogPackage", "check_all", "find", "load", "migrate_all", "tracks"]

log = logging.getLogger(__name__)


async def migrate_all(database: Database, cogs: Iterable[CogPackage]) -> None:
    """Bring the framework's tables and those of every cog up to date.

    Raises:
        OperatorError: the database or a cog's tables stand in the way.
    """
    for track in tracks(cogs):
        await migrate.upgrade(database, track)


async def check_all(database: Database, cogs: Iterable[CogPackage]) -> list[OperatorError]:
    """What is wrong with the tables of the framework and the cogs; nothing if all is well."""
    problems: list[OperatorError] = []
    for track in tracks(cogs):
        try:
            await migrate.check(database, track)
        except (migrate.SchemaBehind, migrate.SchemaDrifted) as problem:
            problems.append(problem)
    return problems


def tracks(cogs: Iterable[CogPackage]) -> Iterator[migrate.Track]:
    """Every migration track, the framework's first; maps the tables of the cogs.

    Raises:
        OperatorError: a cog's tables are misnamed, or have no migrations.
    """
    yield migrate.BOT
    for cog in cogs:
        _map_tables(cog)
        folder = cog.home / "migrations"
        if folder.is_dir():
            yield migrate.Track(cog.name, folder)


async def load(bot: Bot, cogs: Sequence[CogPackage]) -> tuple[CogPackage, ...]:
    """Start every cog, its tables and its words first; answers those that run.

    `setup` is called directly. discord.py's `load_extension` would run the package a
    second time, and forget its modules at the end: their tables and error classes would
    then exist twice in a process that starts a second bot.

    Raises:
        OperatorError: a cog did not start.
    """
    await migrate_all(bot.database, cogs)
    for cog in cogs:
        if cog.has("locale"):
            bot.words.add(cog.package, cog.home / "locale")
    for cog in cogs:
        await _set_up(bot, cog)
    log.info("cogs: %s", ", ".join(cog.name for cog in cogs) or "none")
    return tuple(cogs)


async def _set_up(bot: Bot, cog: CogPackage) -> None:
    setup = getattr(sys.modules[cog.package], "setup", None)
    if setup is None:
        raise OperatorError(f"cog {cog.name}: {cog.home / '__init__.py'} has no `async def setup(bot)`")
    try:
        await setup(bot)
    except OperatorError:
        raise
    except Exception as error:  # an edge: whatever a cog raises, the host reads whose it is
        raise failed(cog.name, "did not start", error) from error


def _map_tables(cog: CogPackage) -> None:
    if not cog.has("tables"):
        return
    if not cog.has("migrations"):
        raise OperatorError(
            f"cog {cog.name} has tables but no migrations: {cog.home / 'migrations'} is missing"
        )
    try:
        importlib.import_module(f"{cog.package}.tables")
    except Exception as error:  # an edge: a stranger's module may raise anything
        raise failed(cog.name, "has tables that cannot be mapped", error) from error
    for mapper in Table.registry.mappers:
        module, table = mapper.class_.__module__, str(mapper.local_table)
        if module.startswith(f"{cog.package}.") and not table.startswith(f"{cog.name}_"):
            raise OperatorError(f"cog {cog.name}: table {table!r} has to be called {cog.name}_{table}")
