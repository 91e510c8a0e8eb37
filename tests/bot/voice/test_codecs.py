"""libopus and FFmpeg are found without the system's package manager, and what is missing is said."""

from __future__ import annotations

import ctypes.util
from collections.abc import Iterator
from pathlib import Path

import av
import discord
import pytest

from bot.errors import OperatorError
from bot.voice import codecs
from bot.voice.opus import packet_samples


@pytest.fixture(autouse=True)
def looks_anew(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv(codecs.VARIABLE, raising=False)
    codecs.load_opus.cache_clear()
    yield
    codecs.load_opus.cache_clear()


def without_a_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes.util, "find_library", lambda _name: None)


def test_pyavs_libopus_serves_discord_py(monkeypatch: pytest.MonkeyPatch) -> None:
    without_a_system(monkeypatch)

    found = codecs.load_opus()

    assert found.source.startswith("PyAV")
    assert packet_samples(discord.opus.Encoder().encode(bytes(3840), 960)) == 960


def test_a_libopus_of_ones_own_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    without_a_system(monkeypatch)
    own = codecs.load_opus().source.partition(": ")[2]
    codecs.load_opus.cache_clear()
    monkeypatch.setenv(codecs.VARIABLE, own)

    assert codecs.load_opus().source == f"{codecs.VARIABLE}: {own}"


def test_a_broken_one_is_passed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "libopus.so"
    broken.write_bytes(b"not a library")
    monkeypatch.setenv(codecs.VARIABLE, str(broken))

    assert not codecs.load_opus().source.startswith(codecs.VARIABLE)


def test_none_at_all_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    without_a_system(monkeypatch)
    monkeypatch.setattr(av, "__file__", str(tmp_path / "av" / "__init__.py"))

    with pytest.raises(OperatorError, match="force-reinstall av` brings one, or set LIBOPUS"):
        codecs.load_opus()
    assert any("no libopus" in line for line in codecs.describe())


def test_ffmpeg_can_do_what_people_bring() -> None:
    assert str(codecs.find_ffmpeg()).startswith("FFmpeg ")


def test_a_missing_codec_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codecs, "NEEDED_DECODERS", ("opus", "wax_cylinder"))

    with pytest.raises(OperatorError, match="lacks wax_cylinder"):
        codecs.find_ffmpeg()


def test_what_was_found_is_described() -> None:
    libopus, ffmpeg = codecs.describe()

    assert libopus.startswith("libopus 1.")
    assert ffmpeg.startswith("FFmpeg ")
