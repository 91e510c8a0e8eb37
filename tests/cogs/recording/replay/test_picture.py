"""The picture of a replay shows who speaks when, each in a colour of their own."""

from __future__ import annotations

import io

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.image import imread

from bot.drawing import SERIES
from cogs.recording.replay.chapters import Chapter
from cogs.recording.replay.picture import draw
from cogs.recording.replay.story import Story
from tests.cogs.recording.replay.test_feed import REPLAY

ADA, BOB = 11, 12


def share(picture: np.ndarray, color: str) -> tuple[int, int]:
    """How many pixels of a colour are in the left half of a picture, and how many in the right."""
    near = np.abs(picture[:, :, :3] - to_rgb(color)).max(axis=2) < 0.02
    middle = near.shape[1] // 2
    return int(near[:, :middle].sum()), int(near[:, middle:].sum())


def test_each_speaker_has_a_colour_where_they_speak() -> None:
    chapters = (Chapter(0, "Jazz"), Chapter(30_000, "Blues"))
    story = Story(REPLAY, "Night owls", {ADA: 60_000, BOB: 60_000}, {ADA: "Ada", BOB: "_Bob"}, (), chapters)
    peaks = {ADA: [0.5] * 450 + [0.0] * 450, BOB: [0.0] * 450 + [0.5] * 450}

    picture = imread(io.BytesIO(draw(story, peaks, minutes="minutes", others="others")))

    (left, right), (other_left, other_right) = (share(picture, color) for color in SERIES[:2])
    assert left > 4 * other_left
    assert other_right > 4 * right
