from __future__ import annotations

import pytest

from bot.voice.containers import ALL, named, sniff
from tests.bot.voice.files import KINDS, file_of, tone


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_known_by_what_it_begins_with(kind: str) -> None:
    assert sniff(file_of(tone(100), kind)) == named(kind)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"#EXTM3U\nhttp://127.0.0.1/a.mp3\n",
        b"ffconcat version 1.0\nfile 'secret.wav'\n",
        b"[playlist]\nFile1=secret.wav\n",
        b"RIFF\x24\0\0\0AVI LIST",
        b"\xff\xf1\x50\x80",  # ADTS, which is layer 0
        b"\xff\xfb\xf0\x00",  # a bit rate that there is not
        b"<?xml version='1.0'?><MPD/>",
        b"\x89PNG\r\n\x1a\n",
    ],
)
def test_nothing_else_is_taken_for_a_sound(content: bytes) -> None:
    assert sniff(content) is None


def test_every_kind_has_a_demuxer_and_a_name_of_its_own() -> None:
    assert len({kind.demuxer for kind in ALL}) == len({kind.name for kind in ALL}) == len(ALL)
