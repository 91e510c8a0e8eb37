"""The page of a replay holds all that is told of it, and no more of anybody's making than text."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

from bot.voice.webvtt import Cue
from cogs.recording.replay.page import Page, page_of
from cogs.recording.replay.page_parts import POLICY, SCRIPT, STYLE
from cogs.recording.replay.told import Speaker
from tests.cogs.recording.replay.test_feed import REPLAY, TOLD

FILES = {"opus": "../file/secret/opus", "mp3": "../file/secret/mp3"}
PAGE = Page(
    REPLAY, "Night owls", TOLD, FILES, {11: [0.1, 0.9, 0.0]}, [Cue(61_000, 62_000, "Ada", "Because.")]
)


class Read(HTMLParser):
    """What a browser makes of a page: elements with their attributes, and text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def of(self, tag: str) -> list[dict[str, str | None]]:
        """The elements of one kind."""
        return [attributes for name, attributes in self.elements if name == tag]


def read(page: Page) -> Read:
    """The page, with the keys of its words in their place."""
    return Read(page_of(page, lambda key, **_: key, "en"))


def test_a_page_plays_jumps_shows_and_gives() -> None:
    found = read(PAGE)

    assert [source["src"] for source in found.of("source")] == ["../file/secret/opus", "../file/secret/mp3"]
    links = [link["href"] for link in found.of("a")]
    assert links.count("../file/secret/opus#t=60") == 2  # the chapter, and the question it is about
    assert "../file/secret/opus#t=61" in links
    assert "https://example.org/jazz" in links
    assert "javascript:alert(1)" not in links
    assert [link["href"] for link in found.of("a") if "download" in link] == list(FILES.values())
    assert "c0" in {path.get("class") for path in found.of("path")}
    assert "Because." in found.text


def test_what_people_typed_stays_text() -> None:
    evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    told = replace(
        TOLD,
        speakers=(Speaker(11, evil, 1),),
        chapters=((0, evil), (9_000, evil)),
        questions=((0, evil, evil),),
        links=((evil, f"https://example.org/{evil}"),),
    )
    cues = [Cue(0, 1, evil, evil)]
    found = read(replace(PAGE, replay=replace(REPLAY, topic=evil), told=told, club=evil, cues=cues))

    assert len(found.of("script")) == 1
    assert found.of("img") == []
    assert not any(name.startswith("on") for _, attributes in found.elements for name in attributes)
    assert found.text.count(evil) >= 8


def test_without_picture_questions_silences_and_transcript_there_is_no_empty_part() -> None:
    bare = replace(PAGE, told=replace(TOLD, questions=(), links=(), silences=()), peaks=None, cues=())
    found = read(bare)

    assert found.of("svg") == found.of("details") == found.of("input") == []
    assert "notes-questions" not in found.text


def test_nothing_from_elsewhere_is_allowed_and_nothing_is_asked_for() -> None:
    text = page_of(replace(PAGE, told=replace(TOLD, links=())), lambda key, **_: key, "en")

    assert POLICY.startswith("default-src 'none';")
    assert "unsafe" not in POLICY
    assert f"<style>{STYLE}</style>" in text
    assert f"<script>{SCRIPT}</script>" in text
    assert "://" not in text
    assert " style=" not in text
