"""The application's commands, global and of one guild.

A command is kept as Discord answers it, so that nothing is lost between what was
registered and what a person sees.

Source: Discord documentation, "Application Commands", Registering a Command and Endpoints.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from bot.sandbox.errors import too_many, unknown_application_command
from bot.sandbox.world.command_rules import CommandType, read_command
from bot.sandbox.world.fields import Fields, Problems
from bot.sandbox.world.state import World

Command = dict[str, Any]

MOST_OF_TYPE = {CommandType.CHAT_INPUT: 100, CommandType.USER: 15, CommandType.MESSAGE: 15}
MOST_CREATES_A_DAY = 200


def listing(world: World, guild_id: int | None) -> list[Command]:
    """The commands of a scope (None: global), in the order of their ids."""
    return list(_scope(world, guild_id).values())


def get(world: World, guild_id: int | None, command_id: int) -> Command:
    """One command.

    Raises:
        DiscordError: 10063 Unknown application command.
    """
    try:
        return _scope(world, guild_id)[command_id]
    except KeyError:
        raise unknown_application_command() from None


def create(world: World, guild_id: int | None, raw: object) -> tuple[Command, bool]:
    """Register a command; one of the same name and type is replaced. Answers it and whether it is new.

    Raises:
        DiscordError: 50035, 30032 or 30034.
    """
    command = _checked([raw], single=True)[0]
    scope = _scope(world, guild_id)
    old = _same(scope, command)
    if old is None:
        _check_counts([*scope.values(), command])
        _count_creates(world, guild_id, 1)
    stored = _stored(world, guild_id, command, old)
    scope[int(stored["id"])] = stored
    return stored, old is None


def edit(world: World, guild_id: int | None, command_id: int, raw: object) -> Command:
    """Change the given fields of a command; its version changes with it.

    Raises:
        DiscordError: 10063 or 50035.
    """
    old = get(world, guild_id, command_id)
    given = raw if isinstance(raw, dict) else {}
    kept = {name: value for name, value in old.items() if name not in ("dm_permission", *given)}
    if "dm_permission" in given:
        kept.pop("contexts", None)
    command = _checked([{**kept, **given, "type": old["type"]}], single=True)[0]
    scope = _scope(world, guild_id)
    same = _same(scope, command)
    if same is not None and same["id"] != old["id"]:
        _refuse_duplicate(())
    scope[command_id] = _stored(world, guild_id, command, old)
    return scope[command_id]


def delete(world: World, guild_id: int | None, command_id: int) -> None:
    """Take a command away.

    Raises:
        DiscordError: 10063 Unknown application command.
    """
    get(world, guild_id, command_id)
    del _scope(world, guild_id)[command_id]


def overwrite(world: World, guild_id: int | None, raws: list[object]) -> list[Command]:
    """Replace all commands of a scope; those of the same name and type keep their ids.

    Raises:
        DiscordError: 50035, 30032 or 30034; then nothing has changed.
    """
    commands = _checked(raws)
    _check_counts(commands)
    old = _scope(world, guild_id)
    before = [_same(old, command) for command in commands]
    _count_creates(world, guild_id, sum(known is None for known in before))
    stored = [_stored(world, guild_id, *pair) for pair in zip(commands, before, strict=True)]
    world.commands[guild_id] = {int(command["id"]): command for command in stored}
    return stored


def _scope(world: World, guild_id: int | None) -> dict[int, Command]:
    if guild_id is not None:
        world.guild(guild_id)
    return world.commands.setdefault(guild_id, {})


def _checked(raws: list[object], *, single: bool = False) -> list[Command]:
    problems = Problems()
    commands = [
        read_command(raw, problems, () if single else (str(index),)) for index, raw in enumerate(raws)
    ]
    problems.refuse()
    seen: set[tuple[int, str]] = set()
    for index, command in enumerate(commands):
        key = (command["type"], command["name"])
        if key in seen:
            _refuse_duplicate((str(index),))
        seen.add(key)
    return commands


def _refuse_duplicate(place: tuple[str, ...]) -> None:
    problems = Problems()
    Fields({}, problems, "a command", place).wrong(
        "name", "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique"
    )
    problems.refuse()


def _same(scope: dict[int, Command], command: Command) -> Command | None:
    key = (command["type"], command["name"])
    return next((known for known in scope.values() if (known["type"], known["name"]) == key), None)


def _check_counts(commands: list[Command]) -> None:
    for kind, number in Counter(command["type"] for command in commands).items():
        most = MOST_OF_TYPE[CommandType(kind)]
        if number > most:
            raise too_many(30032, f"application commands ({most})")


def _count_creates(world: World, guild_id: int | None, number: int) -> None:
    since = world.clock.now() - timedelta(days=1)
    recent = [moment for moment in world.command_creates.get(guild_id, []) if moment > since]
    if len(recent) + number > MOST_CREATES_A_DAY:
        raise too_many(30034, f"daily application command creates ({MOST_CREATES_A_DAY})")
    world.command_creates[guild_id] = recent + [world.clock.now()] * number


def _stored(world: World, guild_id: int | None, command: Command, old: Command | None) -> Command:
    identity = {
        "id": old["id"] if old else str(world.new_id()),
        "application_id": str(world.application.id),
        "version": old["version"] if old else "",
    }
    stored = {**identity, "default_permission": True, **command}
    if guild_id is not None:
        # Where a command can be used is chosen for global ones only.
        stored = {**stored, "guild_id": str(guild_id), "contexts": None, "integration_types": [0]}
        del stored["dm_permission"]
    if stored != old:
        stored["version"] = str(world.new_id())
    return stored
