"""What pictures have in common: words stay inside them, and nothing is drawn as a row of boxes."""

from __future__ import annotations

from bot.drawing import LOCK, drawable, figure, plain, titled


def test_words_that_would_run_out_of_the_picture_are_cut() -> None:
    with LOCK:
        canvas = figure(4.0, 2.0)
        axes = canvas.subplots()
        plain(axes, "W" * 80)
        titled(canvas, "What keeps you awake?")
        whole = canvas.get_suptitle()
        titled(canvas, "$" * 80)

    assert whole == "What keeps you awake?"
    for text in (canvas.get_suptitle(), axes.get_title(loc="left")):
        assert text.endswith("…")
        assert 5 < len(text) < 80


def test_letters_that_the_font_lacks_are_left_out() -> None:
    assert drawable("  Ben 日本 🎷  Été") == "Ben Été"
