"""How many invitations somebody has: earned by the club's rule, spent one by one.

    earned = start + attended / rooms_for_one + hosted * for_hosting, at most `most`
    left   = earned - spent

Only the counts are stored, so a change of the rule, or its undoing, holds at once and for everybody. Spending
is one conditional update: of two invitations at the same moment the last one is given once. An invitation
that leads to nothing gives its place back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import Database
from bot.storage.glances import Glance
from cogs.clubs.api import Club, ClubRole
from cogs.invitations.api import Budget, NoInvitationLeft
from cogs.invitations.refusals import BudgetAtMost
from cogs.invitations.settings import InvitationSettings
from cogs.invitations.tables import BudgetRow, CreditRow

ATTENDED, HOSTED = "attended", "hosted"
_COUNTS = Glance(
    select(BudgetRow.attended, BudgetRow.hosted, BudgetRow.spent).where(
        BudgetRow.club_id == bindparam("club"), BudgetRow.user_id == bindparam("user")
    )
)


@dataclass(frozen=True, slots=True)
class Credit:
    """A room that counts for somebody."""

    user_id: int
    what: str


class Budgets:
    """The budgets of every club."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, club: Club, user_id: int, rule: InvitationSettings, role: ClubRole | None) -> Budget:
        """What somebody may give."""
        rows = await self._database.glance(_COUNTS, club=club.id, user=user_id)
        attended, hosted, spent = rows[0] if rows else (0, 0, 0)
        return Budget(
            club_id=club.id,
            user_id=user_id,
            start=rule.start,
            attended=attended,
            hosted=hosted,
            earned=earned(rule, attended, hosted),
            spent=spent,
            unlimited=is_unlimited(rule, role),
        )

    async def spend(self, session: AsyncSession, club: Club, user_id: int, rule: InvitationSettings) -> None:
        """Take one, in the transaction that makes the invitation.

        Raises:
            NoInvitationLeft: there is none; says what brings the next.
            BudgetAtMost: the club lets nobody give more.
        """
        await self._open(session, club, [user_id])
        here = _of(club.id, user_id)
        spent = await session.scalar(
            update(BudgetRow)
            .where(here, BudgetRow.spent < _earned(rule))
            .values(spent=BudgetRow.spent + 1)
            .returning(BudgetRow.spent)
        )
        if spent is None:
            row = await session.get_one(BudgetRow, (club.id, user_id), populate_existing=True)
            raise refusal(club.name, rule, row.attended, row.hosted)

    async def give_back(self, session: AsyncSession, club_id: int, user_id: int) -> None:
        """Put one back whose invitation led to nothing; the row may have been forgotten since."""
        await session.execute(
            update(BudgetRow).where(_of(club_id, user_id)).values(spent=BudgetRow.spent - 1)
        )

    async def credit(
        self, session: AsyncSession, club: Club, room_id: int, credits: Sequence[Credit], at: datetime
    ) -> list[int]:
        """Count a room for people, each at most once however often this is called; answers for whom."""
        if not credits:
            return []
        wanted = {credit.user_id: credit.what for credit in credits}
        rows = [
            {
                "room_id": room_id,
                "user_id": user_id,
                "guild_id": club.guild_id,
                "club_id": club.id,
                "what": what,
                "credited_at": at,
            }
            for user_id, what in wanted.items()
        ]
        new = await session.scalars(
            self._database.insert(CreditRow)
            .values(rows)
            .on_conflict_do_nothing()
            .returning(CreditRow.user_id)
        )
        counted = sorted(new)
        await self._open(session, club, counted)
        for what, column in ((ATTENDED, BudgetRow.attended), (HOSTED, BudgetRow.hosted)):
            people = [user_id for user_id in counted if wanted[user_id] == what]
            await session.execute(
                update(BudgetRow)
                .where(BudgetRow.club_id == club.id, BudgetRow.user_id.in_(people))
                .values({column: column + 1})
            )
        return counted

    async def _open(self, session: AsyncSession, club: Club, people: Sequence[int]) -> None:
        rows: list[dict[str, Any]] = [
            {
                "club_id": club.id,
                "user_id": user_id,
                "guild_id": club.guild_id,
                "attended": 0,
                "hosted": 0,
                "spent": 0,
            }
            for user_id in people
        ]
        if rows:
            await session.execute(self._database.insert(BudgetRow).values(rows).on_conflict_do_nothing())


def earned(rule: InvitationSettings, attended: int, hosted: int) -> int:
    """How many somebody has earned, all in all; `_earned` is the same for the database."""
    by_attending = attended // rule.rooms_for_one if rule.rooms_for_one else 0
    return min(rule.most, rule.start + by_attending + hosted * rule.for_hosting)


def rooms_to_next(rule: InvitationSettings, attended: int) -> int | None:
    """How many more rooms bring the next one; None if attending brings none."""
    return rule.rooms_for_one - attended % rule.rooms_for_one if rule.rooms_for_one else None


def is_unlimited(rule: InvitationSettings, role: ClubRole | None) -> bool:
    """Whether somebody invites without a budget: those who decide who comes in anyway."""
    return not rule.admins_spend and role in {ClubRole.OWNER, ClubRole.ADMIN}


def refusal(
    club: str, rule: InvitationSettings, attended: int, hosted: int
) -> NoInvitationLeft | BudgetAtMost:
    """Why somebody has none left, and what brings the next."""
    rooms = rooms_to_next(rule, attended)
    if earned(rule, attended, hosted) >= rule.most or (rooms is None and not rule.for_hosting):
        return BudgetAtMost(club=club, most=earned(rule, attended, hosted))
    return NoInvitationLeft(
        club=club,
        ways={(True, True): "both", (True, False): "attending"}.get(
            (rooms is not None, bool(rule.for_hosting)), "hosting"
        ),
        rooms=rooms or 0,
        minutes=rule.least_minutes,
        hosting=rule.for_hosting,
    )


def _of(club_id: int, user_id: int) -> ColumnElement[bool]:
    return (BudgetRow.club_id == club_id) & (BudgetRow.user_id == user_id)


def _earned(rule: InvitationSettings) -> ColumnElement[int]:
    total: ColumnElement[int] = rule.start + BudgetRow.hosted * rule.for_hosting
    if rule.rooms_for_one:
        total += BudgetRow.attended // rule.rooms_for_one
    return case((total > rule.most, rule.most), else_=total)
