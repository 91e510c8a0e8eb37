"""What an application command may look like.

Source: Discord documentation, "Application Commands": naming, command structure,
option structure, choice structure, subcommands and groups, slash commands (size), localization.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from enum import IntEnum
from typing import Any

from bot.sandbox.errors import SandboxGap
from bot.sandbox.world.fields import MAX_SAFE_INTEGER, Fields, Problems
from bot.sandbox.world.file_types import read_file_types
from bot.sandbox.world.locales import LOCALES

MAX_COMMAND_CHARACTERS = 8000
MAX_TEXT_OPTION = 6000
CHANNEL_TYPES = frozenset((0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15, 16))
NAME_LENGTH = (1, 32)
DESCRIPTION_LENGTH = (1, 100)


class CommandType(IntEnum):
    """Application Command Types, without the entry point of an activity."""

    CHAT_INPUT = 1
    USER = 2
    MESSAGE = 3


class OptionType(IntEnum):
    """Application Command Option Types."""

    SUB_COMMAND = 1
    SUB_COMMAND_GROUP = 2
    STRING = 3
    INTEGER = 4
    BOOLEAN = 5
    USER = 6
    CHANNEL = 7
    ROLE = 8
    MENTIONABLE = 9
    NUMBER = 10
    ATTACHMENT = 11


NESTED = frozenset({OptionType.SUB_COMMAND, OptionType.SUB_COMMAND_GROUP})
NUMBERS = frozenset({OptionType.INTEGER, OptionType.NUMBER})
WITH_CHOICES = NUMBERS | {OptionType.STRING}
PARAMETERS = frozenset(OptionType) - NESTED


def is_slash_name(name: str) -> bool:
    r"""Whether a name matches `^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$` and is lower case."""
    return name == name.lower() and all(_is_name_character(character) for character in name)


def _is_name_character(character: str) -> bool:
    if character in "-_'" or unicodedata.category(character)[0] in "LN":
        return True
    # The marks of these two scripts are no letters, yet belong to their words.
    return unicodedata.name(character, "").startswith(("DEVANAGARI", "THAI"))


def read_command(raw: object, problems: Problems, place: tuple[str, ...] = ()) -> dict[str, Any]:
    """Check one command as sent and fill in Discord's defaults; problems are noted, not raised."""
    fields = Fields(raw, problems, "a command", place)
    kind = fields.choice("type", tuple(CommandType)) or CommandType.CHAT_INPUT
    slash = kind == CommandType.CHAT_INPUT
    command: dict[str, Any] = {"type": int(kind)}
    command |= _naming(fields, slash=slash, described=slash)
    command["default_member_permissions"] = _permission_bits(fields)
    command["nsfw"] = fields.flag("nsfw") or False
    command |= _contexts(fields)
    options = _options(fields, _allowed_at_top(fields)) if slash else []
    if not slash and fields.value("options"):
        fields.wrong("options", "APPLICATION_COMMAND_INVALID_OPTIONS", "Context menus cannot have options")
    if options:
        command["options"] = options
    fields.ignore("id", "default_permission", "handler", "application_id", "guild_id", "version")
    fields.finish()
    if slash and not problems.errors and characters(command) > MAX_COMMAND_CHARACTERS:
        fields.wrong(None, "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000)")
    return command


