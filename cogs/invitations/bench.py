"""What of invitations has to be answered in a large community as quickly as in a small one."""

from __future__ import annotations

from bot.bench.scenario import Addition, Asked

# Half of all members are in this club.
_LARGEST = {"club": "Club number 0"}

ADDITION = Addition(
    to="clubs",
    asked=(Asked("tree", "invitation tree", _LARGEST),),
)
