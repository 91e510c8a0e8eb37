"""What the card of a room says, and in which message it stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import select, update

from bot.i18n import Text
from bot.storage.database import Database
from bot.undo import undoable
from cogs.rooms.api import Attendance, CardButton, CardButtons, Room, StageRole
from cogs.rooms.pins import Link, Pins
from cogs.rooms.service import RoomBook
from cogs.rooms.tables import RoomRow


@dataclass(frozen=True, slots=True)
class Card:
    """All that a card shows of a live room."""

    room: Room
    club: str
    speaker_ids: list[int]
    invited_ids: list[int]
    listening: int
    hands: int
    lines: list[Text] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    buttons: list[CardButton] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Over:
    """All that a card shows of a room that has ended."""

    room: Room
    club: str
    people: int
    minutes: int


class Cards:
    """Puts together what the cards of live rooms say. Fulfils `cogs.rooms.api.RoomCards`."""

    def __init__(self, database: Database, rooms: RoomBook) -> None:
        self._database = database
        self._rooms = rooms
        self.pins = Pins(database)
        self._buttons: list[CardButtons] = []

    def add_buttons(self, buttons: CardButtons) -> None:
        """See `RoomCards.add_buttons`."""
        self._buttons.append(buttons)
        undoable(lambda: self._buttons.remove(buttons))

    async def of(self, room: Room) -> Card:
        """What the card of a live room says now."""
        crowd = self._rooms.happenings.crowd_on(room.channel_id)
        lines = [await line(room) for line in tuple(self._rooms.card_lines)]
        return Card(
            room,
            await self._rooms.club_name(room),
            crowd.having(StageRole.SPEAKER),
            crowd.having(StageRole.INVITED),
            crowd.listening,
            crowd.hands,
            [line for line in lines if line is not None],
            await self.pins.of(room),
            [button for buttons in tuple(self._buttons) for button in await buttons(room)],
        )

    async def over(self, room: Room, people: tuple[Attendance, ...]) -> Over:
        """What stays to be said of a room that has ended."""
        lasted = self._rooms.now() - (room.opened_at or self._rooms.now())
        return Over(room, await self._rooms.club_name(room), len(people), int(lasted.total_seconds() // 60))

    async def message_id(self, room: Room) -> int | None:
        """The message in which a room's card stands."""
        async with self._database.reading() as session:
            found: int | None = await session.scalar(
                select(RoomRow.card_message_id).where(RoomRow.id == room.id)
            )
            return found

    async def stands_in(self, room: Room, message_id: int | None) -> None:
        """Note in which message a room's card stands."""
        async with self._database.transaction() as session:
            await session.execute(
                update(RoomRow).where(RoomRow.id == room.id).values(card_message_id=message_id)
            )
