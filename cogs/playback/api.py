"""What other cogs may use of playback; everything else here is private."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SoundsChanged:
    """A community has another sound, one less, or one under another name. Published after it is stored."""

    guild_id: int
