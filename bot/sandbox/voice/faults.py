"""What can be made to go wrong with voice: bad lines, closed connections, another server.

The close codes do what they mean, on the server's side too: after 4014 the person is out of
the channel, after 4015 the session can be resumed, after 4006 it cannot.

Source: Discord documentation, "Opcodes and Status Codes", Voice Close Event Codes; "Gateway
Events", Voice Server Update.
"""

from __future__ import annotations

import asyncio
from typing import Annotated

from pydantic import Field

from bot.sandbox.faults import BadFault, Faults
from bot.sandbox.rest.router import Form, SnowflakeIn
from bot.sandbox.voice.opcodes import VoiceCloseCode
from bot.sandbox.voice.server import VoiceServer
from bot.sandbox.voice.sessions import Admission
from bot.sandbox.world import voice_states

_Fraction = Annotated[float, Field(ge=0, le=1)]
_Seconds = Annotated[float, Field(ge=0, le=60)]


class Share(Form):
    """How many of the packets to each listener, and the seed of the dice; 0 ends the fault."""

    fraction: _Fraction
    seed: int = 0


class Duration(Form):
    """For how long, or by how much."""

    seconds: _Seconds


class Close(Form):
    """Which code, and whose connection: the application's if nobody is named."""

    code: VoiceCloseCode
    user_id: SnowflakeIn | None = None
    guild_id: SnowflakeIn | None = None


class Move(Form):
    """Whose connection: the application's if nobody is named."""

    user_id: SnowflakeIn | None = None
    guild_id: SnowflakeIn | None = None


class VoiceFaults:
    """The kinds of harm that this module does."""

    def __init__(self, server: VoiceServer) -> None:
        self._server = server
        self._line = server.media.impairments

    def register(self, faults: Faults) -> None:
        """Offer every kind."""
        faults.register("udp_loss", self.loss, Share)
        faults.register("udp_reorder", self.reorder, Share)
        faults.register("udp_duplicate", self.duplicate, Share)
        faults.register("udp_delay", self.delay, Duration)
        faults.register("udp_silence", self.silence, Duration)
        faults.register("voice_close", self.close, Close)
        faults.register("voice_server_move", self.move, Move)

    def loss(self, form: Share) -> None:
        """Lose packets on their way to listeners."""
        self._line.loss = form.fraction
        self._line.reseed(form.seed)

    def reorder(self, form: Share) -> None:
        """Let packets be overtaken by those behind them."""
        self._line.reorder = form.fraction
        self._line.reseed(form.seed)

    def duplicate(self, form: Share) -> None:
        """Deliver packets twice."""
        self._line.duplicate = form.fraction
        self._line.reseed(form.seed)

    def delay(self, form: Duration) -> None:
        """Deliver every packet that much later, until told otherwise."""
        self._line.delay_seconds = form.seconds

    def silence(self, form: Duration) -> None:
        """Send no datagram at all for a while, no discovery and no keepalive either."""
        self._line.silent_until = asyncio.get_running_loop().time() + form.seconds

    def close(self, form: Close) -> None:
        """Close voice connections with a code, and with what it means.

        Raises:
            BadFault: there is no such connection.
        """
        for admission in self._connected("voice_close", form.user_id, form.guild_id):
            self._close(admission, form.code)

    def move(self, form: Move) -> None:
        """Move connections to another voice server.

        Raises:
            BadFault: there is no such connection.
        """
        for admission in self._connected("voice_server_move", form.user_id, form.guild_id):
            self._server.move(*admission.key)

    def _close(self, admission: Admission, code: VoiceCloseCode) -> None:
        world = self._server.world
        if code is VoiceCloseCode.SERVER_CRASHED:
            self._server.calls.crash(admission.key)
        elif code is VoiceCloseCode.DISCONNECTED:
            voice_states.leave(world, *admission.key)
        elif code is VoiceCloseCode.CALL_TERMINATED:
            states = world.guild(admission.guild_id).voice_states.values()
            for state in [state for state in states if state.channel_id == admission.channel_id]:
                voice_states.leave(world, state.guild_id, state.user_id, code)
        else:
            self._server.calls.end(admission.key, code, "asked for by a fault")

    def _connected(self, kind: str, user_id: int | None, guild_id: int | None) -> list[Admission]:
        whose = self._server.world.application.bot.id if user_id is None else user_id
        found = [
            session.admission
            for session in self._server.calls
            if session.admission.user_id == whose and guild_id in (None, session.admission.guild_id)
        ]
        if not found:
            raise BadFault(f"{kind}: {whose} has no voice connection")
        return found
