"""Cogs are started for a try, with a database that is thrown away."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.doctor import cogs
from bot.doctor.findings import Finding
from bot.testing import config_in
from tests.bot.doctor.looking import found, said
from tests.bot.outside import write, write_cog

POND = '''
    """A cog with one command."""

    from bot.cog import Cog
    from discord import app_commands


    class Pond(Cog):
        @app_commands.command()
        async def pond(self, interaction) -> None:
            """Listen."""


    async def setup(bot):
        await bot.add_cog(Pond(bot))
'''
WORDS = """
    cog-name = Pond
    cog-description = Frogs
    command-pond = pond
        .description = Listen
"""


def write_pond(folder: Path, english: str, french: str | None = None) -> None:
    """Write a cog with one command, and its words."""
    write(folder / "pond" / "__init__.py", POND)
    write(folder / "pond" / "locale" / "en.ftl", english)
    if french is not None:
        write(folder / "pond" / "locale" / "fr.ftl", french)


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[Path]:
    """A folder of cogs, which Python forgets afterwards."""
    before = set(sys.modules)
    folder = tmp_path / "mine"
    folder.mkdir()
    yield folder
    for name in set(sys.modules) - before:
        if name.partition(".")[0] in {"garden", "pond"}:
            del sys.modules[name]
    sys.path[:] = [entry for entry in sys.path if entry != str(folder.resolve())]


async def look(folder: Path, *enabled: str) -> list[Finding]:
    """What is found of the cogs in a folder and of some of ours."""
    config = config_in(folder.parent, cogs={"enabled": enabled, "folders": [folder]})
    packages, finding = cogs.find(config)
    return [finding, *(await found(cogs.check_cogs(config, packages)) if packages else [])]


async def test_all_of_ours_start_and_have_their_words(mine: Path) -> None:
    findings = await look(
        mine,
        "admin",
        "clubs",
        "rooms",
        "hands",
        "schedule",
        "tips",
        "payments",
        "playback",
        "recording",
        "replays",
    )

    assert {finding.state.value for finding in findings} == {"ok"}
    assert said(findings)[-1] == ("ok", "complete in en and fr")
    assert [path.name for path in mine.parent.iterdir()] == ["mine"]


async def test_a_cog_that_does_not_start_is_named(mine: Path) -> None:
    write_cog(mine, "garden", "async def setup(bot):\n    raise OSError('no seeds')\n")

    assert ("problem", "cog garden did not start: OSError: no seeds") in said(await look(mine))


async def test_a_command_without_words_is_named(mine: Path) -> None:
    write_pond(mine, "cog-name = Pond\ncog-description = Frogs\n")

    ((state, sentence),) = said(await look(mine))[1:]

    assert (state, "command-pond" in sentence) == ("problem", True)


async def test_a_cog_that_is_not_there_is_named(mine: Path) -> None:
    assert said(await look(mine, "club")) == [
        ("problem", "cogs.enabled: there is no cog 'club'; did you mean clubs?")
    ]


async def test_words_that_one_language_lacks_are_named(mine: Path) -> None:
    write_pond(mine, WORDS + "    croak = Croak.\n", WORDS)

    assert ("warning", "cog pond lacks fr words: croak") in said(await look(mine))


async def test_a_cog_that_speaks_english_only_is_named(mine: Path) -> None:
    write_pond(mine, WORDS)

    ((state, sentence),) = said(await look(mine))[1:]

    assert (state, sentence) == (
        "warning",
        "cog pond lacks fr words: cog-description, cog-name, command-pond, command-pond.description",
    )


async def test_a_cog_says_itself_what_keeps_it_from_working(mine: Path) -> None:
    write_pond(mine, WORDS, WORDS)
    own = """
        from bot.doctor.findings import warning


        async def check(config):
            yield warning("pond", "it is dry", "pour water")
    """
    write(mine / "pond" / "doctor.py", own)
    config = config_in(mine.parent, cogs={"folders": [mine]})

    packages, _ = cogs.find(config)

    assert said(await found(cogs.ask_cogs(config, packages))) == [("warning", "it is dry")]
