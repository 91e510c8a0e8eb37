"""The voice gateway's numbers.

Source: Discord documentation, "Opcodes and Status Codes", Voice Opcodes and Voice Close Event Codes.
"""

from __future__ import annotations

from enum import IntEnum


class VoiceOp(IntEnum):
    """What a message of the voice gateway is."""

    IDENTIFY = 0
    SELECT_PROTOCOL = 1
    READY = 2
    HEARTBEAT = 3
    SESSION_DESCRIPTION = 4
    SPEAKING = 5
    HEARTBEAT_ACK = 6
    RESUME = 7
    HELLO = 8
    RESUMED = 9
    CLIENTS_CONNECT = 11
    CLIENT_DISCONNECT = 13


#: What a client of an end-to-end encrypted call sends; documented, but MLS is not modelled here.
DAVE_CLIENT_OPS = frozenset({23, 26, 28, 31})


class VoiceCloseCode(IntEnum):
    """Why the server ends a voice websocket."""

    UNKNOWN_OPCODE = 4001
    FAILED_TO_DECODE = 4002
    NOT_AUTHENTICATED = 4003
    AUTHENTICATION_FAILED = 4004
    ALREADY_AUTHENTICATED = 4005
    SESSION_NO_LONGER_VALID = 4006
    SESSION_TIMEOUT = 4009
    SERVER_NOT_FOUND = 4011
    UNKNOWN_PROTOCOL = 4012
    DISCONNECTED = 4014
    SERVER_CRASHED = 4015
    UNKNOWN_ENCRYPTION_MODE = 4016
    DAVE_REQUIRED = 4017
    BAD_REQUEST = 4020
    RATE_LIMITED = 4021
    CALL_TERMINATED = 4022


class VoiceClose(Exception):
    """The client broke a rule, and this is how Discord ends its connection."""

    def __init__(self, code: VoiceCloseCode, reason: str) -> None:
        super().__init__(f"{code.value}: {reason}")
        self.code = code
        self.reason = reason
