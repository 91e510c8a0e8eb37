"""What a client may send to the voice gateway; an unknown field is an error that names it."""

from __future__ import annotations

from ipaddress import IPv4Address
from typing import Annotated, Any, TypeVar

from pydantic import Field, ValidationError

from bot.sandbox.rest.router import Form, SnowflakeIn
from bot.sandbox.voice.opcodes import VoiceClose, VoiceCloseCode

_UNSIGNED_32 = Annotated[int, Field(ge=0, lt=1 << 32)]
_Sequence = Annotated[int, Field(ge=-1, lt=1 << 16)]


class Envelope(Form):
    """Every message."""

    op: int
    d: Any = None


class Identify(Form):
    """Op 0. Omitting the last field "indicates no DAVE protocol support"."""

    server_id: SnowflakeIn
    user_id: SnowflakeIn
    session_id: str
    token: str
    max_dave_protocol_version: Annotated[int, Field(ge=0)] = 0


class UdpAddress(Form):
    """Where the client receives, and how it will seal."""

    address: IPv4Address
    port: Annotated[int, Field(gt=0, lt=1 << 16)]
    mode: str


class SelectProtocol(Form):
    """Op 1."""

    protocol: str
    data: UdpAddress


class Heartbeat(Form):
    """Op 3, since version 8; before, the nonce alone."""

    t: int
    seq_ack: _Sequence = -1


class Speaking(Form):
    """Op 5: microphone 1, soundshare 2, priority 4."""

    speaking: Annotated[int, Field(ge=0, le=7)]
    delay: float = 0
    ssrc: _UNSIGNED_32 | None = None


class Resume(Form):
    """Op 7."""

    server_id: SnowflakeIn
    session_id: str
    token: str
    seq_ack: _Sequence = -1


F = TypeVar("F", bound=Form)


def read(form: type[F], value: Any) -> F:
    """Check what a client sent.

    Raises:
        VoiceClose: 4002, naming the field.
    """
    try:
        return form.model_validate(value)
    except ValidationError as error:
        raise VoiceClose(VoiceCloseCode.FAILED_TO_DECODE, _first_mistake(form, error)) from error


def _first_mistake(form: type[Form], error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{form.__name__} {where}: {first['msg']}".replace(" : ", ": ")
