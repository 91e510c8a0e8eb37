"""What a community may set of clubs."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from bot.settings import Id, Role, Settings


class ClubSettings(Settings):
    """Who founds clubs, how many, and what comes with one."""

    in_setup: ClassVar = ("founder_roles",)

    founder_roles: tuple[Annotated[Id, Role()], ...] = ()
    most_owned: int = Field(default=5, ge=1, le=50)
    owners_make: bool = False