def _naming(fields: Fields, *, slash: bool, described: bool) -> dict[str, Any]:
    name = fields.text("name", *NAME_LENGTH, required=True)
    if slash and name and not is_slash_name(name):
        fields.wrong("name", "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    named: dict[str, Any] = {"name": name}
    named["name_localizations"] = _localizations(fields, "name_localizations", NAME_LENGTH, slash=slash)
    if described:
        named["description"] = fields.text("description", *DESCRIPTION_LENGTH, required=True)
    else:
        # Not allowed for context menus, which answer an empty one.
        named["description"] = fields.text("description", 0, 0) or ""
    limits = DESCRIPTION_LENGTH
    named["description_localizations"] = _localizations(fields, "description_localizations", limits)
    return named


def _localizations(
    fields: Fields, name: str, limits: tuple[int, int], *, slash: bool = False
) -> dict[str, str] | None:
    translations = fields.child(name, "a localization")
    if translations is None:
        return None
    known: dict[str, str] = {}
    for locale in sorted(fields.value(name)) if isinstance(fields.value(name), dict) else ():
        text = translations.text(locale, *limits)
        if locale not in LOCALES:
            translations.wrong(locale, "BASE_TYPE_CHOICES", f"{locale} is not a locale of Discord.")
        elif text and slash and not is_slash_name(text):
            translations.wrong(locale, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
        elif text is not None:
            known[locale] = text
    return known or None


def _permission_bits(fields: Fields) -> str | None:
    # discord.py sends the number itself, the documentation a string of digits.
    return fields.snowflake("default_member_permissions")


def _contexts(fields: Fields) -> dict[str, Any]:
    """Where a global command can be used; `dm_permission` is the older way to say it."""
    contexts = _numbers(fields, "contexts", {0, 1, 2})
    installs = _numbers(fields, "integration_types", {0, 1})
    in_dms = fields.flag("dm_permission")
    if contexts is None and in_dms is False:
        contexts = [0]
    return {
        "contexts": contexts,
        "integration_types": installs or [0],
        "dm_permission": contexts is None or 1 in contexts,
    }


def _numbers(fields: Fields, name: str, allowed: set[int]) -> list[int] | None:
    found = fields.items(name, 1, len(allowed))
    if found is None:
        return None
    if len(set(map(str, found))) != len(found) or not all(value in allowed for value in found):
        fields.wrong(name, "BASE_TYPE_CHOICES", f"Values must be different ones of {sorted(allowed)}.")
    return found


def _allowed_at_top(fields: Fields) -> frozenset[OptionType]:
    """A command has parameters, or it has subcommands and groups; never both."""
    raw = fields.value("options")
    first = raw[0].get("type") if isinstance(raw, list) and raw and isinstance(raw[0], dict) else None
    return NESTED if first in NESTED else PARAMETERS


def _options(fields: Fields, allowed: frozenset[OptionType]) -> list[dict[str, Any]]:
    options = [
        _option(option, allowed) for option in fields.objects("options", 0, 25, "an option of a command")
    ]
    names = Counter(option["name"] for option in options)
    if names and max(names.values()) > 1:
        code = "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_USED"
        fields.wrong("options", code, "Option name already used")
    required = [bool(option.get("required")) for option in options]
    if required != sorted(required, reverse=True):
        code = "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"
        fields.wrong("options", code, "Required options must be placed before non-required options")
    return options


def _option(fields: Fields, allowed: frozenset[OptionType]) -> dict[str, Any]:
    kind = fields.choice("type", allowed, required=True)
    option: dict[str, Any] = {"type": kind, **_naming(fields, slash=True, described=True)}
    if kind is None:
        return option  # which fields it may have, its type would say
    if kind in NESTED:
        inner = PARAMETERS if kind == OptionType.SUB_COMMAND else frozenset({OptionType.SUB_COMMAND})
        option["options"] = _options(fields, inner)
        # Subcommands of discord.py carry the fields of a parameter that is not required.
        fields.ignore("required", "nsfw")
    else:
        option["required"] = fields.flag("required") or False
        option |= _limits(fields, kind) | _choices(fields, kind)
    fields.finish()
    return option


def _limits(fields: Fields, kind: int) -> dict[str, Any]:
    limits: dict[str, Any] = {}
    if kind == OptionType.STRING:
        limits["min_length"] = fields.integer("min_length", 0, MAX_TEXT_OPTION)
        limits["max_length"] = fields.integer("max_length", 1, MAX_TEXT_OPTION)
    elif kind in NUMBERS:
        read = fields.integer if kind == OptionType.INTEGER else fields.number
        for name in ("min_value", "max_value"):
            limits[name] = read(name, -MAX_SAFE_INTEGER, MAX_SAFE_INTEGER)
    elif kind == OptionType.CHANNEL:
        limits["channel_types"] = _numbers(fields, "channel_types", set(CHANNEL_TYPES))
    elif kind == OptionType.ATTACHMENT:
        limits["file_types"] = read_file_types(fields)
    return {name: limit for name, limit in limits.items() if limit is not None}


def _choices(fields: Fields, kind: int) -> dict[str, Any]:
    if kind not in WITH_CHOICES:
        # py-cord says of every option that it has neither.
        if fields.flag("autocomplete") or fields.items("choices", 0, 25):
            raise SandboxGap(f"the sandbox does not know what an option of type {kind} is to choose from")
        return {}
    found: dict[str, Any] = {}
    choices = [
        read_choice(choice, OptionType(kind)) for choice in fields.objects("choices", 0, 25, "a choice")
    ]
    if fields.flag("autocomplete"):
        found["autocomplete"] = True
        if choices:
            code = "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES"
            fields.wrong("autocomplete", code, "Autocomplete may not be set while choices are present")
    if choices:
        found["choices"] = choices
    return found


def read_choice(fields: Fields, kind: OptionType) -> dict[str, Any]:
    """Check a choice of an option, or a suggestion of an autocomplete answer."""
    choice: dict[str, Any] = {"name": fields.text("name", 1, 100, required=True)}
    choice["name_localizations"] = _localizations(fields, "name_localizations", (1, 100))
    if kind == OptionType.STRING:
        choice["value"] = fields.text("value", 1, 100, required=True)
    elif kind == OptionType.INTEGER:
        choice["value"] = fields.integer("value", -MAX_SAFE_INTEGER, MAX_SAFE_INTEGER, required=True)
    else:
        choice["value"] = fields.number("value", -MAX_SAFE_INTEGER, MAX_SAFE_INTEGER, required=True)
    fields.finish()
    return choice


def characters(entry: dict[str, Any]) -> int:
    """The size of a command, option or choice: names, descriptions and values, longest language each."""
    total = 0
    for name in ("name", "description"):
        texts = [entry.get(name) or "", *(entry.get(f"{name}_localizations") or {}).values()]
        total += max(len(text) for text in texts)
    if isinstance(entry.get("value"), str):
        total += len(entry["value"])
    return total + sum(characters(part) for key in ("options", "choices") for part in entry.get(key, ()))
