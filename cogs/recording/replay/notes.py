"""The show notes of a replay, as Markdown: who spoke, its chapters, its links, and its silences."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.markdown import escape
from cogs.recording.replay.chapters import clock, silences_of
from cogs.recording.replay.story import Question, Story

#: Says a text of the catalogue for a file: the key, and what is put into it.
Say = Callable[..., str]


def show_notes(story: Story, say: Say) -> str:
    """The notes of a replay."""
    return "\n".join(_lines(story, say)) + "\n"


def _lines(story: Story, say: Say) -> Iterator[str]:
    replay = story.replay
    yield f"# {escape(replay.topic)}"
    yield ""
    length = clock(replay.milliseconds or 0)
    yield say("notes-head", club=escape(story.club), at=replay.began_at, length=length)
    yield from _part(say("notes-people"), (_person(story, user_id) for user_id in story.spoken))
    chapters = (f"- {clock(each.at_ms)} {escape(each.title)}" for each in story.chapters)
    yield from _part(say("notes-chapters"), chapters)
    yield from _part(say("notes-questions"), (_question(story, each) for each in story.questions))
    links = (f"- [{escape(link.label)}](<{link.url}>)" for link in story.links)
    yield from _part(say("notes-links"), links)
    silences = silences_of(story.turns, replay.milliseconds or 0)
    yield from _part(
        say("notes-silences"), (f"- {clock(each.from_ms)}-{clock(each.to_ms)}" for each in silences)
    )


def _person(story: Story, user_id: int) -> str:
    return f"- {escape(story.name(user_id))} ({clock(story.spoken[user_id])})"


def _question(story: Story, question: Question) -> str:
    """A question, with who asked it if they are heard in the replay: others were never asked to be in it."""
    by = f" ({escape(story.name(question.user_id))})" if question.user_id in story.spoken else ""
    return f"- {clock(question.at_ms)} {escape(question.text)}{by}"


def _part(title: str, lines: Iterator[str]) -> Iterator[str]:
    """A heading with its lines; nothing where there are none."""
    found = list(lines)
    if found:
        yield from ("", f"## {title}", "", *found)
