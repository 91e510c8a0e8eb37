"""The names and descriptions of commands, in every language that a cog speaks.

They lie in the cog's own catalogue beside its other words, by keys that follow from
the command:

    command-hand = hand                       a group, key: its name
        .description = Ask to speak
    command-tip-give = give                   a command, key: its full name with dashes
        .description = Give somebody a tip
        .person = person                      an option: its name
        .person-description = Who gets it     and its description
        .mood-choice-kind = Kind              a choice of the option `mood`, by its value
    menu-thank-this-person = Thank this person     a context menu, key: its name in English

English is what Discord shows to everybody who has no better; the other languages are
sent as localisations. The English name must be the one in the code, because Discord
sends it back and discord.py finds the command by it. A missing key stops the start:
a command that is half translated is found out by a user otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from discord import Locale, app_commands
from discord.app_commands import TranslationContextLocation as Location

from bot.errors import OperatorError
from bot.i18n import UnknownText, Words, nearest

AnyCommand = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu

# The same for isinstance(), which takes no subscripted classes.
_COMMANDS = (app_commands.Command, app_commands.Group, app_commands.ContextMenu)

ENGLISH = "en"
#: Discord documentation, "Application Commands", naming; the ideographs it allows are letters here.
_NAME = re.compile(r"[-_'\w]{1,32}")
_DESCRIPTION_CHARACTERS = 100
_MENU_CHARACTERS = 32


@dataclass(frozen=True, slots=True)
class _Entry:
    """One string that Discord shows: where its words lie, and what the code calls it."""

    owner: str
    key: str
    in_code: str
    location: Location


class Translator(app_commands.Translator):
    """Answers discord.py from the catalogues of the cogs."""

    def __init__(self, words: Words) -> None:
        self._words = words
        # discord.py says for a choice which one it is, not whose.
        self._choices: dict[int, _Entry] = {}
        # Discord has more than thirty, and is given every word in each that somebody has words in.
        spoken = words.spoken()
        self._spoken = frozenset(locale for locale in Locale if not spoken.isdisjoint(nearest(locale.value)))

    def learn(self, commands: Iterable[AnyCommand]) -> None:
        """Take in the commands that will be sent, and prove that their words are complete.

        Raises:
            OperatorError: words are missing or do not fit Discord's rules; names each key.
        """
        problems: list[str] = []
        for command in commands:
            for entry in self._entries_of(command):
                problems += self._problems(entry)
        if problems:
            raise OperatorError("commands without words: " + "; ".join(problems))

    async def translate(
        self,
        string: app_commands.locale_str,  # noqa: ARG002 - discord.py's signature
        locale: Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """Answer the words in `locale`, or None if the cog does not speak it."""
        if locale not in self._spoken:
            return None
        entry = self._entry(context)
        return None if entry is None else self._words.find(entry.owner, entry.key, locale.value)

    def _entry(self, context: app_commands.TranslationContextTypes) -> _Entry | None:
        data: Any = context.data
        if context.location is Location.choice_name:
            return self._choices.get(id(data))
        if context.location in {Location.parameter_name, Location.parameter_description}:
            return _of_option(data.command, data, context.location)
        return None if context.location is Location.other else _of_command(data, context.location)

    def _entries_of(self, command: AnyCommand) -> Iterator[_Entry]:
        yield from entries(command)
        for parent in command.walk_commands() if isinstance(command, app_commands.Group) else [command]:
            if isinstance(parent, app_commands.Command):
                for option in parent.parameters:
                    for choice in option.choices:
                        self._choices[id(choice)] = entry = _of_choice(parent, option, choice)
                        yield entry

    def _problems(self, entry: _Entry) -> Iterator[str]:
        try:
            languages = sorted(self._words.languages(entry.owner))
        except UnknownText:
            yield f"{entry.owner}: {entry.key} ({ENGLISH}) is missing, as there is no catalogue"
            return
        for language in languages:
            where = f"{entry.owner}: {entry.key} ({language})"
            words = self._words.find(entry.owner, entry.key, language)
            if words is None:
                yield f"{where} is missing"
            elif language == ENGLISH and _is_name(entry.location) and words != entry.in_code:
                yield f"{where} is {words!r}, and the code says {entry.in_code!r}"
            elif not _fits(words, entry):
                yield f"{where} is not allowed by Discord: {words!r}"


@dataclass(frozen=True, slots=True)
class CommandWords:
    """What a person reads of a command: its full name, what it does, and the same of each option."""

    name: str
    description: str
    options: tuple[tuple[str, str], ...] = ()


def words_of(words: Words, command: app_commands.Command[Any, ..., Any], locale: str) -> CommandWords:
    """A command in a person's language, by its names as Discord shows them."""

    def say(entry: _Entry) -> str:
        found = words.find(entry.owner, entry.key, locale) or words.find(entry.owner, entry.key, ENGLISH)
        return found or entry.in_code

    above: list[app_commands.Command[Any, ..., Any] | app_commands.Group] = [command]
    while (parent := above[0].parent) is not None:
        above.insert(0, parent)
    return CommandWords(
        " ".join(say(_of_command(one, Location.command_name)) for one in above),
        say(_of_command(command, Location.command_description)),
        tuple(
            (
                say(_of_option(command, option, Location.parameter_name)),
                say(_of_option(command, option, Location.parameter_description)),
            )
            for option in command.parameters
        ),
    )


