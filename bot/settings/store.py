"""What communities have set: read from memory, changed in the database, every change kept.

Only what differs from the default is stored, so a default that a new version changes reaches
everybody who never chose. A club's value goes before its community's, and that before the default.

A community lives on one process, so what is remembered here is only ever outdated by our own changes.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.community.records import NOBODY
from bot.errors import OperatorError
from bot.events import Events
from bot.i18n import Text
from bot.settings.declaring import Declared, Settings, declare
from bot.settings.refusals import NoClubSettings, NoSuchSettings, NothingToUndo
from bot.settings.values import DEFAULT, as_text, checked, from_text, tolerant
from bot.storage.after_commit import after_commit
from bot.storage.database import Database
from bot.storage.locks import lock
from bot.storage.setting_rows import SettingChangeRow, SettingRow
from bot.undo import undoable

S = TypeVar("S", bound=Settings)

#: How many models are remembered; the one not asked for longest is forgotten first.
MOST_REMEMBERED = 10_000
COMMUNITY = 0  # the club id of what holds for the whole community


@dataclass(frozen=True, slots=True)
class Place:
    """Whose settings: those of a cog in a community, or in one club of it."""

    guild_id: int
    cog: str
    club_id: int = COMMUNITY

    @property
    def around(self) -> Place:
        """The same cog's settings of the whole community."""
        return Place(self.guild_id, self.cog)


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the history. `old` and `new` are as in JSON, or `DEFAULT`.

    `changed_by` is `bot.community.records.NOBODY` where that person was forgotten.
    """

    id: int
    place: Place
    name: str
    old: Any
    new: Any
    changed_by: int
    changed_at: datetime
    undoes_id: int | None

    def as_json(self) -> dict[str, Any]:
        """What a person may read who asks what is kept about them; None stands for the default."""
        old, new = (None if value is DEFAULT else value for value in (self.old, self.new))
        club = None if self.place.club_id == COMMUNITY else str(self.place.club_id)
        at = self.changed_at.isoformat()
        return {"cog": self.place.cog, "club": club, "name": self.name, "old": old, "new": new, "at": at}


@dataclass(frozen=True, slots=True)
class SettingsChanged:
    """Settings were changed. Published after they are stored."""

    place: Place
    names: tuple[str, ...]
    changed_by: int

    @property
    def guild_id(self) -> int:
        """The community."""
        return self.place.guild_id


class SettingStore:
    """The settings of every cog in every community."""

    def __init__(self, database: Database, events: Events, now: Callable[[], datetime]) -> None:
        self._database = database
        self._events = events
        self._now = now
        self._declared: dict[str, Declared] = {}
        self._remarks: defaultdict[str, list[Text]] = defaultdict(list)
        self._remembered: OrderedDict[Place, Settings] = OrderedDict()
        # How often a community's settings of a cog were changed: what was read before that is not remembered.
        self._changes: defaultdict[Place, int] = defaultdict(int)

    def declare(self, cog: str, owner: str, model: type[Settings], **named: str) -> None:
        """Take in a cog's settings; `owner` is the package that has their words (see `declaring.declare`).

        Raises:
            OperatorError: a field cannot be shown or has no default.
        """
        self._declared[cog] = declare(cog, owner, model, **named)
        undoable(partial(self._withdraw, cog))

    def _withdraw(self, cog: str) -> None:
        self._declared.pop(cog, None)
        self._forget(lambda place: place.cog == cog)

    def remark(self, cog: str, text: Text) -> None:
        """Say something on top of a cog's page that holds in every community, such as how it works here."""
        self._remarks[cog].append(text)
        undoable(lambda: self._remarks[cog].remove(text))

    def remarks(self, cog: str) -> tuple[Text, ...]:
        """What is said on top of a cog's page."""
        return tuple(self._remarks[cog])

    @property
    def declared(self) -> tuple[Declared, ...]:
        """The settings of every cog that has some, in the order they started."""
        return tuple(self._declared.values())

    def declared_by(self, cog: str) -> Declared:
        """The settings of one cog.

        Raises:
            NoSuchSettings: it does not run, or has none.
        """
        if (found := self._declared.get(cog)) is None:
            raise NoSuchSettings(cog=cog)
        return found

    def model_of(self, place: Place) -> type[Settings] | None:
        """The model that the settings of a place follow; None if its cog does not run."""
        found = self._declared.get(place.cog)
        return None if found is None else found.model

    async def of(self, model: type[S], guild_id: int, club_id: int = COMMUNITY) -> S:
        """The settings in force; a club's, where one is named and the model lets clubs differ.

        Raises:
            OperatorError: no cog that runs declared this model.
        """
        declared = next((one for one in self._declared.values() if one.model is model), None)
        if declared is None:
            raise OperatorError(f"no cog that runs has the settings {model.__module__}.{model.__qualname__}")
        found = await self.in_force(Place(guild_id, declared.cog, club_id if model.per_club else COMMUNITY))
        assert isinstance(found, model), "the model that was declared is what is built"
        return found

    async def in_force(self, place: Place) -> Settings:
        """The settings that hold in a place.

        Raises:
            NoSuchSettings: the cog does not run, or has none.
        """
        if (known := self._remembered.get(place)) is not None:
            self._remembered.move_to_end(place)
            return known
        declared, changes = self.declared_by(place.cog), self._changes[place.around]
        async with self._database.reading() as session:
            found = tolerant(declared, await self._all_chosen(session, place))
        if self._changes[place.around] == changes:
            self._remembered[place] = found
            if len(self._remembered) > MOST_REMEMBERED:
                self._remembered.popitem(last=False)
        return found

    async def chosen(self, place: Place) -> dict[str, Any]:
        """What was chosen in exactly this place, as JSON has it."""
        async with self._database.reading() as session:
            return await self.chosen_in(session, place)

    @staticmethod
    async def chosen_in(session: AsyncSession, place: Place) -> dict[str, Any]:
        """See `chosen`; in the caller's transaction."""
        rows = await session.execute(
            select(SettingRow.name, SettingRow.value).where(*_here(SettingRow, place))
        )
        return {name: from_text(value) for name, value in rows}

    async def change(self, place: Place, values: Mapping[str, Any], by: int) -> list[Change]:
        """Set several at once or none of them, `DEFAULT` to go back; answers what is different now.

        Raises:
            NoSuchSettings: the cog does not run, or has no settings.
            NoClubSettings: clubs have none of their own of this cog.
            SettingRefused: a value does not fit; says which, and what would.
        """
        async with self._database.transaction() as session:
            return await self.change_in(session, place, values, by)

    async def change_in(
        self,
        session: AsyncSession,
        place: Place,
        values: Mapping[str, Any],
        by: int,
        *,
        undoes_id: int | None = None,
    ) -> list[Change]:
        """Do the same in the caller's transaction.

        Raises:
            NoSuchSettings: the cog does not run, or has no settings.
            NoClubSettings: clubs have none of their own of this cog.
            SettingRefused: a value does not fit; says which, and what would.
        """
        declared = self.declared_by(place.cog)
        if place.club_id != COMMUNITY and not declared.model.per_club:
            raise NoClubSettings(cog=place.cog)
        # Two fields may bound each other, so that two changes must not pass each other by.
        await lock(session, "settings", place.guild_id, place.cog)
        old = await self.chosen_in(session, place)
        new = checked(declared, await self._all_chosen(session, place), values)
        rows = [
            SettingChangeRow(
                **_key(place, name),
                old=as_text(old.get(name, DEFAULT)),
                new=as_text(new.get(name, DEFAULT)),
                changed_by=by,
                changed_at=self._now(),
                undoes_id=undoes_id,
            )
            for name in values
            if old.get(name, DEFAULT) != new.get(name, DEFAULT)
        ]
        for row in rows:
            await self._write(session, _key(place, row.name), row.new)
        session.add_all(rows)
        await session.flush()
        if rows:
            after_commit(session, partial(self._outdated, place))
            changed = SettingsChanged(place, tuple(row.name for row in rows), by)
            self._events.publish_after_commit(session, changed)
        return [_change(row) for row in rows]

    async def undo(self, guild_id: int, change_id: int, by: int) -> Change:
        """Put back what one change changed, which is a change of its own.

        Raises:
            NothingToUndo: there is no such change here, or the setting was changed again since.
            SettingRefused: what held before does not fit any more.
        """
        async with self._database.transaction() as session:
            row = await session.get(SettingChangeRow, change_id)
            if row is None or row.guild_id != guild_id:
                raise NothingToUndo
            undone = _change(row)
            await lock(session, "settings", guild_id, undone.place.cog)
            if await self._newest(session, undone) != change_id:
                raise NothingToUndo
            values = {undone.name: undone.old}
            changes = await self.change_in(session, undone.place, values, by, undoes_id=change_id)
        return changes[0]

    async def history(self, place: Place, most: int, before_id: int | None = None) -> list[Change]:
        """The changes of a place, the newest first; the next page begins before the last one's id."""
        query = select(SettingChangeRow).where(*_here(SettingChangeRow, place))
        if before_id is not None:
            query = query.where(SettingChangeRow.id < before_id)
        async with self._database.reading() as session:
            rows = await session.scalars(query.order_by(SettingChangeRow.id.desc()).limit(most))
            return [_change(row) for row in rows]

    async def newest(self, place: Place) -> frozenset[int]:
        """The last change of each setting of a place: only those can be undone."""
        newest = select(func.max(SettingChangeRow.id)).where(*_here(SettingChangeRow, place))
        async with self._database.reading() as session:
            return frozenset(await session.scalars(newest.group_by(SettingChangeRow.name)))

    async def get_change(self, guild_id: int, change_id: int) -> Change:
        """One entry of a community's history.

        Raises:
            NothingToUndo: there is none of that id.
        """
        async with self._database.reading() as session:
            row = await session.get(SettingChangeRow, change_id)
        if row is None or row.guild_id != guild_id:
            raise NothingToUndo
        return _change(row)

    async def made_by(self, session: AsyncSession, guild_id: int, user_id: int) -> list[Change]:
        """What a person has changed in a community, the oldest first."""
        mine = (SettingChangeRow.guild_id == guild_id, SettingChangeRow.changed_by == user_id)
        rows = await session.scalars(select(SettingChangeRow).where(*mine).order_by(SettingChangeRow.id))
        return [_change(row) for row in rows]

    async def forget(self, session: AsyncSession, guild_id: int, user_id: int) -> None:
        """Leave what a person has changed as it is, without saying who it was."""
        mine = (SettingChangeRow.guild_id == guild_id, SettingChangeRow.changed_by == user_id)
        await session.execute(update(SettingChangeRow).where(*mine).values(changed_by=NOBODY))

    async def erase_club(self, session: AsyncSession, guild_id: int, club_id: int) -> None:
        """Forget all that a club has set, and its history, in the transaction that erases the club."""
        for row in (SettingRow, SettingChangeRow):
            await session.execute(delete(row).where(row.guild_id == guild_id, row.club_id == club_id))
        after_commit(session, partial(self._club_erased, guild_id, club_id))

    async def erase(self, session: AsyncSession, guild_id: int) -> None:
        """Forget all that a community has set, and its history."""
        for row in (SettingRow, SettingChangeRow):
            await session.execute(delete(row).where(row.guild_id == guild_id))
        after_commit(session, partial(self._erased, guild_id))

    async def _club_erased(self, guild_id: int, club_id: int) -> None:
        self._forget(lambda place: (place.guild_id, place.club_id) == (guild_id, club_id))

    async def _erased(self, guild_id: int) -> None:
        self._forget(lambda place: place.guild_id == guild_id)

    async def _outdated(self, changed: Place) -> None:
        # A community's value shows through wherever a club has none of its own.
        self._forget(lambda place: place.around == changed.around)

    def _forget(self, outdated: Callable[[Place], bool]) -> None:
        for place in [place for place in self._remembered if outdated(place)]:
            del self._remembered[place]
        for place in [place for place in self._changes if outdated(place)]:
            self._changes[place] += 1

    async def _all_chosen(self, session: AsyncSession, place: Place) -> dict[str, Any]:
        """What was chosen for a place and around it."""
        around = await self.chosen_in(session, place.around)
        return around if place == place.around else {**around, **await self.chosen_in(session, place)}

    @staticmethod
    async def _newest(session: AsyncSession, change: Change) -> int | None:
        """The last change of the same setting."""
        newest: int | None = await session.scalar(
            select(SettingChangeRow.id)
            .where(*_here(SettingChangeRow, change.place), SettingChangeRow.name == change.name)
            .order_by(SettingChangeRow.id.desc())
            .limit(1)
        )
        return newest

    async def _write(self, session: AsyncSession, key: Mapping[str, Any], value: str | None) -> None:
        if value is None:
            await session.execute(delete(SettingRow).filter_by(**key))
            return
        chosen = self._database.insert(SettingRow).values(**key, value=value)
        await session.execute(chosen.on_conflict_do_update(index_elements=list(key), set_={"value": value}))


def _key(place: Place, name: str) -> dict[str, Any]:
    return {"guild_id": place.guild_id, "cog": place.cog, "club_id": place.club_id, "name": name}


def _here(row: type[SettingRow | SettingChangeRow], place: Place) -> tuple[ColumnElement[bool], ...]:
    return (row.guild_id == place.guild_id, row.cog == place.cog, row.club_id == place.club_id)


def _change(row: SettingChangeRow) -> Change:
    return Change(
        row.id,
        Place(row.guild_id, row.cog, row.club_id),
        row.name,
        from_text(row.old),
        from_text(row.new),
        row.changed_by,
        row.changed_at,
        row.undoes_id,
    )
