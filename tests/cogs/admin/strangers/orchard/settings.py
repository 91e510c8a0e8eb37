"""What a community, or a club, may set of an orchard."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from bot.i18n import Text
from bot.settings import Channel, Id, Role, Settings
from bot.settings.refusals import SettingRefused


class Fruit(StrEnum):
    APPLE = "apple"
    WILD_PEAR = "wild_pear"


class OrchardSettings(Settings):
    per_club: ClassVar = True
    in_setup: ClassVar = ("trees", "gate")

    open: bool = True
    trees: int = Field(default=3, ge=1, le=2_000)
    fruit: Fruit = Fruit.APPLE
    second_fruit: Fruit | None = None
    name: str = Field(default="", max_length=60)
    motto: str | None = Field(default=None, max_length=4_000)
    gate: Annotated[Id, Channel("text", "stage_voice")] | None = None
    gardeners: tuple[Annotated[Id, Role()], ...] = ()
    shortest: int = Field(default=1, ge=1, le=100)
    longest: int = Field(default=10, ge=1, le=100)

    @model_validator(mode="after")
    def _paths_fit(self) -> Self:
        if self.shortest > self.longest:
            raise SettingRefused(Text(__name__, "shortest-above-longest"))
        return self
