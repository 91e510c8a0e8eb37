"""What is on this machine: the database, the libraries for audio, the port of the web pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp
from sqlalchemy import URL

from bot import loader
from bot.doctor.findings import Finding, Findings, ok, problem, warning
from bot.errors import OperatorError, UpstreamError
from bot.storage import migrate
from bot.storage.database import Database
from bot.storage.url import parse, shown
from bot.voice import codecs
from bot.web.application import refusal_of

if TYPE_CHECKING:
    from bot.config import Config, WebConfig
    from bot.discovery import CogPackage

#: Below this a busy evening may fill the disk.
LEAST_FREE_BYTES = 200_000_000
_HEALTH_SECONDS = 3.0


async def check_database(config: Config, cogs: Sequence[CogPackage]) -> Findings:
    """Whether the database can be reached and written, and its tables are those of this version."""
    try:
        url = parse(config.database.url)
    except OperatorError as error:
        yield problem("database", str(error), "correct database.url in the configuration")
        return
    if url.get_backend_name() == "sqlite":
        found, exists = _about_file(Path(str(url.database)))
        for finding in found:
            yield finding
        if not exists:
            return
    async for finding in _about_tables(url, config.database.url, cogs):
        yield finding


def refusal_of_file(file: Path) -> str | None:
    """Why SQLite cannot use a file, None if it can."""
    # It writes a journal beside the file.
    for path in (file.parent, file):
        if path.exists() and not os.access(path, os.W_OK):
            return f"{path} cannot be written by this user"
    return None


def _about_file(file: Path) -> tuple[list[Finding], bool]:
    """What is to be said of a file of SQLite, and whether it is there."""
    found: list[Finding] = []
    refusal = refusal_of_file(file)
    if refusal is not None:
        found.append(problem("database", refusal, "give it to the user who runs Rostra"))
    elif not file.exists():
        found.append(ok("database", f"{file} is not there yet: `rostra run` makes it"))
    free = shutil.disk_usage(file.parent).free
    if free < LEAST_FREE_BYTES:
        said = f"only {free // 1_000_000} MB are free where {file} lies"
        found.append(warning("database", said, "make room: what cannot be written is refused to people"))
    return found, file.exists()


async def _about_tables(url: URL, text: str, cogs: Sequence[CogPackage]) -> Findings:
    database = Database(text)
    try:
        await database.check()
        problems = await loader.check_all(database, cogs)
    except (OperatorError, UpstreamError) as error:
        yield problem("database", str(error), _what_to_do(url))
        return
    finally:
        await database.close()
    for each in problems:
        yield _about_schema(each)
    if not problems:
        yield ok("database", f"{shown(url)}: reached, all tables up to date")


def _what_to_do(url: URL) -> str:
    if url.get_backend_name() == "sqlite":
        return "database.url has to name a file of Rostra's own, on a disk of this machine"
    return "start the server, or correct database.url; `psql` with the same address shows what it says"


def _about_schema(error: OperatorError) -> Finding:
    if isinstance(error, migrate.SchemaBehind):
        said = str(error).partition(":")[0]
        return warning(
            "database", said, "`rostra run` brings them up to date, `rostra db upgrade` does it now"
        )
    if isinstance(error, migrate.SchemaAhead):
        said, _, do = str(error).partition(": ")
        return problem("database", said, f"{do}, or restore a copy that was made before it")
    return problem("database", str(error), "install versions of Rostra and of its cogs that belong together")


async def check_audio() -> Findings:
    """Whether libopus and FFmpeg are there."""
    for find in (codecs.load_opus, codecs.find_ffmpeg):
        try:
            yield ok("audio", str(find()))
        except codecs.MissingCodec as error:
            said, _, do = str(error).partition(": ")
            yield problem("audio", said, do)


async def check_web(config: Config) -> Findings:
    """Whether the pages can be served, or are served already."""
    if config.web is None:
        yield ok("web", "the pages are off; a section [web] switches them on")
        return
    why = await refusal_of(config.web.host, config.web.port)
    where = f"{config.web.host}:{config.web.port}"
    if why is None:
        yield ok("web", f"{where} is free")
    elif await _is_ours(config.web):
        yield ok("web", f"{where} is served by a Rostra that runs")
    else:
        yield problem(
            "web", f"cannot serve on {where}: {why}", "change web.host or web.port, or stop the other"
        )


async def _is_ours(web: WebConfig) -> bool:
    timeout = aiohttp.ClientTimeout(total=_HEALTH_SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(f"http://{web.host}:{web.port}/health") as response,
        ):
            return {"status", "database", "gateway"} <= set(await response.json())
    except (aiohttp.ClientError, TimeoutError, ValueError, TypeError):
        return False
