"""Why a voice connection ends, and what is done about it: one table.

Source: Discord documentation, "Opcodes and Status Codes", Voice Close Event Codes, and "Voice
Connections". docs/explanation/voice.md shows the same table to people; a test compares them.
"""

from __future__ import annotations

from enum import Enum


class Action(Enum):
    """What is tried first; if it fails, the bot joins anew, a few times, and then gives up."""

    #: Open the websocket again and go on with session, key and UDP as they are.
    RESUME = "resume"
    #: Ask the gateway for another session in the channel where the bot is.
    REJOIN = "rejoin"
    #: Connect to the address that Discord has just told.
    REOPEN = "reopen"
    #: Wait for what Discord tells next: a new address, or that the bot was disconnected.
    SETTLE = "settle"
    #: Leave it at that, and say so.
    END = "end"


class Trouble(Enum):
    """Why a connection does not stand."""

    SESSION_INVALID = "session invalid"
    SESSION_TIMEOUT = "session timeout"
    DISCONNECTED = "disconnected"
    SERVER_CRASHED = "voice server crashed"
    DAVE_REQUIRED = "end-to-end encryption required"
    RATE_LIMITED = "rate limited"
    CALL_TERMINATED = "call terminated"
    REFUSED = "refused"
    NETWORK = "network"
    #: Not closed, but told or found otherwise:
    SERVER_MOVED = "voice server moved"
    UDP_SILENT = "no answer over UDP"
    KEY_USED_UP = "key used up"


CODES: dict[int, Trouble] = {
    4001: Trouble.REFUSED,
    4002: Trouble.REFUSED,
    4003: Trouble.REFUSED,
    4004: Trouble.SESSION_INVALID,
    4005: Trouble.REFUSED,
    4006: Trouble.SESSION_INVALID,
    4009: Trouble.SESSION_TIMEOUT,
    4011: Trouble.SESSION_INVALID,
    4012: Trouble.REFUSED,
    4014: Trouble.DISCONNECTED,
    4015: Trouble.SERVER_CRASHED,
    4016: Trouble.REFUSED,
    4017: Trouble.DAVE_REQUIRED,
    4020: Trouble.REFUSED,
    4021: Trouble.RATE_LIMITED,
    4022: Trouble.CALL_TERMINATED,
}

ACTIONS: dict[Trouble, Action] = {
    Trouble.SESSION_INVALID: Action.REJOIN,
    Trouble.SESSION_TIMEOUT: Action.REJOIN,
    Trouble.DISCONNECTED: Action.SETTLE,
    Trouble.SERVER_CRASHED: Action.RESUME,
    Trouble.DAVE_REQUIRED: Action.END,
    Trouble.RATE_LIMITED: Action.END,
    Trouble.CALL_TERMINATED: Action.SETTLE,
    Trouble.REFUSED: Action.REJOIN,
    Trouble.NETWORK: Action.RESUME,
    Trouble.SERVER_MOVED: Action.REOPEN,
    Trouble.UDP_SILENT: Action.REJOIN,
    Trouble.KEY_USED_UP: Action.REJOIN,
}


def trouble_of(code: int | None) -> Trouble:
    """What a close code means; no code, or one that is not Discord's own, is the network's doing."""
    return Trouble.NETWORK if code is None else CODES.get(code, Trouble.NETWORK)
