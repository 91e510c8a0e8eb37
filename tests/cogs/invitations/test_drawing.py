"""The picture of a tree: what is drawn where, and with which letters."""

from __future__ import annotations

import io

from PIL import Image

from bot.clock import MovableClock
from cogs.clubs.api import CameBy, Club, ClubRole, Membership
from cogs.invitations.drawing import _FROZEN, _GROUND, LONGEST_NAME, Labels, draw, writable
from cogs.invitations.trees import Look, Node

CLUB = Club(1, 10, "Jazz", 1)
LABELS = Labels("Jazz: who brought whom", {1: "Ada", 2: "Chloé", 3: "漢字"}, "… and {} more")


def node(number: int, *below: Node, hidden: int = 0, frozen: bool = False) -> Node:
    joined = MovableClock().now()
    membership = Membership(number, 1, number, ClubRole.MEMBER, number, CameBy.INVITATION, joined, None, None)
    return Node(membership, frozen, below, hidden)


def drawn(*roots: Node, hidden: int = 0, labels: Labels = LABELS) -> Image.Image:
    look = Look(club=CLUB, of_one=False, roots=roots, hidden=hidden)
    image = Image.open(io.BytesIO(draw(look, labels)))
    assert image.format == "PNG"
    return image.convert("RGB")


def colours(image: Image.Image) -> set[tuple[int, int, int]]:
    return {image.getpixel((x, y)) for x in range(image.width) for y in range(0, image.height)}  # type: ignore[misc]  # three numbers, in RGB


def test_a_tree_grows_to_the_right_with_its_levels_and_down_with_its_branches() -> None:
    alone, chain = drawn(node(1)), drawn(node(1, node(2, node(3))))
    fan = drawn(node(1, node(2), node(3), node(4)))

    assert chain.width > fan.width >= alone.width
    assert chain.height == alone.height
    assert fan.height > alone.height
    assert drawn(node(1, node(2), hidden=3)).height > alone.height
    assert drawn(node(1), hidden=3).height > alone.height


def test_the_ground_is_dark_and_only_frozen_branches_are_blue() -> None:
    ground, blue = (tuple(bytes.fromhex(colour[1:])) for colour in (_GROUND, _FROZEN))
    plain, frozen = drawn(node(1, node(2))), drawn(node(1, node(2), frozen=True))

    assert plain.getpixel((0, 0)) == ground
    assert blue not in colours(plain)
    assert blue in colours(frozen)


def test_names_are_drawn_as_far_as_there_are_letters_for_them() -> None:
    assert writable("Chloé Œuvre Дмитрий Ελένη") == "Chloé Œuvre Дмитрий Ελένη"
    assert writable("Ada 🌸 漢字!") == "Ada !"
    assert writable("漢字") == ""
    assert drawn(node(3)).width == drawn(node(9)).width


def test_a_long_name_does_not_push_the_others_away() -> None:
    long = Labels("", {1: "x" * 300}, "")
    just = Labels("", {1: "x" * LONGEST_NAME}, "")

    assert drawn(node(1), labels=long).width <= drawn(node(1), labels=just).width + 20


def test_nobody_is_drawn_without_trouble() -> None:
    assert drawn().width > 0
