"""A recording whose folder is away at its end is told of, listed, and had again when the folder is back."""

from __future__ import annotations

from pathlib import Path

from bot.config import Config
from bot.testing import eventually
from cogs.recording.doctor import check
from tests.cogs.recording.studio import TALK, Studio


async def test_a_folder_that_is_moved_away_is_told_of_and_can_be_brought_back(
    studio: Studio, config: Config, tmp_path: Path
) -> None:
    host = await studio.house.room()
    ada, voice = await studio.speaker("Ada", host)
    await host.slash("record start")
    await studio.press(ada, "yes")
    await eventually(lambda: not studio.bot_is_deaf)
    await voice.speak(TALK)
    await eventually(studio.track(ada).exists)
    folder = studio.folder / "1"
    folder.rename(tmp_path / "away")

    assert "cannot be read just now" in (await host.slash("record stop")).text

    assert "is over, and its files cannot be read just now: No such file" in studio.chat(ada)
    assert "needs repair" in (await host.slash("record list")).text
    assert "cannot be read just now" in (await host.slash("record get", replay="1")).text
    problems = [each.said async for each in check(config) if each.state.value == "problem"]
    assert problems == ["the files of 1 could not be read at their end: 1"]
    shown = await host.slash("record show", replay="1")
    again = "recording:do:1:repair"
    assert "cannot be read just now" in (await host.click(shown.messages[-1].id, again)).text

    (tmp_path / "away").rename(folder)
    assert "can be read again" in (await host.click(shown.messages[-1].id, again)).text

    assert studio.said(ada) == TALK
    assert "needs repair" not in (await host.slash("record list")).text
    await eventually(lambda: "could be read after all. One person is in it" in studio.chat(ada))
    await eventually(lambda: studio.post(ada) is not None, within_seconds=60)
