"""Pictures are drawn from whatever there is, and a name is never taken for a formula."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from cogs.tips.accounting.charts import Bar, Labels, draw_clubs, draw_months

LABELS = Labels("What you gave: $x$", "EUR", "got", "gave")


@pytest.mark.parametrize("draw", [draw_months, draw_clubs])
@pytest.mark.parametrize(
    "bars",
    [
        [Bar("Mar 26", 0.0, 0.0)],
        [Bar("$a^2$ {", 12.5, 3.0), Bar("x" * 90, 1.0, 9.0), Bar("さくら", 0.0, 1.0)],
    ],
    ids=["nothing", "odd names"],
)
def test_a_picture_is_drawn(draw: object, bars: list[Bar]) -> None:
    assert callable(draw)

    picture = Image.open(BytesIO(draw(bars, LABELS)))

    colours = {colour for _, colour in picture.convert("RGB").getcolors(maxcolors=1 << 20) or []}
    assert (0x2B, 0x2D, 0x31) in colours
    assert (0x2F, 0xC2, 0x9A) in colours  # what was got, at least in the legend
