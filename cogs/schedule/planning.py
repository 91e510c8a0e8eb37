"""What was filled into the options of a command, read: what is wished of a new evening, or changed of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import discord

from cogs.clubs.api import Club
from cogs.schedule.api import Evening
from cogs.schedule.checks import Asked, host_of, moment_typed, stage_for, zone_of
from cogs.schedule.pictures import MOST_BYTES, read_picture
from cogs.schedule.refusals import BadEventPicture, NothingToChange
from cogs.schedule.repeats import Repeat, moved, rule_for
from cogs.schedule.terms import Wish


@dataclass(frozen=True, slots=True)
class Given:
    """The options of a command, those that were left out as None."""

    topic: str | None = None
    when: str | None = None
    description: str | None = None
    minutes: int | None = None
    repeat: Repeat | None = None
    host: discord.Member | None = None
    stage: discord.StageChannel | None = None
    picture: discord.Attachment | None = None


async def wish_of(interaction: Asked, club: Club, given: Given) -> tuple[Wish, discord.StageChannel]:
    """What somebody wants to plan, and on which stage.

    Raises:
        UserError: something of it cannot be; says what.
    """
    starts_at = await moment_typed(interaction, given.when or "")
    stage = stage_for(interaction, club, given.stage)
    rule = rule_for(given.repeat or Repeat.ONCE, starts_at, await zone_of(interaction))
    wish = Wish(
        stage.id,
        given.topic or "",
        starts_at,
        interaction.user.id if given.host is None else host_of(given.host),
        given.description or "",
        None if given.minutes is None else starts_at + timedelta(minutes=given.minutes),
        rule,
        None if given.picture is None else await _picture(given.picture),
    )
    return wish, stage


async def changes_of(interaction: Asked, evening: Evening, given: Given) -> tuple[dict[str, Any], int | None]:
    """What Discord is asked to change of an evening's event, and who is to host it if that is another.

    Raises:
        UserError: something of it cannot be, or nothing is to be changed.
    """
    if given == Given():
        raise NothingToChange
    fields: dict[str, Any] = {}
    if given.topic is not None:
        fields["name"] = given.topic
    if given.description is not None:
        fields["description"] = given.description
    if given.stage is not None:
        fields["channel_id"] = str(given.stage.id)
    if given.picture is not None:
        fields["image"] = await _picture(given.picture)
    host_id = None if given.host is None else host_of(given.host)
    return fields | await _times(interaction, evening, given), host_id


async def _times(interaction: Asked, evening: Evening, given: Given) -> dict[str, Any]:
    zone = await zone_of(interaction)
    starts_at = evening.starts_at if given.when is None else await moment_typed(interaction, given.when)
    fields: dict[str, Any] = {}
    if starts_at != evening.starts_at:
        fields["scheduled_start_time"] = starts_at.isoformat()
    ends_at = _end(evening, starts_at, given.minutes)
    if ends_at != evening.ends_at:
        fields["scheduled_end_time"] = None if ends_at is None else ends_at.isoformat()
    if given.repeat is not None:
        fields["recurrence_rule"] = rule_for(given.repeat, starts_at, zone)
    elif evening.rule is not None and starts_at != evening.starts_at:
        fields["recurrence_rule"] = moved(evening.rule, starts_at, zone)
    return fields


def _end(evening: Evening, starts_at: datetime, minutes: int | None) -> datetime | None:
    """When it ends; moved, it lasts as long as before."""
    if minutes is not None:
        return starts_at + timedelta(minutes=minutes)
    return None if evening.ends_at is None else starts_at + (evening.ends_at - evening.starts_at)


async def _picture(picture: discord.Attachment) -> str:
    if picture.size > MOST_BYTES:
        raise BadEventPicture(most=MOST_BYTES // 1024 // 1024)
    return await read_picture(await picture.read())
