"""What other cogs may use of rooms: the room, its events, the stage roles.

Events about people on the stage are published for live rooms only, after the
room itself is stored, in the order in which Discord told of them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.i18n import Text


class RoomStatus(StrEnum):
    """The life of a room. A scheduled one may go live; ended and cancelled are final."""

    SCHEDULED = "scheduled"
    LIVE = "live"
    ENDED = "ended"
    CANCELLED = "cancelled"


class CloseReason(StrEnum):
    """Why a room is no longer live."""

    HOST = "host"  # somebody who may said so
    DISCORD = "discord"  # the stage closed by itself, or in Discord's own client
    LOST = "lost"  # found closed after the bot had been away
    EMPTY = "empty"  # nobody was there any more
    UNHOSTED = "unhosted"  # its host had left, and nobody else could run it
    DELETED = "deleted"  # its channel is gone


class RoomKind(StrEnum):
    """Who may come into a room; the more open one comes first."""

    OPEN = "open"  # whoever may come to the stage anyway
    SOCIAL = "social"  # those with the club's role in Discord, and whoever is let in
    CLOSED = "closed"  # its hosts, and whoever is let in


class StageRole(StrEnum):
    """The four states of a participant.

    Discord documentation, "Stage Instance", Definitions; "Voice", Modify User Voice State.
    """

    # Of everybody who comes or goes tables are asked by role; `Enum` works out each hash in Python.
    __hash__ = str.__hash__

    AUDIENCE = "audience"
    HAND_RAISED = "hand_raised"
    INVITED = "invited"
    SPEAKER = "speaker"


@dataclass(frozen=True, slots=True)
class Room:
    """One audio session of a club on a stage channel."""

    id: int
    guild_id: int
    club_id: int
    channel_id: int
    topic: str
    host_id: int  # `NOBODY` once they are forgotten
    status: RoomStatus
    opened_at: datetime | None
    cohost_ids: tuple[int, ...] = ()  # in the order in which they were named
    kind: RoomKind = RoomKind.OPEN


class _OfRoom:
    """What every event of a room has."""

    __slots__ = ()
    room: Room

    @property
    def guild_id(self) -> int:
        """The community."""
        return self.room.guild_id


@dataclass(frozen=True, slots=True)
class Attendance:
    """One person in one room, from when they first came to when they last left; None if they are there."""

    room_id: int
    user_id: int
    came_at: datetime
    left_at: datetime | None
    seconds: int  # in the room, all in all
    speaking_seconds: int


@dataclass(frozen=True, slots=True)
class Past:
    """What a person has been in the rooms of one club since some moment, this evening included."""

    rooms: int = 0
    speaking_seconds: int = 0


@dataclass(frozen=True, slots=True)
class Talk:
    """What was heard of somebody in one room: so much speech, in so much of their time on its stage."""

    talked_seconds: float
    heard_seconds: float  # for so long somebody listened to what they said

    def counted(self, speaking_seconds: int) -> int:
        """A time on the stage with the speech in it in the place of the time in which it was listened to."""
        unheard = max(0.0, speaking_seconds - max(self.heard_seconds, self.talked_seconds))
        return int(unheard + self.talked_seconds)


@dataclass(frozen=True, slots=True)
class RoomOpened(_OfRoom):
    """A room went live: its stage is open."""

    room: Room


@dataclass(frozen=True, slots=True)
class RoomChanged(_OfRoom):
    """A live room has another topic, host, co-host or kind; `room` is what it is now."""

    room: Room


@dataclass(frozen=True, slots=True)
class RoomClosing(_OfRoom):
    """The bot is about to close a room, and its stage is still open; a handler may hold it up a little."""

    room: Room


@dataclass(frozen=True, slots=True)
class RoomClosed(_OfRoom):
    """A room ended. Published once, whoever closed it."""

    room: Room
    reason: CloseReason


@dataclass(frozen=True, slots=True)
class Attended(_OfRoom):
    """A room ended, and all who were in it are stored. Published once, after `RoomClosed`."""

    room: Room
    people: tuple[Attendance, ...]


@dataclass(frozen=True, slots=True)
class RoomResumed(_OfRoom):
    """A live room was found live again after the bot had been away; `roles` is who is what now."""

    room: Room
    roles: dict[int, StageRole]


@dataclass(frozen=True, slots=True)
class StageEvent(_OfRoom):
    """Base of what a person does on the stage of a live room."""

    room: Room
    user_id: int


@dataclass(frozen=True, slots=True)
class HandRaised(StageEvent):
    """Asked to speak with Discord's own button."""

    role_ids: tuple[int, ...] | None = None  # in Discord; None if it did not tell of them just now


@dataclass(frozen=True, slots=True)
class HandLowered(StageEvent):
    """Took the request back, or had it dismissed."""


@dataclass(frozen=True, slots=True)
class SpeakerInvited(StageEvent):
    """Was invited to speak and has not answered."""


@dataclass(frozen=True, slots=True)
class BecameSpeaker(StageEvent):
    """May be heard."""


