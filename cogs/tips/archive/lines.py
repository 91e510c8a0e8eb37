"""The lines of such a file, each an object of JSON; docs/explanation/ledger.md has them field by field.

A community is one line, its accounts, its transfers in the order of their numbers, and what it has to
remember besides. Ids are texts, since many readers of JSON round such numbers.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import orjson
from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, Strict, ValidationError

from bot.storage.types import LARGEST

FORMAT, VERSION = "rostra-ledger", 1


class NotALine(Exception):
    """What stands in a line cannot be read; says why."""


def _number(typed: object) -> object:
    # "1_000" and digits of other scripts are numbers to int().
    return int(typed) if isinstance(typed, str) and typed.isascii() and typed.isdigit() else None


Id = Annotated[int, BeforeValidator(_number), Field(ge=0, le=LARGEST)]
Count = Annotated[int, Field(ge=0, le=LARGEST)]
Number = Annotated[int, Field(gt=0, le=LARGEST)]
Amount = Annotated[int, Field(ge=-LARGEST, le=LARGEST)]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Salt = Annotated[str, Field(min_length=1, max_length=32)]
Currency = Annotated[str, Field(min_length=1, max_length=10)]


class Line(BaseModel):
    """Base of what a line may hold: nothing more than this, and nothing of another type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Head(Line):
    """The first line."""

    format: Literal["rostra-ledger"]
    version: Literal[1]


class Community(Line):
    """A community begins; its chain ends with that many transfers and that hash."""

    community: Id
    transfers: Count
    hash: Digest


class Account(Line):
    """An account of the community; whose it is may have been erased."""

    account: Number
    currency: Currency
    purpose: Literal["person", "treasury", "fees", "jar"]
    owner: Id | None
    digest: Digest | None
    salt: Salt | None
    opened_in: Number | None
    frozen: bool


class Note(Line):
    """What was written with a transfer."""

    text: Annotated[str, Field(max_length=200)]
    salt: Salt
    by: Id | None


#: What an account gains or gives; in the first version without the currency, which is the account's.
Pair = Annotated[tuple[Number, Amount], Strict(strict=False)]
Triple = Annotated[tuple[Number, Currency, Amount], Strict(strict=False)]


class Form(BaseModel):
    """What is hashed; that nothing else stands there is proved by the hash."""

    model_config = ConfigDict(extra="ignore", strict=True, frozen=True)

    v: Literal[1, 2]
    guild: Id
    sequence: Number
    kind: Annotated[str, Field(max_length=10)]
    currency: Currency
    key: Annotated[str, Field(max_length=100)]
    at: Annotated[AwareDatetime, Strict(strict=False)]
    entries: list[Pair | Triple]
    note: Digest | None
    previous: Digest
    room: Id | None = None
    club: Id | None = None
    anonymous: bool = False
    reverses: Number | None = None


class Transfer(Line):
    """A transfer: its form, the hash of that, and the number under which people know it."""

    transfer: Form
    hash: Digest
    id: Number
    note: Note | None = None


class Forgotten(Line):
    """The fingerprint of somebody who was forgotten."""

    forgotten: Digest


class Entitlement(Line):
    """A purchase of Discord's that became points in this community."""

    entitlement: Id


class End(Line):
    """The last line: how many there are before it, and the digest of all of them."""

    end: Count
    sha256: Digest


_KINDS: dict[str, type[Line]] = {
    next(iter(kind.model_fields)): kind
    for kind in (Head, Community, Account, Transfer, Forgotten, Entitlement, End)
}


def read(line: bytes) -> tuple[Line, Any]:
    """What a line holds, checked, and the same as JSON has it.

    Raises:
        NotALine: it is none of these, or something is missing, too much, or of another type.
    """
    try:
        content = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise NotALine("is not JSON") from error
    named = _KINDS.keys() & content.keys() if isinstance(content, dict) else set()
    if len(named) != 1:
        raise NotALine(f"is none of {', '.join(_KINDS)}")
    try:
        return _KINDS[named.pop()].model_validate(content), content
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise NotALine(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error


def written(content: dict[str, Any]) -> bytes:
    """An object as a line."""
    return orjson.dumps(content, option=orjson.OPT_APPEND_NEWLINE)


def id_text(number: int | None) -> str | None:
    """An id as it stands in a line."""
    return None if number is None else str(number)
