"""What is shown of clubs, in memory: every search, list and card of a community is answered from here.

A community is read once, when somebody first asks for one of its clubs. Whoever changes a club reads that
club anew after the commit (`refresh`); changes and readings of one community take turns, so what is read
last is what is kept. A community lives on one process, so nobody else changes it.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from weakref import WeakValueDictionary

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import Database
from cogs.clubs.api import Club, ClubRole, NoSuchClub, WayIn
from cogs.clubs.links import Link
from cogs.clubs.names import folded, keys
from cogs.clubs.tables import ClubRow, MembershipRow, NameRow

#: How many communities are remembered; the one not asked for longest is forgotten first.
MOST_REMEMBERED = 1_000


@dataclass(frozen=True, slots=True)
class Card:
    """All that a club says of itself."""

    club: Club
    folded_name: str
    keys: tuple[str, ...]
    created_at: datetime
    archived_at: datetime | None
    description: str
    rules: str
    links: tuple[Link, ...]
    question: str
    answer_required: bool
    member_count: int
    picture_digest: str | None
    searched: str  # its name and its description, folded


@dataclass(slots=True)
class _Community:
    """The cards of one community."""

    cards: dict[int, Card] = field(default_factory=dict)
    by_name: dict[str, int] = field(default_factory=dict)
    by_key: dict[str, int] = field(default_factory=dict)
    by_role: dict[int, int] = field(default_factory=dict)
    #: Those that are not archived, the largest first; None until somebody asks after a change.
    largest: tuple[Card, ...] | None = None

    def put(self, card: Card) -> None:
        self.drop(card.club.id)
        self.cards[card.club.id] = card
        self.by_name[card.folded_name] = card.club.id
        self.by_key.update(dict.fromkeys(card.keys, card.club.id))
        if card.club.role_id is not None:
            self.by_role[card.club.role_id] = card.club.id

    def drop(self, club_id: int) -> None:
        self.largest = None
        card = self.cards.pop(club_id, None)
        if card is None:
            return
        # Only what still leads to it: a name may be another's by now.
        if self.by_name.get(card.folded_name) == club_id:
            del self.by_name[card.folded_name]
        for key in card.keys:
            if self.by_key.get(key) == club_id:
                del self.by_key[key]
        if card.club.role_id is not None and self.by_role.get(card.club.role_id) == club_id:
            del self.by_role[card.club.role_id]

    def find(self, typed: str) -> Card | None:
        # What was typed is a name first: of two that look alike, from before that was looked at,
        # each is found by its own.
        club_id = self.by_name.get(folded(typed))
        if club_id is None:
            club_id = next((self.by_key[key] for key in keys(typed) if key in self.by_key), None)
        return None if club_id is None else self.cards[club_id]


class Directory:
    """The cards of every community that was asked for lately."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._communities: OrderedDict[int, _Community] = OrderedDict()
        self._homes: dict[int, int] = {}  # the community of each club that is remembered
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def of(self, guild_id: int) -> Iterable[Card]:
        """Every club of a community, archived ones too."""
        return (await self._community(guild_id)).cards.values()

    async def largest(self, guild_id: int) -> tuple[Card, ...]:
        """The clubs of a community that are not archived, the largest first, those of one size by name."""
        community = await self._community(guild_id)
        if community.largest is None:
            living = (card for card in community.cards.values() if not card.club.archived)
            community.largest = tuple(sorted(living, key=lambda card: (-card.member_count, card.folded_name)))
        return community.largest

    async def roles(self, guild_id: int) -> Mapping[int, int]:
        """The clubs that have a role in Discord, by that role."""
        return (await self._community(guild_id)).by_role

    async def named(self, guild_id: int, typed: str) -> Card:
        """The club that is called so, or so that one could take it for the other.

        Raises:
            NoSuchClub: there is none.
        """
        # A name has 50 characters; whatever is much longer is none, and is not looked at closely.
        card = (await self._community(guild_id)).find(typed) if len(typed) <= 200 else None  # noqa: PLR2004
        if card is None:
            raise NoSuchClub
        return card

    async def get(self, club_id: int) -> Card:
        """The club of that id.

        Raises:
            NoSuchClub: there is none.
        """
        guild_id = self._homes.get(club_id)
        if guild_id is None:
            async with self._database.reading() as session:
                guild_id = await session.scalar(select(ClubRow.guild_id).where(ClubRow.id == club_id))
        if guild_id is None:
            raise NoSuchClub
        card = (await self._community(guild_id)).cards.get(club_id)
        if card is None:
            raise NoSuchClub
        return card

    async def refresh(self, guild_id: int, club_id: int) -> Card | None:
        """Read a club anew, after a commit; None if it is not there any more."""
        async with self._turn(guild_id):
            async with self._database.reading() as session:
                card = next(iter(await _read(session, ClubRow.id == club_id)), None)
            if (community := self._communities.get(guild_id)) is not None:
                if card is None:
                    community.drop(club_id)
                    self._homes.pop(club_id, None)
                else:
                    community.put(card)
                    self._homes[club_id] = guild_id
        return card

    async def forget(self, guild_id: int) -> None:
        """Read a whole community anew when it is next asked for."""
        async with self._turn(guild_id):
            self._drop(guild_id)

    async def _community(self, guild_id: int) -> _Community:
        if (known := self._communities.get(guild_id)) is not None:
            self._communities.move_to_end(guild_id)
            return known
        async with self._turn(guild_id):
            if (known := self._communities.get(guild_id)) is not None:
                return known
            community = _Community()
            async with self._database.reading() as session:
                for card in await _read(session, ClubRow.guild_id == guild_id):
                    community.put(card)
                    self._homes[card.club.id] = guild_id
            self._communities[guild_id] = community
            if len(self._communities) > MOST_REMEMBERED:
                self._drop(next(iter(self._communities)))
            return community

    def _drop(self, guild_id: int) -> None:
        if (community := self._communities.pop(guild_id, None)) is not None:
            for club_id in community.cards:
                self._homes.pop(club_id, None)

    def _turn(self, guild_id: int) -> asyncio.Lock:
        turn = self._turns.get(guild_id)
        if turn is None:
            self._turns[guild_id] = turn = asyncio.Lock()
        return turn


