"""Who is connected to which call, and what the others in it are told.

The world decides who is where. This module admits its clients, keeps one session for each
user and guild (a new one replaces the old), and ends the sessions of those who went elsewhere.
"""

from __future__ import annotations

import asyncio
import itertools
import secrets
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from aiohttp import WSCloseCode

from bot.sandbox.voice.hearing import may_be_heard, voice_state
from bot.sandbox.voice.mailbox import Mailbox
from bot.sandbox.voice.opcodes import VoiceClose, VoiceCloseCode, VoiceOp
from bot.sandbox.voice.sessions import Admission, VoiceSession
from bot.sandbox.world.models import ChannelType
from bot.sandbox.world.state import Happening, World

_FIRST_SSRC = 1000
#: How many ended connections the control API still shows.
_REMEMBERED_ENDS = 100
# After these the token is worth nothing either: the client must ask the main gateway for another.
_OVER = frozenset(
    {
        VoiceCloseCode.SESSION_NO_LONGER_VALID,
        VoiceCloseCode.SESSION_TIMEOUT,
        VoiceCloseCode.DISCONNECTED,
        VoiceCloseCode.RATE_LIMITED,
        VoiceCloseCode.CALL_TERMINATED,
    }
)


@dataclass(frozen=True, slots=True)
class Ended:
    """A connection that is over."""

    guild_id: int
    user_id: int
    close_code: int
    reason: str


