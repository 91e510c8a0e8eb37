"""Reads the documentation: links, headings, and tables whose first column names a thing of the code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import DOCS, ROOT

FENCE = re.compile(r"^( *)```.*?^\1```[^\n]*$", flags=re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^(#{1,6}) +(.+?) *$", flags=re.MULTILINE)


def pages() -> list[Path]:
    """Every page of the documentation, and those beside it at the top."""
    return sorted(DOCS.rglob("*.md")) + [
        ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
    ]


def prose(page: Path) -> str:
    """A page without its code blocks, in which nothing is a link or a heading."""
    return FENCE.sub("", page.read_text(encoding="utf-8"))


def local_links(page: Path) -> Iterator[tuple[Path, str]]:
    """The file and the anchor (or nothing) of every link that stays inside the project."""
    for target in LINK.findall(prose(page)):
        if "://" in target or target.startswith("mailto:"):
            continue
        path, _, anchor = target.partition("#")
        yield (page.parent / path).resolve() if path else page, anchor


def anchors(page: Path) -> set[str]:
    """The anchors that a page's headings get on the usual Git hosts."""
    titles = [title for _, title in HEADING.findall(prose(page))]
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def sections(page: Path, level: int = 2) -> dict[str, str]:
    """The text below each heading of one level, by the heading without its code marks."""
    found = re.split(rf"^#{{{level}}} +(.+?) *$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {title.replace("`", ""): text for title, text in zip(found[1::2], found[2::2], strict=True)}


def table(text: str) -> dict[str, list[str]]:
    """The rows of all tables in a text whose first cell is code, by that code; the other cells follow."""
    rows = re.findall(r"^\| *`([^`]+)` *\|(.*)\| *$", text, flags=re.MULTILINE)
    return {name: [cell.strip() for cell in re.split(r"(?<!\\)\|", rest)] for name, rest in rows}
