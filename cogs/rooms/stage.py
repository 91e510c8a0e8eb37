"""From a voice state to a stage role, and from two of them to what happened.

Pure functions over the two fields that decide: `suppress` and whether a
request-to-speak timestamp is set. Self mute, deafness or a camera change the
voice state as well and mean nothing here, which is why roles are compared and
not states.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cogs.rooms.api import (
    BecameSpeaker,
    HandLowered,
    HandRaised,
    InvitationDeclined,
    Joined,
    Left,
    ReturnedToAudience,
    SpeakerInvited,
    StageEvent,
    StageRole,
)


@dataclass(frozen=True, slots=True)
class OpenStage:
    """What Discord says of a stage that is open; `instance_id` tells one opening from the next."""

    instance_id: int
    topic: str
    roles: Mapping[int, StageRole]  # by person
    event_id: int | None = None  # of the event that it was opened for


def role_of(*, suppress: bool, requested: bool) -> StageRole:
    """The stage role that two fields of a voice state amount to.

    Discord documentation, "Stage Instance", Definitions: a speaker is not suppressed and
    has no timestamp. Un-suppressing a person sets one: that is an invitation.
    """
    if suppress:
        return StageRole.HAND_RAISED if requested else StageRole.AUDIENCE
    return StageRole.INVITED if requested else StageRole.SPEAKER


# What it means to go from one role to another; None is not being on the stage at all.
TRANSITIONS: dict[tuple[StageRole | None, StageRole | None], tuple[type[StageEvent], ...]] = {
    (StageRole.AUDIENCE, StageRole.HAND_RAISED): (HandRaised,),
    (StageRole.AUDIENCE, StageRole.INVITED): (SpeakerInvited,),
    (StageRole.AUDIENCE, StageRole.SPEAKER): (BecameSpeaker,),
    (StageRole.HAND_RAISED, StageRole.AUDIENCE): (HandLowered,),
    (StageRole.HAND_RAISED, StageRole.INVITED): (SpeakerInvited,),
    (StageRole.HAND_RAISED, StageRole.SPEAKER): (BecameSpeaker,),
    (StageRole.INVITED, StageRole.AUDIENCE): (InvitationDeclined,),
    (StageRole.INVITED, StageRole.HAND_RAISED): (InvitationDeclined, HandRaised),
    (StageRole.INVITED, StageRole.SPEAKER): (BecameSpeaker,),
    (StageRole.SPEAKER, StageRole.AUDIENCE): (ReturnedToAudience,),
    (StageRole.SPEAKER, StageRole.HAND_RAISED): (ReturnedToAudience, HandRaised),
    (StageRole.SPEAKER, StageRole.INVITED): (ReturnedToAudience, SpeakerInvited),
    (None, StageRole.AUDIENCE): (Joined,),
    (None, StageRole.HAND_RAISED): (Joined, HandRaised),
    (None, StageRole.INVITED): (Joined, SpeakerInvited),
    (None, StageRole.SPEAKER): (Joined, BecameSpeaker),
    **{(role, None): (Left,) for role in StageRole},
}


def happened(before: StageRole | None, after: StageRole | None) -> tuple[type[StageEvent], ...]:
    """The events that a change of role amounts to, in order; none if nothing that matters changed."""
    return TRANSITIONS.get((before, after), ())
