"""Whether recordings can be kept where they are to be, and become text: what `rostra doctor` says of it."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE
from typing import TYPE_CHECKING

from bot.doctor.findings import Finding, Findings, ok, problem
from cogs.recording.refusals import StorageAway
from cogs.recording.storage import Storage

if TYPE_CHECKING:
    from bot.config import Config

CHECK, STORAGE = "transcripts", "recordings"
#: Loading a large model from a slow disk.
SECONDS = 120.0
# In a process of its own, as it is used: a model may take more memory than the bot has to spare.
_TRIED = "import sys; from bot.voice.transcriber import made; made(*sys.argv[1:])"


async def check(config: Config) -> Findings:
    """Whether the place takes them, whether there is a transcriber, and whether it takes its model."""
    if config.recording.storage:
        yield await asyncio.to_thread(_tried_out, config.recording.storage)
    if not config.transcripts.is_on:
        yield ok(CHECK, "off; transcripts.transcriber switches them on")
        return
    yield await _tried(config.transcripts.transcriber, config.transcripts.model)


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
