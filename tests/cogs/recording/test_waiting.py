"""Whoever waits for a file of a replay sees how far it is."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.testing import eventually
from cogs.recording.api import Replay
from cogs.recording.refusals import CannotBeMixed
from cogs.recording.rendering import Progress, Renderer
from cogs.recording.views import waiting
from tests.cogs.recording.studio import Studio
from tests.cogs.recording.test_taken_out import shop


async def test_how_far_a_file_is_stands_in_the_place_of_the_answer_until_that_comes(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = await shop(studio, 9_001)
    renderer, goes_on = here.bot.service(Renderer), asyncio.Event()
    file_of, fails = renderer.file_of, [False, True]

    async def slow(replay: Replay, form: str, progress: Progress) -> Path:
        progress(42)
        await goes_on.wait()
        if fails.pop(0):
            raise CannotBeMixed(topic=replay.topic)
        found: Path = await file_of(replay, form, progress)
        return found

    monkeypatch.setattr(waiting, "PATIENCE_SECONDS", 0.0)
    monkeypatch.setattr(renderer, "file_of", slow)
    for answer in ("Here is", "could not be mixed"):
        goes_on.clear()
        seen = await here.host.slash("record get", replay="1", form="mp3")
        assert "42 %" in seen.text
        goes_on.set()
        await eventually(lambda: answer in here.host.look(seen).text)  # noqa: B023 - awaited within
        assert "%" not in here.host.look(seen).text
