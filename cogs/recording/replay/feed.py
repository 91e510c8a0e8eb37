"""The podcast feed of a club as a file: RSS 2.0, with the tags of Apple's and of the podcast namespace.

Pure: a channel and its episodes in, bytes out, the same for the same. What people typed may hold anything:
what XML 1.0 forbids is left out, the rest is escaped by the library (W3C, "XML 1.0", section 2.2).

Sources: RSS Advisory Board, "RSS 2.0 Specification"; Apple, "A Podcaster's Guide to RSS"; Podcast Index,
"The Podcast Namespace".
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from bot.markdown import undirected
from cogs.recording.api import Replay
from cogs.recording.replay.chapters import clock
from cogs.recording.replay.told import Told

#: Says a text of the catalogue: the key, and what is put into it.
Say = Callable[..., str]
ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
ATOM = "http://www.w3.org/2005/Atom"
for _prefix, _uri in (("itunes", ITUNES), ("podcast", PODCAST), ("atom", ATOM)):
    register_namespace(_prefix, _uri)

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Ours alone, so that no other program makes the same names of the same numbers.
_NAMES = uuid.UUID("b0a6b2ae-6f0c-5d1c-9c44-8d0b7a1d5a52")


@dataclass(frozen=True, slots=True)
class Channel:
    """A club as a podcast."""

    club_id: int
    guild_id: int
    title: str
    language: str
    #: Where the feed is found, and below which address all that belongs to it.
    address: str
    is_public: bool
    is_over: bool  # the club rests, so that nothing new comes


@dataclass(frozen=True, slots=True)
class Episode:
    """A replay with its file."""

    replay: Replay
    told: Told
    size: int
    #: Tells the file that is there from the one before it.
    version: int
    has_transcript: bool = False

    @property
    def guid(self) -> str:
        """What apps know it by: never changed, and no other replay's, even one that has its number later."""
        began = self.replay.began_at.astimezone(UTC).isoformat()
        return str(uuid.uuid5(_NAMES, f"replay {self.replay.guild_id} {self.replay.id} {began}"))


def feed_of(channel: Channel, episodes: Sequence[Episode], say: Say) -> bytes:
    """The feed; `say` speaks the language of the channel."""
    rss = Element("rss", version="2.0")
    root = SubElement(rss, "channel")
    _text(root, "title", channel.title)
    _text(root, "link", f"https://discord.com/channels/{channel.guild_id}")
    _text(root, "description", say("feed-description", club=channel.title))
    _text(root, "language", channel.language)
    _text(root, "generator", "Rostra")
    if episodes:
        _text(root, "lastBuildDate", _date(max(_made_at(episode) for episode in episodes)))
    SubElement(root, f"{{{ATOM}}}link", href=f"{channel.address}.xml", rel="self", type="application/rss+xml")
    _itunes(root, channel)
    _podcast(root, channel)
    for episode in episodes:
        _episode(SubElement(root, "item"), channel, episode, say)
    return bytes(tostring(rss, encoding="utf-8", xml_declaration=True))


def _itunes(root: Element, channel: Channel) -> None:
    SubElement(root, f"{{{ITUNES}}}image", href=f"{channel.address}/cover.png")
    _text(root, f"{{{ITUNES}}}author", channel.title)
    _text(root, f"{{{ITUNES}}}explicit", "false")
    _text(root, f"{{{ITUNES}}}type", "episodic")
    SubElement(root, f"{{{ITUNES}}}category", text="Society & Culture")
    if not channel.is_public:
        _text(root, f"{{{ITUNES}}}block", "Yes")
    if channel.is_over:
        _text(root, f"{{{ITUNES}}}complete", "Yes")


def _podcast(root: Element, channel: Channel) -> None:
    name = f"club {channel.guild_id} {channel.club_id}"
    _text(root, f"{{{PODCAST}}}guid", str(uuid.uuid5(_NAMES, name)))
    # Nobody else's platform is to take the club's podcast over.
    _text(root, f"{{{PODCAST}}}locked", "yes")
    _text(root, f"{{{PODCAST}}}medium", "podcast")
    if not channel.is_public:
        _text(root, f"{{{PODCAST}}}block", "yes")


def _episode(item: Element, channel: Channel, episode: Episode, say: Say) -> None:
    replay, told = episode.replay, episode.told
    here = f"{channel.address}/{replay.id}"
    _text(item, "title", replay.topic)
    _text(item, "link", here)
    SubElement(item, "guid", isPermaLink="false").text = episode.guid
    _text(item, "pubDate", _date(replay.ended_at or replay.began_at))
    _text(item, "description", "\n".join(_notes(channel, episode, say)))
    SubElement(
        item,
        "enclosure",
        url=f"{here}/{episode.version}.mp3",
        length=str(episode.size),
        type="audio/mpeg",
    )
    _text(item, f"{{{ITUNES}}}duration", str(round((replay.milliseconds or 0) / 1000)))
    _text(item, f"{{{ITUNES}}}explicit", "false")
    if told.chapters:
        chapters = {"url": f"{here}/chapters.json", "type": "application/json+chapters"}
        SubElement(item, f"{{{PODCAST}}}chapters", chapters)
    if episode.has_transcript:
        SubElement(item, f"{{{PODCAST}}}transcript", url=f"{here}/transcript.vtt", type="text/vtt")
    for speaker in told.speakers:
        _text(item, f"{{{PODCAST}}}person", speaker.name)


def _notes(channel: Channel, episode: Episode, say: Say) -> Iterator[str]:
    """The show notes, as the HTML that apps show."""
    replay, told = episode.replay, episode.told
    length = clock(replay.milliseconds or 0)
    yield f"<p>{_html(say('notes-head', club=channel.title, at=replay.began_at, length=length))}</p>"
    people = (f"{_html(speaker.name)} ({clock(speaker.milliseconds)})" for speaker in told.speakers)
    yield from _part(say("notes-people"), people)
    yield from _part(
        say("notes-chapters"), (f"{clock(at_ms)} {_html(title)}" for at_ms, title in told.chapters)
    )
    questions = (
        f"{clock(at_ms)} {_html(question)}" + (f" ({_html(name)})" if name else "")
        for at_ms, question, name in told.questions
    )
    yield from _part(say("notes-questions"), questions)
    links = (
        f'<a href="{escape(url)}">{_html(label)}</a>'
        for label, url in told.links
        if urlsplit(url).scheme in {"http", "https"}
    )
    yield from _part(say("notes-links"), links)


def _part(title: str, lines: Iterator[str]) -> Iterator[str]:
    found = [f"<li>{line}</li>" for line in lines]
    if found:
        yield f"<p>{_html(title)}</p><ul>{''.join(found)}</ul>"


def chapters_of(told: Told) -> dict[str, object]:
    """The chapters of an episode, as the podcast namespace's JSON (version 1.2)."""
    found = [{"startTime": at_ms / 1000, "title": plain(title)} for at_ms, title in told.chapters]
    return {"version": "1.2.0", "chapters": found}


def plain(text: str) -> str:
    """A text without what XML forbids, and without marks that would turn what stands around it."""
    return undirected(_FORBIDDEN.sub("", text))


def _html(text: str) -> str:
    return escape(undirected(text))


def _text(parent: Element, tag: str, text: str) -> None:
    # An empty one is worse than none of it: readers take the address in its place.
    SubElement(parent, tag).text = plain(text).strip() or "…"


def _made_at(episode: Episode) -> datetime:
    return datetime.fromtimestamp(episode.version / 1000, UTC)


def _date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)
