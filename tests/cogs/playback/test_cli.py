from __future__ import annotations

import wave
from pathlib import Path

from tests.bot.cli.terminal import rostra


def test_the_chime_is_written_as_a_file_that_can_be_played(tmp_path: Path) -> None:
    ended = rostra("chime", "chime.wav", cwd=tmp_path)

    assert (ended.code, ended.out) == (0, "wrote chime.wav\n")
    with wave.open(str(tmp_path / "chime.wav")) as chime:
        assert (chime.getframerate(), chime.getnchannels()) == (48_000, 2)


def test_a_file_that_cannot_be_written_is_named_in_one_line(tmp_path: Path) -> None:
    ended = rostra("chime", "nowhere/chime.wav", cwd=tmp_path)

    assert ended.code == 2
    assert ended.err == "rostra: nowhere/chime.wav: cannot be written: No such file or directory\n"
