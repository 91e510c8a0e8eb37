"""What a community, or a club, may set of what it hears."""

from __future__ import annotations

from typing import ClassVar

from bot.settings import Settings


class PlaybackSettings(Settings):
    """What is played by itself."""

    per_club: ClassVar = True
    in_setup: ClassVar = ("chime",)

    chime: bool = True
    warning_chime: bool = True
