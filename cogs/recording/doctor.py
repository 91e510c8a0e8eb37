"""Whether recordings can be kept where they are to be, and become text: what `rostra doctor` says of it."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, select
from sqlalchemy.exc import SQLAlchemyError

from bot.doctor.findings import Finding, Findings, ok, problem
from bot.errors import OperatorError, UpstreamError
from bot.storage.database import Database
from bot.storage.url import parse
from cogs.recording.api import ReplayStatus
from cogs.recording.refusals import StorageAway
from cogs.recording.storage import Storage
from cogs.recording.tables import ReplayRow

if TYPE_CHECKING:
    from bot.config import Config

CHECK, STORAGE = "transcripts", "recordings"
#: Loading a large model from a slow disk.
SECONDS = 120.0
MOST_NAMED = 20
# In a process of its own, as it is used: a model may take more memory than the bot has to spare.
_TRIED = "import sys; from bot.voice.transcriber import made; made(*sys.argv[1:])"


async def check(config: Config) -> Findings:
    """Whether the place takes them, whether there is a transcriber, and whether it takes its model."""
    for finding in await _unread(config):
        yield finding
    if config.recording.storage:
        yield await asyncio.to_thread(_tried_out, config.recording.storage)
    if not config.transcripts.is_on:
        yield ok(CHECK, "off; transcripts.transcriber switches them on")
        return
    yield await _tried(config.transcripts.transcriber, config.transcripts.model)


async def _unread(config: Config) -> list[Finding]:
    """Of which recordings the files could not be read at their end; nothing without a database to ask."""
    try:
        url = parse(config.database.url)
    except OperatorError:
        return []  # said elsewhere
    if not _is_there(url):
        return []
    database = Database(config.database.url)
    try:
        query = select(ReplayRow.id).where(ReplayRow.status == ReplayStatus.REPAIR.value)
        numbers = [str(row.id) for row in await database.lookup(query.order_by(ReplayRow.id))]
    except (SQLAlchemyError, OSError, UpstreamError):
        return []  # said where the database is looked at
    finally:
        await database.close()
    if not numbers:
        return [ok(STORAGE, "the files of all that are over could be read")]
    said = f"the files of {len(numbers)} could not be read at their end: {', '.join(numbers[:MOST_NAMED])}"
    do = f"see that these folders in {config.recording.folder} can be read; it is tried again by itself"
    return [problem(STORAGE, said, do)]


def _is_there(url: URL) -> bool:
    # SQLite would make the file.
    return url.get_backend_name() != "sqlite" or Path(str(url.database)).exists()


async def _tried(transcriber: str, model: str) -> Finding:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", _TRIED, transcriber, model), stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE
    )
    try:
        async with asyncio.timeout(SECONDS):
            _, said = await process.communicate()
    except TimeoutError:
        return problem(
            CHECK, f"{transcriber} did not take its model within {SECONDS:g} s", "try a smaller one"
        )
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        why = said.decode(errors="replace").strip().rpartition("\n")[2].rpartition("NoTranscriber: ")[2]
        do = "install the extra `transcripts`, or what brings yours, and let transcripts.model name its model"
        return problem(CHECK, why, do)
    return ok(CHECK, f"{transcriber} takes its model")


def _tried_out(url: str) -> Finding:
    # Nothing after the scheme: it may hold a key.
    kind = url.partition("://")[0]
    try:
        Storage(url).try_out()
    except StorageAway as error:
        do = "see recording.storage, and install the package that fsspec needs for that kind of place"
        return problem(
            STORAGE, f"the place where they are kept ({kind}) refuses: {error.placeholders['why']}", do
        )
    return ok(STORAGE, f"kept elsewhere ({kind}); it takes, gives and removes")
