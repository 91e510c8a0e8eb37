"""What a community, or a club, may set of rooms."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from bot.settings import Channel, Id, Role, Settings


class RoomSettings(Settings):
    """Who opens rooms, who is told, and what is noted of those who come."""

    per_club: ClassVar = True
    in_setup: ClassVar = ("host_roles", "notify_everybody", "keep_attendance")

    host_roles: tuple[Annotated[Id, Role()], ...] = ()
    most_live: int = Field(default=50, ge=1, le=50)
    notify_everybody: bool = False
    keep_attendance: bool = True
    show_card: bool = True
    host_away_minutes: int = Field(default=5, ge=0, le=120)
    empty_minutes: int = Field(default=2, ge=0, le=120)
    adopt_stages: bool = True
    stage_pool: tuple[Annotated[Id, Channel("stage_voice")], ...] = ()
    stages_on_demand: bool = False
