"""A community's settings as one JSON document, and back.

    {"rostra": 1, "community": {"hands": {"policy": "fair"}}, "clubs": {"17": {"hands": {...}}}}

Only what was chosen is in it, so it can be kept, compared and brought to another community. Clubs,
channels and roles are named by their ids, so those of another community are refused and have to be
chosen anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import select

from bot.i18n import Text
from bot.settings.clubs import NoSuchClubHere, SettingClubs
from bot.settings.declaring import Kind, Setting
from bot.settings.refusals import ExportedElsewhere, NotExported, SettingRefused
from bot.settings.store import COMMUNITY, Change, Place, SettingStore
from bot.settings.values import DEFAULT
from bot.storage.database import Database
from bot.storage.setting_rows import SettingRow

VERSION = 1
#: More than every setting of every cog would need.
MOST_BYTES = 256 * 1024

_OfCogs = dict[str, dict[str, Any]]


class _Document(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    rostra: int = Field(ge=VERSION, le=VERSION)
    community: _OfCogs = {}
    clubs: dict[str, _OfCogs] = {}


@dataclass(frozen=True, slots=True)
class Part:
    """Which of a community's settings a document holds: one cog's or all, of one club or of all.

    A `club_id` of None is the community and its clubs.
    """

    cog: str | None = None
    club_id: int | None = None

    def holds(self, place: Place) -> bool:
        """Whether the settings of a place belong to it."""
        return self.cog in {None, place.cog} and self.club_id in {None, place.club_id}


EVERYTHING = Part()


class Landmarks(Protocol):
    """The channels and roles of a community, which settings name."""

    def has_channel(self, channel_id: int, kinds: tuple[str, ...]) -> bool:
        """Whether there is a channel of one of these kinds."""

    def has_role(self, role_id: int) -> bool:
        """Whether there is a role that can be given."""


class Exchange:
    """Writes and reads such documents."""

    def __init__(
        self, database: Database, store: SettingStore, clubs: Callable[[], SettingClubs | None]
    ) -> None:
        self._database = database
        self._store = store
        self._clubs = clubs

    async def export(self, guild_id: int, part: Part = EVERYTHING) -> dict[str, Any]:
        """What was chosen in a community and its clubs."""
        document: dict[str, Any] = {"rostra": VERSION, "community": {}, "clubs": {}}
        async with self._database.reading() as session:
            rows = await session.scalars(
                select(SettingRow)
                .where(SettingRow.guild_id == guild_id)
                .order_by(SettingRow.club_id, SettingRow.cog, SettingRow.name)
            )
            for row in rows:
                if not part.holds(Place(guild_id, row.cog, row.club_id)):
                    continue
                around = document["community"]
                if row.club_id != COMMUNITY:
                    around = document["clubs"].setdefault(str(row.club_id), {})
                around.setdefault(row.cog, {})[row.name] = json.loads(row.value)
        return document

    async def take_in(
        self, guild_id: int, content: bytes, by: int, landmarks: Landmarks, part: Part = EVERYTHING
    ) -> list[Change]:
        """Make what is chosen in a community what the document says, whole or not at all.

        What it does not name goes back to its default, in the cogs and clubs that it names.

        Raises:
            NotExported: it is no such document.
            ExportedElsewhere: it holds more than the `part` that may be changed.
            NoSuchClubHere: it names a club that this community does not have.
            NoSuchSettings: it names a cog that does not run here, or that clubs have no settings of.
            SettingRefused: a value does not fit; says which, and what would.
        """
        places = dict(_places(guild_id, _read(content)))
        if not all(part.holds(place) for place in places):
            raise ExportedElsewhere
        await self._require_clubs(guild_id, {place.club_id for place in places} - {COMMUNITY})
        changes: list[Change] = []
        async with self._database.transaction() as session:
            for place, values in places.items():
                known = await self._store.chosen_in(session, place)
                wanted = dict.fromkeys(known, DEFAULT) | values
                changes += await self._store.change_in(session, place, wanted, by)
            self._require_landmarks(changes, landmarks)
        return changes

    async def _require_clubs(self, guild_id: int, club_ids: Iterable[int]) -> None:
        clubs = self._clubs()
        for club_id in club_ids:
            if clubs is None or await clubs.club_name(guild_id, club_id) is None:
                raise NoSuchClubHere(club=str(club_id))

    def _require_landmarks(self, changes: Iterable[Change], landmarks: Landmarks) -> None:
        reasons: list[Text] = []
        for change in changes:
            setting = self._store.declared_by(change.place.cog).setting(change.name)
            assert setting is not None, "it was changed just now"
            if not all(_is_here(setting, one, landmarks) for one in _ids_in(setting, change.new)):
                reason = Text("bot", "setting-not-here")
                reasons.append(Text("bot", "setting-line", setting=setting.label, reason=reason))
        if reasons:
            raise SettingRefused(*reasons)


def _ids_in(setting: Setting, value: Any) -> Iterator[int]:
    if setting.kind in {Kind.CHANNEL, Kind.ROLE} and value is not DEFAULT and value is not None:
        yield from map(int, value if setting.several else [value])


def _is_here(setting: Setting, one: int, landmarks: Landmarks) -> bool:
    if setting.kind is Kind.ROLE:
        return landmarks.has_role(one)
    return landmarks.has_channel(one, setting.channel_kinds)


def _read(content: bytes) -> _Document:
    if len(content) > MOST_BYTES:
        raise NotExported
    try:
        return _Document.model_validate_json(content)
    except ValidationError as error:
        raise NotExported from error


def _places(guild_id: int, document: _Document) -> Iterator[tuple[Place, dict[str, Any]]]:
    for cog, values in document.community.items():
        yield Place(guild_id, cog), values
    for club, cogs in document.clubs.items():
        if not club.isdecimal() or len(club) > 18:  # noqa: PLR2004 - what 64 bits hold for certain
            raise NotExported
        for cog, values in cogs.items():
            yield Place(guild_id, cog, int(club)), values
