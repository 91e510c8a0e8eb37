"""Who brought whom, as much of it as one answer shows.

A club's tree may hold a hundred thousand; what is asked of the clubs is bounded by what is shown, and what
is left out is counted. Frozen branches are marked for those who freeze them, and for nobody else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from cogs.clubs.api import MOST_COUNTED, Branch, Club, Clubs, Membership, Tree, TreeShape
from cogs.invitations.freezes import DECIDES, Freezes
from cogs.invitations.refusals import NeverInClub, NotAMember

AS_TEXT = TreeShape(levels=4, each=5, most=25)
AS_PICTURE = TreeShape(levels=4, each=6, most=36)
#: So many trees and branches are remembered as they are shown.
MOST_REMEMBERED = 500
#: Of the line that a branch came by, the nearest are shown.
MOST_ABOVE = 5


_Key = tuple[int, int | None, TreeShape]


@dataclass(frozen=True, slots=True)
class Node:
    """A membership in a tree that is shown, and those below it."""

    membership: Membership
    frozen: bool
    below: tuple[Node, ...]
    hidden: int  # whom it invited as well, and who are not shown
    at_least: bool = False  # or even more than that

    def walk(self, level: int = 0) -> Iterator[tuple[int, Node]]:
        """Itself and all below, from top to bottom, each with how far down it is."""
        yield level, self
        for node in self.below:
            yield from node.walk(level + 1)


@dataclass(frozen=True, slots=True)
class Look:
    """A tree, or a branch of one, as somebody sees it."""

    club: Club
    of_one: bool  # a branch, which begins with one person
    roots: tuple[Node, ...]
    hidden: int  # roots that are not shown
    at_least: bool = False
    above: tuple[Membership, ...] = ()  # whose invitations the branch came by, the nearest first
    #: What was said of it, by language: many look at the same tree, and it is as it was.
    said: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    @property
    def people(self) -> list[int]:
        """Everybody who is shown."""
        nodes = [node.membership for root in self.roots for _, node in root.walk()]
        return [one.user_id for one in (*nodes, *self.above) if one.user_id is not None]


@dataclass(slots=True)
class _Growth:
    frozen: set[int]
    by_inviter: defaultdict[int | None, list[Branch]] = field(default_factory=lambda: defaultdict(list))

    def node(self, branch: Branch) -> Node:
        below = self.by_inviter[branch.membership.id]
        return Node(
            membership=branch.membership,
            frozen=branch.membership.id in self.frozen,
            below=tuple(map(self.node, below)),
            hidden=branch.invitees - len(below),
            at_least=branch.invitees == MOST_COUNTED,
        )


class Trees:
    """The trees of every club."""

    def __init__(self, clubs: Clubs, freezes: Freezes) -> None:
        self._clubs = clubs
        self._freezes = freezes
        self._seen: dict[_Key, tuple[Tree, Look]] = {}

    async def look(
        self,
        club: Club,
        asker_id: int,
        shape: TreeShape,
        *,
        person_id: int | None = None,
        steward: bool = False,
    ) -> Look:
        """A club's tree, or the branch of one person, for a member or a steward.

        Raises:
            NotAMember: the asker is neither.
            NeverInClub: the person has no place in it.
        """
        role = await self._clubs.role_of(club.id, asker_id)
        if role is None and not steward:
            raise NotAMember(club=club.name)
        frozen = await self._freezes.of(club.id) if steward or role in DECIDES else set()
        begin = None if person_id is None else await self._clubs.last_membership_of(club.id, person_id)
        if person_id is not None and begin is None:
            raise NeverInClub(club=club.name)
        return await self._grown(club, begin, shape, frozen)

    async def _grown(self, club: Club, begin: Membership | None, shape: TreeShape, frozen: set[int]) -> Look:
        key = (club.id, None if begin is None else begin.id, shape)
        tree = await self._clubs.tree(*key)
        grown = self._seen.get(key)
        # The same tree is the same look, but for whoever sees what is frozen.
        if frozen or grown is None or grown[0] is not tree:
            grown = tree, await self._look(club, begin, tree, frozen)
            if not frozen:
                self._remember(key, grown)
        return grown[1]

    def _remember(self, key: _Key, grown: tuple[Tree, Look]) -> None:
        self._seen[key] = grown
        if len(self._seen) > MOST_REMEMBERED:
            del self._seen[next(iter(self._seen))]

    async def _look(self, club: Club, begin: Membership | None, tree: Tree, frozen: set[int]) -> Look:
        growth, roots = _Growth(frozen), []
        for branch in tree.branches:
            inviter_id = branch.membership.invited_by_id
            if inviter_id is None or (begin is not None and branch.membership.id == begin.id):
                roots.append(branch)
            else:
                growth.by_inviter[inviter_id].append(branch)
        above: list[Membership] = []
        if begin is not None and begin.invited_by_id is not None:
            above = (await self._clubs.line(begin.id))[1 : MOST_ABOVE + 1]
        return Look(
            club=club,
            of_one=begin is not None,
            roots=tuple(map(growth.node, roots)),
            hidden=0 if begin is not None else tree.uninvited - len(roots),
            at_least=tree.uninvited == MOST_COUNTED,
            above=tuple(above),
        )