async def _read(session: AsyncSession, which: ColumnElement[bool]) -> list[Card]:
    rows = await session.execute(
        select(ClubRow, MembershipRow.user_id)
        .outerjoin(
            MembershipRow,
            and_(
                MembershipRow.club_id == ClubRow.id,
                MembershipRow.role == ClubRole.OWNER,
                MembershipRow.left_at.is_(None),
            ),
        )
        .where(which)
    )
    found = list(rows)
    names = await session.execute(
        select(NameRow.club_id, NameRow.key).join(ClubRow, ClubRow.id == NameRow.club_id).where(which)
    )
    of_club: dict[int, list[str]] = {}
    for club_id, key in names:
        of_club.setdefault(club_id, []).append(key)
    return [_card(row, owner_id, of_club.get(row.id, ())) for row, owner_id in found]


def club_of(row: ClubRow, owner_id: int | None) -> Club:
    """A row as others see it."""
    return Club(
        id=row.id,
        guild_id=row.guild_id,
        name=row.name,
        owner_id=owner_id,
        way_in=WayIn(row.way_in),
        archived=row.archived_at is not None,
        text_channel_id=row.text_channel_id,
        stage_channel_id=row.stage_channel_id,
        role_id=row.role_id,
    )


def _card(row: ClubRow, owner_id: int | None, of_club: Iterable[str]) -> Card:
    return Card(
        club=club_of(row, owner_id),
        folded_name=folded(row.name),
        keys=tuple(of_club),
        created_at=row.created_at,
        archived_at=row.archived_at,
        description=row.description,
        rules=row.rules,
        links=tuple(Link(link["label"], link["url"]) for link in row.links),
        question=row.question,
        answer_required=row.answer_required,
        member_count=row.member_count,
        picture_digest=row.picture_digest,
        searched=f"{folded(row.name)}\n{folded(row.description)}",
    )