def menu_words(words: Words, menu: app_commands.ContextMenu, locale: str) -> str:
    """What a person reads in the menu of a message or of somebody."""
    entry = _of_command(menu, Location.command_name)
    return words.find(entry.owner, entry.key, locale) or menu.name


def entries(command: AnyCommand) -> Iterator[_Entry]:
    """Every string of a command and what is below it, choices left out."""
    if isinstance(command, app_commands.ContextMenu):
        yield _of_command(command, Location.command_name)
        return
    group = isinstance(command, app_commands.Group)
    yield _of_command(command, Location.group_name if group else Location.command_name)
    yield _of_command(command, Location.group_description if group else Location.command_description)
    if isinstance(command, app_commands.Group):
        for child in command.commands:
            yield from entries(child)
    else:
        for option in command.parameters:
            yield _of_option(command, option, Location.parameter_name)
            yield _of_option(command, option, Location.parameter_description)


def _of_command(command: AnyCommand, location: Location) -> _Entry:
    if isinstance(command, app_commands.ContextMenu):
        return _Entry(owner_of(command), f"menu-{_slug(command.name)}", command.name, location)
    key = _key(command)
    if location in {Location.command_description, Location.group_description}:
        return _Entry(owner_of(command), f"{key}.description", command.description, location)
    return _Entry(owner_of(command), key, command.name, location)


def _of_option(
    command: app_commands.Command[Any, ..., Any], option: app_commands.Parameter, location: Location
) -> _Entry:
    key = f"{_key(command)}.{_slug(option.display_name)}"
    if location is Location.parameter_description:
        return _Entry(owner_of(command), f"{key}-description", str(option.description), location)
    return _Entry(owner_of(command), key, option.display_name, location)


def _of_choice(
    command: app_commands.Command[Any, ..., Any],
    option: app_commands.Parameter,
    choice: app_commands.Choice[Any],
) -> _Entry:
    key = f"{_key(command)}.{_slug(option.display_name)}-choice-{_slug(str(choice.value))}"
    return _Entry(owner_of(command), key, choice.name, Location.choice_name)


def _key(command: app_commands.Command[Any, ..., Any] | app_commands.Group) -> str:
    return f"command-{_slug(command.qualified_name)}"


def owner_of(command: AnyCommand) -> str:
    """The module that a command comes from."""
    if isinstance(command, app_commands.Command) and command.binding is not None:
        return type(command.binding).__module__
    return str(command.module)


def _slug(name: str) -> str:
    """A name as Fluent's identifiers take it."""
    return re.sub(r"[^a-z0-9_]+", "-", name.lower()).strip("-")


def _is_name(location: Location) -> bool:
    return location in {Location.command_name, Location.group_name, Location.parameter_name}


def _fits(words: str, entry: _Entry) -> bool:
    if entry.key.startswith("menu-"):
        return 1 <= len(words) <= _MENU_CHARACTERS
    if _is_name(entry.location):
        return bool(_NAME.fullmatch(words)) and words == words.lower()
    return 1 <= len(words) <= _DESCRIPTION_CHARACTERS
