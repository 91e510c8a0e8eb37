"""The step in which a member brings somebody from outside: a link for that person alone, and a tree."""

from __future__ import annotations

import asyncio
import re

from bot.demo.evening import Evening, NotSeen, Outcome
from bot.sandbox.errors import DiscordError
from bot.sandbox.people.person import Person

LOOKS = 100


async def bring_a_friend(evening: Evening) -> Outcome:
    """A member invites a friend by a link that only the friend can use; the tree says who brought whom."""
    member = evening.members[0]
    friend, stranger = evening.sandbox.outsider("Dora"), evening.sandbox.outsider("Mallory")
    sent = await member.slash("invitation send", person=friend.id, club=evening.club)
    link = re.search(r"discord\.gg/(\w+)", sent.text)
    if link is None:
        raise NotSeen("a link for the friend")
    stranger_came = _comes(stranger, link[1])
    friend_came = _comes(friend, link[1])
    await friend.slash("club list")
    expected = {"stranger_came": False, "friend_came": True, "below_the_member": True, "left": True}
    seen = {
        "stranger_came": stranger_came,
        "friend_came": friend_came,
        "below_the_member": await _stands_below(evening, member, friend),
        "left": "2 invitations" in (await member.slash("invitation budget", club=evening.club)).text,
    }
    return Outcome(expected, seen)


def _comes(person: Person, code: str) -> bool:
    try:
        person.accept_invite(code)
    except DiscordError:
        return False
    return True


async def _stands_below(evening: Evening, member: Person, friend: Person) -> bool:
    """Whether the tree comes to show the friend in the line below the member's, further to the right."""
    for _ in range(LOOKS):
        lines = (await member.slash("invitation tree", club=evening.club)).text.splitlines()
        found = [number for number, line in enumerate(lines) if friend.mention in line]
        if found:
            above = lines[found[0] - 1]
            return member.mention in above and lines[found[0]].index("-") > above.index("-")
        await asyncio.sleep(0.05)
    return False
