"""The settings of a cog that there is not."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from bot.i18n import Text
from bot.settings import Channel, Id, Role, Settings, TimeZone
from bot.settings.refusals import SettingRefused


class Colour(StrEnum):
    GREEN = "green"
    DARK_GREEN = "dark_green"


class GardenSettings(Settings):
    per_club: ClassVar = True
    in_setup: ClassVar = ("beds",)

    open: bool = True
    beds: int = Field(default=3, ge=1, le=9)
    colour: Colour = Colour.GREEN
    name: str = Field(default="", max_length=20)
    zone: TimeZone = "UTC"
    gate: Annotated[Id, Channel("text", "stage_voice")] | None = None
    gardeners: tuple[Annotated[Id, Role()], ...] = ()
    shortest: int = Field(default=1, ge=1, le=100)
    longest: int = Field(default=10, ge=1, le=100)

    @model_validator(mode="after")
    def _paths_fit(self) -> Self:
        if self.shortest > self.longest:
            raise SettingRefused(Text(__name__, "setting-shortest-below-longest"))
        return self
