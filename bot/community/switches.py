"""Which cogs a community has switched off.

A bot cannot hide its commands from one community, so they stay visible, and answer who switched the
cog off and how to have it back. A cog that needs one which is off is off with it. One that is off
hears no events of that community either: nothing it does by itself goes on.

All switches are in memory, since each command and each event asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.community.records import NOBODY, mention
from bot.community.rows import SwitchRow
from bot.errors import UserError
from bot.events import Events
from bot.storage.after_commit import after_commit
from bot.storage.database import Database

if TYPE_CHECKING:
    from bot.discovery import CogPackage


@dataclass(frozen=True, slots=True)
class Switch:
    """A cog that is off in a community: who did it (`NOBODY` once forgotten), and when."""

    cog: str
    off_by: int
    off_at: datetime


@dataclass(frozen=True, slots=True)
class CogSwitched:
    """A cog was switched on or off in a community. Published after it is stored; the cog itself hears it."""

    guild_id: int
    cog: str
    on: bool
    by: int


class CogIsOff(UserError):
    """The command belongs to a cog that this community has switched off."""

    key = "cog-is-off"


class CogNeedsAnother(UserError):
    """The command belongs to a cog that needs one which this community has switched off."""

    key = "cog-needs-another"


class NoSuchCog(UserError):
    """No cog of that name runs."""

    key = "no-such-cog"


class CogStaysOn(UserError):
    """Without this cog nobody could switch anything on again."""

    key = "cog-stays-on"


class Switches:
    """On or off, by community and cog."""

    def __init__(self, database: Database, events: Events, now: Callable[[], datetime]) -> None:
        self._database = database
        self._events = events
        self._now = now
        self._cogs: Mapping[str, CogPackage] = {}
        self._off: dict[int, dict[str, Switch]] = {}
        # Off, and has heard of it: a cog that is told to end may still end its work in order.
        self._deaf: set[tuple[int, str]] = set()

    async def load(self, cogs: Sequence[CogPackage]) -> None:
        """Learn which cogs run and what is off; call it before the first command."""
        self.know(cogs)
        async with self._database.reading() as session:
            for row in await session.scalars(select(SwitchRow)):
                self._off.setdefault(row.guild_id, {})[row.cog] = Switch(row.cog, row.off_by, row.off_at)
                self._deaf.add((row.guild_id, row.cog))

    def know(self, cogs: Iterable[CogPackage]) -> None:
        """Learn which cogs run."""
        self._cogs = {cog.name: cog for cog in cogs}

    @property
    def cogs(self) -> tuple[CogPackage, ...]:
        """The cogs that run, in the order they started."""
        return tuple(self._cogs.values())

    def named(self, cog: str) -> CogPackage:
        """The cog of that short name.

        Raises:
            NoSuchCog: it does not run.
        """
        if (found := self._cogs.get(cog)) is None:
            raise NoSuchCog(cog=cog)
        return found

    def needing(self, cog: str) -> tuple[CogPackage, ...]:
        """The cogs that are off whenever this one is."""
        return tuple(other for other in self.cogs if other.name != cog and cog in self._needed(other.name))

    def cog_of(self, module: str) -> CogPackage | None:
        """The cog that a module belongs to; None for the framework's own."""
        return next((cog for cog in self._cogs.values() if f"{module}.".startswith(f"{cog.package}.")), None)

    def off_in(self, guild_id: int) -> tuple[Switch, ...]:
        """What is switched off in a community, by itself and not with another."""
        return tuple(self._off.get(guild_id, {}).values())

    def cause(self, guild_id: int, cog: str) -> Switch | None:
        """Why a cog is off in a community: its own switch, or that of one it needs; None if it is on."""
        off = self._off.get(guild_id)
        return None if off is None else next((off[name] for name in self._needed(cog) if name in off), None)

    def require(self, guild_id: int, module: str) -> None:
        """Prove that the cog of a module is on.

        Raises:
            CogIsOff: it is off; says who did it.
            CogNeedsAnother: one that it needs is.
        """
        if guild_id not in self._off or (cog := self.cog_of(module)) is None:
            return
        if (cause := self.cause(guild_id, cog.name)) is not None:
            raise self._refusal(cog, cause)

    def hears(self, handler: Callable[..., object], event: object) -> bool:
        """Whether a handler is to be called: not if its cog is off in the community of the event."""
        if not self._off:
            return True
        guild_id = getattr(event, "guild_id", None)
        if guild_id not in self._off or isinstance(event, CogSwitched):
            return True
        cog = self.cog_of(handler.__module__)
        return cog is None or not any((guild_id, name) in self._deaf for name in self._needed(cog.name))

    async def turn(self, guild_id: int, cog: str, by: int, *, on: bool) -> bool:
        """Switch a cog; answers whether that changes anything.

        Raises:
            NoSuchCog: it does not run.
            CogStaysOn: it cannot be switched off, or one that needs it cannot.
        """
        for one in (self.named(cog), *self.needing(cog)):
            if one.always_on and not on:
                raise CogStaysOn(cog=one.title)
        async with self._database.transaction() as session:
            changed = await self._turn(session, guild_id, Switch(cog, by, self._now()), on=on)
            if changed:
                self._events.publish_after_commit(session, CogSwitched(guild_id, cog, on, by))
                after_commit(session, partial(self._settled, guild_id, cog, on))
        return changed

    async def erase(self, session: AsyncSession, guild_id: int) -> None:
        """Forget what is off in a community."""
        await session.execute(delete(SwitchRow).where(SwitchRow.guild_id == guild_id))
        after_commit(session, partial(self._erased, guild_id))

    async def made_by(self, session: AsyncSession, guild_id: int, user_id: int) -> list[Switch]:
        """What a person has switched off in a community."""
        mine = select(SwitchRow).where(SwitchRow.guild_id == guild_id, SwitchRow.off_by == user_id)
        rows = await session.scalars(mine.order_by(SwitchRow.cog))
        return [Switch(row.cog, row.off_by, row.off_at) for row in rows]

    async def forget(self, session: AsyncSession, guild_id: int, user_id: int) -> None:
        """Leave what a person has switched off as it is, without saying who it was."""
        mine = (SwitchRow.guild_id == guild_id, SwitchRow.off_by == user_id)
        await session.execute(update(SwitchRow).where(*mine).values(off_by=NOBODY))
        after_commit(session, partial(self._forgotten, guild_id, user_id))

    async def _turn(self, session: AsyncSession, guild_id: int, switch: Switch, *, on: bool) -> bool:
        if on:
            gone = delete(SwitchRow).where(SwitchRow.guild_id == guild_id, SwitchRow.cog == switch.cog)
            changed = await session.scalar(gone.returning(SwitchRow.cog)) is not None
        else:
            row = self._database.insert(SwitchRow).values(
                guild_id=guild_id, cog=switch.cog, off_by=switch.off_by, off_at=switch.off_at
            )
            once = row.on_conflict_do_nothing(index_elements=["guild_id", "cog"])
            changed = await session.scalar(once.returning(SwitchRow.cog)) is not None
        if changed:
            after_commit(session, partial(self._turned, guild_id, switch, on))
        return changed

    async def _turned(self, guild_id: int, switch: Switch, on: bool) -> None:  # noqa: FBT001 - through `partial`
        if on:
            self._deaf.discard((guild_id, switch.cog))
            self._off.get(guild_id, {}).pop(switch.cog, None)
            if not self._off.get(guild_id):
                self._off.pop(guild_id, None)
        else:
            self._off.setdefault(guild_id, {})[switch.cog] = switch

    async def _settled(self, guild_id: int, cog: str, on: bool) -> None:  # noqa: FBT001 - through `partial`
        if not on and cog in self._off.get(guild_id, {}):
            self._deaf.add((guild_id, cog))

    async def _forgotten(self, guild_id: int, user_id: int) -> None:
        off = self._off.get(guild_id, {})
        for cog, switch in off.items():
            if switch.off_by == user_id:
                off[cog] = replace(switch, off_by=NOBODY)

    async def _erased(self, guild_id: int) -> None:
        self._off.pop(guild_id, None)
        self._deaf = {(community, cog) for community, cog in self._deaf if community != guild_id}

    def _needed(self, cog: str) -> Iterator[str]:
        """A cog and all that it needs, near and far."""
        yield cog
        if cog in self._cogs:
            for other in self._cogs[cog].requires:
                yield from self._needed(other)

    def _refusal(self, cog: CogPackage, cause: Switch) -> UserError:
        person = mention(cause.off_by)
        if cause.cog == cog.name:
            return CogIsOff(cog=cog.title, person=person, at=cause.off_at)
        other = self._cogs[cause.cog].title
        return CogNeedsAnother(cog=cog.title, other=other, person=person, at=cause.off_at)
