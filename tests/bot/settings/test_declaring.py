from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import pytest
from pydantic import Field, create_model

from bot.errors import OperatorError
from bot.settings import Channel, Id, Settings
from bot.settings.declaring import Declared, Kind, declare
from tests.bot.settings.garden import GardenSettings


@pytest.fixture(scope="module")
def garden() -> Declared:
    return declare("garden", "tests.bot.settings", GardenSettings)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("open", Kind.SWITCH),
        ("beds", Kind.NUMBER),
        ("colour", Kind.CHOICE),
        ("name", Kind.TEXT),
        ("zone", Kind.TEXT),
        ("gate", Kind.CHANNEL),
        ("gardeners", Kind.ROLE),
    ],
)
def test_what_a_field_holds_follows_from_its_annotation(garden: Declared, name: str, kind: Kind) -> None:
    setting = garden.setting(name)

    assert setting is not None
    assert setting.kind is kind


def test_limits_and_choices_are_known_to_the_page(garden: Declared) -> None:
    beds, colour, name = (garden.setting(each) for each in ("beds", "colour", "name"))
    assert beds is not None
    assert colour is not None
    assert name is not None

    assert (beds.least, beds.most) == (1, 9)
    assert colour.choices == ("green", "dark_green")
    assert name.most == 20


def test_an_id_has_no_limits_that_a_page_would_show(garden: Declared) -> None:
    gate, gardeners = garden.setting("gate"), garden.setting("gardeners")
    assert gate is not None
    assert gardeners is not None

    assert (gate.least, gate.most) == (None, None)
    assert gardeners.most == 25


def test_a_limit_that_is_not_met_itself_is_told_as_the_last_value_that_fits() -> None:
    model = create_model("Odd", __base__=Settings, size=(Annotated[int, Field(gt=1, lt=9)], 5))
    (size,) = declare("odd", "odd", model).settings

    assert (size.least, size.most) == (2, 8)


def test_a_name_that_no_button_could_carry_is_refused() -> None:
    fields: dict[str, Any] = {"x" * 37: (bool, False)}
    model = create_model("Odd", __base__=Settings, **fields)

    with pytest.raises(OperatorError, match="more than 36 characters"):
        declare("odd", "odd", model)


def test_a_kind_of_channel_that_discord_does_not_have_is_named() -> None:
    class Odd(Settings):
        gate: Annotated[Id, Channel("stage")] | None = None

    with pytest.raises(OperatorError, match="the setting gate wants a channel of the kind 'stage'"):
        declare("odd", "odd", Odd)


def test_more_choices_than_a_select_holds_are_refused() -> None:
    many: Any = StrEnum("many", [f"one{n}" for n in range(25)])  # type: ignore[misc]  # too many to write
    declare("odd", "odd", create_model("Odd", __base__=Settings, size=(many, many("one0"))))

    with pytest.raises(OperatorError, match="more choices than a select holds"):
        declare("odd", "odd", create_model("Odd", __base__=Settings, size=(many | None, None)))


def test_what_may_be_empty_and_what_may_be_several_is_known(garden: Declared) -> None:
    gate, gardeners, beds = (garden.setting(each) for each in ("gate", "gardeners", "beds"))
    assert gate is not None
    assert gardeners is not None
    assert beds is not None

    assert (gate.optional, gate.several, gate.channel_kinds) == (True, False, ("text", "stage_voice"))
    assert (gardeners.optional, gardeners.several) == (True, True)
    assert not beds.optional


def test_the_keys_of_words_follow_from_the_names(garden: Declared) -> None:
    colour = garden.setting("colour")
    assert colour is not None

    assert list(colour.text_keys()) == [
        "setting-colour",
        "setting-colour.description",
        "setting-colour-green",
        "setting-colour-dark-green",
    ]


@pytest.mark.parametrize(
    ("annotation", "default"), [(float, 1.5), (dict, {}), (tuple[str, ...], ()), (int | str, 1), (int, ...)]
)
def test_a_field_that_no_page_can_show_or_without_a_default_is_named(annotation: Any, default: Any) -> None:
    model = create_model("Odd", __base__=Settings, size=(annotation, default))

    with pytest.raises(OperatorError, match="cog odd: the setting size"):
        declare("odd", "odd", model)


def test_a_question_of_the_setup_that_is_no_setting_is_named() -> None:
    class Odd(Settings):
        in_setup = ("size",)

    with pytest.raises(OperatorError, match="'size', which is no field"):
        declare("odd", "odd", Odd)
