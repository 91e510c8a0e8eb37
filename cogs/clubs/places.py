"""What a club has in Discord: a role, a stage and a text channel, one of each at most.

Only the ids are kept here. Whether the bot may use them, and who may offer them, is asked where Discord
is known; that a club has one of each, and that a role is one club's, is asked here.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Safe
from bot.jobs import Job
from bot.paced import Paced
from bot.settings import SettingStore
from bot.storage.constraints import violated_constraint
from bot.storage.database import Database
from cogs.clubs.api import ClubChanged
from cogs.clubs.deeds import What
from cogs.clubs.members import Members
from cogs.clubs.refusals import BoundAlready, MayNotMake, NotBound, RoleOfAnotherClub
from cogs.clubs.roles import Actor, Deed
from cogs.clubs.rolesync import RoleSync
from cogs.clubs.settings import ClubSettings
from cogs.clubs.tables import ClubRow

GIVE_ROLES = "clubs.give-roles"


class Place(StrEnum):
    """What of Discord's a club can have."""

    ROLE = "role"
    STAGE = "stage"
    CHANNEL = "channel"

    @property
    def column(self) -> str:
        """Where its id is kept."""
        return {"role": "role_id", "stage": "stage_channel_id", "channel": "text_channel_id"}[self.value]

    def mention(self, place_id: int) -> Safe:
        """How a message names it."""
        return Safe(f"<@&{place_id}>" if self is Place.ROLE else f"<#{place_id}>")


class Places:
    """The roles and channels of every club."""

    def __init__(
        self, database: Database, members: Members, roles: RoleSync, settings: SettingStore, paced: Paced
    ) -> None:
        self._database = database
        self._members = members
        self._roles = roles
        self._settings = settings
        self._paced = paced

    async def require_free(self, club_id: int, actor: Actor, place: Place, *, make: bool) -> None:
        """Prove, before anything is done in Discord, that a club can be given a place by this person.

        Raises:
            NotAllowed: only the owner binds.
            MayNotMake: and only stewards have things made here.
            BoundAlready: the club has one; names it.
        """
        async with self._database.transaction() as session:
            club = await self._members.held(session, club_id)
            await self._members.require_may(session, club, actor, Deed.BIND)
            if make and not actor.steward:
                await self._require_making(club.guild_id)
            _require_none(club, place)

    async def bind(self, club_id: int, actor: Actor, place: Place, place_id: int) -> Job | None:
        """Give a club a role or a channel; a role is then given to its members, by a job.

        Raises:
            NotAllowed: only the owner binds.
            BoundAlready: the club has one; names it.
            RoleOfAnotherClub: the role is another club's.
        """
        try:
            async with self._database.transaction() as session:
                club = await self._members.held(session, club_id)
                await self._members.require_may(session, club, actor, Deed.BIND)
                _require_none(club, place)
                setattr(club, place.column, place_id)
                await session.flush()
                self._members.deeds.note(
                    session, club_id, What.BOUND, by=actor.user_id, detail=place.mention(place_id)
                )
                self._members.tell(session, club, ClubChanged)
                if place is Place.ROLE:
                    return await self._begin_giving(session, club, actor.user_id)
        except IntegrityError as error:
            if violated_constraint(error) != "uq_clubs_club_role":
                raise
            raise RoleOfAnotherClub(role=place.mention(place_id)) from error
        return None

    async def unbind(self, club_id: int, actor: Actor, place: Place) -> int:
        """Take a role or a channel from a club; in Discord it stays as it is. Answers which it was.

        Raises:
            NotAllowed: only the owner unbinds.
            NotBound: the club has none.
        """
        async with self._database.transaction() as session:
            club = await self._members.held(session, club_id)
            await self._members.require_may(session, club, actor, Deed.BIND)
            place_id: int | None = getattr(club, place.column)
            if place_id is None:
                raise NotBound(club=club.name, place=place)
            await self._take(session, club, place, actor.user_id)
        return place_id

    async def lost(self, guild_id: int, place: Place, place_id: int) -> None:
        """Note that something is no longer there in Discord; the members of a club stay without its role."""
        async with self._database.transaction() as session:
            ids = await session.scalars(
                select(ClubRow.id).where(
                    ClubRow.guild_id == guild_id, getattr(ClubRow, place.column) == place_id
                )
            )
            for club_id in sorted(ids):
                club = await self._members.held(session, club_id, archived=True)
                await self._take(session, club, place, None)

    async def _take(self, session: AsyncSession, club: ClubRow, place: Place, by: int | None) -> None:
        detail = place.mention(getattr(club, place.column))
        setattr(club, place.column, None)
        if place is Place.ROLE:
            await self._roles.forget_role(session, club)
        await session.flush()
        self._members.deeds.note(session, club.id, What.UNBOUND, by=by, detail=detail)
        self._members.tell(session, club, ClubChanged)

    async def _begin_giving(self, session: AsyncSession, club: ClubRow, by: int) -> Job | None:
        people = await self._roles.lacking(session, club)
        return await self._paced.begin(
            session,
            GIVE_ROLES,
            str(club.id),
            club.guild_id,
            people,
            payload={"club_id": club.id, "club": club.name},
            begun_by=by,
        )

    async def _require_making(self, guild_id: int) -> None:
        if not (await self._settings.of(ClubSettings, guild_id)).owners_make:
            raise MayNotMake


def _require_none(club: ClubRow, place: Place) -> None:
    place_id: int | None = getattr(club, place.column)
    if place_id is not None:
        raise BoundAlready(club=club.name, place=place, bound=place.mention(place_id))
