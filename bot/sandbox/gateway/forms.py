"""What clients may send on the gateway, field by field.

Source: Discord documentation, "Gateway Events", Send Events.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from bot.sandbox.rest.router import Form, SnowflakeIn


class PresenceForm(Form):
    """Update Presence: accepted, and seen by nobody."""

    since: float | None = None
    activities: list[dict[str, Any]] = Field(default_factory=list)
    # Superseded by activities; discord.py still identifies with it, and with a null status.
    game: dict[str, Any] | None = None
    status: Literal["online", "dnd", "idle", "invisible", "offline"] | None = "online"
    afk: bool = False


class IdentifyForm(Form):
    """Identify."""

    token: str
    intents: int
    properties: dict[str, Any]
    # Only a permission: a server may always send a payload uncompressed.
    compress: bool = False
    large_threshold: Annotated[int, Field(ge=50, le=250)] = 50
    shard: tuple[int, int] | None = None
    presence: PresenceForm | None = None
    # What hikari sends when it wants nothing special; nothing else is modelled.
    capabilities: Literal[0] = 0
    v: int | None = None  # not documented any more; py-cord still sends it
    guild_subscriptions: bool | None = None  # likewise; superseded by intents


class ResumeForm(Form):
    """Resume."""

    token: str
    session_id: str
    seq: int | None


class VoiceStateForm(Form):
    """Update Voice State."""

    guild_id: SnowflakeIn
    channel_id: SnowflakeIn | None
    self_mute: bool = False
    self_deaf: bool = False
    self_video: bool = False


class RequestMembersForm(Form):
    """Request Guild Members."""

    guild_id: SnowflakeIn
    query: str | None = None
    limit: Annotated[int, Field(ge=0)] | None = None
    presences: bool = False
    user_ids: SnowflakeIn | list[SnowflakeIn] | None = None
    nonce: str | None = None


class GatewayFrame(Form):
    """The envelope of everything a client sends."""

    op: int
    d: Any = None
    s: int | None = None
    t: str | None = None
