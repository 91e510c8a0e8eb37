"""What people press, choose and fill in about clubs; all of it works after a restart."""

from __future__ import annotations

from cogs.clubs.views.bans import ToBans
from cogs.clubs.views.card import ToRules
from cogs.clubs.views.editing import EditAgain, PictureForm, ProfileForm, WayInForm
from cogs.clubs.views.following import AskHowToTell, Follow, Unfollow
from cogs.clubs.views.handing import HandOver
from cogs.clubs.views.history import ToHistory
from cogs.clubs.views.joining import ApplicationForm, Join, LeaveAsOwner, Withdraw
from cogs.clubs.views.lists import ToCard, ToList
from cogs.clubs.views.members import ShowMembers, ToMembers
from cogs.clubs.views.waitlist import Accept, AcceptAll, Decline, DeclineForm, ToWaitlist

ITEMS = (
    *(Accept, AcceptAll, AskHowToTell, Decline, EditAgain, Follow, HandOver, Join, LeaveAsOwner),
    *(ShowMembers, ToBans, ToCard, ToHistory, ToList, ToMembers, ToRules, ToWaitlist, Unfollow, Withdraw),
)
FORMS = (ApplicationForm, DeclineForm, PictureForm, ProfileForm, WayInForm)

__all__ = ["FORMS", "ITEMS"]
