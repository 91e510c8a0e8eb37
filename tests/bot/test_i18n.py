from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

import pytest

from bot.errors import OperatorError, UserError
from bot.i18n import Safe, UnknownText, Words

ENGLISH = """
hello = Hello { $name }
tips = { $count ->
    [one] One tip
   *[other] { $count } tips
}
price = { NUMBER($amount, minimumFractionDigits: 2) }
when = It starts { $at }
role = { $role ->
    [stage_host] the host
   *[other] somebody
}
only-english = Only here
command = Raise
    .description = Ask to speak
full = Full
"""
FRENCH = """
hello = Bonjour { $name }
tips = { $count ->
    [one] Un pourboire
   *[other] { $count } pourboires
}
broken = { $nobody-gives-this }
command = Lever
    .description = Demander la parole
"""


class Role(StrEnum):
    HOST = "stage_host"


class RoomFull(UserError):
    key = "full"


class HallFull(RoomFull):
    """Named by its parent's key."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "en.ftl").write_text(ENGLISH + "broken = Whole\n")
    (tmp_path / "fr.ftl").write_text(FRENCH)
    return tmp_path


@pytest.fixture
def words(folder: Path) -> Words:
    words = Words()
    words.add("cogs.guests", folder)
    return words


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en-GB", "Hello Ada"),
        ("en-US", "Hello Ada"),
        ("fr", "Bonjour Ada"),
        ("de", "Hello Ada"),
        ("", "Hello Ada"),
    ],
)
def test_a_person_reads_their_language_or_the_nearest(words: Words, locale: str, said: str) -> None:
    assert words.text("cogs.guests", "hello", locale, name="Ada") == said


def test_the_default_language_comes_before_english(folder: Path) -> None:
    words = Words(default="fr")
    words.add("cogs.guests", folder)

    assert words.text("cogs.guests", "hello", "de", name="Ada") == "Bonjour Ada"
    assert words.text("cogs.guests", "only-english", "de") == "Only here"


def test_any_module_of_a_package_speaks_its_words(words: Words) -> None:
    assert words.text("cogs.guests.views", "full", "en") == "Full"


def test_numbers_are_written_as_the_language_writes_them(words: Words) -> None:
    assert words.text("cogs.guests", "tips", "en-US", count=12_345) == "12,345 tips"
    assert words.text("cogs.guests", "tips", "fr", count=12_345) == "12\u202f345 pourboires"
    assert words.text("cogs.guests", "tips", "fr", count=0) == "Un pourboire"
    assert words.text("cogs.guests", "price", "en", amount=Decimal("1234.5")) == "1,234.50"


def test_what_a_person_typed_is_escaped_and_what_we_wrote_is_not(words: Words) -> None:
    assert words.text("cogs.guests", "hello", "en", name="*Ada*") == r"Hello \*Ada\*"
    assert words.text("cogs.guests", "hello", "en", name=Safe("<@7>")) == "Hello <@7>"


def test_a_text_that_was_said_before_is_said_for_what_is_given_now(words: Words) -> None:
    for name in ("Ada", "Bob", "A" * 500, "Ada"):
        assert words.text("cogs.guests", "hello", "en", name=name) == f"Hello {name}"
    for amount, said in ((1, "1.00"), (Decimal("1.5"), "1.50"), (1, "1.00")):
        assert words.text("cogs.guests", "price", "en", amount=amount) == said


def test_words_that_are_read_anew_are_said_anew(words: Words, folder: Path) -> None:
    other = Words()
    (folder / "en.ftl").write_text("hello = Good evening { $name }\n")
    other.add("cogs.guests", folder)
    assert words.text("cogs.guests", "hello", "en", name="Ada") == "Hello Ada"

    fresh = other.catalogue_of("cogs.guests")
    assert fresh is not None
    words.put_back("cogs.guests", fresh)

    assert words.text("cogs.guests", "hello", "en", name="Ada") == "Good evening Ada"


def test_a_text_may_be_part_of_another(words: Words) -> None:
    inner = words.text("cogs.guests", "hello", "en", name="*Ada*")

    assert words.text("cogs.guests", "hello", "en", name=inner) == r"Hello Hello \*Ada\*"


def test_a_label_has_no_markdown_to_escape(words: Words) -> None:
    assert words.plain("cogs.guests", "hello", "en", name="*Ada*\u202e") == "Hello *Ada*"


def test_a_moment_is_shown_in_each_readers_own_zone(words: Words) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)

    assert words.text("cogs.guests", "when", "en", at=at) == "It starts <t:1767225600:f>"


def test_a_member_of_an_enumeration_chooses_a_variant(words: Words) -> None:
    assert words.text("cogs.guests", "role", "en", role=Role.HOST) == "the host"


@pytest.mark.parametrize("value", [None, ["Ada"], datetime(2026, 1, 1)])  # noqa: DTZ001 - refused for it
def test_what_has_no_words_is_refused_by_name(words: Words, value: object) -> None:
    with pytest.raises(TypeError, match="placeholder name"):
        words.text("cogs.guests", "hello", "en", name=value)


def test_an_unknown_key_or_package_is_an_error(words: Words) -> None:
    with pytest.raises(UnknownText, match=r"cogs\.guests has no text 'nothing'"):
        words.text("cogs.guests", "nothing", "en")
    with pytest.raises(UnknownText, match="no package"):
        words.text("elsewhere.cog", "hello", "en")


def test_a_placeholder_that_is_not_given_is_an_error(words: Words) -> None:
    with pytest.raises(UnknownText, match=r"'hello' of cogs\.guests in en"):
        words.text("cogs.guests", "hello", "en")


def test_a_broken_translation_falls_back_and_is_logged(
    words: Words, caplog: pytest.LogCaptureFixture
) -> None:
    assert words.text("cogs.guests", "broken", "fr") == "Whole"
    assert "'broken' of cogs.guests in fr" in caplog.text


def test_discord_gets_a_commands_words_in_a_language_only_if_they_are_there(words: Words) -> None:
    assert words.find("cogs.guests.cog", "command.description", "fr") == "Demander la parole"
    assert words.find("cogs.guests.cog", "command", "en-GB") == "Raise"
    assert words.find("cogs.guests.cog", "only-english", "fr") is None
    assert words.find("cogs.guests.cog", "command.name", "de") is None


def test_a_refusal_is_found_where_its_key_was_named(words: Words) -> None:
    RoomFull.__module__ = "cogs.guests.api"
    HallFull.__module__ = "cogs.other.api"

    assert words.refusal(RoomFull(), "fr") == words.refusal(HallFull(), "en") == "Full"


@pytest.mark.parametrize(
    ("english", "said"),
    [("one = 1\n}two\n", "line 2 is not Fluent"), ("one = 1\none = 2\n", "one is there twice")],
)
def test_a_catalogue_that_cannot_be_read_is_named(tmp_path: Path, english: str, said: str) -> None:
    (tmp_path / "en.ftl").write_text(english)

    with pytest.raises(OperatorError, match=rf"en\.ftl: .*{said}"):
        Words().add("cogs.guests", tmp_path)


def test_a_package_without_english_words_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match=r"cogs\.guests has no words"):
        Words().add("cogs.guests", tmp_path)


def test_two_folders_for_one_package_are_refused(words: Words, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="has its words in"):
        words.add("cogs.guests", tmp_path / "other")