@dataclass(frozen=True, slots=True)
class InvitationDeclined(StageEvent):
    """Was invited to speak and did not come up."""


@dataclass(frozen=True, slots=True)
class QuestionTaken(StageEvent):
    """What somebody asked in writing is answered from now on; told by whoever runs the queue of a room."""

    question: str
    raised_at: datetime  # when they put up the hand with which they asked
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class ReturnedToAudience(StageEvent):
    """Was a speaker and is one no more."""


@dataclass(frozen=True, slots=True)
class Joined(StageEvent):
    """Came to listen. Of a bot this alone is told: it is nobody, and may be kept out."""


@dataclass(frozen=True, slots=True)
class Left(StageEvent):
    """Left the stage channel."""


@dataclass(frozen=True, slots=True)
class StageSettled:
    """All that Discord has told so far of a community's stages was told on, perhaps much at once.

    Whoever gathers what they hear, to store it in one go, does so now: commands wait for it. A stage of
    thousands is better looked at now, as a whole, than with each who comes and goes.
    """

    guild_id: int
    rooms: tuple[Room, ...]  # on whose stages something has happened; those that are still live


@dataclass(frozen=True, slots=True)
class Planned:
    """A room that is planned as an event of Discord's, as the cog that plans rooms knows it."""

    event_id: int
    guild_id: int
    club_id: int
    channel_id: int
    topic: str
    host_id: int
    cohost_ids: tuple[int, ...]
    starts_at: datetime


class NoRoomHere(UserError):
    """The command needs a live room, and there is none where the person is."""

    key = "no-room-here"


class NotHost(UserError):
    """Only a host of the room may do this."""

    key = "not-host"


#: What another cog has to say on a live room's card, such as who waits to speak; None if nothing just now.
CardLine = Callable[[Room], Awaitable[Text | None]]


@dataclass(frozen=True, slots=True)
class CardButton:
    """What another cog lets people press on a live room's card; that cog finds it by its `custom_id`."""

    label: Text
    custom_id: str
    emoji: str | None = None


#: What another cog puts on a live room's card to be pressed; it is asked anew whenever the card is drawn.
CardButtons = Callable[[Room], Awaitable[Sequence[CardButton]]]


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened in a room, and how much of it: never below zero."""

    at: datetime
    size: int | Decimal = 1


@dataclass(frozen=True, slots=True)
class MarkRow:
    """Marks that are shown together, by the minute, in the picture of how a room went."""

    name: str  # in files; it begins with the name of its cog
    title: Text
    marks: Sequence[Mark]
    note: Text | None = None  # beside the title, such as what all of it comes to


@dataclass(frozen=True, slots=True)
class ReportPart:
    """What another cog has to tell of a room: rows of the picture, and lines below the words."""

    rows: Sequence[MarkRow] = ()
    lines: Sequence[Text] = ()


#: What another cog has to tell in the report of a room; of a live one as it is now.
ReportSource = Callable[[Room], Awaitable[ReportPart]]
#: What was heard in some rooms, of some people or of all, by room and person; whom nobody heard is left out.
TalkSource = Callable[[Collection[int], Collection[int] | None], Awaitable[Mapping[tuple[int, int], Talk]]]
#: What another cog has to write in the transaction that ends a room, after who was there is stored.
Ending = Callable[[AsyncSession, Room], Awaitable[None]]
#: What another cog has to write in the transaction in which a room goes live.
Opening = Callable[[AsyncSession, Room], Awaitable[None]]


class Rooms(Protocol):
    """The rooms of every community, as other cogs may ask for them."""

    def on(self, channel_id: int) -> Room | None:
        """The live room on a stage channel, if there is one."""

    def of(self, guild_id: int) -> list[Room]:
        """The live rooms of a community, the oldest first."""

    def roles_on(self, channel_id: int) -> Mapping[int, StageRole]:
        """Who is what on the stage of a live room; of no room nobody. A view that moves with what happens."""

    def is_bot(self, user_id: int) -> bool:
        """Whether somebody on a stage is a bot, and so nobody there."""

    def of_both(self, guild_id: int, one_id: int, other_id: int) -> Room | None:
        """The live room of a community in which two people are together, if there is one."""

    async def is_host(self, room: Room, user_id: int) -> bool:
        """Whether a person may run this room."""

    async def here(self, guild_id: int, channel_id: int | None) -> Room:
        """The live room on the stage that somebody is on, with all noted that happened there before.

        Raises:
            NoRoomHere: they are on no stage, or it carries no room.
        """

    async def named(self, guild_id: int, room_id: int, *, host_id: int | None = None) -> Room:
        """The live room that a component named, with all noted that happened there before.

        With a `host_id` it is a room that this person may run. What a component names is data: nobody
        reaches another community's room by it.

        Raises:
            NoRoomHere: it is over.
            NotHost: it is not theirs to run.
        """

    async def hosted(self, guild_id: int, channel_id: int | None, user_id: int) -> Room:
        """The room a person may run: on the stage they are in, else the only one they host.

        Raises:
            NotHost: the room is not theirs to run.
            NoRoomHere: there is no such room, or more than one.
        """

    async def caught_up(self, guild_id: int) -> None:
        """Wait until all that Discord told so far of a community's stages has been told on.

        A command is about what its asker saw, and events may still be on their way to whoever
        stores them. Right after a start it waits for the live rooms to be found again, too.
        Not to be called by a handler of such an event: it would wait for itself.
        """

    async def lives_on(self, guild_id: int, room_id: int) -> Room | None:
        """The live room that a timer or a job names, with all noted that happened there; None if it is over.

        Raises:
            UpstreamError: after a start, Discord has not told yet whether it is still open; so try again.
        """

    async def notes_attendance(self, guild_id: int, club_id: int) -> bool:
        """Whether it is noted who comes to the rooms of a club."""

    async def attendance_of(self, room_id: int, most: int, *, after_user_id: int = 0) -> list[Attendance]:
        """A page of those who were in a room, by the ids of people; of a live room as it is now."""

    async def pasts_of(self, club_id: int, user_ids: Iterable[int], since: datetime) -> Mapping[int, Past]:
        """What some people have been in the rooms of a club that opened since then, as far as it is noted.

        By person, each of them. Where somebody was listened to, what they really said counts as spoken, and
        else their time on the stage.
        """

    def add_opening(self, opening: Opening) -> None:
        """Let `opening` write what must not be lost when a room goes live, as `add_ending` when it ends."""

    def add_ending(self, ending: Ending) -> None:
        """Let `ending` write what must not be lost when a room ends, for as long as the caller's cog runs.

        A failure keeps the room from ending, so it writes and does nothing else.
        """

    def add_card_line(self, line: CardLine) -> None:
        """Show what `line` answers on the card of every live room, for as long as the caller's cog runs."""

    def card_is_stale(self, room: Room) -> None:
        """Have the card of a live room drawn anew soon: what a line of yours says has changed."""


