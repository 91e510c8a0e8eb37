"""Components. Discord documentation, "Component Reference", unless said otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.errors import DiscordError, SandboxGap
from bot.sandbox.world.component_types import IS_COMPONENTS_V2
from bot.sandbox.world.components import check_components, check_modal, find, texts

Component = dict[str, Any]


def row(*children: Component) -> Component:
    return {"type": 1, "components": list(children)}


def button(custom_id: str = "press", **fields: Any) -> Component:
    return {"type": 2, "style": 1, "label": "Press", "custom_id": custom_id, **fields}


def select(kind: int = 3, **fields: Any) -> Component:
    found: Component = {"type": kind, "custom_id": "pick", **fields}
    if kind == 3:
        found.setdefault("options", [{"label": "One", "value": "1"}, {"label": "Two", "value": "2"}])
    return found


def text(content: str = "Hello") -> Component:
    return {"type": 10, "content": content}


def label(component: Component) -> Component:
    return {"type": 18, "label": "Question", "component": component}


def modal(*components: Component, **fields: Any) -> Component:
    return {"custom_id": "form", "title": "Form", "components": list(components), **fields}


def layout(*components: Component) -> list[Component]:
    return check_components(list(components), IS_COMPONENTS_V2)


def refusal(*components: Component, flags: int = 0) -> str:
    with pytest.raises(DiscordError) as refused:
        check_components(list(components), flags)
    assert refused.value.code == 50035
    return str(refused.value.errors)


def modal_refusal(raw: Component) -> str:
    with pytest.raises(DiscordError) as refused:
        check_modal(raw)
    return str(refused.value.errors)


def test_missing_ids_are_given_past_those_that_are_taken() -> None:
    # "Anatomy of a Component": sequential, not one that exists, 0 counts as empty
    (found,) = check_components([row(button("a"), button("b", id=1), button("c", id=0))])

    assert (found["id"], [child["id"] for child in found["components"]]) == (2, [3, 1, 4])


def test_ids_are_unique() -> None:
    assert "ID_DUPLICATED" in refusal(row(button("a", id=7), button("b", id=7)))


def test_custom_ids_are_unique_and_of_1_to_100_characters() -> None:
    # "Custom ID"
    assert "COMPONENT_CUSTOM_ID_DUPLICATED" in refusal(row(button("a")), row(button("a")))
    assert "BAD_LENGTH" in refusal(row(button("x" * 101)))
    assert "BASE_TYPE_REQUIRED" in refusal(row({"type": 2, "style": 1, "label": "x"}))


def test_a_row_has_five_buttons_or_one_select() -> None:
    # "Action Row"
    check_components([row(*(button(str(n)) for n in range(5)))])

    assert "BAD_LENGTH" in refusal(row(*(button(str(n)) for n in range(6))))
    assert "WIDTH_EXCEEDED" in refusal(row(select(), button()))
    assert "BAD_LENGTH" in refusal(row())


def test_a_legacy_message_has_five_rows_and_nothing_else() -> None:
    # "Legacy Message Component Behavior"
    assert "BAD_LENGTH" in refusal(*(row(button(str(n))) for n in range(6)))
    assert "UNION_TYPE_CHOICES" in refusal(text())
    assert "UNION_TYPE_CHOICES" in refusal(button())


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": 2, "style": 5, "custom_id": "x"},
        {"type": 2, "style": 5, "url": "http://x.example", "custom_id": "x"},
        {"type": 2, "style": 5, "url": "javascript:alert(1)"},
        {"type": 2, "style": 5, "url": "https://" + "x" * 512},
        {"type": 2, "style": 6, "sku_id": "1", "label": "Buy"},
        {"type": 2, "style": 6},
        {"type": 2, "style": 1, "custom_id": "x", "url": "https://x.example"},
        {"type": 2, "style": 7, "custom_id": "x"},
        {"type": 2, "style": 1, "custom_id": "x", "label": "x" * 81},
    ],
)
def test_the_style_says_what_a_button_has(wrong: Component) -> None:
    # "Button"
    assert refusal(row(wrong))


@pytest.mark.parametrize(
    "wrong",
    [
        select(options=[]),
        select(options=[{"label": "x", "value": str(n)} for n in range(26)]),
        select(options=[{"label": "x", "value": "1"}] * 2),
        select(options=[{"label": "x" * 101, "value": "1"}]),
        select(placeholder="x" * 151),
        select(min_values=2, max_values=1),
        select(max_values=26),
        select(min_values=3, max_values=3),
        select(5, default_values=[{"id": "1", "type": "role"}]),
        select(6, default_values=[{"id": str(n), "type": "role"} for n in range(2)]),
        select(8, channel_types=[99]),
    ],
)
def test_selects_are_bounded(wrong: Component) -> None:
    # "String Select" and the four that fill themselves
    assert refusal(row(wrong))


def test_selects_get_their_defaults() -> None:
    (found,) = check_components([row(select(7, default_values=[{"id": 5, "type": "user"}]))])

    expected = {"min_values": 1, "max_values": 1, "default_values": [{"id": "5", "type": "user"}]}
    assert found["components"][0].items() >= expected.items()


def test_a_layout_takes_every_kind_of_a_message() -> None:
    media = {"url": "https://picture.example/p.png"}
    found = layout(
        {"type": 17, "accent_color": 0xFF, "components": [text(), row(select(8))]},
        {"type": 9, "components": [text("Side")], "accessory": {"type": 11, "media": media}},
        {"type": 9, "components": [text()], "accessory": button("side")},
        {"type": 12, "items": [{"media": media, "description": "A picture"}]},
        {"type": 13, "file": {"url": "attachment://notes.txt"}},
        {"type": 14},
        row(button("end")),
    )

    assert texts(found) == ["Hello", "Side", "Hello"]
    assert find(found, "side") is not None
    assert found[5] == {"type": 14, "id": found[5]["id"], "divider": True, "spacing": 1}


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": 17, "components": [{"type": 17, "components": [text()]}]},
        {"type": 9, "components": [text()]},
        {"type": 9, "components": [text()] * 4, "accessory": button()},
        {"type": 12, "items": []},
        {"type": 12, "items": [{"media": {"url": "https://x.example"}}] * 11},
        {"type": 13, "file": {"url": "https://x.example/notes.txt"}},
        {"type": 14, "spacing": 3},
        {"type": 11, "media": {"url": "https://x.example"}},
        {"type": 18, "label": "x", "component": {"type": 23, "custom_id": "x"}},
        text(""),
    ],
)
def test_a_layout_refuses_what_does_not_belong(wrong: Component) -> None:
    assert refusal(wrong, flags=IS_COMPONENTS_V2)


def test_a_layout_has_40_components_and_4000_characters() -> None:
    # "Messages allow up to 40 total components", nested ones included
    layout(*(text() for _ in range(40)))

    nested = {"type": 17, "components": [text() for _ in range(40)]}
    assert "TOTAL_COMPONENTS" in refusal(nested, flags=IS_COMPONENTS_V2)
    assert "TEXT_SIZE" in refusal(text("x" * 2001), text("x" * 2000), flags=IS_COMPONENTS_V2)


def test_a_modal_takes_every_kind_of_field() -> None:
    options = [{"label": "One", "value": "1"}, {"label": "Two", "value": "2"}]
    five = [
        label({"type": 4, "custom_id": "text", "style": 2}),
        label({"type": 19, "custom_id": "file", "max_values": 3}),
        label({"type": 21, "custom_id": "radio", "options": options}),
        label({"type": 22, "custom_id": "boxes", "options": options}),
        label({"type": 23, "custom_id": "box"}),
    ]
    more = [text(), *(label(select(kind) | {"custom_id": str(kind)}) for kind in (3, 5, 7, 8))]

    boxes = check_modal(modal(*five))["components"][3]["component"]
    check_modal(modal(*more))

    # "Checkbox Group": max_values defaults to the number of options
    assert (boxes["min_values"], boxes["max_values"], boxes["required"]) == (1, 2, True)


@pytest.mark.parametrize(
    "wrong",
    [
        modal(),
        modal(*(label({"type": 23, "custom_id": str(n)}) for n in range(6))),
        modal(text(), title="x" * 46),
        modal(text(), custom_id=""),
        modal(row(button())),
        modal(label(select(disabled=True))),
        modal(label(select(min_values=0))),
        modal(label(button())),
        modal({"type": 18, "label": "x" * 46, "component": {"type": 23, "custom_id": "a"}}),
        modal(label({"type": 4, "custom_id": "x", "style": 3})),
        modal(label({"type": 4, "custom_id": "x", "style": 1, "max_length": 4001})),
        modal(label({"type": 4, "custom_id": "x", "style": 1, "min_length": 9, "max_length": 8})),
        modal(label({"type": 19, "custom_id": "x", "max_values": 11})),
        modal(label({"type": 21, "custom_id": "x", "options": [{"label": "1", "value": "1"}]})),
        modal(label({"type": 22, "custom_id": "x", "options": []})),
        modal({"type": 14}),
    ],
)
def test_modals_are_bounded(wrong: Component) -> None:
    # "Receiving and Responding to Interactions", Modal; each field's section
    assert modal_refusal(wrong)


def test_a_modal_s_choice_may_be_left_open_only_if_it_is_not_required() -> None:
    # "min_values must be either omitted or at least 1 if required is omitted or true"
    check_modal(modal(label(select(min_values=0, required=False))))

    assert "min_values" in modal_refusal(modal(label(select(min_values=0))))


def test_problems_are_named_where_they_stand() -> None:
    # "Reference", Error Messages
    with pytest.raises(DiscordError) as refused:
        check_components([row(button(label="x" * 81))])

    body = refused.value.body()["errors"]
    entry = body["components"]["0"]["components"]["0"]["label"]["_errors"][0]
    assert entry["code"] == "BASE_TYPE_MAX_LENGTH"


def test_an_unknown_kind_or_field_is_a_gap_that_is_named() -> None:
    with pytest.raises(SandboxGap, match="type 99"):
        layout({"type": 99})
    with pytest.raises(SandboxGap, match="sparkle"):
        check_components([row(button(sparkle=True))])


def test_a_button_and_an_option_may_have_an_emoji() -> None:
    # "Button", "Select Option Structure": partial emoji.
    emoji = {"id": None, "name": "👏", "animated": False}
    button = {"type": 2, "style": 1, "custom_id": "clap", "emoji": emoji}
    option = {"label": "a", "value": "a", "emoji": {"name": "👏"}}
    select = {"type": 3, "custom_id": "pick", "options": [option]}

    rows = check_components([{"type": 1, "components": [each]} for each in (button, select)])

    assert rows[0]["components"][0]["emoji"] == {"name": "👏", "animated": False}
    assert rows[1]["components"][0]["options"][0]["emoji"] == {"name": "👏"}
