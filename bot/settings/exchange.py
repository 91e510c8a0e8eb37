"""A community's settings as one JSON document, and back.

    {"rostra": 1, "community": {"hands": {"policy": "fair"}}, "clubs": {"17": {"hands": {...}}}}

Only what was chosen is in it, so it can be kept, compared and brought to another community; what
names a channel or a role of the first has to be chosen anew there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import select

from bot.settings.refusals import NotExported
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


class Exchange:
    """Writes and reads such documents."""

    def __init__(self, database: Database, store: SettingStore) -> None:
        self._database = database
        self._store = store

    async def export(self, guild_id: int) -> dict[str, Any]:
        """Everything that was chosen in a community and its clubs."""
        document: dict[str, Any] = {"rostra": VERSION, "community": {}, "clubs": {}}
        async with self._database.reading() as session:
            rows = await session.scalars(
                select(SettingRow)
                .where(SettingRow.guild_id == guild_id)
                .order_by(SettingRow.club_id, SettingRow.cog, SettingRow.name)
            )
            for row in rows:
                around = document["community"]
                if row.club_id != COMMUNITY:
                    around = document["clubs"].setdefault(str(row.club_id), {})
                around.setdefault(row.cog, {})[row.name] = json.loads(row.value)
        return document

    async def take_in(self, guild_id: int, content: bytes, by: int) -> list[Change]:
        """Make what is chosen in a community what the document says, whole or not at all.

        What it does not name goes back to its default, in the cogs and clubs that it names.

        Raises:
            NotExported: it is no such document.
            NoSuchSettings: it names a cog that does not run here.
            SettingRefused: a value does not fit; says which, and what would.
        """
        document = _read(content)
        changes: list[Change] = []
        async with self._database.transaction() as session:
            for place, values in _places(guild_id, document):
                known = await self._store.chosen_in(session, place)
                wanted = dict.fromkeys(known, DEFAULT) | values
                changes += await self._store.change_in(session, place, wanted, by)
        return changes


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
