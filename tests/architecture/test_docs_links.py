"""A reader who starts at the first page finds every page, and no link leads nowhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.pages import anchors, local_links, pages, prose
from tests.architecture.source import DOCS, ROOT, name_of


def dead_links(page: Path) -> list[str]:
    """The links of a page whose file, or whose heading in it, does not exist."""
    return [
        f"{target}#{anchor}"
        for target, anchor in local_links(page)
        if not target.exists() or (anchor and anchor not in anchors(target))
    ]


def reachable(start: Path) -> set[Path]:
    """Every page that links lead to from one page, however many it takes."""
    found: set[Path] = set()
    waiting = [start]
    while waiting:
        page = waiting.pop()
        if page in found or page.suffix != ".md" or not page.exists():
            continue
        found.add(page)
        waiting += [target for target, _ in local_links(page)]
    return found


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert dead_links(page) == []


def test_every_page_can_be_reached_from_the_first() -> None:
    written = set(DOCS.rglob("*.md"))
    assert len(written) > 1

    assert {name_of(page) for page in written - reachable(DOCS / "index.md")} == set()


def test_every_picture_is_shown_somewhere() -> None:
    shown = {target for page in pages() for target, _ in local_links(page)}

    assert {name_of(file) for file in (DOCS / "images").iterdir() if file not in shown} == set()


def test_the_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(page.name[:4]) for page in sorted((DOCS / "decisions").glob("*.md"))]

    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("page", sorted((DOCS / "decisions").glob("*.md")), ids=lambda page: page.stem)
def test_a_decision_says_why_and_what_was_turned_down(page: Path) -> None:
    titles = re.findall(r"^## (.+)$", prose(page), flags=re.MULTILINE)

    assert titles == ["The question", "The decision", "What follows", "What was turned down"]
    assert prose(page).startswith(f"# {int(page.name[:4])}. ")


def test_a_dead_link_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# Only heading\n[a](#only-heading) [b](#other) [c](gone.md)\n```\n[d](code)\n```\n", encoding="utf-8"
    )

    assert [link.removeprefix(str(tmp_path)) for link in dead_links(page)] == ["/page.md#other", "/gone.md#"]


def test_the_readme_begins_with_the_demo_and_the_tests() -> None:
    blocks = re.findall(
        r"^```sh\n(.*?)\n```$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )

    assert blocks[:2] == [
        "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/rostra demo",
        "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/pytest -n auto",
    ]
