"""Writes a new cog into a folder, or says in one line why not.

The files lie in `files/`, each with `.in` behind its name so that no tool takes it for Python: `@name@`,
`@Class@` and `@Title@` stand for the name. What is in `cog/` there becomes the cog; the rest lies beside
it, is the same for all cogs of a folder, and is left alone where it is already.
"""

from __future__ import annotations

import builtins
import importlib
import importlib.util
import keyword
from pathlib import Path

from fluent.syntax import FluentParser, ast

from bot import discovery
from bot.errors import OperatorError

FILES = Path(__file__).parent / "files"
#: The same for every cog of a folder.
_SHARED = ("pytest.ini", "conftest.py")
_SUFFIX = ".in"


def write_cog(name: str, folder: Path) -> list[Path]:
    """Write the cog `name` and its tests into a folder; answers the files that are new.

    Raises:
        OperatorError: the name cannot be a cog's or is taken, or the files cannot be written.
    """
    _check_name(name)
    _check_folder(name, folder)
    written: list[Path] = []
    for source in sorted(FILES.rglob(f"*{_SUFFIX}")):
        target = folder / _filled(_place_of(source, name), name)
        if target.name in _SHARED and target.exists():
            continue
        _write(target, _filled(source.read_text(encoding="utf-8"), name))
        written.append(target)
    return written


def _place_of(source: Path, name: str) -> str:
    first, *rest = source.relative_to(FILES).with_name(source.name.removesuffix(_SUFFIX)).parts
    return "/".join((name if first == "cog" else first, *rest))


def _filled(text: str, name: str) -> str:
    words = name.split("_")
    text = text.replace("@name@", name).replace("@Class@", "".join(word.capitalize() for word in words))
    return text.replace("@Title@", " ".join(words).strip().capitalize())


def _write(target: Path, text: str) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise OperatorError(f"{target} cannot be written: {error.strerror}") from error


def _check_name(name: str) -> None:
    if (refusal := discovery.refusal_of_name(name)) is not None:
        raise OperatorError(refusal)
    if keyword.iskeyword(name) or keyword.issoftkeyword(name) or hasattr(builtins, name):
        raise OperatorError(f"{name!r} is a word of Python's: choose another name")
    for other in discovery.bundled():
        if name == other or name.startswith(f"{other}_") or other.startswith(f"{name}_"):
            raise OperatorError(
                f"{name!r} is too close to {other}, a cog of Rostra's: their tables would be mixed"
            )
    if (owner := _owner_of_command(name)) is not None:
        raise OperatorError(f"/{name} is a command of the cog {owner} already: choose another name")


def _check_folder(name: str, folder: Path) -> None:
    ours = Path(importlib.import_module(discovery.OURS).__path__[0]).resolve()
    if folder.resolve() in (ours, ours.parent):
        raise OperatorError("this folder is Rostra's own: make one for your cogs, and run it there")
    for path in (folder / name, folder / f"test_{name}.py"):
        if path.exists():
            raise OperatorError(f"{path} is there already: choose another name, or remove it first")
    for other in folder.glob("*/__init__.py"):
        if other.parent.name.startswith(f"{name}_") or name.startswith(f"{other.parent.name}_"):
            raise OperatorError(f"{name!r} is too close to {other.parent.name}: their tables would be mixed")
    if importlib.util.find_spec(name) is not None:
        raise OperatorError(f"{name!r} is the name of a Python package that is installed: choose another")


def _owner_of_command(name: str) -> str | None:
    """Which of our cogs has a command of this name, if any."""
    home = Path(importlib.import_module(discovery.OURS).__path__[0])
    for catalogue in sorted(home.glob("*/locale/en.ftl")):
        for entry in FluentParser().parse(catalogue.read_text(encoding="utf-8")).body:
            if isinstance(entry, ast.Message) and entry.id.name == f"command-{name}":
                return catalogue.parents[1].name
    return None
