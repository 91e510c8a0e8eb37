"""Help, generated from the commands that there are: what this person may use here, in their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import discord
from discord import app_commands

from bot import permissions, replies
from bot.discovery import CogPackage
from bot.i18n import Safe, Text
from bot.interactions import guild_id_of
from bot.translator import menu_words, owner_of, words_of
from bot.views import DynamicItem, LayoutView
from cogs.admin.checks import reader_of
from cogs.admin.paging import Piece, pages
from cogs.admin.refusals import NoSuchCommand
from cogs.admin.views.screens import Asked, framed, row

# Below Discord's 40 components and 4,000 characters by what the head and the buttons take.
MOST_COMPONENTS = 30
MOST_CHARACTERS = 3_300
MOST_SUGGESTIONS = 25

SlashCommand = app_commands.Command[Any, ..., Any]


@dataclass(frozen=True, slots=True)
class Offered:
    """A command that a person may use, and the cog it belongs to; None for the framework's own."""

    cog: CogPackage | None
    command: SlashCommand | app_commands.ContextMenu

    @property
    def title(self) -> Text | Safe:
        """What its cog is called."""
        return Text("bot", "cog-name") if self.cog is None else self.cog.title


class ToHelp(DynamicItem[discord.ui.Button[Any]], template=r"admin:help:(?P<number>[0-9]+)"):
    """Shows a page of the help."""

    def __init__(self, number: int, label: str = "…", *, disabled: bool = False) -> None:
        button: discord.ui.Button[Any] = discord.ui.Button(
            label=label, custom_id=f"admin:help:{number}", disabled=disabled
        )
        super().__init__(button)
        self.number = number

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Turn to the page."""
        await replies.redraw(interaction, help_screen(interaction, self.number))


def offered(interaction: Asked) -> list[Offered]:
    """The commands that this person may use here, cog by cog in the order they started."""
    bot, guild_id = interaction.client, guild_id_of(interaction)
    places = {cog.name: place for place, cog in enumerate(bot.switches.cogs)}
    found = [
        Offered(cog, command)
        for command in _commands(bot.tree)
        if _may_use(interaction, command)
        for cog in [bot.switches.cog_of(owner_of(command))]
        if cog is None or bot.switches.cause(guild_id, cog.name) is None
    ]
    return sorted(found, key=lambda one: (-1 if one.cog is None else places[one.cog.name], _name(one)))


def help_screen(interaction: Asked, number: int) -> LayoutView:
    """A page of what this person may use."""
    reader = reader_of(interaction)
    pieces: list[Piece[tuple[Offered, str]]] = []
    for one in offered(interaction):
        line = _line(interaction, one)
        pieces.append(Piece((one, line), 0, len(line) + 1))
        if len(pieces) == 1 or pieces[-2].what[0].cog != one.cog:
            pieces[-1] = Piece((one, line), 1, len(line) + len(_head(interaction, one)) + 2)
    all_pages = pages(pieces, components=MOST_COMPONENTS, characters=MOST_CHARACTERS)
    number = min(number, len(all_pages) - 1)
    items: list[discord.ui.Item[Any]] = [discord.ui.TextDisplay(reader.phrase("help-head"))]
    for _, group in groupby(all_pages[number], key=lambda shown: shown[0].cog):
        shown = list(group)
        items.append(
            discord.ui.TextDisplay("\n".join([_head(interaction, shown[0][0]), *(line for _, line in shown)]))
        )
    if len(all_pages) > 1:
        items.append(
            row(
                ToHelp(
                    number - 1 if number else len(all_pages), reader.label("previous"), disabled=not number
                ),
                ToHelp(number + 1, reader.label("next"), disabled=number == len(all_pages) - 1),
            )
        )
    return framed(items)


def explained(interaction: Asked, typed: str) -> str:
    """One command, or all that begin with a word: in full, or in a line each where that is too much.

    Raises:
        NoSuchCommand: there is none that this person may use here.
    """
    wanted = " ".join(typed.removeprefix("/").split()).casefold()
    found = [
        one.command
        for one in offered(interaction)
        if isinstance(one.command, app_commands.Command) and _is_meant(interaction, one.command, wanted)
    ]
    if not found:
        raise NoSuchCommand(command=typed)
    in_full = "\n\n".join(_in_full(interaction, command) for command in found)
    if len(in_full) <= replies.MESSAGE_CHARACTERS:
        return in_full
    # A mention is three times as long as the name that it shows.
    reader = reader_of(interaction)
    lines = [_words(interaction, command) for command in found]
    return "\n".join(
        reader.phrase("help-line", command=Safe(f"`/{words.name}`"), does=words.description)
        for words in lines
    )


def suggestions(interaction: Asked, typed: str) -> list[app_commands.Choice[str]]:
    """The commands whose name fits what was typed so far."""
    wanted = typed.removeprefix("/").casefold()
    names = [
        (_words(interaction, one.command).name, one.command.qualified_name)
        for one in offered(interaction)
        if isinstance(one.command, app_commands.Command)
    ]
    fitting = [(shown, name) for shown, name in names if wanted in shown.casefold() or wanted in name]
    return [
        app_commands.Choice(name=f"/{shown}"[:100], value=name) for shown, name in fitting[:MOST_SUGGESTIONS]
    ]


def _commands(tree: app_commands.CommandTree[Any]) -> Iterator[SlashCommand | app_commands.ContextMenu]:
    for command in tree.walk_commands(type=discord.AppCommandType.chat_input):
        if isinstance(command, app_commands.Command):
            yield command
    yield from tree.get_commands(type=discord.AppCommandType.message)
    yield from tree.get_commands(type=discord.AppCommandType.user)


def _may_use(interaction: Asked, command: SlashCommand | app_commands.ContextMenu) -> bool:
    """Whether Discord shows it to them, for all that we know: an administrator may have said otherwise.

    Only what the whole command asks for counts (Discord documentation, "Application Commands", Permissions).
    """
    top = command if isinstance(command, app_commands.ContextMenu) else command.root_parent or command
    needed = top.default_permissions
    return needed is None or interaction.permissions.administrator or interaction.permissions >= needed


def _name(one: Offered) -> str:
    return one.command.qualified_name


def _words(interaction: Asked, command: SlashCommand) -> Any:
    return words_of(interaction.client.words, command, interaction.locale.value)


def _head(interaction: Asked, one: Offered) -> str:
    return reader_of(interaction).phrase("help-cog", cog=one.title)


def _line(interaction: Asked, one: Offered) -> str:
    reader = reader_of(interaction)
    if isinstance(one.command, app_commands.ContextMenu):
        name = menu_words(interaction.client.words, one.command, interaction.locale.value)
        return reader.phrase("help-menu", name=name)
    mention = Safe(interaction.client.tree.mention(one.command, interaction.guild_id))
    return reader.phrase("help-line", command=mention, does=_words(interaction, one.command).description)


def _is_meant(interaction: Asked, command: SlashCommand, wanted: str) -> bool:
    names = (command.qualified_name, _words(interaction, command).name.casefold())
    return any(name == wanted or name.startswith(f"{wanted} ") for name in names)


def _in_full(interaction: Asked, command: SlashCommand) -> str:
    reader, words = reader_of(interaction), _words(interaction, command)
    mention = Safe(interaction.client.tree.mention(command, interaction.guild_id))
    lines = [reader.phrase("help-command", command=mention, does=words.description)]
    for option, (name, description) in zip(command.parameters, words.options, strict=True):
        needed = "yes" if option.required else "no"
        lines.append(reader.phrase("help-option", name=name, description=description, needed=needed))
    top = command.root_parent or command
    if top.default_permissions is not None:
        asked = _names_in(top.default_permissions)
        lines.append(reader.phrase("help-needs", permissions=permissions.names(asked)))
    return "\n".join(lines)


def _names_in(needed: discord.Permissions) -> Iterable[str]:
    return [name for name, is_needed in needed if is_needed]
