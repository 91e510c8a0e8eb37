"""The table of closes is whole, and the one that people read says the same."""

from __future__ import annotations

import re

from bot.sandbox.voice.opcodes import VoiceCloseCode
from bot.voice.closes import ACTIONS, CODES, Action, Trouble, trouble_of
from tests.architecture.pages import sections
from tests.architecture.source import DOCS


def rows() -> list[tuple[set[int], str]]:
    """The codes and the action of each row on the page."""
    text = sections(DOCS / "explanation" / "voice.md")["When a connection ends"]
    cells = [line.split("|") for line in text.splitlines() if line.startswith("|")][2:]
    return [({int(code) for code in re.findall(r"\b4\d{3}\b", row[1])}, row[3].strip()) for row in cells]


def test_every_code_that_discord_documents_has_its_row() -> None:
    assert set(CODES) == {code.value for code in VoiceCloseCode}


def test_every_trouble_has_an_action() -> None:
    assert set(ACTIONS) == set(Trouble)


def test_a_code_that_nobody_knows_is_the_networks_doing() -> None:
    assert {trouble_of(code) for code in (None, 1000, 1006, 4999)} == {Trouble.NETWORK}


def test_the_page_says_what_the_table_does() -> None:
    told = {code: action for codes, action in rows() for code in codes}
    words = {action.value: action for action in Action}

    assert {code: words[action.split(",")[0].strip("*")] for code, action in told.items()} == {
        code: ACTIONS[trouble] for code, trouble in CODES.items()
    }
