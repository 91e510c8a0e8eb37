"""What clubs have in Discord, for `rostra doctor` to look at: a role, a stage, a text channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from bot.doctor.needs import Need
from bot.errors import OperatorError, UpstreamError
from bot.permissions import ON_STAGE
from bot.storage.database import Database
from bot.storage.url import file_of
from cogs.clubs.bindings import IN_TEXT
from cogs.clubs.tables import ClubRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.config import Config

_LET_GO = "/club unbind"
_BOUND = select(ClubRow.name, ClubRow.role_id, ClubRow.stage_channel_id, ClubRow.text_channel_id)


async def needs(config: Config, guild_id: int) -> list[Need]:
    """What the clubs of a community have there; nothing, where no database says it."""
    url = config.database.url
    try:
        file = file_of(url)
        if file is not None and not file.exists():  # to connect would make it
            return []
        database = Database(url)
    except OperatorError:
        return []  # what is wrong with the database is a finding of its own
    try:
        clubs = await database.lookup(
            _BOUND.where(ClubRow.guild_id == guild_id, ClubRow.archived_at.is_(None)).order_by(ClubRow.name)
        )
    except (OperatorError, UpstreamError, SQLAlchemyError):
        return []  # as above: it is not reached, or its tables are not those of this version
    finally:
        await database.close()
    return [need for club in clubs for need in _of(*club)]


def _of(name: str, role_id: int | None, stage_id: int | None, channel_id: int | None) -> Iterator[Need]:
    if role_id is not None:
        yield Need(f"role of the club {name}", _LET_GO, role_id=role_id)
    if stage_id is not None:
        yield Need(f"stage of the club {name}", _LET_GO, channel_id=stage_id, permissions=ON_STAGE)
    if channel_id is not None:
        yield Need(f"text channel of the club {name}", _LET_GO, channel_id=channel_id, permissions=IN_TEXT)
