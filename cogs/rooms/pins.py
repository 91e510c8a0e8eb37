"""Links that hosts pin to a room: shown as buttons on its card."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlalchemy import bindparam, delete, func, select

from bot.storage.database import Database
from bot.storage.glances import Glance
from cogs.rooms.api import PinnedLink, Room
from cogs.rooms.refusals import BadLink, NoSuchLink, TooManyLinks
from cogs.rooms.tables import LinkRow, RoomRow

MOST_LINKS = 5
# Discord documentation, "Component Reference", Button.
LONGEST_URL = 512
LONGEST_LABEL = 60
_PINNED = Glance(
    select(LinkRow.label, LinkRow.url).where(LinkRow.room_id == bindparam("room")).order_by(LinkRow.id)
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link on a card. Its site stands beside what somebody called it, so that nobody is led astray."""

    label: str
    url: str

    @property
    def shown(self) -> str:
        """What its button says."""
        site = urlsplit(self.url).hostname or ""
        return site if self.label == site else f"{self.label} ({site})"


class Pins:
    """The links of every room. Fulfils `RoomLinks` of `cogs.rooms.api`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, room: Room) -> list[Link]:
        """The links of a room, in the order in which they were pinned."""
        return [Link(row.label, row.url) for row in await self._database.glance(_PINNED, room=room.id)]

    async def links_of(self, guild_id: int, room_id: int) -> list[PinnedLink]:
        """See `RoomLinks.links_of`."""
        query = (
            select(LinkRow.label, LinkRow.url)
            .join(RoomRow, RoomRow.id == LinkRow.room_id)
            .where(LinkRow.room_id == room_id, RoomRow.guild_id == guild_id)
            .order_by(LinkRow.id)
        )
        return [PinnedLink(row.label, row.url) for row in await self._database.lookup(query)]

    async def add(self, room: Room, url: str, label: str | None) -> Link:
        """Pin a link; one of the same name is replaced.

        Raises:
            BadLink: it is no https address.
            TooManyLinks: the room has as many as it may.
        """
        link = _checked(url, label)
        async with self._database.transaction() as session:
            await session.execute(
                delete(LinkRow).where(LinkRow.room_id == room.id, LinkRow.label == link.label)
            )
            there = await session.scalar(
                select(func.count()).select_from(LinkRow).where(LinkRow.room_id == room.id)
            )
            if (there or 0) >= MOST_LINKS:
                raise TooManyLinks(most=MOST_LINKS)
            session.add(LinkRow(room_id=room.id, label=link.label, url=link.url))
        return link

    async def remove(self, room: Room, label: str) -> None:
        """Take a link away.

        Raises:
            NoSuchLink: the room has none of that name.
        """
        async with self._database.transaction() as session:
            gone = await session.execute(
                delete(LinkRow)
                .where(LinkRow.room_id == room.id, LinkRow.label == label)
                .returning(LinkRow.id)
            )
            if gone.first() is None:
                raise NoSuchLink(label=label)


def _checked(url: str, label: str | None) -> Link:
    typed = url.strip()
    try:
        parts = urlsplit(typed)
        site, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise BadLink(most=LONGEST_URL) from error
    # A name and a password in an address lead people astray; so does what is no site at all.
    good = parts.scheme == "https" and "." in site and parts.username is None and port != 0
    if not good or len(typed) > LONGEST_URL or any(c.isspace() or not c.isprintable() for c in typed):
        raise BadLink(most=LONGEST_URL)
    called = " ".join((label or site).split())[:LONGEST_LABEL]
    return Link(called or site[:LONGEST_LABEL], typed)
