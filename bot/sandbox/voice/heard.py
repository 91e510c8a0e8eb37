"""Answers what a listener heard of a speaker, as one Ogg Opus track."""

from __future__ import annotations

from collections.abc import Sequence

from bot.sandbox.voice.server import VoiceServer
from bot.voice import ogg


def packets(server: VoiceServer, channel_id: int, speaker_id: int) -> list[bytes]:
    """The packets, in order: from a person who listens by a client of their own, if there is one.

    Else what the media server would have sent, over the same bad line if one was asked
    for, to anybody in the channel who is not deafened.
    """
    of_a_client = server.people.heard(channel_id, speaker_id)
    if of_a_client is not None:
        return of_a_client
    track = server.media.heard.get(channel_id, speaker_id)
    return [] if track is None else track.packets()


def file(packets: Sequence[bytes], speaker_id: int) -> bytes:
    """An Ogg Opus file of them, also if there are none."""
    return ogg.write(packets, tags={"ARTIST": str(speaker_id)})
