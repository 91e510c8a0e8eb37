"""A table of routes, and what a route is given.

A route reads its fields through a pydantic model that forbids unknown ones, asks
one function of the world to act, and answers a payload. Routes fail loudly: a path,
query word or body field that is not modelled is an error that names it, because a
sandbox that fakes success teaches a bot to rely on nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Generic, TypeVar
from urllib.parse import unquote

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from bot.sandbox.errors import SandboxGap, invalid_form_body
from bot.sandbox.rest.wording import in_discords_words
from bot.sandbox.world.models import User
from bot.sandbox.world.state import World


class Form(BaseModel):
    """Base of every body and query; `model_fields_set` tells null from absent."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)


def _snowflake(value: object) -> int:
    # discord.py and py-cord send ids as JSON numbers, discord.js as strings; Discord takes both.
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError("a snowflake is a string of digits")
    if isinstance(value, str) and not value.isdigit():
        raise ValueError("a snowflake is a string of digits")
    return int(value)


SnowflakeIn = Annotated[int, BeforeValidator(_snowflake)]

B = TypeVar("B", bound=Form | None)
F = TypeVar("F", bound=Form)


@dataclass(slots=True)
class Upload:
    """One file of a multipart request; `field` is its name, as `files[0]`."""

    field: str
    filename: str
    content_type: str
    data: bytes


@dataclass(slots=True)
class Call(Generic[B]):
    """One request, parsed and checked."""

    world: World
    user: User  # who asks: the bot, or the application behind a webhook token
    ids: dict[str, int]
    words: dict[str, str]  # path parts that are no ids: tokens, codes, emoji
    body: B
    query: dict[str, str]
    files: list[Upload] = field(default_factory=list)
    reason: str | None = None
    raw: Mapping[str, Any] = field(default_factory=dict)  # the body as sent
    host: str = ""  # by which name and port the client came
    secure: bool = False  # whether over TLS


@dataclass(frozen=True, slots=True)
class Answer:
    """A response that is not plain 200 or 204."""

    status: int
    body: Any = None
    content: bytes | None = None
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)


Handler = Callable[[Call[Any]], Any | Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Route:
    """How one method and path is served."""

    method: str
    template: str
    handler: Handler
    body: type[Form] | None
    query: frozenset[str]
    token_in_path: bool  # no bot token needed: interaction and webhook routes carry their own
    takes_files: bool

    @property
    def parts(self) -> tuple[str, ...]:
        """The template, cut at the slashes."""
        return tuple(self.template.strip("/").split("/"))


ROUTES: list[Route] = []

# Path parts that are text; everything else in braces is a snowflake.
TEXT_PARTS = frozenset({"token", "interaction_token", "webhook_token", "code", "emoji", "filename"})
LONGEST_SNOWFLAKE = 20  # digits of 64 bits


def route(
    method: str,
    template: str,
    *,
    body: type[Form] | None = None,
    query: tuple[str, ...] = (),
    token_in_path: bool = False,
    takes_files: bool = False,
) -> Callable[[Handler], Handler]:
    """Serve `template` (below /api/v10) with the decorated function.

    The function answers a JSON value (200), None (204) or an `Answer`, or raises DiscordError.
    """

    def register(handler: Handler) -> Handler:
        ROUTES.append(Route(method, template, handler, body, frozenset(query), token_in_path, takes_files))
        return handler

    return register


def match(method: str, path: str) -> tuple[Route, dict[str, int], dict[str, str]]:
    """Find the route of a path; a literal part beats a placeholder (`@me` before `{user_id}`).

    Clients may write any character as `%40` and the like, and discord.js does (RFC 3986, section 2.4: a
    path is cut at its slashes first, and decoded once).

    Raises:
        SandboxGap: no such route is modelled.
    """
    parts = tuple(unquote(part) for part in path.strip("/").split("/"))
    found = [
        (sum(part.startswith("{") for part in candidate.parts), candidate, *bound)
        for candidate in ROUTES
        if candidate.method == method and (bound := _bind(candidate.parts, parts)) is not None
    ]
    if not found:
        raise SandboxGap(f"the sandbox has no route {method} {path}")
    _, best, ids, words = min(found, key=lambda entry: entry[0])
    return best, ids, words


def _bind(template: tuple[str, ...], parts: tuple[str, ...]) -> tuple[dict[str, int], dict[str, str]] | None:
    if len(template) != len(parts):
        return None
    ids: dict[str, int] = {}
    words: dict[str, str] = {}
    for pattern, part in zip(template, parts, strict=True):
        if not pattern.startswith("{"):
            if pattern != part:
                return None
        elif (name := pattern[1:-1]) in TEXT_PARTS:
            words[name] = part
        elif part.isascii() and part.isdigit() and len(part) <= LONGEST_SNOWFLAKE:
            ids[name] = int(part)
        else:
            return None
    return ids, words


def read_form(model: type[F], raw: Any) -> F:
    """Check a body against its model.

    Raises:
        SandboxGap: it has a field that is not modelled.
        DiscordError: 50035, as Discord words it, for a value that breaks a rule.
    """
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        details = error.errors(include_url=False)
        for detail in details:
            if detail["type"] == "extra_forbidden":
                where = ".".join(str(part) for part in detail["loc"])
                raise SandboxGap(
                    f"the sandbox does not know the field {where} of {model.__name__}"
                ) from error
        raise invalid_form_body(_nested(details)) from error


def _nested(details: Any) -> dict[str, Any]:
    errors: dict[str, Any] = {}
    for detail in details:
        place = errors
        for part in detail["loc"]:
            place = place.setdefault(str(part), {})
        place.setdefault("_errors", []).append(in_discords_words(detail))
    return errors
