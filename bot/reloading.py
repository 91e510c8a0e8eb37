"""Starts cogs anew in a bot that runs, for whoever writes one.

A changed cog is imported first, while the old one still runs: most mistakes are found there. Then it is
stopped together with what requires it, in reverse order, and all of them start again, the changed one from
its new modules. If one does not start, the old ones do. Buttons that were shown before go on working, since
what they do is found by their custom_id. It is not for an evening with people: for a moment nobody answers.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING

from bot import loader
from bot.discovery import CogPackage
from bot.errors import OperatorError
from bot.fresh_modules import FreshModules
from bot.i18n import Catalogue
from bot.loader import Started

if TYPE_CHECKING:
    from discord.ext import commands

    from bot.client import Bot

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.5
_WATCHED = frozenset({".py", ".ftl"})

# When each file was last written, and how long it is.
_Look = dict[Path, tuple[int, int]]


class Reloader:
    """Watches the cogs of one bot, and starts anew what has changed."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._modules = {cog.name: FreshModules(cog) for cog in bot.loaded}

    async def watch(self) -> None:
        """Look at the files again and again, until cancelled."""
        log.info("watching %s for changes", ", ".join(self._modules) or "no cogs")
        seen = self._look()
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            now = self._look()
            if now == seen:
                continue
            now = await self._settled(now)
            changed = {path for path in {*now, *seen} if now.get(path) != seen.get(path)}
            seen = now
            await self.reload(_cogs_of(changed, self._bot.loaded))

    async def reload(self, names: Collection[str]) -> None:
        """Start these cogs anew, and what requires them; whatever goes wrong is one line in the log."""
        fresh: dict[str, CogPackage] = {}
        for name, modules in self._modules.items():
            if name not in names or self._needs_restart(name):
                continue
            try:
                fresh[name] = modules.import_anew()
            except OperatorError as error:
                for other in fresh:
                    self._modules[other].put_back()
                log.error("%s: the old one runs on", error)
                return
        if fresh:
            await self._exchange(fresh)

    async def _settled(self, now: _Look) -> _Look:
        """An editor writes several files, or one in pieces: wait until nothing changes any more."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            later = self._look()
            if later == now:
                return now
            now = later

    def _look(self) -> _Look:
        found: _Look = {}
        for cog in self._bot.loaded:
            for path in cog.home.rglob("*"):
                if path.suffix in _WATCHED and (stat := _stat(path)) is not None:
                    found[path] = stat
        return found

    def _needs_restart(self, name: str) -> bool:
        if (file := self._modules[name].needs_restart()) is None:
            return False
        log.warning("cog %s: %s has changed: restart to use it; until then the old one runs on", name, file)
        return True

    async def _exchange(self, fresh: Mapping[str, CogPackage]) -> None:
        """Stop the old ones and start the new ones, or the old ones again."""
        olds = _affected(self._bot.started, fresh)
        failure: OperatorError | None = None
        async with self._bot.web.paused():
            for old in reversed(olds):
                await loader.stop(old)
            try:
                started = await self._start([fresh.get(old.cog.name, old.cog) for old in olds])
            except OperatorError as error:
                failure = error
                for name in fresh:
                    self._modules[name].put_back()
                # They started once, from these very modules and words.
                started = await self._start([old.cog for old in olds], [old.words for old in olds])
            else:
                self._modules |= {name: FreshModules(cog) for name, cog in fresh.items()}
        self._bot.exchange(started)
        await self._catch_up(started)
        if failure is not None:
            log.error("%s: the old one runs on", failure)
        else:
            log.info("started anew: %s", ", ".join(one.cog.name for one in started))

    async def _start(
        self, cogs: Sequence[CogPackage], words: Iterable[Catalogue | None] = repeat(None)
    ) -> list[Started]:
        """Start all of them with words for every command, or none.

        Raises:
            OperatorError: one did not start.
        """
        started: list[Started] = []
        try:
            for cog, read in zip(cogs, words, strict=False):
                started.append(await loader.start(self._bot, cog, read))
            await self._bot.tree.payload()
        except BaseException:
            for one in reversed(started):
                await loader.stop(one)
            raise
        return started

    async def _catch_up(self, started: Sequence[Started]) -> None:
        """Register what changed in the commands, and tell the new ones what the gateway told the old."""
        try:
            await self._bot.tree.register(self._bot.config.discord.command_guild_ids)
        except OperatorError as error:
            log.error("%s", error)
        packages = tuple(f"{one.cog.package}." for one in started)
        for cog in self._bot.cogs.values():
            if type(cog).__module__.startswith(packages):
                await self._tell(cog)

    async def _tell(self, cog: commands.Cog) -> None:
        given: dict[str, list[tuple[object, ...]]] = {
            "on_guild_available": [(guild,) for guild in self._bot.guilds],
            "on_ready": [()],
        }
        for name, listener in cog.get_listeners():
            for arguments in given.get(name, []):
                try:
                    await listener(*arguments)
                except Exception:  # an edge: as in discord.py, a listener that fails ends nothing else
                    log.exception("%s of %s failed", name, cog.qualified_name)


def _affected(running: Sequence[Started], changed: Collection[str]) -> list[Started]:
    """Those that changed, and those that require one of them, near or far; in the order of their start."""
    names = set(changed)
    found = []
    for one in running:  # what others require has started before them
        if one.cog.name in names or names & set(one.cog.requires):
            names.add(one.cog.name)
            found.append(one)
    return found


def _cogs_of(paths: Collection[Path], cogs: Sequence[CogPackage]) -> set[str]:
    return {cog.name for cog in cogs if any(path.is_relative_to(cog.home) for path in paths)}


def _stat(path: Path) -> tuple[int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None  # it went while we looked
    return stat.st_mtime_ns, stat.st_size
