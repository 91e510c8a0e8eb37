"""The page on which a replay is heard: player, picture, chapters, notes, transcript, files.

Pure: what is told in, HTML out. Whatever people typed or are called is escaped, and stands in an element of
its own (`bdi`), so that its direction of writing turns nothing around it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from urllib.parse import urlsplit

from bot.voice.webvtt import Cue
from cogs.recording.api import Replay
from cogs.recording.replay.chapters import clock
from cogs.recording.replay.page_parts import SCRIPT, STYLE
from cogs.recording.replay.told import Told
from cogs.recording.replay.waveform import classes_of, waveform

#: Says a text of the catalogue: the key, and what is put into it.
Say = Callable[..., str]
#: What a browser plays, those first that are smaller, and what each is.
PLAYED = {"opus": "audio/ogg; codecs=opus", "mp3": "audio/mpeg"}


@dataclass(frozen=True, slots=True)
class Page:
    """All that is on it."""

    replay: Replay
    club: str
    told: Told
    #: Where each form is found that whoever is here may have.
    files: Mapping[str, str]
    peaks: Mapping[int, Sequence[float]] | None = None
    cues: Sequence[Cue] = ()
    until: datetime | None = None


def page_of(page: Page, say: Say, language: str) -> str:
    """The page, in words of a language."""
    title = escape(page.replay.topic)
    parts = [
        _head(page, say),
        _player(page, say),
        _section(say("notes-chapters"), _chapters(page), "ol", "chapters"),
        _section(say("notes-questions"), _questions(page)),
        _section(say("notes-links"), _links(page.told.links)),
        _transcript(page, say),
        _silences(page, say),
        _section(say("page-files"), _files(page, say), "ul", "buttons"),
        f'<p class="small">{escape(say("page-until", until=page.until))}</p>' if page.until else "",
    ]
    return (
        f'<!doctype html>\n<html lang="{escape(language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}</style></head><body>\n"
        + "\n".join(part for part in parts if part)
        + f"\n<script>{SCRIPT}</script></body></html>\n"
    )


def _head(page: Page, say: Say) -> str:
    replay = page.replay
    facts = say("notes-head", club=page.club, at=replay.began_at, length=clock(replay.milliseconds or 0))
    return f"<header><h1><bdi>{escape(replay.topic)}</bdi></h1><p>{escape(facts)}</p></header>"


def _player(page: Page, say: Say) -> str:
    length = page.replay.milliseconds or 0
    sources = "".join(
        f'<source src="{escape(page.files[form])}" type="{kind}">'
        for form, kind in PLAYED.items()
        if form in page.files
    )
    parts = [f'<audio controls preload="metadata" data-seconds="{length / 1000:g}">{sources}</audio>']
    if page.peaks and length:
        parts.append(waveform(page.told, page.peaks, length, say("page-picture")))
    parts.append(f'<ul class="legend" aria-label="{escape(say("notes-people"))}">{_legend(page)}</ul>')
    if page.told.silences:
        seconds = json.dumps([[start / 1000, end / 1000] for start, end in page.told.silences])
        box = f'<input type="checkbox" id="skip" data-silences="{escape(seconds)}">'
        parts.append(f"<label hidden>{box} {escape(say('page-skip'))}</label>")
    return "\n".join(parts)


def _legend(page: Page) -> str:
    classes = classes_of(page.told, page.peaks or {})
    return "".join(
        f'<li class="{classes.get(speaker.user_id, "others")}"><bdi>{escape(speaker.name)}</bdi> '
        f'<span class="small">{clock(speaker.milliseconds)}</span></li>'
        for speaker in page.told.speakers
    )


def _chapters(page: Page) -> Iterator[str]:
    for at_ms, title in page.told.chapters:
        yield _place(page, at_ms, f"<bdi>{escape(title)}</bdi>")


def _questions(page: Page) -> Iterator[str]:
    for at_ms, question, name in page.told.questions:
        by = f' <span class="small"><bdi>{escape(name)}</bdi></span>' if name else ""
        yield _place(page, at_ms, f"<bdi>{escape(question)}</bdi>") + by


def _place(page: Page, at_ms: int, label: str) -> str:
    return _jump(page, at_ms, f"<time>{clock(at_ms)}</time>{label}")


def _jump(page: Page, at_ms: int, label: str) -> str:
    """A link to a place in the sound: by the script in the player, without it in the file itself."""
    file = next((page.files[form] for form in PLAYED if form in page.files), "")
    seconds = f"{at_ms / 1000:g}"
    return f'<a href="{escape(file)}#t={seconds}" data-t="{seconds}">{label}</a>'


def _links(links: Iterable[tuple[str, str]]) -> Iterator[str]:
    for label, url in links:
        if urlsplit(url).scheme in {"http", "https"}:
            yield f'<a href="{escape(url)}" rel="noopener noreferrer nofollow"><bdi>{escape(label)}</bdi></a>'


def _transcript(page: Page, say: Say) -> str:
    lines = [
        f"<li>{_place(page, cue.start_ms, '')}<b><bdi>{escape(cue.voice)}</bdi></b> "
        f"<bdi>{escape(cue.text)}</bdi></li>"
        for cue in sorted(page.cues)
    ]
    return _folded(say("page-transcript"), lines)


def _silences(page: Page, say: Say) -> str:
    lines = [
        f"<li>{_jump(page, end, f'{clock(start)}-{clock(end)}')}</li>" for start, end in page.told.silences
    ]
    return _folded(say("notes-silences"), lines)


def _folded(title: str, lines: Sequence[str]) -> str:
    if not lines:
        return ""
    return f"<details><summary>{escape(title)}</summary><ol>{''.join(lines)}</ol></details>"


def _files(page: Page, say: Say) -> Iterator[str]:
    for form, address in page.files.items():
        yield f'<a href="{escape(address)}" download>{escape(say(f"form-{form}"))}</a>'


def _section(title: str, items: Iterable[str], kind: str = "ul", name: str = "") -> str:
    lines = "".join(f"<li>{item}</li>" for item in items)
    if not lines:
        return ""
    of = f' class="{name}"' if name else ""
    return f"<section><h2>{escape(title)}</h2><{kind}{of}>{lines}</{kind}></section>"
