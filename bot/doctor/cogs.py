"""Whether every cog starts, with all its words: tried with a database that is thrown away afterwards."""

from __future__ import annotations

import importlib
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from fluent.syntax import FluentParser, ast

from bot import loader
from bot.client import Bot
from bot.doctor.findings import Finding, Findings, ok, problem, warning
from bot.doctor.needs import Need
from bot.errors import OperatorError

if TYPE_CHECKING:
    from bot.config import Config
    from bot.discovery import CogPackage

#: What Rostra speaks; a cog that speaks less is shown in English where it is silent.
LANGUAGES = ("en", "fr")


def find(config: Config) -> tuple[tuple[CogPackage, ...], Finding]:
    """The cogs that shall run; none, if one of them stands in the way."""
    try:
        cogs = loader.find(config.cogs)
    except OperatorError as error:
        return (), problem(
            "cogs", str(error), "correct [cogs] in the configuration, or the cog that is named"
        )
    return cogs, ok("cogs", ", ".join(cog.name for cog in cogs) or "none, so the bot does nothing")


async def check_cogs(config: Config, cogs: Sequence[CogPackage]) -> Findings:
    """Whether they start, and have words for all they say."""
    try:
        loader.check_language(config.language.default, cogs)
    except OperatorError as error:
        yield problem("words", str(error), "correct language.default in the configuration")
        return
    try:
        await _try(config, cogs)
    except OperatorError as error:
        yield problem("cogs", str(error), "mend the cog that is named, or leave it out of [cogs]")
        return
    lacking = [line for cog in cogs for line in lacking_words(cog)]
    for line in lacking:
        yield warning("words", line, "add them to its catalogue; until then English is shown")
    if not lacking:
        yield ok("words", f"complete in {' and '.join(LANGUAGES)}")


async def ask_cogs(config: Config, cogs: Sequence[CogPackage]) -> Findings:
    """What each cog that has a module `doctor` finds itself: its `check(config)` yields findings."""
    for module in _doctors(cogs):
        if hasattr(module, "check"):
            async for finding in module.check(config):
                yield finding


async def needs_in(config: Config, cogs: Sequence[CogPackage], guild_id: int) -> list[Need]:
    """What cogs were given in a community: the `needs(config, guild_id)` of their modules `doctor`."""
    needs: list[Need] = []
    for module in _doctors(cogs):
        if hasattr(module, "needs"):
            needs += await module.needs(config, guild_id)
    return needs


def _doctors(cogs: Sequence[CogPackage]) -> Iterator[ModuleType]:
    return (importlib.import_module(f"{cog.package}.doctor") for cog in cogs if cog.has("doctor"))


def lacking_words(cog: CogPackage) -> Iterator[str]:
    """What a cog says in one language and not in another."""
    folder = cog.home / "locale"
    known = {language: _keys(folder / f"{language}.ftl") for language in LANGUAGES} if folder.is_dir() else {}
    everything = set().union(*known.values())
    for language, keys in known.items():
        if missing := sorted(everything - keys):
            shown = ", ".join(missing[:5]) + (f" and {len(missing) - 5} more" if len(missing) > 5 else "")  # noqa: PLR2004 - the same five
            yield f"cog {cog.name} lacks {language} words: {shown}"


def _keys(file: Path) -> set[str]:
    if not file.is_file():
        return set()
    resource = FluentParser().parse(file.read_text(encoding="utf-8"))
    messages = [entry for entry in resource.body if isinstance(entry, ast.Message)]
    texts = {message.id.name for message in messages if message.value is not None}
    return texts | {f"{one.id.name}.{part.id.name}" for one in messages for part in one.attributes}


async def _try(config: Config, cogs: Sequence[CogPackage]) -> None:
    """Start everything as `rostra run` does, up to where Discord would be asked.

    Raises:
        OperatorError: a cog does not start, or has no words for one of its commands.
    """
    with tempfile.TemporaryDirectory(prefix="rostra-doctor-") as folder:
        scratch = config.database.model_copy(update={"url": f"sqlite+aiosqlite:///{folder}/scratch.db"})
        bot = Bot(config.model_copy(update={"database": scratch, "web": None}))
        try:
            await loader.migrate_all(bot.database, cogs)
            await loader.load(bot, cogs)
            await bot.tree.payload()
        finally:
            await bot.close()
