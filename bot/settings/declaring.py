"""What a cog says of its settings: one pydantic model, read here into fields that a page can show.

What a field may hold follows from its annotation:

| annotation                                    | kind     | on the page                 |
|-----------------------------------------------|----------|-----------------------------|
| `bool`                                        | switch   | a select with two choices   |
| an `Enum` of texts                            | choice   | a select                    |
| `int`, with `Field(ge=, le=)`                 | number   | a form                      |
| `str`, with `Field(max_length=)`, `TimeZone`  | text     | a form                      |
| `Annotated[Id, Channel("stage_voice")]`       | channel  | a select of channels        |
| `Annotated[Id, Role()]`                       | role     | a select of roles           |
| `tuple[...]` of one of the last two           | the same | a select of several         |

With `| None` a field may be empty. Its words are in the cog's catalogue: `setting-<name>` with the
attribute `.description`, and `setting-<name>-<value>` for each choice. Underscores are hyphens there.
"""

from __future__ import annotations

import types
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum, StrEnum
from functools import cache
from typing import Annotated, Any, ClassVar, Union, get_args, get_origin
from zoneinfo import available_timezones

import annotated_types
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainSerializer
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from bot.errors import OperatorError
from bot.i18n import Text
from bot.storage.types import LARGEST

# Discord documentation, "Component Reference", Text Input and String Select.
LONGEST_TEXT = 4_000
MOST_CHOICES = 25
#: As discord.py calls them (Discord documentation, "Channel", Channel Types).
CHANNEL_KINDS = frozenset(
    {"text", "news", "voice", "stage_voice", "category", "forum", "media", "public_thread", "private_thread"}
)
#: So that a button can carry it beside the names of a cog and a club; a `custom_id` has 100 characters.
LONGEST_NAME = 36


class Settings(BaseModel):
    """Base of what a cog lets a community set. Every field has a default."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    #: Whether each club may differ from its community.
    per_club: ClassVar[bool] = False
    #: The fields that `/setup` asks for.
    in_setup: ClassVar[tuple[str, ...]] = ()


#: An id given by Discord. As JSON it is a text: many readers of JSON round such numbers.
Id = Annotated[int, Field(ge=0, le=LARGEST), PlainSerializer(str, return_type=str, when_used="json")]


@dataclass(frozen=True, slots=True)
class Channel:
    """Marks an id as that of a channel; kinds as discord.py spells them: text, stage_voice, category."""

    kinds: tuple[str, ...]

    def __init__(self, *kinds: str) -> None:
        object.__setattr__(self, "kinds", kinds)


@dataclass(frozen=True, slots=True)
class Role:
    """Marks an id as that of a role."""


@cache
def _zones() -> dict[str, str]:
    """Every name of the IANA time zone database by what people may type for it: all of it, or the city."""
    names = sorted(available_timezones())
    # A city that is in two places is neither, and a name of its own goes before any city.
    cities = Counter(_typed(name).rpartition("/")[2] for name in names)
    by_city = {city: name for name in names if cities[city := _typed(name).rpartition("/")[2]] == 1}
    return by_city | {_typed(name): name for name in names}


def _typed(name: str) -> str:
    return "_".join(name.casefold().split())


def _known_zone(name: str) -> str:
    known = _zones()
    if (found := known.get(_typed(name))) is None:
        close = get_close_matches(_typed(name), known, n=1)
        like = known[close[0]] if close else "Europe/Paris"
        raise PydanticCustomError("time_zone", "no time zone of that name", {"like": like})
    return found


#: A name of the IANA time zone database, "Europe/Paris".
TimeZone = Annotated[str, Field(max_length=64), AfterValidator(_known_zone)]


class Kind(StrEnum):
    """How a value is chosen."""

    SWITCH = "switch"
    CHOICE = "choice"
    NUMBER = "number"
    TEXT = "text"
    CHANNEL = "channel"
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class Setting:
    """One field of a cog's settings, as a page needs to know it."""

    owner: str  # the package whose catalogue has its words
    name: str
    kind: Kind
    default: Any
    optional: bool = False  # may be empty
    several: bool = False  # a tuple
    choices: tuple[str, ...] = ()
    channel_kinds: tuple[str, ...] = ()
    least: int | None = None  # of a number; of a text its length; of several how many
    most: int | None = None

    @property
    def key(self) -> str:
        """Where its words are."""
        return f"setting-{_hyphened(self.name)}"

    @property
    def label(self) -> Text:
        """What people call it."""
        return Text(self.owner, self.key)

    @property
    def description(self) -> Text:
        """What it is for."""
        return Text(self.owner, f"{self.key}.description")

    def choice_key(self, choice: str) -> str:
        """Where the words of a choice are."""
        return f"{self.key}-{_hyphened(choice)}"

    def text_keys(self) -> Iterator[str]:
        """Every key that its catalogue has to have."""
        yield self.key
        yield f"{self.key}.description"
        yield from map(self.choice_key, self.choices)


