from __future__ import annotations

import pytest

from cogs.clubs.api import ClubRole
from cogs.clubs.refusals import NotAllowed, OutranksYou
from cogs.clubs.roles import MATRIX, Deed, lowest, may, next_above, next_below, require, require_above
from tests.architecture.pages import sections, table
from tests.architecture.source import DOCS


def test_every_deed_has_its_place_in_the_matrix() -> None:
    assert set(MATRIX) == set(Deed)


@pytest.mark.parametrize("deed", Deed)
def test_whoever_stands_higher_may_do_no_less(deed: Deed) -> None:
    allowed = [may(role, deed) for role in ClubRole]

    assert allowed == sorted(allowed, reverse=True)
    assert may(ClubRole.OWNER, deed)
    assert may(None, deed, steward=True)
    assert not may(None, deed)


def test_the_matrix_is_published_as_it_is() -> None:
    rows = table(sections(DOCS / "reference" / "club-roles.md")["Who may do what"])

    assert {deed: [cell == "yes" for cell in cells[1:]] for deed, cells in rows.items()} == {
        deed.value: [may(role, deed) for role in ClubRole] + [True] for deed in Deed
    }


def test_a_refusal_says_who_may() -> None:
    with pytest.raises(NotAllowed) as refusal:
        require(ClubRole.LEADER, Deed.BAN, club="Jazz")

    assert refusal.value.placeholders == {"club": "Jazz", "lowest": ClubRole.ADMIN}
    assert lowest(Deed.OPEN_ROOMS) is ClubRole.LEADER


@pytest.mark.parametrize(
    ("role", "other"), [(ClubRole.ADMIN, ClubRole.ADMIN), (ClubRole.LEADER, ClubRole.OWNER)]
)
def test_nobody_touches_their_own_rank_or_a_higher_one(role: ClubRole, other: ClubRole) -> None:
    with pytest.raises(OutranksYou):
        require_above(role, other)

    require_above(other, ClubRole.MEMBER)
    require_above(None, ClubRole.OWNER, steward=True)


def test_roles_are_climbed_step_by_step_up_to_the_one_that_is_handed_over() -> None:
    assert [next_above(role) for role in ClubRole] == [None, None, ClubRole.ADMIN, ClubRole.LEADER]
    assert [next_below(role) for role in ClubRole] == [None, ClubRole.LEADER, ClubRole.MEMBER, None]
