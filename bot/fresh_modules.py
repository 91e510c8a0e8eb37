"""The modules of a cog, imported a second time, and put back if that fails.

Two modules are never imported twice: `tables`, since a table is mapped once in a process, and `api`, since
other cogs hold its classes and would no longer recognise events and errors of the new ones. What these two
import of the cog stays with them. A change there takes a restart, and so does one in `migrations`.
"""

from __future__ import annotations

import ast
import hashlib
import importlib
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from bot import discovery
from bot.discovery import CogPackage
from bot.errors import OperatorError

_FOR_GOOD = ("tables", "api")


class FreshModules:
    """What is imported of one cog, and how to come back to it."""

    def __init__(self, cog: CogPackage) -> None:
        self.cog = cog
        self._kept = frozenset(_kept_by(cog))
        self._prints = {path: _print_of(path) for path in self._lasting_files()}
        self._before: dict[str, ModuleType] = {}

    def needs_restart(self) -> Path | None:
        """A file that has changed and cannot be imported a second time; None if there is none."""
        now = {path: _print_of(path) for path in self._lasting_files()}
        changed = [path for path in sorted({*now, *self._prints}) if now.get(path) != self._prints.get(path)]
        return changed[0] if changed else None

    def import_anew(self) -> CogPackage:
        """Import the cog as it lies there now; who runs already is not touched.

        Raises:
            OperatorError: it cannot be imported, and the modules are as they were.
        """
        self._before = dict(_modules_of(self.cog.package))
        for name, module in self._before.items():
            if name not in self._kept:
                del sys.modules[name]
                _forget_bytecode(module)
        importlib.invalidate_caches()
        try:
            return self._imported()
        except BaseException:
            self.put_back()
            raise

    def put_back(self) -> None:
        """Make the modules again what they were before the last import."""
        for name in [name for name, _ in _modules_of(self.cog.package)]:
            del sys.modules[name]
        sys.modules.update(self._before)
        _tell_parent(self.cog.package)

    def _imported(self) -> CogPackage:
        fresh = discovery.package_of(self.cog.name, self.cog.package)
        if fresh.requires != self.cog.requires:
            raise OperatorError(f"cog {self.cog.name}: `requires` has changed: restart to use it")
        for name in self._kept:
            _tell_parent(name)
        for name, module in self._before.items():
            if name not in self._kept and Path(str(module.__file__)).is_file():
                discovery.import_part(self.cog.name, name)
        return fresh

    def _lasting_files(self) -> Iterator[Path]:
        home = self.cog.home
        yield from (home / f"{name}.py" for name in _FOR_GOOD if (home / f"{name}.py").is_file())
        yield from (Path(str(sys.modules[name].__file__)) for name in self._kept if name in sys.modules)
        yield from home.glob("migrations/*.py")


def _modules_of(package: str) -> Iterator[tuple[str, ModuleType]]:
    for name, module in tuple(sys.modules.items()):
        if f"{name}.".startswith(f"{package}."):
            yield name, module


def _kept_by(cog: CogPackage) -> set[str]:
    """The two modules, and what they import of their own cog, near and far."""
    kept: set[str] = set()
    waiting = [f"{cog.package}.{name}" for name in _FOR_GOOD]
    while waiting:
        name = waiting.pop()
        module = sys.modules.get(name)
        if name not in kept and module is not None and module.__file__ is not None:
            kept.add(name)
            waiting += _imports(Path(module.__file__), cog.package)
    return kept


def _imports(file: Path, package: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_bytes(), filename=str(file))):
        names: list[str] = []
        if isinstance(node, ast.ImportFrom) and node.module is not None:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        yield from (name for name in names if name.startswith(f"{package}."))


def _print_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _forget_bytecode(module: ModuleType) -> None:
    """Remove what Python has compiled, which it tells from an old one by the size and the second only."""
    if module.__file__ is not None:
        Path(importlib.util.cache_from_source(module.__file__)).unlink(missing_ok=True)


def _tell_parent(name: str) -> None:
    """Let `from package import module` find the module that is imported under this name."""
    parent, _, child = name.rpartition(".")
    if parent in sys.modules and name in sys.modules:
        setattr(sys.modules[parent], child, sys.modules[name])
