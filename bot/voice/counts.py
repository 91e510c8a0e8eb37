"""What the clock of all stages has done, for whoever wants to know how well it keeps time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Counts:
    """Written by the sender's thread alone, read by any."""

    #: Made to be sent, the silence that closes each utterance left out.
    frames: int = 0
    #: The system had no room for them, or there was no network; they were dropped.
    unsent_frames: int = 0
    #: Were due while the clock stood, and were too many to be made up for: nothing is sent in a burst.
    late_frames: int = 0
    #: How often the clock stood for a frame or more.
    stalls: int = 0
    #: The latest that a slot ever began.
    worst_seconds: float = 0.0
