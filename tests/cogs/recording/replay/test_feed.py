"""A feed is read by a feed parser as it was meant, whatever people typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree

import feedparser
import pytest

from cogs.recording.api import Consent, Feed, Replay, ReplayStatus
from cogs.recording.replay.feed import ITUNES, PODCAST, Channel, Episode, chapters_of, feed_of
from cogs.recording.replay.told import Speaker, Told

BEGAN, ENDED = datetime(2026, 5, 1, 20, tzinfo=UTC), datetime(2026, 5, 1, 21, tzinfo=UTC)
REPLAY = Replay(
    5, 7, 1, 3, 53, "Jazz", Consent.ASK, ReplayStatus.STOPPED, 11, BEGAN, ENDED, 3_600_000, None, Feed.PUBLIC
)
TOLD = Told(
    (Speaker(11, "Ada", 90_000),),
    ((0, "Jazz"), (60_000, "Why? · Ada")),
    ((60_000, "Why?", "Ada"),),
    (("Notes", "https://example.org/jazz"), ("Trap", "javascript:alert(1)")),
    ((0, 5_000),),
)
EPISODE = Episode(REPLAY, TOLD, 1_234, 1_777_777_777_000, has_transcript=True)
CHANNEL = Channel(
    1, 7, "Night owls", "en-US", "https://pod.example/recording/feed/club-1", is_public=True, is_over=False
)
HOSTILE = (
    "]]><script>alert('x')</script>",
    '&amp; &lt;b&gt; "quoted"',
    "nul \x00 bell \x07 escape \x1b[31m del \x7f lone \ud800 not a letter \uffff",
    "\u202etxet desrever\u202c \u2067\u05e2\u05d1\u05e8\u05d9\u05ea\u2069",
    "عنوان 🎧 \U0001f600",
    " \x0b ",
)


def written(*episodes: Episode, channel: Channel = CHANNEL) -> bytes:
    """A feed, with the keys of its words in their place."""
    return feed_of(channel, episodes, lambda key, **_: key)


def test_an_app_reads_an_episode_with_its_file_its_notes_and_who_is_in_it() -> None:
    read = feedparser.parse(written(EPISODE))

    assert not read.bozo
    assert (read.feed.title, read.feed.language) == ("Night owls", "en-US")
    assert read.feed.image.href == "https://pod.example/recording/feed/club-1/cover.png"
    (entry,) = read.entries
    assert (entry.title, entry.id, entry.guidislink) == ("Jazz", EPISODE.guid, False)
    assert entry.published == "Fri, 01 May 2026 21:00:00 GMT"
    (file,) = entry.enclosures
    assert file.href == "https://pod.example/recording/feed/club-1/5/1777777777000.mp3"
    assert (file.length, file.type, entry.itunes_duration) == ("1234", "audio/mpeg", "3600")
    assert "Ada (01:30)" in entry.summary
    assert "01:00 Why? (Ada)" in entry.summary
    assert '<a href="https://example.org/jazz">Notes</a>' in entry.summary
    assert "javascript:" not in entry.summary


def test_the_podcast_namespace_leads_to_chapters_and_transcript() -> None:
    item = ElementTree.fromstring(written(EPISODE)).find("channel/item")
    assert item is not None
    found = {tag: item.find(f"{{{PODCAST}}}{tag}") for tag in ("chapters", "transcript", "person")}

    chapters, transcript, person = found["chapters"], found["transcript"], found["person"]
    assert chapters is not None
    assert transcript is not None
    assert person is not None
    assert chapters.get("type") == "application/json+chapters"
    assert transcript.get("url") == "https://pod.example/recording/feed/club-1/5/transcript.vtt"
    assert person.text == "Ada"
    assert chapters_of(TOLD) == {
        "version": "1.2.0",
        "chapters": [{"startTime": 0.0, "title": "Jazz"}, {"startTime": 60.0, "title": "Why? · Ada"}],
    }


@pytest.mark.parametrize("text", HOSTILE, ids=("markup", "entities", "control", "bidi", "arabic", "blank"))
def test_whatever_people_typed_is_text_and_turns_nothing(text: str) -> None:
    told = replace(
        TOLD, speakers=(Speaker(11, text, 1),), chapters=((0, text),), questions=((0, text, text),)
    )
    body = written(replace(EPISODE, replay=replace(REPLAY, topic=text), told=told))

    read = feedparser.parse(body)
    assert not read.bozo
    (title,) = (item.findtext("title") or "" for item in ElementTree.fromstring(body).iter("item"))
    assert title
    assert not set(title) & set("\x00\x07\x1b\x0b\u202e\u2067\uffff")
    assert "<script" not in read.entries[0].summary
    assert [each.strip() for each in text.split() if each.isalpha() and each not in title] == []


def test_an_empty_feed_is_a_feed() -> None:
    read = feedparser.parse(written())

    assert not read.bozo
    assert (read.feed.title, read.entries) == ("Night owls", [])


def test_a_private_feed_asks_to_be_listed_nowhere_and_one_that_is_over_says_so() -> None:
    root = ElementTree.fromstring(written(channel=replace(CHANNEL, is_public=False, is_over=True)))
    public = ElementTree.fromstring(written())

    for name, tag in (("block", ITUNES), ("block", PODCAST), ("complete", ITUNES)):
        assert (root.findtext(f"channel/{{{tag}}}{name}") or "").lower() == "yes"
        assert public.find(f"channel/{{{tag}}}{name}") is None
    assert public.findtext(f"channel/{{{PODCAST}}}locked") == "yes"


def test_a_replay_keeps_its_name_when_its_file_is_another_and_another_replay_never_has_it() -> None:
    again = replace(EPISODE, size=9, version=EPISODE.version + 1, replay=replace(REPLAY, topic="Blues"))
    later = replace(EPISODE, replay=replace(REPLAY, began_at=ENDED))  # its number was free again

    assert again.guid == EPISODE.guid != later.guid
    assert feedparser.parse(written(again)).entries[0].enclosures[0].href.endswith("1777777777001.mp3")
