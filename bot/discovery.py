"""Finds cogs and orders them by what they require.

A cog is a package with `setup(bot)`. It comes from one of three places: `cogs.<name>`
(ours), a folder of `[cogs] folders` (every package in it runs), or an installed
package with an entry point in the group `rostra.cogs` (it runs when it is named in
`[cogs] enabled`). Its short name, the folder's or the entry point's, is the prefix of
its tables and the name of its migration track, so no two cogs may share one.

Whatever is wrong with a cog ends as one line for the host that names the cog.
"""

from __future__ import annotations

import functools
import importlib
import importlib.util
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from graphlib import CycleError, TopologicalSorter
from importlib import metadata
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from bot.errors import OperatorError, in_one_line
from bot.i18n import Safe, Text

if TYPE_CHECKING:
    from bot.config import CogsConfig

ENTRY_POINTS = "rostra.cogs"
OURS = "cogs"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,30}")
#: First words of the names of tables that are not a cog's: the framework's own, where each track notes its
#: version, and what SQLite keeps for itself.
_RESERVED = ("bot", "alembic", "sqlite")


@dataclass(frozen=True, slots=True)
class CogPackage:
    """One cog as it was found: its short name, the package to import, and where that lies."""

    name: str
    package: str
    home: Path
    requires: tuple[str, ...]
    #: What its role has to allow, as discord.py spells it.
    permissions: tuple[str, ...] = ()
    #: Whether no community can switch it off.
    always_on: bool = False

    @property
    def title(self) -> Text | Safe:
        """What people call it; the short name of one that has no words."""
        return Text(self.package, "cog-name") if self.has("locale") else Safe(self.name)

    @property
    def description(self) -> Text | Safe:
        """What it is for, in a line; nothing of one that has no words."""
        return Text(self.package, "cog-description") if self.has("locale") else Safe("")

    def has(self, module: str) -> bool:
        """Whether it has a module or a folder of this name."""
        return (self.home / f"{module}.py").is_file() or (self.home / module).is_dir()


def find(config: CogsConfig) -> tuple[CogPackage, ...]:
    """The cogs that shall run, each after those it requires.

    Raises:
        OperatorError: one is missing, cannot be imported, is there twice, or requires
            what does not run.
    """
    places = _places(config)
    found = {name: package_of(name, package) for name, package in sorted(places.items())}
    for cog in found.values():
        _check_name(cog.name, found)
        _check_requirements(cog, found)
    try:
        order = list(TopologicalSorter({name: cog.requires for name, cog in found.items()}).static_order())
    except CycleError as error:
        raise OperatorError(f"cogs require each other in a circle: {' > '.join(error.args[1])}") from error
    return tuple(found[name] for name in order)


def _places(config: CogsConfig) -> dict[str, str]:
    """Which package each short name stands for."""
    places: dict[str, str] = {}
    for folder in config.folders:
        for name in in_folder(folder):
            _claim(places, name, name)
    installed = _installed(tuple(sys.path))
    for name in config.enabled:
        candidates = [package for package in (_ours(name), installed.get(name)) if package is not None]
        for package in candidates:
            _claim(places, name, package)
        if name not in places:
            raise OperatorError(f"cogs.enabled: there is no cog {name!r}{_suggestion(name, installed)}")
    return places


@functools.lru_cache(maxsize=4)
def _installed(path: tuple[str, ...]) -> dict[str, str]:  # noqa: ARG001 - where it looks, and so what is kept
    """The packages that are installed as cogs, by name; every distribution is read for it."""
    return {point.name: point.value for point in metadata.entry_points(group=ENTRY_POINTS)}


def _claim(places: dict[str, str], name: str, package: str) -> None:
    # A folder of the config comes first, so what is claimed again is not the same package.
    if places.setdefault(name, package) != package:
        raise OperatorError(
            f"two cogs are called {name!r}, {places[name]} and {package}:"
            " their tables would be mixed; rename one or leave it out"
        )


