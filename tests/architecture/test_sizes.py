"""Files and functions stay small enough to be read in one go, and are named for their subject."""

from __future__ import annotations

from pathlib import Path

from tests.architecture.source import FRAMEWORK, ROOT, SLICES, functions, name_of, python_files

LONGEST_FILE_LINES = 500
LONGEST_FUNCTION_LINES = 60
# Names that say nothing of what is inside; a file so named grows for ever.
EMPTY_WORDS = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common"}


def too_long_functions(file: Path) -> list[str]:
    """Name every function of a file that is over the limit."""
    return [
        f"{name_of(file)}:{function.lineno} {function.name}"
        for function in functions(file)
        if (function.end_lineno or function.lineno) - function.lineno + 1 > LONGEST_FUNCTION_LINES
    ]


def empty_words_in(path: Path) -> set[str]:
    """The words of a file's or folder's path inside the project that name no subject."""
    return {
        word for part in path.relative_to(ROOT).parts for word in part.removesuffix(".py").split("_")
    } & EMPTY_WORDS


def test_no_file_is_too_long_to_read() -> None:
    files = python_files(FRAMEWORK, SLICES, ROOT / "tests")
    assert files

    too_long = [
        name_of(f) for f in files if len(f.read_text(encoding="utf-8").splitlines()) > LONGEST_FILE_LINES
    ]

    assert too_long == []


def test_no_function_is_too_long_to_read() -> None:
    assert [line for file in python_files(FRAMEWORK, SLICES) for line in too_long_functions(file)] == []


def test_every_file_is_named_for_its_subject() -> None:
    files = python_files(FRAMEWORK, SLICES, ROOT / "tests")

    assert {name_of(file): words for file in files if (words := empty_words_in(file))} == {}


def test_the_empty_words_are_seen() -> None:
    assert empty_words_in(ROOT / "cogs/rooms/utils.py") == {"utils"}
    assert empty_words_in(ROOT / "bot/task_manager.py") == {"manager"}
    assert empty_words_in(ROOT / "bot/tasks.py") == set()
