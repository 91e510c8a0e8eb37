from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from cogs.recording.rendering import LONGEST_NAME, _pack


@pytest.mark.parametrize(
    ("called", "named"),
    [
        ("Ada", "Ada-7.opus"),
        ("../../Zoë <b> / 2", "Zoë-b-2-7.opus"),
        ("हिन्दी", "हिन्दी-7.opus"),
        ("⭐️", "\ufe0f-7.opus"),
        ("CON\0\r\n.", "CON-7.opus"),
        ("x" * 99, "x" * LONGEST_NAME + "-7.opus"),
        ("\u202e", "7.opus"),
    ],
)
def test_a_track_is_named_for_who_speaks_and_every_system_takes_the_name(
    tmp_path: Path, called: str, named: str
) -> None:
    track, later, packed = tmp_path / "7.opus", tmp_path / "7-2.opus", tmp_path / "tracks.zip"
    for path in (track, later):
        path.write_bytes(b"OggS")

    _pack([track, later], packed, {7: called})

    with zipfile.ZipFile(packed) as found:
        assert found.namelist() == [named, named.replace("7.opus", "7-2.opus")]