class RoomTopics(Protocol):
    """What rooms were about, long after they ended."""

    async def topics_of(self, guild_id: int, room_ids: Collection[int]) -> dict[int, str]:
        """The topics of a community's rooms by their ids; those that are gone are left out."""


class Company(Protocol):
    """Who is and was in rooms together, as other cogs may ask."""

    async def have_met(self, guild_id: int, one_id: int, other_id: int, since: datetime) -> bool:
        """Whether two people have both been in one room since then, as far as it is noted, or are now."""

    async def is_over(self, room_id: int) -> bool:
        """Whether a room has ended, was cancelled, or is not known any more."""

    def on_the_floor(self, room: Room) -> list[int]:
        """Who can be heard in a live room, those first who came up first; where that is not noted, by id."""


@dataclass(frozen=True, slots=True)
class PinnedLink:
    """A link that a host pinned to a room."""

    label: str
    url: str


class RoomLinks(Protocol):
    """What was pinned to rooms, also long after they ended."""

    async def links_of(self, guild_id: int, room_id: int) -> list[PinnedLink]:
        """The links of a community's room, in the order in which they were pinned."""


class Planner(Protocol):
    """What a cog that plans rooms answers about them."""

    async def of_event(self, guild_id: int, event_id: int) -> Planned | None:
        """What is planned as an event of Discord's; None if it is nobody's."""

    async def beginning(self, room: Room) -> Planned | None:
        """What begins with a room that opens just now; None if nothing was planned for then and there."""

    async def next_of(self, guild_id: int, club_id: int) -> Planned | None:
        """What a club has planned next."""


class RoomPlans(Protocol):
    """Rooms that are opened as planned: their topic, hosts and event are known beforehand."""

    def add_planner(self, planner: Planner) -> None:
        """Ask `planner` about every room that opens, for as long as the caller's cog runs."""

    async def open(self, planned: Planned, by: int) -> Room:
        """Open the room that was planned, with whoever asks as its host; the others run it beside them.

        Whoever planned it has answered for its hosts: their role in the club is not asked for.

        Raises:
            UserError: it cannot be; says why, and nothing is changed.
        """


class RoomCards(Protocol):
    """The cards of live rooms, as other cogs may add to them."""

    def add_buttons(self, buttons: CardButtons) -> None:
        """Put what `buttons` answers on the card of every live room, for as long as the caller's cog runs."""


class RoomReports(Protocol):
    """The reports of rooms, as other cogs may add to them."""

    def add_source(self, source: ReportSource) -> None:
        """Tell what `source` answers in the report of every room, for as long as the caller's cog runs.

        A source that fails, or takes too long, is logged, and the report goes on without it.
        """


class TalkTimes(Protocol):
    """What was really said in rooms, as those tell who listen."""

    def add_source(self, source: TalkSource) -> None:
        """Ask `source` what was heard in rooms, for as long as the caller's cog runs.

        A source that fails, or takes too long, is logged, and the time on the stage counts.
        """