@dataclass(frozen=True, slots=True)
class Declared:
    """The settings of one cog."""

    cog: str
    owner: str
    model: type[Settings]
    settings: tuple[Setting, ...]
    title_key: str = "cog-name"
    description_key: str = "cog-description"

    @property
    def title(self) -> Text:
        """What people call it."""
        return Text(self.owner, self.title_key)

    @property
    def description(self) -> Text:
        """What it is for."""
        return Text(self.owner, self.description_key)

    def setting(self, name: str) -> Setting | None:
        """The setting of that name, if there is one."""
        return next((setting for setting in self.settings if setting.name == name), None)

    @property
    def in_setup(self) -> tuple[str, ...]:
        """The names of the settings that `/setup` asks for, in the order it does."""
        return self.model.in_setup

    def defaults(self) -> dict[str, Any]:
        """What holds where nobody chose, as JSON has it."""
        return self.model().model_dump(mode="json")


def declare(cog: str, owner: str, model: type[Settings], **named: str) -> Declared:
    """Read a cog's model; `named` says where its title and its description are, if not where a cog's are.

    Raises:
        OperatorError: a field cannot be shown or has no default; names it.
    """
    settings = tuple(_setting(cog, owner, name, field) for name, field in model.model_fields.items())
    known = {setting.name for setting in settings}
    if unknown := [name for name in model.in_setup if name not in known]:
        raise OperatorError(f"cog {cog}: {model.__name__}.in_setup names {unknown[0]!r}, which is no field")
    return Declared(cog, owner, model, settings, **named)


def _setting(cog: str, owner: str, name: str, field: FieldInfo) -> Setting:
    if field.is_required():
        raise OperatorError(f"cog {cog}: the setting {name} has no default")
    if len(name) > LONGEST_NAME:
        raise OperatorError(f"cog {cog}: the setting {name} has more than {LONGEST_NAME} characters")
    shape = _shape(field)
    if shape is None:
        raise OperatorError(f"cog {cog}: the setting {name} is a {field.annotation}, which no page can show")
    least, most = _limits(shape)
    channels = next((mark.kinds for mark in shape.marks if isinstance(mark, Channel)), ())
    if strange := set(channels) - CHANNEL_KINDS:
        raise OperatorError(f"cog {cog}: the setting {name} wants a channel of the kind {min(strange)!r}")
    choices = tuple(str(choice.value) for choice in shape.inner) if shape.kind is Kind.CHOICE else ()
    if len(choices) > MOST_CHOICES - shape.optional:
        raise OperatorError(f"cog {cog}: the setting {name} has more choices than a select holds")
    default = field.get_default(call_default_factory=True, validated_data={})
    return Setting(
        owner, name, shape.kind, default, shape.optional, shape.several, choices, channels, least, most
    )


@dataclass(frozen=True, slots=True)
class _Shape:
    kind: Kind
    inner: Any
    marks: tuple[Any, ...]
    optional: bool
    several: bool


def _shape(field: FieldInfo) -> _Shape | None:
    inner, marks, optional, several = field.annotation, tuple(field.metadata), False, False
    while True:
        origin, given = get_origin(inner), get_args(inner)
        if origin is Annotated:
            inner, marks = given[0], (*marks, *_flat(given[1:]))
        elif origin in (Union, types.UnionType) and type(None) in given and len(given) == 2:  # noqa: PLR2004 - it and None
            inner, optional = next(one for one in given if one is not type(None)), True
        elif origin is tuple and given[1:] == (Ellipsis,):
            inner, several = given[0], True
        else:
            break
    kind = _kind(inner, marks)
    if kind is None or (several and kind not in {Kind.CHANNEL, Kind.ROLE}):
        return None
    return _Shape(kind, inner, marks, optional or several, several)


def _flat(marks: tuple[Any, ...]) -> Iterator[Any]:
    for mark in marks:
        yield from mark.metadata if isinstance(mark, FieldInfo) else (mark,)


def _kind(inner: Any, marks: tuple[Any, ...]) -> Kind | None:
    if not isinstance(inner, type):
        return None
    if inner is int and any(isinstance(mark, Channel) for mark in marks):
        return Kind.CHANNEL
    if inner is int and any(isinstance(mark, Role) for mark in marks):
        return Kind.ROLE
    if issubclass(inner, Enum):
        return Kind.CHOICE
    return {bool: Kind.SWITCH, int: Kind.NUMBER, str: Kind.TEXT}.get(inner)


def _limits(shape: _Shape) -> tuple[int | None, int | None]:
    least: int | None = None
    most: int | None = None
    is_number = shape.kind is Kind.NUMBER
    for mark in shape.marks:
        match mark:
            case annotated_types.Ge(ge=bound) if is_number:
                least = int(str(bound))
            case annotated_types.Gt(gt=bound) if is_number:
                least = int(str(bound)) + 1
            case annotated_types.Le(le=bound) if is_number:
                most = int(str(bound))
            case annotated_types.Lt(lt=bound) if is_number:
                most = int(str(bound)) - 1
            case annotated_types.MinLen(min_length=bound):
                least = int(str(bound))
            case annotated_types.MaxLen(max_length=bound):
                most = int(str(bound))
    if shape.kind is Kind.TEXT:
        return least, min(most or LONGEST_TEXT, LONGEST_TEXT)
    return least, min(most or MOST_CHOICES, MOST_CHOICES) if shape.several else most


def _hyphened(name: str) -> str:
    return name.replace("_", "-")
