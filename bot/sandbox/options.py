"""What can be chosen when a sandbox is started."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from bot.sandbox.voice.options import VoiceOptions
from bot.sandbox.world.permissions import STAGE_MODERATOR, Permission

# What Rostra's invite link asks for, and so what its role holds unless a test takes some away.
BOT_PERMISSIONS = (
    STAGE_MODERATOR
    | Permission.VIEW_CHANNEL
    | Permission.CREATE_INSTANT_INVITE
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.MENTION_EVERYONE
    | Permission.CONNECT
    | Permission.SPEAK
    | Permission.REQUEST_TO_SPEAK
    | Permission.MANAGE_ROLES
    | Permission.CREATE_EVENTS
    | Permission.MANAGE_EVENTS
    | Permission.MANAGE_MESSAGES
    | Permission.PIN_MESSAGES
)


@dataclass(frozen=True, slots=True)
class GatewayOptions:
    """Timings and bounds of the gateway; the defaults are Discord's or near them."""

    heartbeat_interval_ms: int = 41_250
    # Discord keeps a session "a few minutes" after its connection is lost.
    session_life_seconds: float = 180.0
    shards: int = 1  # how many GET /gateway/bot recommends
    max_concurrency: int = 1
    identify_window_seconds: float = 5.0
    session_starts_per_day: int = 1000
    replay_events: int = 10_000  # how many events a lost session may miss and still resume
    max_pending: int = 20_000  # how many unsent events make a client too slow to keep
    # Send every member with a guild, which Discord does with the GUILD_PRESENCES intent only: for measuring.
    send_all_members: bool = False


@dataclass(frozen=True, slots=True)
class SandboxOptions:
    """Everything that may be chosen; the defaults give a sandbox as strict as Discord."""

    host: str = "127.0.0.1"
    port: int = 0  # chosen by the system
    bot_token: str | None = None  # made up if not given
    bot_permissions: Permission = BOT_PERMISSIONS
    guild_name: str = "Sandbox club house"
    rate_limits: bool = True
    rate_limit_scale: float = 1.0  # multiplies every bucket's size and the global limit
    request_log: Path | None = None
    gateway_log: Path | None = None
    gateway: GatewayOptions = field(default_factory=GatewayOptions)
    voice: VoiceOptions = field(default_factory=VoiceOptions)
