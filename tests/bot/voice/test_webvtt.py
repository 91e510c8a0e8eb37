"""What is written is what a parser of WebVTT reads."""

from __future__ import annotations

import io

import webvtt
from hypothesis import given
from hypothesis import strategies as st

from bot.voice.webvtt import Cue, written


def test_cues_come_in_order_with_who_says_them() -> None:
    text = written([Cue(3_723_456, 3_724_000, "Bob", "later"), Cue(0, 1_500, "Ada <3", "first & best")])

    first, second = webvtt.from_buffer(io.StringIO(text)).captions

    assert (first.start, first.end) == ("00:00:00.000", "00:00:01.500")
    assert first.raw_text == "<v Ada &lt;3>first &amp; best"
    assert (second.start, second.voice, second.text) == ("01:02:03.456", "Bob", "later")


@given(st.lists(st.tuples(st.text(), st.text(min_size=1)), min_size=1, max_size=5))
def test_no_name_or_text_breaks_the_file(said: list[tuple[str, str]]) -> None:
    text = written(Cue(number, number, voice, words) for number, (voice, words) in enumerate(said))

    assert text.count("-->") == len(said)
    assert len(webvtt.from_buffer(io.StringIO(text)).captions) == len(said)