class Calls:
    """All admissions and sessions of the voice server."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._admissions: dict[tuple[int, int], Admission] = {}
        self._sessions: dict[tuple[int, int], VoiceSession] = {}
        self._by_ssrc: dict[int, VoiceSession] = {}
        self._by_channel: dict[int, dict[int, VoiceSession]] = {}  # channel id -> SSRC
        self._ssrcs = itertools.count(_FIRST_SSRC)
        self._whereabouts = {
            (guild.id, user_id): state.channel_id
            for guild in world.guilds.values()
            for user_id, state in guild.voice_states.items()
        }
        self.ended: deque[Ended] = deque(maxlen=_REMEMBERED_ENDS)
        world.subscribe(self._follow)

    def __iter__(self) -> Iterator[VoiceSession]:
        return iter(list(self._sessions.values()))

    def session(self, guild_id: int, user_id: int) -> VoiceSession | None:
        """The connection of a user in a guild."""
        return self._sessions.get((guild_id, user_id))

    def admission(self, guild_id: int, user_id: int) -> Admission | None:
        """What a user was promised in a guild."""
        return self._admissions.get((guild_id, user_id))

    def by_ssrc(self, ssrc: int) -> VoiceSession | None:
        """The connection that sends under this SSRC."""
        return self._by_ssrc.get(ssrc)

    def in_channel(self, channel_id: int) -> list[VoiceSession]:
        """The connections to one call."""
        return list(self._by_channel.get(channel_id, {}).values())

    def admit(
        self, guild_id: int, user_id: int, channel_id: int, session_id: str, endpoint: str
    ) -> Admission:
        """Expect a client; whatever connection it had in this guild is over.

        "The `token` will be changed and you cannot re-use the previous session during a channel
        change, even if the endpoint remains the same" ("Voice Connections").
        """
        self.end((guild_id, user_id), VoiceCloseCode.DISCONNECTED, "replaced by a new voice connection")
        admission = Admission(guild_id, user_id, channel_id, session_id, secrets.token_urlsafe(16), endpoint)
        self._admissions[admission.key] = admission
        return admission

    def identify(
        self, server_id: int, user_id: int, session_id: str, token: str, mailbox: Mailbox
    ) -> VoiceSession:
        """Open the session of a client that was admitted.

        Raises:
            VoiceClose: 4011 (no such guild), 4004 (not the user or token admitted), 4006 (another session).
        """
        admission = self._admitted(server_id, user_id, session_id, token)
        self._close(admission.key, VoiceCloseCode.DISCONNECTED, "replaced by a new voice connection")
        session = VoiceSession(admission, next(self._ssrcs), mailbox)
        self._sessions[admission.key] = self._by_ssrc[session.ssrc] = session
        self._by_channel.setdefault(admission.channel_id, {})[session.ssrc] = session
        return session

    def resume(self, server_id: int, session_id: str, token: str) -> VoiceSession:
        """Find the session that a client wants back.

        Raises:
            VoiceClose: 4006, it is gone; 4004, the token is not the session's.
        """
        for session in self._sessions.values():
            admission = session.admission
            if (admission.guild_id, admission.session_id) == (server_id, session_id):
                if not secrets.compare_digest(admission.token.encode(), token.encode()):
                    raise VoiceClose(VoiceCloseCode.AUTHENTICATION_FAILED, "this is not the session's token")
                session.stop_waiting()
                return session
        raise VoiceClose(VoiceCloseCode.SESSION_NO_LONGER_VALID, "there is no such session to resume")

    def is_end_to_end(self, admission: Admission) -> bool:
        """Whether Discord demands DAVE in that channel: in every call but those on stages."""
        return self._world.channel(admission.channel_id).type is not ChannelType.STAGE

    def welcome(self, session: VoiceSession) -> None:
        """Tell a client that is ready who else is in the call, and who is speaking."""
        channel_id = session.admission.channel_id
        others = [
            str(user_id)
            for (_, user_id), where in self._whereabouts.items()
            if where == channel_id and user_id != session.admission.user_id
        ]
        if others:
            session.mailbox.post(VoiceOp.CLIENTS_CONNECT, {"user_ids": others})
        for other in self.in_channel(channel_id):
            if other is not session and other.told_speaking:
                session.mailbox.post(VoiceOp.SPEAKING, _speaking(other))

    def tell_speaking(self, session: VoiceSession) -> None:
        """Tell the others in the call what somebody's speaking mode is, if it changed for them."""
        state = voice_state(self._world, *session.admission.key)
        effective = session.speaking if state is not None and may_be_heard(state) else 0
        if effective != session.told_speaking:
            session.told_speaking = effective
            admission = session.admission
            self._tell(admission.channel_id, admission.user_id, VoiceOp.SPEAKING, _speaking(session))

    def await_resume(self, session: VoiceSession, seconds: float) -> None:
        """Keep a session whose websocket is gone, for a while."""
        session.stop_waiting()
        session.expiry = asyncio.get_running_loop().call_later(
            seconds, self.end, session.admission.key, VoiceCloseCode.SESSION_TIMEOUT, "it was not resumed"
        )

    def hang_up(self, session: VoiceSession) -> None:
        """Forget a session whose client took its leave."""
        self._forget(session)
        self.ended.append(Ended(*session.admission.key, WSCloseCode.OK.value, "the client hung up"))

    def crash(self, key: tuple[int, int]) -> None:
        """Break a websocket as a crashing voice server does (4015): its client may resume."""
        session = self._sessions.get(key)
        if session is not None and session.mailbox.wire is not None:
            code, reason = VoiceCloseCode.SERVER_CRASHED, "the voice server crashed"
            self.ended.append(Ended(*key, code.value, reason))
            session.mailbox.wire.close(code, reason)

    def close(self) -> None:
        """Wait for nobody any more."""
        for session in self:
            session.stop_waiting()

    def end(self, key: tuple[int, int], code: VoiceCloseCode, reason: str) -> None:
        """Close a connection, if there is one, with all that the code means for its session."""
        self._close(key, code, reason)
        if code in _OVER:
            self._admissions.pop(key, None)

    def _admitted(self, server_id: int, user_id: int, session_id: str, token: str) -> Admission:
        if server_id not in self._world.guilds:
            raise VoiceClose(VoiceCloseCode.SERVER_NOT_FOUND, f"there is no guild {server_id}")
        admission = self._admissions.get((server_id, user_id))
        if admission is None or not secrets.compare_digest(admission.token.encode(), token.encode()):
            raise VoiceClose(VoiceCloseCode.AUTHENTICATION_FAILED, "the token was not given to this user")
        if admission.session_id != session_id:
            raise VoiceClose(VoiceCloseCode.SESSION_NO_LONGER_VALID, "the session id is not the admitted one")
        return admission

    def _close(self, key: tuple[int, int], code: VoiceCloseCode, reason: str) -> None:
        session = self._sessions.get(key)
        if session is None:
            return
        self._forget(session)
        self.ended.append(Ended(*key, code.value, reason))
        if session.mailbox.wire is not None:
            session.mailbox.wire.close(code, reason)

    def _forget(self, session: VoiceSession) -> None:
        session.stop_waiting()
        del self._sessions[session.admission.key], self._by_ssrc[session.ssrc]
        call = self._by_channel[session.admission.channel_id]
        del call[session.ssrc]
        if not call:
            del self._by_channel[session.admission.channel_id]

    def _tell(self, channel_id: int, about_user_id: int, op: VoiceOp, d: Any) -> None:
        for session in self.in_channel(channel_id):
            # Before the session description a client knows nothing of the call.
            if session.admission.user_id != about_user_id and session.mode is not None:
                session.mailbox.post(op, d)

    def _follow(self, happening: Happening) -> None:
        if happening.name != "VOICE_STATE_UPDATE" or happening.guild_id is None:
            return
        user_id = int(happening.payload["user_id"])
        channel = happening.payload["channel_id"]
        self._moved((happening.guild_id, user_id), None if channel is None else int(channel))

    def _moved(self, key: tuple[int, int], channel_id: int | None) -> None:
        user_id = key[1]
        before = self._whereabouts.pop(key, None)
        if channel_id is not None:
            self._whereabouts[key] = channel_id
        session = self._sessions.get(key)
        if session is not None and channel_id is not None and session.admission.channel_id != channel_id:
            self.end(key, VoiceCloseCode.DISCONNECTED, "moved to another channel")
        if before == channel_id:
            return
        if before is not None:
            self._tell(before, user_id, VoiceOp.CLIENT_DISCONNECT, {"user_id": str(user_id)})
        if channel_id is not None:
            self._tell(channel_id, user_id, VoiceOp.CLIENTS_CONNECT, {"user_ids": [str(user_id)]})


def _speaking(session: VoiceSession) -> dict[str, Any]:
    return {
        "user_id": str(session.admission.user_id),
        "ssrc": session.ssrc,
        "speaking": session.told_speaking,
        "delay": 0,
    }
