"""Brings cogs up: their tables first, then their words, then themselves.

Which cogs there are and in which order is `bot.discovery`'s. Whatever is wrong with
one ends as one line for the host that names the cog.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from inspect import isawaitable, iscoroutinefunction
from typing import TYPE_CHECKING

from bot import permissions
from bot.discovery import CogPackage, failed, find, import_part
from bot.errors import OperatorError
from bot.i18n import OWN_FOLDER, Catalogue, nearest
from bot.settings import Settings
from bot.storage import migrate
from bot.storage.base import Table
from bot.undo import Undo, collected

if TYPE_CHECKING:
    from bot.client import Bot
    from bot.storage.database import Database

__all__ = [
    "CogPackage",
    "check_all",
    "check_language",
    "find",
    "load",
    "migrate_all",
    "start",
    "stop",
    "tracks",
]

log = logging.getLogger(__name__)

#: A cog that takes longer to start hangs, and with it everything that comes after.
SETUP_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Started:
    """A cog that runs, and how to take back all that it registered."""

    cog: CogPackage
    undos: list[Undo]
    #: Its words as they were read.
    words: Catalogue | None = None


def check_language(language: str, cogs: Iterable[CogPackage]) -> None:
    """Refuse a language of the configuration in which nothing has words.

    Raises:
        OperatorError: neither the framework nor a cog speaks it; names those that are there.
    """
    folders = [OWN_FOLDER, *(cog.home / "locale" for cog in cogs)]
    known = {file.stem for folder in folders for file in folder.glob("*.ftl")}
    if known.isdisjoint(nearest(language)):
        there = ", ".join(sorted(known))
        raise OperatorError(
            f"language.default is {language}, and nothing has words in it: choose among {there}"
        )


async def migrate_all(database: Database, cogs: Iterable[CogPackage]) -> None:
    """Bring the framework's tables and those of every cog up to date.

    Raises:
        OperatorError: the database or a cog's tables stand in the way.
        UpstreamError: another process held the database for too long.
    """
    for track in tracks(cogs):
        await migrate.upgrade(database, track)


async def check_all(database: Database, cogs: Iterable[CogPackage]) -> list[OperatorError]:
    """What is wrong with the tables of the framework and the cogs; nothing if all is well."""
    problems: list[OperatorError] = []
    for track in tracks(cogs):
        try:
            await migrate.check(database, track)
        except (migrate.SchemaBehind, migrate.SchemaAhead, migrate.SchemaDrifted) as problem:
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
        _check_prefix(cog)
        folder = cog.home / "migrations"
        if folder.is_dir():
            yield migrate.Track(cog.name, folder)


async def load(bot: Bot, cogs: Sequence[CogPackage]) -> tuple[Started, ...]:
    """Start every cog, whose tables are there by now; answers those that run.

    `setup` is called directly. discord.py's `load_extension` would run the package a
    second time, and forget its modules at the end: their tables and error classes would
    then exist twice in a process that starts a second bot.

    Raises:
        OperatorError: a cog did not start.
    """
    started = tuple([await start(bot, cog) for cog in cogs])
    log.info("cogs: %s", ", ".join(cog.name for cog in cogs) or "none")
    return started


async def start(bot: Bot, cog: CogPackage, words: Catalogue | None = None) -> Started:
    """Start one cog: its words, its settings, itself; `words` are those of an earlier start, not read again.

    Raises:
        OperatorError: it did not start; nothing of it is left then.
    """
    with collected() as undos:
        started = Started(cog, undos)
        try:
            if words is not None:
                bot.words.put_back(cog.package, words)
            elif cog.has("locale"):
                bot.words.add(cog.package, cog.home / "locale")
                bot.words.require(cog.package, ("cog-name", "cog-description"))
            _declare_settings(bot, cog)
            permissions.require_known(cog.permissions, f"cog {cog.name}: `permissions` names")
            await _set_up(bot, cog)
            _require_words_for_records(bot, cog)
        except BaseException:
            await stop(started)
            raise
    return replace(started, words=bot.words.catalogue_of(cog.package))


async def stop(started: Started) -> None:
    """Take back all that a cog registered when it started; what cannot be is logged, and the rest follows."""
    for undo in reversed(started.undos):
        try:
            outcome = undo()
            if isawaitable(outcome):
                await outcome
        except Exception:  # an edge: what a stranger's cog does at its end may raise anything
            log.exception("cog %s did not end cleanly", started.cog.name)


def _declare_settings(bot: Bot, cog: CogPackage) -> None:
    """Find the one model in a cog's `settings`."""
    if not cog.has("settings"):
        return
    module = import_part(cog.name, f"{cog.package}.settings")
    models = [
        one
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, Settings) and one.__module__ == module.__name__
    ]
    if len(models) != 1:
        raise OperatorError(f"cog {cog.name}: its settings are one subclass of Settings, not {len(models)}")
    bot.settings.declare(cog.name, cog.package, models[0])
    declared = bot.settings.declared_by(cog.name)
    bot.words.require(cog.package, [key for setting in declared.settings for key in setting.text_keys()])


def _require_words_for_records(bot: Bot, cog: CogPackage) -> None:
    for owner in bot.records.owners:
        if f"{owner}.".startswith(f"{cog.package}."):
            bot.words.require(owner, ("records-kept", "records-left"))


async def _set_up(bot: Bot, cog: CogPackage) -> None:
    setup = getattr(sys.modules[cog.package], "setup", None)
    if not iscoroutinefunction(setup):
        raise OperatorError(f"cog {cog.name}: {cog.home / '__init__.py'} has no `async def setup(bot)`")
    try:
        async with asyncio.timeout(SETUP_SECONDS) as bound:
            await setup(bot)
    except OperatorError:
        raise
    except Exception as error:  # an edge: whatever a cog raises, the host reads whose it is
        if bound.expired():
            raise OperatorError(f"cog {cog.name} did not start within {SETUP_SECONDS:g} s") from error
        raise failed(cog.name, "did not start", error) from error


def _map_tables(cog: CogPackage) -> None:
    if not cog.has("tables"):
        return
    if not cog.has("migrations"):
        raise OperatorError(
            f"cog {cog.name} has tables but no migrations: {cog.home / 'migrations'} is missing"
        )
    import_part(cog.name, f"{cog.package}.tables")


def _check_prefix(cog: CogPackage) -> None:
    """Look at what the cog has mapped, in whichever module; its migrations are looked at as they run."""
    for mapper in Table.registry.mappers:
        module, table = mapper.class_.__module__, str(mapper.local_table)
        if f"{module}.".startswith(f"{cog.package}.") and not table.startswith(f"{cog.name}_"):
            raise OperatorError(f"cog {cog.name}: table {table!r} has to be called {cog.name}_{table}")