def in_folder(folder: Path) -> list[str]:
    """The packages in a folder of cogs, which can be imported from now on.

    Raises:
        OperatorError: it is no folder, or a package in it has the name of another.
    """
    if not folder.is_dir():
        raise OperatorError(f"cogs.folders: {folder} is not a folder")
    if (folder / "__init__.py").is_file():
        raise OperatorError(f"cogs.folders: {folder} is a cog itself: name the folder in which it lies")
    names = sorted(path.parent.name for path in folder.glob("*/__init__.py"))
    # At the end: a cog must not hide a library that others import.
    entry = str(folder.resolve())
    if entry not in sys.path:
        sys.path.append(entry)
        importlib.invalidate_caches()
    for name in names:
        spec = importlib.util.find_spec(name)
        origin = Path(spec.origin) if spec is not None and spec.origin is not None else None
        if origin != folder.resolve() / name / "__init__.py":
            raise OperatorError(
                f"cog {name} in {folder} has the name of another package, {origin}: rename it"
            )
    return names


def _ours(name: str) -> str | None:
    package = f"{OURS}.{name}"
    if not _NAME.fullmatch(name) or importlib.util.find_spec(package) is None:
        return None
    return package


def _suggestion(name: str, installed: Mapping[str, str]) -> str:
    known = sorted({*bundled(), *installed})
    close = get_close_matches(name, known, n=1)
    return f"; did you mean {close[0]}?" if close else f"; there are {', '.join(known) or 'none'}"


def bundled() -> list[str]:
    """The short names of our own cogs."""
    package = importlib.import_module(OURS)
    return sorted(path.parent.name for home in package.__path__ for path in Path(home).glob("*/__init__.py"))


def import_part(name: str, module: str) -> ModuleType:
    """Import a module of the cog `name`.

    Raises:
        OperatorError: it cannot be imported.
    """
    try:
        return importlib.import_module(module)
    except Exception as error:  # an edge: a stranger's module may raise anything
        part = module.rpartition(".")[2]
        raise failed(name, f"has {part} that cannot be imported", error) from error


def package_of(name: str, package: str) -> CogPackage:
    """Import a package and read what it says of itself as the cog `name`.

    Raises:
        OperatorError: it cannot be imported, or is no cog.
    """
    try:
        module = importlib.import_module(package)
    except ModuleNotFoundError as error:
        raise OperatorError(
            f"cog {name} needs the Python package {error.name!r}, which is not installed"
        ) from error
    except (Exception, SystemExit) as error:  # an edge: a stranger's module may raise anything
        raise failed(name, "cannot be imported", error) from error
    if module.__file__ is None:
        raise OperatorError(f"cog {name}: {package} has no __init__.py")
    return CogPackage(
        name,
        package,
        Path(module.__file__).parent,
        _names(name, module, "requires", "clubs"),
        _names(name, module, "permissions", "send_messages"),
        getattr(module, "always_on", False) is True,
    )


def _names(cog: str, module: ModuleType, what: str, example: str) -> tuple[str, ...]:
    """What a cog says of itself in its `__init__`."""
    names = getattr(module, what, ())
    if not isinstance(names, tuple | list) or not all(isinstance(name, str) for name in names):
        raise OperatorError(f'cog {cog}: `{what}` is a tuple of names, as in {what} = ("{example}",)')
    return tuple(names)


def refusal_of_name(name: str) -> str | None:
    """Why no cog can have this name; None if one can."""
    if _NAME.fullmatch(name) and name.partition("_")[0] not in _RESERVED:
        return None
    taken = ", ".join(map(repr, _RESERVED))
    return (
        f"cog {name!r}: a name is lower-case letters, digits and underscores, and its first word not {taken}"
    )


def _check_name(name: str, found: Mapping[str, CogPackage]) -> None:
    if (refusal := refusal_of_name(name)) is not None:
        raise OperatorError(refusal)
    for other in found:
        if other.startswith(f"{name}_"):
            raise OperatorError(
                f"cogs {name} and {other}: the tables of one would pass for the other's; rename one"
            )


def _check_requirements(cog: CogPackage, found: Mapping[str, CogPackage]) -> None:
    for other in cog.requires:
        if other not in found:
            raise OperatorError(
                f"cog {cog.name} requires {other}, which does not run: add it to cogs.enabled"
            )


def failed(name: str, how: str, error: BaseException) -> OperatorError:
    """Say in one line what a cog raised, whatever it was."""
    return OperatorError(f"cog {name} {how}: {type(error).__name__}: {in_one_line(error)}")
