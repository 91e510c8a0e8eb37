"""What a client may ask on the gateway, one function an opcode.

Source: Discord documentation, "Gateway Events", Send Events, and "Opcodes and Status Codes".
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

from bot.sandbox.errors import DiscordError, SandboxGap
from bot.sandbox.gateway import members
from bot.sandbox.gateway.codes import CloseCode, GatewayClose, Op
from bot.sandbox.gateway.forms import (
    GatewayFrame,
    IdentifyForm,
    PresenceForm,
    RequestMembersForm,
    ResumeForm,
    VoiceStateForm,
)
from bot.sandbox.gateway.intents import KNOWN, Intent, disallowed
from bot.sandbox.gateway.session import Session
from bot.sandbox.rest.router import Form, read_form
from bot.sandbox.world import voice_states
from bot.sandbox.world.models import Application

if TYPE_CHECKING:
    from bot.sandbox.gateway.connection import Connection

MAX_GUILDS_PER_SHARD = 2500

F = TypeVar("F", bound=Form)


async def perform(connection: Connection, frame: GatewayFrame) -> None:
    """Do what a frame asks.

    Raises:
        GatewayClose: the frame breaks a rule.
        SandboxGap: Discord knows this opcode and the sandbox does not.
    """
    operation = OPERATIONS.get(frame.op)
    if operation is None:
        if frame.op in (Op.REQUEST_SOUNDBOARD_SOUNDS, Op.REQUEST_CHANNEL_INFO):
            raise SandboxGap(f"the sandbox does not model the gateway opcode {frame.op}")
        raise GatewayClose(CloseCode.UNKNOWN_OPCODE, f"Unknown opcode {frame.op}.")
    if connection.session is None and frame.op not in (Op.HEARTBEAT, Op.IDENTIFY, Op.RESUME):
        raise GatewayClose(CloseCode.NOT_AUTHENTICATED, "Not authenticated.")
    await operation(connection, frame.d)


async def heartbeat(connection: Connection, body: Any) -> None:
    """Acknowledge a sign of life."""
    if body is not None and not isinstance(body, int):
        raise GatewayClose(CloseCode.DECODE_ERROR, "A heartbeat carries the last sequence number.")
    connection.heard()
    connection.send_op(Op.HEARTBEAT_ACK)


async def identify(connection: Connection, body: Any) -> None:
    """Start a session."""
    if connection.session is not None:
        raise GatewayClose(CloseCode.ALREADY_AUTHENTICATED, "Already authenticated.")
    if isinstance(body, dict) and body.get("capabilities"):
        raise SandboxGap(f"the sandbox does not model the capabilities {body['capabilities']} of an identify")
    form = _read(IdentifyForm, body)
    application = _owner_of(connection, form.token)
    intents = _check_intents(application, form.intents)
    shard = form.shard or (0, 1)
    if not 0 <= shard[0] < shard[1]:
        raise GatewayClose(CloseCode.INVALID_SHARD, "Invalid shard.")
    session = Session(
        application,
        intents,
        shard,
        large_threshold=form.large_threshold,
        replay=connection.gateway.options.replay_events,
    )
    if len(connection.gateway.guilds_of(session)) > MAX_GUILDS_PER_SHARD:
        raise GatewayClose(CloseCode.SHARDING_REQUIRED, "Sharding required.")
    if not connection.gateway.starts.take(shard[0]):
        connection.send_op(Op.INVALID_SESSION, body=False)
        return
    connection.gateway.begin(session, connection, sharded=form.shard is not None)


async def resume(connection: Connection, body: Any) -> None:
    """Take a session up where its last connection left it."""
    if connection.session is not None:
        raise GatewayClose(CloseCode.ALREADY_AUTHENTICATED, "Already authenticated.")
    form = _read(ResumeForm, body)
    application = _owner_of(connection, form.token)
    session = connection.gateway.sessions.get(form.session_id)
    after = form.seq or 0
    if session is None or session.application is not application or not session.can_replay(after):
        connection.send_op(Op.INVALID_SESSION, body=False)
        return
    if after > session.sequence:
        connection.gateway.end(session)
        raise GatewayClose(CloseCode.INVALID_SEQ, "Invalid seq.")
    connection.gateway.resume(session, connection, after)


async def presence(_: Connection, body: Any) -> None:
    """Check a presence; nobody in the sandbox looks at it."""
    _read(PresenceForm, body)


async def voice_state(connection: Connection, body: Any) -> None:
    """Join, move or leave voice as the bot.

    Discord answers a join that it does not allow (no CONNECT, channel full) with silence:
    "Voice Connections", Connecting to Voice.
    """
    form = _read(VoiceStateForm, body)
    if form.self_video:
        raise SandboxGap("the sandbox does not model video (self_video of a voice state)")
    session = connection.session
    assert session is not None  # perform() let nobody else through
    try:
        voice_states.connect(
            connection.gateway.world,
            form.guild_id,
            session.application.bot.id,
            form.channel_id,
            self_mute=form.self_mute,
            self_deaf=form.self_deaf,
            session_id=session.id,
        )
    except DiscordError as error:
        connection.gateway.log.note(f"voice state refused: {error}")


async def request_members(connection: Connection, body: Any) -> None:
    """Send members of a guild, a thousand at a time."""
    session = connection.session
    assert session is not None  # perform() let nobody else through
    members.request(connection.gateway, session, _read(RequestMembersForm, body))


def _read(model: type[F], body: Any) -> F:
    return read_form(model, body)


def _owner_of(connection: Connection, token: str) -> Application:
    # discord.js and others may keep the scheme in front of it.
    application = connection.gateway.world.application_with(token.removeprefix("Bot "))
    if application is None:
        raise GatewayClose(CloseCode.AUTHENTICATION_FAILED, "Authentication failed.")
    return application


def _check_intents(application: Application, value: int) -> Intent:
    if value < 0 or value & ~int(KNOWN):
        raise GatewayClose(CloseCode.INVALID_INTENTS, "Invalid intent(s).")
    intents = Intent(value)
    if disallowed(intents, application.flags):
        raise GatewayClose(CloseCode.DISALLOWED_INTENTS, "Disallowed intent(s).")
    return intents


Operation = Callable[["Connection", Any], Coroutine[Any, Any, None]]

OPERATIONS: dict[int, Operation] = {
    Op.HEARTBEAT: heartbeat,
    Op.IDENTIFY: identify,
    Op.PRESENCE_UPDATE: presence,
    Op.VOICE_STATE_UPDATE: voice_state,
    Op.RESUME: resume,
    Op.REQUEST_GUILD_MEMBERS: request_members,
}
