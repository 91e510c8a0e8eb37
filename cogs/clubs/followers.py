"""Who wants to be told of a club's rooms without joining, and in which of two ways.

Following is the consent: whoever follows has said how they want to be told, and nobody else is.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import delete, select

from bot.storage.database import Database
from cogs.clubs.api import BannedFromClub, Follower, ToldBy
from cogs.clubs.members import Members
from cogs.clubs.refusals import NoChannelToTellIn, NotFollowing
from cogs.clubs.tables import BanRow, FollowerRow


class Followers:
    """The followers of every club."""

    def __init__(self, database: Database, members: Members, now: Callable[[], datetime]) -> None:
        self._database = database
        self._members = members
        self._now = now

    async def follow(self, club_id: int, user_id: int, told_by: ToldBy, *, locale: str = "en-US") -> None:
        """Be told of a club's rooms from now on, or be told in another way.

        Raises:
            NoSuchClub: there is no such club.
            ClubIsArchived: it rests.
            BannedFromClub: they are kept out.
            NoChannelToTellIn: the club has no text channel in which they could be mentioned.
        """
        chosen = {"told_by": told_by, "locale": locale}
        async with self._database.transaction() as session:
            club = await self._members.held(session, club_id)
            if await session.get(BanRow, (club_id, user_id)) is not None:
                raise BannedFromClub(club=club.name, who="you")
            if told_by is ToldBy.CHANNEL and club.text_channel_id is None:
                raise NoChannelToTellIn(club=club.name)
            row = self._database.insert(FollowerRow).values(
                club_id=club_id, user_id=user_id, since=self._now(), **chosen
            )
            await session.execute(
                row.on_conflict_do_update(index_elements=["club_id", "user_id"], set_=chosen)
            )

    async def unfollow(self, club_id: int, user_id: int) -> None:
        """Be told no more.

        Raises:
            NotFollowing: they were not.
        """
        gone = delete(FollowerRow).where(FollowerRow.club_id == club_id, FollowerRow.user_id == user_id)
        async with self._database.transaction() as session:
            if await session.scalar(gone.returning(FollowerRow.user_id)) is None:
                raise NotFollowing

    async def page(self, club_id: int, most: int, *, after_id: int = 0) -> list[Follower]:
        """Who follows a club, by the ids that Discord gave them."""
        async with self._database.reading() as session:
            rows = await session.scalars(
                select(FollowerRow)
                .where(FollowerRow.club_id == club_id, FollowerRow.user_id > after_id)
                .order_by(FollowerRow.user_id)
                .limit(most)
            )
            return [Follower(row.user_id, ToldBy(row.told_by), row.locale) for row in rows]
