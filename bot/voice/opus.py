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
# By the first byte, since each packet of hours is asked; 0 where the frames are counted in the second byte.
_SAMPLES = tuple(_FRAME_SIZES[first >> 3] * (1, 2, 2, 0)[first & 3] for first in range(256))


class BadPacket(ValueError):
    """These bytes are no Opus packet."""


def packet_samples(packet: bytes) -> int:
    """How long a packet plays, in samples of 48 kHz.

    Raises:
        BadPacket: it is empty, cut short, or breaks RFC 6716's rules on length.
    """
    if not packet:
        raise BadPacket("an Opus packet has at least one byte")
    if samples := _SAMPLES[packet[0]]:
        return samples
    samples = _FRAME_SIZES[packet[0] >> 3] * _frame_count(packet)
    if not 0 < samples <= LONGEST_SAMPLES:
        raise BadPacket(f"a packet of {samples} samples; 1 to {LONGEST_SAMPLES} are allowed")
    return samples


def _frame_count(packet: bytes) -> int:
    if len(packet) == 1:
        raise BadPacket("the packet ends before its frame count")
    return packet[1] & 63


#: The shortest frame that a packet can hold, 2.5 ms; silence is made in steps of it.
STEP_SAMPLES = 120
#: Silence of 120 ms in one packet: six frames of 20 ms, all of one size (RFC 6716, section 3.2.5).
LONG_SILENCE = b"\xfb\x06" + SILENCE[1:] * 6
# One CELT frame of full band and one channel, as `SILENCE` is; the first byte names its length.
_SHORT_SILENCES = {480: b"\xf0", 240: b"\xe8", 120: b"\xe0"}


def silence(samples: int) -> list[bytes]:
    """Silent packets that play that long, to the step below: few, since most of a track is silence."""
    packets = [LONG_SILENCE] * (samples // LONGEST_SAMPLES)
    rest = samples % LONGEST_SAMPLES
    packets += [SILENCE] * (rest // FRAME_SAMPLES)
    rest %= FRAME_SAMPLES
    for length, first in _SHORT_SILENCES.items():
        if rest >= length:
            packets.append(first + SILENCE[1:])
            rest -= length
    return packets
