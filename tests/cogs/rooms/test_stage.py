from __future__ import annotations

import itertools

import pytest

from cogs.rooms import api
from cogs.rooms.api import StageRole
from cogs.rooms.stage import happened, role_of


@pytest.mark.parametrize(
    ("suppress", "requested", "role"),
    [
        (True, False, StageRole.AUDIENCE),
        (True, True, StageRole.HAND_RAISED),
        (False, True, StageRole.INVITED),
        (False, False, StageRole.SPEAKER),
    ],
)
def test_two_fields_decide_the_stage_role(suppress: bool, requested: bool, role: StageRole) -> None:
    assert role_of(suppress=suppress, requested=requested) is role


def test_nothing_happened_when_the_role_is_the_same() -> None:
    assert all(happened(role, role) == () for role in [None, *StageRole])


def test_every_change_of_role_is_some_event() -> None:
    changes = itertools.permutations([None, *StageRole], 2)

    assert {change: happened(*change) for change in changes if not happened(*change)} == {}


def test_letting_somebody_speak_is_an_invitation_and_no_raised_hand() -> None:
    assert happened(StageRole.AUDIENCE, StageRole.INVITED) == (api.SpeakerInvited,)
    assert happened(StageRole.HAND_RAISED, StageRole.INVITED) == (api.SpeakerInvited,)
