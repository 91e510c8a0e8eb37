"""What can be known of an Opus packet without decoding it (RFC 6716, section 3.1).

The first byte of a packet names its mode and frame size, the two lowest bits of that
byte how many frames follow; together they give the time the packet plays. Discord
carries 48 kHz, so time is counted in samples of 48 kHz everywhere in this project.
"""

from __future__ import annotations

SAMPLE_RATE = 48_000
#: Discord's frame: 20 ms.
FRAME_SAMPLES = 960
FRAME_SECONDS = FRAME_SAMPLES / SAMPLE_RATE
#: The silent frame that Discord asks for, five times, after the last spoken one
#: (topics/voice-connections, "Voice Data Interpolation").
SILENCE = b"\xf8\xff\xfe"
#: No packet plays longer than 120 ms (RFC 6716, section 3.2.5, rule R5).
LONGEST_SAMPLES = 5_760

_SILK = (480, 960, 1920, 2880)
_HYBRID = (480, 960)
_CELT = (120, 240, 480, 960)
# RFC 6716, table 2: configurations 0-11 are SILK, 12-15 hybrid, 16-31 CELT.
_FRAME_SIZES = _SILK * 3 + _HYBRID * 2 + _CELT * 4
_FRAMES_ARE_COUNTED = 3


class BadPacket(ValueError):
    """These bytes are no Opus packet."""


def packet_samples(packet: bytes) -> int:
    """How long a packet plays, in samples of 48 kHz.

    Raises:
        BadPacket: it is empty, cut short, or breaks RFC 6716's rules on length.
    """
    if not packet:
        raise BadPacket("an Opus packet has at least one byte")
    samples = _FRAME_SIZES[packet[0] >> 3] * _frame_count(packet)
    if not 0 < samples <= LONGEST_SAMPLES:
        raise BadPacket(f"a packet of {samples} samples; 1 to {LONGEST_SAMPLES} are allowed")
    return samples


def _frame_count(packet: bytes) -> int:
    code = packet[0] & 3
    if code != _FRAMES_ARE_COUNTED:
        return 1 if code == 0 else 2
    if len(packet) == 1:
        raise BadPacket("the packet ends before its frame count")
    return packet[1] & 63
