"""The command tree: registers what changed, and hands every error to the edge."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot import discord_internals, replies
from bot.errors import OperatorError, in_one_line
from bot.translator import AnyCommand, Translator, owner_of
from bot.undo import undoable

if TYPE_CHECKING:
    from bot.client import Bot

log = logging.getLogger(__name__)

#: Both of Discord's Englishes are the base text, so neither is sent as a localisation.
_BASE_LOCALES = ("en-US", "en-GB")
_LOCALISED = {"name": "name_localizations", "description": "description_localizations"}
#: What we say of a command. Discord adds to what it stores, today's fields and tomorrow's.
_OURS = frozenset(
    {
        *("name", "description", "name_localizations", "description_localizations", "type", "options"),
        *("choices", "value", "required", "autocomplete", "channel_types"),
        *("min_value", "max_value", "min_length", "max_length"),
        *("contexts", "integration_types", "default_member_permissions", "nsfw"),
    }
)


class Tree(discord_internals.CommandTree["Bot"]):
    """Commands of a community: for guilds only, installed in guilds only."""

    def __init__(self, client: Bot) -> None:
        super().__init__(
            client,
            allowed_contexts=app_commands.AppCommandContext(guild=True),
            allowed_installs=app_commands.AppInstallationType(guild=True),
        )
        # Discord's ids of the slash commands, by the guild they are registered in, and their first word.
        self._ids: dict[int | None, dict[str, int]] = {}

    def mention(self, command: app_commands.Command[Any, ..., Any], guild_id: int | None) -> str:
        """A command as a message names it, so that who clicks on it can use it at once.

        Discord documentation, "Reference", Message Formatting.
        """
        ids = self._ids.get(guild_id) or self._ids.get(None) or {}
        first = command.qualified_name.partition(" ")[0]
        return f"</{command.qualified_name}:{ids[first]}>" if first in ids else f"`/{command.qualified_name}`"

    def add_command(self, command: AnyCommand, /, **options: Any) -> None:
        """Offer a command, which goes again with the cog it belongs to."""
        super().add_command(command, **options)
        undoable(lambda: self.remove_command(command.name, type=_type_of(command)))

    async def on_error(
        self, interaction: discord.Interaction[Bot], error: app_commands.AppCommandError, /
    ) -> None:
        """Turn what a command raised into words."""
        await replies.report(interaction, error)

    async def interaction_check(self, interaction: discord.Interaction[Bot], /) -> bool:
        """Let no command of a cog run that the community has switched off.

        Raises:
            UserError: it has; says who did it.
        """
        if interaction.command is not None and interaction.guild_id is not None:
            self.client.switches.require(interaction.guild_id, owner_of(interaction.command))
        return True

    async def register(self, guild_ids: tuple[int, ...] = ()) -> int:
        """Make Discord's commands those of this tree; answers in how many places they were replaced.

        Commands registered everywhere may take a while to appear; those of single guilds
        appear at once, which is what `[discord] command_guild_ids` is for. Nothing is sent
        when nothing has changed, because Discord allows 200 new commands a day.

        Raises:
            OperatorError: words of a command are missing, or Discord refused the commands.
        """
        payload = await self.payload()
        wanted: dict[int | None, list[dict[str, Any]]] = dict.fromkeys(guild_ids or (None,), payload)
        # Registered everywhere by an earlier start, they would be there twice.
        wanted.setdefault(None, [])
        return sum([await self._replace_if_changed(place, those) for place, those in wanted.items()])

    async def payload(self) -> list[dict[str, Any]]:
        """Every command as Discord shall have it, in every language.

        Raises:
            OperatorError: words of a command are missing.
        """
        translator = Translator(self.client.words)
        translator.learn(self._all())
        await self.set_translator(translator)
        return [
            _english_as_base(await command.get_translated_payload(self, translator))
            for command in self._all()
        ]

    def _all(self) -> list[AnyCommand]:
        return list(self.get_commands())

    async def _replace_if_changed(self, guild_id: int | None, payload: list[dict[str, Any]]) -> bool:
        application_id = self.client.application_id
        assert application_id is not None, "commands are registered after login"
        where = "everywhere" if guild_id is None else f"in {guild_id}"
        try:
            registered = await discord_internals.fetch_commands(self.client, application_id, guild_id)
            changed = _comparable(registered) != _comparable(payload)
            if changed:
                registered = await discord_internals.replace_commands(
                    self.client, application_id, guild_id, payload
                )
        except discord.HTTPException as error:
            raise OperatorError(f"commands cannot be registered {where}: {in_one_line(error)}") from error
        slash = discord.AppCommandType.chat_input.value
        self._ids[guild_id] = {one["name"]: int(one["id"]) for one in registered if one["type"] == slash}
        if changed:
            log.info("registered %s commands %s", len(payload), where)
        return changed


def _type_of(command: AnyCommand) -> discord.AppCommandType:
    if isinstance(command, app_commands.ContextMenu):
        return command.type
    return discord.AppCommandType.chat_input


def _english_as_base(command: dict[str, Any]) -> dict[str, Any]:
    """Put the catalogue's English where Discord falls back to, at every level of a command."""
    result = dict(command)
    for base, localised in _LOCALISED.items():
        others = dict(result.pop(localised, None) or {})
        english = [others.pop(locale) for locale in _BASE_LOCALES if locale in others]
        if english:
            result[base] = english[0]
        if others:
            result[localised] = others
    for below in ("options", "choices"):
        if result.get(below):
            result[below] = [_english_as_base(item) for item in result[below]]
    return result


def _comparable(commands: list[dict[str, Any]]) -> dict[tuple[int, str], object]:
    return {(command.get("type", 1), command["name"]): _essence(command) for command in commands}


def _essence(value: object) -> object:
    """What a command amounts to: what is empty or the default is the same as what is absent."""
    if isinstance(value, Mapping):
        kept = {
            key: item if key in _LOCALISED.values() else _essence(item)
            for key, item in value.items()
            if key in _OURS
        }
        # Sent as a number, stored as a string.
        if kept.get("default_member_permissions") is not None:
            kept["default_member_permissions"] = str(kept["default_member_permissions"])
        return {key: item for key, item in kept.items() if not _is_default(item)}
    if isinstance(value, list):
        # Lists of numbers are sets (contexts, channel types); lists of objects have an order.
        numbers = [item for item in value if isinstance(item, int)]
        return sorted(numbers) if numbers else [_essence(item) for item in value]
    return value


def _is_default(value: object) -> bool:
    # Not by truth: a smallest value of 0 says something.
    return value is None or value is False or (isinstance(value, dict | list | str) and not value)
