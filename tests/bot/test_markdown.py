from __future__ import annotations

import pytest

from bot.markdown import Safe, escape, undirected

ZERO_WIDTH = "\u200b"


@pytest.mark.parametrize(
    "text", ["Jazz club", "3.5 - 2 > 1", "a < b", "https://example.org/a-b", "mail@home", ""]
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert escape(text) == text


@pytest.mark.parametrize(
    ("typed", "escaped"),
    [
        ("**loud**", r"\*\*loud\*\*"),
        ("snake_case", r"snake\_case"),
        ("[free](https://bad.example)", r"\[free\](https://bad.example)"),
        ("||spoiler|| ~~gone~~ `code`", r"\|\|spoiler\|\| \~\~gone\~\~ \`code\`"),
        ("back\\slash", r"back\\slash"),
        ("# Big\n-# small", "\\# Big\n\\-# small"),
        ("> quoted\n>>> all", "\\> quoted\n\\>>> all"),
        ("- one\n  1. two", "\\- one\n  1\\. two"),
    ],
)
def test_what_discord_would_take_for_markdown_is_escaped(typed: str, escaped: str) -> None:
    assert escape(typed) == escaped


@pytest.mark.parametrize("typed", ["@everyone", "@here", "<@1>", "<@!1>", "<@&1>"])
def test_a_mention_is_broken_apart(typed: str) -> None:
    assert f"@{ZERO_WIDTH}" in escape(typed)


@pytest.mark.parametrize(
    "typed", ["<#1>", "</hand raise:1>", "<:wave:1>", "<a:wave:1>", "<t:1:R>", "<id:guide>"]
)
def test_nothing_in_angle_brackets_turns_into_something_else(typed: str) -> None:
    assert escape(typed).startswith(f"<{ZERO_WIDTH}")


def test_text_that_runs_backwards_is_turned_round() -> None:
    assert escape("club \u202eeno") == undirected("club \u202eeno") == "club eno"


def test_what_is_safe_is_left_alone_and_what_was_escaped_is_safe() -> None:
    assert escape(Safe("<@1> **")) == "<@1> **"
    assert escape(escape("a*b")) == r"a\*b"


def test_a_safe_text_put_together_with_another_is_no_longer_safe() -> None:
    assert not isinstance(Safe("<@1> ") + "typed", Safe)
