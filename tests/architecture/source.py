"""Reads the project as text and syntax trees: the tests here ask what is written, not what it does."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SLICES = ROOT / "cogs"
FRAMEWORK = ROOT / "bot"
DOCS = ROOT / "docs"

Function = ast.FunctionDef | ast.AsyncFunctionDef


def python_files(*folders: Path) -> list[Path]:
    """Every Python file below the folders, in a stable order."""
    return sorted(
        file for folder in folders for file in folder.rglob("*.py") if "__pycache__" not in file.parts
    )


def cogs() -> list[Path]:
    """The folder of every cog that comes with the project."""
    return sorted(file.parent for file in SLICES.glob("*/__init__.py"))


@cache
def tree(file: Path) -> ast.Module:
    """The syntax tree of a file, parsed once for all tests."""
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def imports(file: Path) -> Iterator[str]:
    """Everything that a file imports, with its module: in functions and in type-checking blocks too."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def required(cog: Path) -> set[str]:
    """The cogs that a cog says it needs, read from the `requires` of its `__init__.py`."""
    for node in tree(cog / "__init__.py").body:
        target = (
            node.target
            if isinstance(node, ast.AnnAssign)
            else node.targets[0]
            if isinstance(node, ast.Assign)
            else None
        )
        if (
            isinstance(target, ast.Name)
            and target.id == "requires"
            and isinstance(node, ast.Assign | ast.AnnAssign)
        ):
            return set(ast.literal_eval(node.value)) if node.value is not None else set()
    return set()


def functions(file: Path) -> Iterator[Function]:
    """Every function and method of a file, nested ones too."""
    return (node for node in ast.walk(tree(file)) if isinstance(node, Function))


def name_of(file: Path) -> str:
    """A file's path inside the project, for the message of a failing test."""
    return file.relative_to(ROOT).as_posix()
