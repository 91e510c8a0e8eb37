"""What a command may look like. Discord documentation, "Application Commands", unless said otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.errors import DiscordError, SandboxGap
from bot.sandbox.world.command_rules import characters, is_slash_name, read_command
from bot.sandbox.world.fields import Problems
from bot.sandbox.world.file_types import is_taken


def slash(**fields: Any) -> dict[str, Any]:
    return {"name": "tip", "description": "Give something", **fields}


def option(kind: int = 3, **fields: Any) -> dict[str, Any]:
    return {"type": kind, "name": "amount", "description": "How much", **fields}


def errors_of(raw: dict[str, Any]) -> Any:
    problems = Problems()
    read_command(raw, problems)
    return problems.errors


def code_at(raw: dict[str, Any], *place: str) -> str:
    node = errors_of(raw)
    for part in place:
        node = node[part]
    return str(node["_errors"][0]["code"])


@pytest.mark.parametrize("name", ["tip", "l'ami", "co-host", "été", "ห้อง", "हिन्दी", "部屋", "a_b", "x" * 32])
def test_names_of_every_script_are_taken(name: str) -> None:
    # "Application Command Naming"
    assert is_slash_name(name)


@pytest.mark.parametrize("name", ["Tip", "give tip", "tip!", "Été", "ti.p"])
def test_capitals_spaces_and_signs_are_no_part_of_a_slash_name(name: str) -> None:
    # "Application Command Naming": lowercase variants must be used
    assert code_at(slash(name=name), "name") == "APPLICATION_COMMAND_INVALID_NAME"


def test_a_menu_command_may_be_mixed_case_with_spaces_and_has_no_description() -> None:
    # "Application Command Naming", "User Commands"
    problems = Problems()

    command = read_command({"name": "High Five", "type": 2}, problems)

    assert problems.errors == {}
    assert command["description"] == ""
    assert code_at({"name": "High Five", "type": 2, "description": "x"}, "description")


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 33}, "name"),
        ({"description": ""}, "description"),
        ({"description": "x" * 101}, "description"),
    ],
)
def test_lengths_are_bounded(fields: dict[str, Any], place: str) -> None:
    # "Application Command Structure": name 1-32, description 1-100 characters
    assert code_at(slash(**fields), place) == "BASE_TYPE_BAD_LENGTH"


def test_a_slash_command_needs_a_description() -> None:
    assert code_at({"name": "tip"}, "description") == "BASE_TYPE_REQUIRED"


def test_errors_are_nested_down_to_the_field() -> None:
    # "Reference", Error Messages
    raw = slash(options=[option(), option(name="Bad Name")])

    assert code_at(raw, "options", "1", "name") == "APPLICATION_COMMAND_INVALID_NAME"


def test_there_are_25_options_at_most() -> None:
    raw = slash(options=[option(name=f"o{number}") for number in range(26)])

    assert code_at(raw, "options") == "BASE_TYPE_MAX_LENGTH"


def test_required_options_come_first() -> None:
    # "Required options must be listed before optional options"
    raw = slash(options=[option(name="a"), option(name="b", required=True)])

    assert code_at(raw, "options") == "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"


def test_option_names_are_unique() -> None:
    assert code_at(slash(options=[option(), option()]), "options").endswith("NAME_ALREADY_USED")


def test_groups_hold_subcommands_and_subcommands_hold_parameters() -> None:
    # "Subcommands and Subcommand Groups": the only kind of nesting
    leaf = option(1, name="leaf", options=[option()])
    group = option(2, name="group", options=[leaf])

    assert errors_of(slash(options=[group, leaf])) == {}
    nested = option(2, name="outer", options=[group])
    assert code_at(slash(options=[nested]), "options", "0", "options", "0", "type") == "BASE_TYPE_CHOICES"
    mixed = slash(options=[leaf, option()])
    assert code_at(mixed, "options", "1", "type") == "BASE_TYPE_CHOICES"


def test_there_are_25_choices_at_most_each_of_the_option_s_type() -> None:
    # "Application Command Option Choice Structure"
    many = [{"name": f"c{number}", "value": str(number)} for number in range(26)]

    assert code_at(slash(options=[option(choices=many)]), "options", "0", "choices")
    wrong = option(4, choices=[{"name": "one", "value": "one"}])
    place = ("options", "0", "choices", "0", "value")
    assert code_at(slash(options=[wrong]), *place) == "NUMBER_TYPE_COERCE"


def test_choices_and_autocomplete_exclude_each_other() -> None:
    raw = slash(options=[option(autocomplete=True, choices=[{"name": "a", "value": "a"}])])

    assert code_at(raw, "options", "0", "autocomplete")


def test_an_option_that_nothing_can_be_chosen_for_may_say_so() -> None:
    # "Application Command Option Structure": choices and autocomplete are for STRING, INTEGER and NUMBER
    problems = Problems()

    command = read_command(slash(options=[option(7, autocomplete=False, choices=[])]), problems)

    assert problems.errors == {}
    assert command["options"][0].keys().isdisjoint({"autocomplete", "choices"})
    with pytest.raises(SandboxGap, match="an option of type 7"):
        read_command(slash(options=[option(7, autocomplete=True)]), problems)


@pytest.mark.parametrize(
    "limits", [{"min_length": 6001}, {"max_length": 0}, {"max_length": 6001}, {"min_length": -1}]
)
def test_text_options_are_limited_to_6000_characters(limits: dict[str, int]) -> None:
    (name,) = limits

    assert code_at(slash(options=[option(3, **limits)]), "options", "0", name)


def test_whole_numbers_stay_within_what_a_double_holds() -> None:
    # "Application Command Option Type": INTEGER, between -2^53+1 and 2^53-1
    raw = slash(options=[option(4, max_value=1 << 53)])

    assert code_at(raw, "options", "0", "max_value") == "NUMBER_TYPE_MAX"


def test_only_discord_s_locales_translate() -> None:
    # "Reference", Locales
    good = slash(name_localizations={"fr": "pourboire"}, description_localizations={"fr": "Donner"})

    assert errors_of(good) == {}
    assert code_at(slash(name_localizations={"xx": "tip"}), "name_localizations", "xx")
    assert code_at(slash(name_localizations={"fr": "Pour Boire"}), "name_localizations", "fr")


def test_a_command_has_8000_characters_in_its_longest_languages() -> None:
    # "Slash Commands": combined name, description and value; the longest localization counts
    long: dict[str, Any] = {"description": "x" * 50, "description_localizations": {"fr": "x" * 100}}
    options = [
        option(name=f"o{number}", **long, choices=[{"name": "y" * 100, "value": "z" * 100}] * 2)
        for number in range(16)
    ]
    command = slash(options=options)

    assert characters(command) > 8000
    assert errors_of(command)["_errors"][0]["code"] == "APPLICATION_COMMAND_TOO_LARGE"


def test_a_field_that_is_not_modelled_is_named() -> None:
    with pytest.raises(SandboxGap, match="colour"):
        errors_of(slash(colour=1))


def test_problems_are_refused_together() -> None:
    problems = Problems()
    read_command({"name": "Bad Name"}, problems)

    with pytest.raises(DiscordError) as refused:
        problems.refuse()

    assert refused.value.code == 50035
    assert set(refused.value.body()["errors"]) == {"name", "description"}


def test_file_types_are_groups_or_extensions() -> None:
    # "API Reference", File Type Filtering
    problems = Problems()
    command = read_command(slash(options=[option(11, file_types=["audio", ".PDF"])]), problems)
    assert command["options"][0]["file_types"] == ["audio", ".pdf"]
    assert problems.errors == {}

    assert code_at(slash(options=[option(11, file_types=["sound"])]), "options", "0", "file_types")
    many = [f".x{number}" for number in range(11)]
    assert code_at(slash(options=[option(11, file_types=many)]), "options", "0", "file_types")


@pytest.mark.parametrize(
    ("name", "types", "taken"),
    [
        ("a.OGG", ["audio"], True),
        ("a.pdf", ["audio"], False),
        ("a.PDF", [".pdf"], True),
        ("a", [".pdf"], False),
        ("a", None, True),
    ],
)
def test_a_file_is_taken_by_its_name(name: str, types: list[str] | None, taken: bool) -> None:
    assert is_taken(name, types) is taken
