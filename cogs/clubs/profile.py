"""What a club says of itself, how it takes people in, and whether it rests."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.constraints import violated_constraint
from bot.storage.database import Database
from cogs.clubs.api import CameBy, ClubChanged, ClubNameTaken, ClubRestored, ClubRole, WayIn
from cogs.clubs.deeds import What
from cogs.clubs.links import Link
from cogs.clubs.members import Members
from cogs.clubs.names import keys, tidy
from cogs.clubs.pictures import Picture
from cogs.clubs.refusals import NotArchived
from cogs.clubs.roles import Actor, Deed
from cogs.clubs.tables import ClubRow, NameRow, PictureRow
from cogs.clubs.texts import LONGEST_DESCRIPTION, LONGEST_QUESTION, LONGEST_RULES, tidy_text


@dataclass(frozen=True, slots=True)
class Profile:
    """What a club says of itself, as it was typed."""

    name: str
    description: str
    rules: str
    links: tuple[Link, ...]


class Profiles:
    """The profiles of every club."""

    def __init__(self, database: Database, members: Members) -> None:
        self._database = database
        self._members = members

    async def edit(self, club_id: int, actor: Actor, profile: Profile) -> None:
        """Change what a club says of itself.

        Raises:
            NotAllowed: that is for a higher role than the actor's.
            BadClubName: the name cannot be shown.
            ClubNameTaken: the community has another club of that name, or of one that looks like it.
            TooLong: a text does not fit the card.
        """
        name = tidy(profile.name)
        description = tidy_text(profile.description, LONGEST_DESCRIPTION, "description")
        rules = tidy_text(profile.rules, LONGEST_RULES, "rules")
        try:
            async with self._database.transaction() as session:
                club = await self._members.held(session, club_id)
                await self._members.require_may(session, club, actor, Deed.EDIT)
                before = club.name
                await self._rename(session, club, name)
                club.description, club.rules = description, rules
                club.links = [{"label": link.label, "url": link.url} for link in profile.links]
                await session.flush()
                detail = name if name == before else f"{before} → {name}"
                self._members.deeds.note(session, club_id, What.EDITED, by=actor.user_id, detail=detail)
                self._members.tell(session, club, ClubChanged)
        except IntegrityError as error:
            if violated_constraint(error) != "pk_clubs_name":
                raise
            raise ClubNameTaken(name=name) from error

    async def picture(self, club_id: int, actor: Actor, picture: Picture | None) -> None:
        """Give a club a picture, or take it away.

        Raises:
            NotAllowed: that is for a higher role than the actor's.
        """
        async with self._database.transaction() as session:
            club = await self._members.held(session, club_id)
            await self._members.require_may(session, club, actor, Deed.EDIT)
            await session.execute(delete(PictureRow).where(PictureRow.club_id == club_id))
            if picture is not None:
                session.add(PictureRow(club_id=club_id, content=picture.content))
            club.picture_digest = None if picture is None else picture.digest
            await session.flush()
            self._members.deeds.note(session, club_id, What.EDITED, by=actor.user_id)
            self._members.tell(session, club, ClubChanged)

    async def set_way_in(
        self, club_id: int, actor: Actor, way_in: WayIn, question: str, *, answer_required: bool
    ) -> None:
        """Change how a club takes people in, and what it asks those who wait.

        Raises:
            NotAllowed: that is for a higher role than the actor's.
            TooLong: the question does not fit a form.
        """
        question = tidy_text(question, LONGEST_QUESTION, "question").replace("\n", " ")
        async with self._database.transaction() as session:
            club = await self._members.held(session, club_id)
            await self._members.require_may(session, club, actor, Deed.SET_WAY_IN)
            club.way_in, club.question = way_in, question
            club.answer_required = answer_required and bool(question)
            await session.flush()
            self._members.deeds.note(session, club_id, What.WAY_IN, by=actor.user_id, detail=way_in)
            self._members.tell(session, club, ClubChanged)

    async def archive(self, club_id: int, actor: Actor) -> None:
        """Let a club rest; its name, its members and what it says stay.

        Raises:
            NotAllowed: only the owner archives.
            ClubIsArchived: it rests already.
        """
        async with self._database.transaction() as session:
            club = await self._members.held(session, club_id)
            await self._members.require_may(session, club, actor, Deed.ARCHIVE)
            await self._members.archive(session, club, actor.user_id)

    async def restore(self, club_id: int, actor: Actor) -> None:
        """Let an archived club go on; if everybody has left it, whoever restores it owns it.

        Raises:
            NotAllowed: only the owner restores, or a steward.
            NotArchived: it does not rest.
        """
        async with self._database.transaction() as session:
            club = await self._members.held(session, club_id, archived=True)
            await self._members.require_may(session, club, actor, Deed.ARCHIVE)
            if club.archived_at is None:
                raise NotArchived(club=club.name)
            club.archived_at = None
            await session.flush()
            self._members.deeds.note(session, club_id, What.RESTORED, by=actor.user_id)
            self._members.tell(session, club, ClubRestored)
            if club.member_count == 0:
                await self._members.admit(session, club, actor.user_id, CameBy.FOUNDING, role=ClubRole.OWNER)

    @staticmethod
    async def _rename(session: AsyncSession, club: ClubRow, name: str) -> None:
        if name == club.name:
            return
        club.name = name
        await session.execute(delete(NameRow).where(NameRow.club_id == club.id))
        session.add_all(NameRow(guild_id=club.guild_id, key=key, club_id=club.id) for key in keys(name))
        await session.flush()
