"""Files that were made to do harm, each in a child process: they are refused, and the child is gone."""

from __future__ import annotations

import asyncio
import struct
from pathlib import Path

import pytest

from bot.testing import eventually
from bot.voice import ogg, preparing
from bot.voice.editing import BadSound, Fault
from bot.voice.preparing import Limits, Preparing, TooManyAtOnce
from bot.voice.sources import Clip
from tests.bot.voice.files import file_of, silence, tone

SOUND = file_of(tone(500))


async def fault_of(content: bytes, limits: Limits = Limits(5)) -> Fault:  # noqa: B008 - it is frozen
    with pytest.raises(BadSound) as refused:
        await Preparing().clip_of(content, limits)
    return refused.value.fault


def children() -> set[str]:
    """The processes that this one has started and not yet taken leave of."""
    tasks = Path("/proc/self/task").glob("*/children")
    return {pid for file in tasks for pid in file.read_text(encoding="ascii").split()}


def ten_hours_of_silence() -> bytes:
    """Two megabytes, for a packet of silence is three bytes."""
    return ogg.write([b"\xfb\x06" + b"\xff\xfe" * 6] * (10 * 3600 * 1000 // 120))


def sample_rate_bomb() -> bytes:
    """A kilobyte that says it plays one sample a second, and so would become 48,000 times as much."""
    samples = bytes(range(256)) * 4
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, 1, 2, 2, 16)
    body = b"WAVE" + form + struct.pack("<4sI", b"data", len(samples)) + samples
    return struct.pack("<4sI", b"RIFF", len(body)) + body


async def test_a_clip_is_made_in_a_child_that_is_gone_afterwards() -> None:
    before = children()

    clip = Clip(ogg.packets(await Preparing().clip_of(SOUND, Limits(5))))

    assert clip.length_frames == pytest.approx(26, abs=2)
    assert children() == before


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"#EXTM3U\nfile:///etc/hostname\n", Fault.UNKNOWN),
        (b"OggS" + b"\0" * 500, Fault.BROKEN),
        (b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + b"\0" * 500, Fault.BROKEN),
        (SOUND[:36], Fault.BROKEN),
        (b"\x1aE\xdf\xa3" + b"\xff" * 500, Fault.BROKEN),
        (sample_rate_bomb(), Fault.TOO_LONG),
        (file_of(silence(800), "FLAC"), Fault.SILENT),
    ],
    ids=["playlist", "bad ogg", "bad id3", "cut wav", "bad ebml", "rate bomb", "silence"],
)
async def test_a_hostile_file_is_refused_for_what_it_is(content: bytes, fault: Fault) -> None:
    assert await fault_of(content) is fault


async def test_ten_hours_of_silence_are_too_long() -> None:
    assert await fault_of(ten_hours_of_silence()) is Fault.TOO_LONG


async def test_damage_in_the_middle_costs_a_sound_and_never_the_bot() -> None:
    whole = bytearray(file_of(tone(900), "MP3"))
    whole[400:1200] = bytes(range(256)) * 3 + bytes(32)

    made = await Preparing().clip_of(bytes(whole), Limits(5))

    assert 0 < len(ogg.packets(made)) < 60


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the system has no limits on memory")
async def test_a_file_that_takes_too_much_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "memory_bytes", 1024 * 1024)

    assert await fault_of(file_of(tone(4000))) in {Fault.TOO_LARGE, Fault.BROKEN}


async def test_a_child_that_takes_too_long_is_ended() -> None:
    before = children()

    # It has not even read its libraries by then, however quick the machine is.
    assert await fault_of(SOUND, Limits(5, wall_seconds=0.001)) is Fault.TOO_SLOW
    assert children() == before


async def test_a_child_that_says_too_much_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "output_bytes", 100)

    assert await fault_of(SOUND) is Fault.TOO_LARGE


async def test_a_child_that_dies_is_a_refusal_that_the_log_explains(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(preparing, "_PROGRAM", "bot.voice.no_such_program")

    assert await fault_of(SOUND) is Fault.BROKEN
    assert "No module named" in caplog.text


async def test_a_child_knows_none_of_our_secrets(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("ROSTRA_DISCORD__TOKEN", "secret")
    monkeypatch.setattr(preparing, "_PROGRAM", "tests.bot.voice.tell_environment")

    assert await fault_of(SOUND) is Fault.BROKEN
    assert "settings: []" in caplog.text


async def test_only_so_many_wait() -> None:
    crowded = Preparing(at_once=1, most_waiting=0)
    first = asyncio.create_task(crowded.clip_of(SOUND, Limits(5)))
    await asyncio.sleep(0)

    with pytest.raises(TooManyAtOnce):
        await crowded.clip_of(SOUND, Limits(5))

    assert await first


async def test_whoever_gives_up_leaves_no_child_behind() -> None:
    before = children()
    asked = asyncio.create_task(Preparing().clip_of(SOUND, Limits(5)))
    await eventually(lambda: children() != before)

    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked

    assert children() == before
