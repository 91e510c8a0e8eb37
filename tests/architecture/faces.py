"""Reads what a cog shows to others: the classes of its `api`, and its commands as Discord will have them."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path

from discord import app_commands
from discord.ext import commands

from tests.architecture.source import tree


def face(cog: Path) -> dict[str, list[str]]:
    """Every public class of a cog's `api`, and what of it another cog may name."""
    if not (cog / "api.py").exists():
        return {}
    classes = [node for node in tree(cog / "api.py").body if isinstance(node, ast.ClassDef)]
    return {node.name: parts(node) for node in classes if not node.name.startswith("_")}


def parts(node: ast.ClassDef) -> list[str]:
    """The fields of a value, the members of an enumeration, the methods of a service, the key of an error."""
    methods = [n.name for n in node.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    if any(ast.unparse(base).startswith("Protocol") for base in node.bases):
        return [name for name in methods if not name.startswith("_")]
    values = [ast.literal_eval(n.value) for n in node.body if isinstance(n, ast.Assign) and is_text(n.value)]
    fields = [
        n.target.id for n in node.body if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name)
    ]
    return values or fields or [ast.unparse(base) for base in node.bases]


def is_text(node: ast.expr) -> bool:
    """Tell whether an expression is a plain string."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def slash_commands(cog: Path) -> Iterator[tuple[str, app_commands.Command[commands.Cog, ..., object]]]:
    """Every slash command of a cog, by its full name with a slash."""
    module = importlib.import_module(f"cogs.{cog.name}.cog")
    for _, kind in inspect.getmembers(module, inspect.isclass):
        if issubclass(kind, commands.Cog) and kind.__module__ == module.__name__:
            group = f"{kind.__cog_group_name__} " if kind.__cog_is_app_commands_group__ else ""
            for command in kind.__cog_app_commands__:
                yield from walk(f"/{group}", command)


def walk(
    before: str, command: app_commands.Command[commands.Cog, ..., object] | app_commands.Group
) -> Iterator[tuple[str, app_commands.Command[commands.Cog, ..., object]]]:
    """A command, or all that a group holds."""
    if isinstance(command, app_commands.Group):
        for inner in command.commands:
            yield from walk(f"{before}{command.name} ", inner)
    else:
        yield f"{before}{command.name}", command


def options(command: app_commands.Command[commands.Cog, ..., object]) -> list[str]:
    """The options of a command as the documentation writes them: an optional one in brackets."""
    return [p.display_name if p.required else f"[{p.display_name}]" for p in command.parameters]
