"""Which commands a person sees, and which one they mean by what they type.

Source: Discord documentation, "Application Commands", Contexts, Permissions and Localization.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.sandbox.people.errors import ActorError
from bot.sandbox.people.references import Pointer
from bot.sandbox.world.command_rules import NESTED, CommandType
from bot.sandbox.world.locales import localized
from bot.sandbox.world.models import Channel
from bot.sandbox.world.permissions import ALL, Permission, in_channel
from bot.sandbox.world.state import World

GUILD_CONTEXT, BOT_DM_CONTEXT = 0, 1


@dataclass(frozen=True, slots=True)
class Choice:
    """A command, the way down through its groups, and the parameters at the end of it."""

    command: dict[str, Any]
    path: tuple[dict[str, Any], ...]
    parameters: list[dict[str, Any]]

    def data(self, filled: list[dict[str, Any]], pointer: Pointer) -> dict[str, Any]:
        """What is sent with these options ("Application Command Data Structure")."""
        for step in reversed(self.path):
            filled = [{"name": step["name"], "type": step["type"], "options": filled}]
        data = {name: self.command[name] for name in ("id", "name", "type")}
        if filled:
            data["options"] = filled
        if "guild_id" in self.command:
            data["guild_id"] = self.command["guild_id"]
        found = pointer.resolved()
        return {**data, "resolved": found} if found else data


def choose(world: World, user_id: int, channel: Channel, name: str) -> Choice:
    """The slash command of that name (`"room open"` for a subcommand) that the person can use here.

    Raises:
        ActorError: there is none, or they may not see it.
    """
    words = name.removeprefix("/").split()
    if not words:
        raise ActorError("a command has a name")
    command = find(world, user_id, channel, words[0], CommandType.CHAT_INPUT)
    locale = world.user(user_id).locale
    path: list[dict[str, Any]] = []
    options = command.get("options", [])
    for word in words[1:]:
        inner = [each for each in options if each["type"] in NESTED and _called(each, word, locale)]
        if not inner:
            raise ActorError(f"/{command['name']} has no subcommand {word!r}: {_names(options)}")
        path.append(inner[0])
        options = inner[0].get("options", [])
    if any(option["type"] in NESTED for option in options):
        raise ActorError(f"/{name} cannot be sent without one of its subcommands: {_names(options)}")
    return Choice(command, tuple(path), options)


def find(world: World, user_id: int, channel: Channel, name: str, kind: CommandType) -> dict[str, Any]:
    """The command of that name and kind, a guild's own before a global one.

    Raises:
        ActorError: there is none, or why the person does not see it.
    """
    locale = world.user(user_id).locale
    known = [each for each in registered(world, channel) if each["type"] == kind]
    named = [each for each in known if _called(each, name, locale)]
    if not named:
        raise ActorError(f"no command {name!r} of type {kind.name} is registered: {_names(known)}")
    reasons = [reason_hidden(world, user_id, channel, each) for each in named]
    visible = [each for each, reason in zip(named, reasons, strict=True) if reason is None]
    if not visible:
        raise ActorError(f"{name!r} is not there for them: {reasons[0]}")
    return visible[0]


def registered(world: World, channel: Channel) -> list[dict[str, Any]]:
    """Every command that may be used in a channel's guild, if the bot is installed there, or in a DM."""
    guild = world.guilds.get(channel.guild_id or 0)
    if guild is not None and world.application.bot.id not in guild.members:
        return []
    own = {} if guild is None else world.commands.get(guild.id, {})
    return [*own.values(), *world.commands[None].values()]


def visible(world: World, user_id: int, channel: Channel) -> list[dict[str, Any]]:
    """The commands that a person finds in a channel."""
    return [
        each for each in registered(world, channel) if reason_hidden(world, user_id, channel, each) is None
    ]


def reason_hidden(world: World, user_id: int, channel: Channel, command: dict[str, Any]) -> str | None:
    """Why a person does not see a command in a channel, or None if they do."""
    context = BOT_DM_CONTEXT if channel.guild_id is None else GUILD_CONTEXT
    contexts = command.get("contexts")
    if contexts is not None and context not in contexts:
        return f"it is for contexts {contexts} only"
    if 0 not in command["integration_types"]:
        return "it is only for those who installed the application for themselves"
    if channel.guild_id is None:
        return None
    if command["nsfw"] and not channel.nsfw:
        return "it is age-restricted and the channel is not"
    return _missing(in_channel(world.guilds[channel.guild_id], channel, user_id), command)


def _missing(granted: Permission, command: dict[str, Any]) -> str | None:
    if granted == ALL or Permission.ADMINISTRATOR in granted:
        return None
    if Permission.USE_APPLICATION_COMMANDS not in granted:
        return "they lack USE_APPLICATION_COMMANDS"
    needed = command["default_member_permissions"]
    if needed is None:
        return None
    # "0" prohibits it to all but administrators (Using Default Permissions).
    if int(needed) == 0:
        return "it is for administrators only"
    missing = Permission(int(needed)) & ~granted
    return f"they lack {missing.name or int(missing)}" if missing else None


def _called(entry: dict[str, Any], name: str, locale: str) -> bool:
    return name in (entry["name"], localized(entry["name"], entry.get("name_localizations"), locale))


def _names(entries: list[dict[str, Any]]) -> str:
    return "known are " + (", ".join(sorted(entry["name"] for entry in entries)) or "none")
