"""How the voice server behaves where Discord's may differ from day to day."""

from __future__ import annotations

from dataclasses import dataclass

from bot.sandbox.voice.crypto import MODES


@dataclass(frozen=True, slots=True)
class VoiceOptions:
    """Settings of one voice server."""

    heartbeat_interval_ms: int = 13_750
    #: How long a session waits for its client to resume.
    resume_seconds: float = 60.0
    modes: tuple[str, ...] = MODES
    #: Calls outside stages are end-to-end encrypted; a client that cannot is refused with 4017.
    demands_dave_outside_stages: bool = True
