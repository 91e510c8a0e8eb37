"""What a person fills into a slash command, checked as Discord's client checks it.

Source: Discord documentation, "Application Commands", Application Command Option Structure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.sandbox.people.errors import ActorError
from bot.sandbox.people.references import Pointer
from bot.sandbox.world.command_rules import MAX_TEXT_OPTION, OptionType
from bot.sandbox.world.fields import MAX_SAFE_INTEGER
from bot.sandbox.world.locales import localized

Parameter = dict[str, Any]


def fill(
    parameters: list[Parameter], given: Mapping[str, Any], pointer: Pointer, locale: str
) -> list[dict[str, Any]]:
    """The options of a command as they are sent.

    Raises:
        ActorError: one is unknown, missing, or not what the command takes.
    """
    by_name = _by_name(parameters, given, locale)
    missing = [each["name"] for each in parameters if each["required"] and each["name"] not in by_name]
    if missing:
        raise ActorError(f"the option {missing[0]} is required")
    return [
        _sent(parameter, value_of(parameter, by_name[parameter["name"]], pointer, locale))
        for parameter in parameters
        if parameter["name"] in by_name
    ]


def fill_partly(
    parameters: list[Parameter],
    given: Mapping[str, Any],
    pointer: Pointer,
    locale: str,
    *,
    focused: str,
    typed: str,
) -> list[dict[str, Any]]:
    """The options while one of them is being typed; those that are required may be missing yet.

    Raises:
        ActorError: the option that is typed has no autocomplete, or another one is wrong.
    """
    by_name = _by_name(parameters, {**given, focused: typed}, locale)
    sent = []
    for parameter in parameters:
        name = parameter["name"]
        if name not in by_name:
            continue
        if by_name[name] is not typed or not _is_called(parameter, focused, locale):
            sent.append(_sent(parameter, value_of(parameter, by_name[name], pointer, locale)))
        elif not parameter.get("autocomplete"):
            raise ActorError(f"the option {name} has no autocomplete")
        else:
            # Whatever its type, this is what stands in the box so far.
            sent.append({**_sent(parameter, typed), "focused": True})
    return sent


def value_of(parameter: Parameter, value: Any, pointer: Pointer, locale: str) -> Any:
    """One option's value as it is sent.

    Raises:
        ActorError: it is not what the option takes.
    """
    kind = OptionType(parameter["type"])
    try:
        if parameter.get("choices"):
            return _chosen(parameter, value, locale)
        return _READERS[kind](parameter, value, pointer)
    except ActorError as error:
        raise ActorError(f"the option {parameter['name']}: {error}") from error


def _by_name(parameters: list[Parameter], given: Mapping[str, Any], locale: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in given.items():
        named = [each["name"] for each in parameters if _is_called(each, name, locale)]
        if not named:
            known = ", ".join(each["name"] for each in parameters) or "none"
            raise ActorError(f"there is no option {name}; known are {known}")
        if value is not None:
            found[named[0]] = value
    return found


def _is_called(parameter: Parameter, name: str, locale: str) -> bool:
    shown = localized(parameter["name"], parameter.get("name_localizations"), locale)
    return name in (parameter["name"], shown)


def _sent(parameter: Parameter, value: Any) -> dict[str, Any]:
    return {"name": parameter["name"], "type": parameter["type"], "value": value}


def _chosen(parameter: Parameter, value: Any, locale: str) -> Any:
    for choice in parameter["choices"]:
        names = (choice["name"], localized(choice["name"], choice.get("name_localizations"), locale))
        if value == choice["value"] or value in names:
            return choice["value"]
    known = ", ".join(str(choice["name"]) for choice in parameter["choices"])
    raise ActorError(f"{value!r} is none of the choices: {known}")


# A person types into a box: a text may look like a number, and a number is typed as digits.
def _text(parameter: Parameter, value: Any, _: Pointer) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise ActorError(f"{value!r} is no text")
    low, high = parameter.get("min_length", 0), parameter.get("max_length", MAX_TEXT_OPTION)
    if not max(1, low) <= len(value) <= high:
        raise ActorError(f"{len(value)} characters; {max(1, low)} to {high} are allowed")
    return value


def _integer(parameter: Parameter, value: Any, _: Pointer) -> int:
    value = _typed(value, int)
    if isinstance(value, bool) or not isinstance(value, int):
        raise ActorError(f"{value!r} is no whole number")
    _check_range(parameter, value)
    return value


def _number(parameter: Parameter, value: Any, _: Pointer) -> float:
    value = _typed(value, float)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ActorError(f"{value!r} is no number")
    _check_range(parameter, value)
    return value


def _typed(value: Any, kind: Callable[[str], float]) -> Any:
    """What the digits in a text say, or the text itself if it says no number."""
    try:
        return kind(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _check_range(parameter: Parameter, value: float) -> None:
    low = parameter.get("min_value", -MAX_SAFE_INTEGER)
    high = parameter.get("max_value", MAX_SAFE_INTEGER)
    if not low <= value <= high:
        raise ActorError(f"{value} is not between {low} and {high}")


def _boolean(_: Parameter, value: Any, __: Pointer) -> bool:
    if not isinstance(value, bool):
        raise ActorError(f"{value!r} is neither true nor false")
    return value


_READERS: dict[OptionType, Callable[[Parameter, Any, Pointer], Any]] = {
    OptionType.STRING: _text,
    OptionType.INTEGER: _integer,
    OptionType.NUMBER: _number,
    OptionType.BOOLEAN: _boolean,
    OptionType.USER: lambda _, value, pointer: pointer.user(value),
    OptionType.ROLE: lambda _, value, pointer: pointer.role(value),
    OptionType.MENTIONABLE: lambda _, value, pointer: pointer.mentionable(value),
    OptionType.CHANNEL: lambda parameter, value, pointer: pointer.guild_channel(
        value, parameter.get("channel_types")
    ),
    OptionType.ATTACHMENT: lambda parameter, value, pointer: pointer.file(value, parameter.get("file_types")),
}
