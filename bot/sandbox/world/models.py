"""What exists in the sandbox: plain records, no rules.

Ids are integers here and strings on the wire. Times are aware and in UTC.
Field names are Discord's own, so that the documentation can be read beside them.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Any


class ChannelType(IntEnum):
    """Discord documentation, "Channel", Channel Types; the ones a club meets."""

    TEXT = 0
    DM = 1
    VOICE = 2
    CATEGORY = 4
    ANNOUNCEMENT = 5
    STAGE = 13


# Channels that people connect to.
VOCAL = frozenset({ChannelType.VOICE, ChannelType.STAGE})


@dataclass(slots=True)
class User:
    """An account, a person's or a bot's."""

    id: int
    username: str
    global_name: str | None = None
    bot: bool = False
    locale: str = "en-US"
    accepts_dms: bool = True  # off: a direct message is refused with 50007


@dataclass(slots=True)
class Application:
    """The bot's application; its id equals its bot user's, as for every app made since 2016."""

    id: int
    name: str
    token: str
    bot: User
    owner: User
    # GATEWAY_GUILD_MEMBERS_LIMITED and GATEWAY_MESSAGE_CONTENT_LIMITED: these two privileged
    # intents are switched on in the portal ("Application", Application Flags).
    flags: int = 1 << 15 | 1 << 19


@dataclass(slots=True)
class Role:
    """A role; the one whose id is the guild's is @everyone."""

    id: int
    name: str
    permissions: int
    position: int = 0
    color: int = 0
    hoist: bool = False
    mentionable: bool = False
    managed: bool = False
    bot_id: int | None = None


@dataclass(slots=True)
class Overwrite:
    """What one role (type 0) or member (type 1) is allowed and denied in a channel."""

    id: int
    type: int
    allow: int
    deny: int


@dataclass(slots=True)
class Channel:
    """A channel of a guild, or a DM (no guild, one recipient)."""

    id: int
    type: ChannelType
    name: str
    guild_id: int | None = None
    position: int = 0
    parent_id: int | None = None
    topic: str | None = None
    nsfw: bool = False
    overwrites: dict[int, Overwrite] = field(default_factory=dict)
    rate_limit_per_user: int = 0
    bitrate: int = 64000
    user_limit: int = 0
    rtc_region: str | None = None
    video_quality_mode: int = 1
    last_message_id: int | None = None
    last_pin_timestamp: datetime | None = None
    default_auto_archive_duration: int | None = None
    recipient: User | None = None
    voice_status: str | None = None


@dataclass(slots=True)
class Member:
    """A user's membership of one guild."""

    user: User
    joined_at: datetime
    role_ids: list[int] = field(default_factory=list)
    nick: str | None = None
    mute: bool = False
    deaf: bool = False
    flags: int = 0
    pending: bool = False
    communication_disabled_until: datetime | None = None
    timed_out: bool = False  # until the clock reaches the moment above


@dataclass(slots=True)
class VoiceState:
    """Where somebody is in voice; on a stage, `suppress` and the timestamp give the stage role."""

    guild_id: int
    user_id: int
    channel_id: int
    session_id: str
    deaf: bool = False
    mute: bool = False
    self_deaf: bool = False
    self_mute: bool = False
    self_video: bool = False
    self_stream: bool = False
    suppress: bool = False
    request_to_speak_timestamp: datetime | None = None


@dataclass(slots=True)
class StageInstance:
    """A live stage."""

    id: int
    guild_id: int
    channel_id: int
    topic: str
    privacy_level: int = 2
    guild_scheduled_event_id: int | None = None
    opener_id: int = 0
    # Since when nobody speaks here; None while somebody does ("Stage Instance", Auto Closing).
    silent_since: datetime | None = None


class EventStatus(IntEnum):
    """Discord documentation, "Guild Scheduled Event", Event Status."""

    SCHEDULED = 1
    ACTIVE = 2
    COMPLETED = 3
    CANCELED = 4


# "Guild Scheduled Event Entity Types": where an event takes place.
STAGE, VOICE, EXTERNAL = 1, 2, 3


@dataclass(slots=True)
class ScheduledEvent:
    """A planned event."""

    id: int
    guild_id: int
    creator_id: int
    name: str
    scheduled_start_time: datetime
    entity_type: int
    privacy_level: int = 2
    channel_id: int | None = None
    description: str | None = None
    scheduled_end_time: datetime | None = None
    status: EventStatus = EventStatus.SCHEDULED
    entity_id: int | None = None
    location: str | None = None
    image: str | None = None
    recurrence_rule: dict[str, Any] | None = None
    subscribers: set[int] = field(default_factory=set)
    # Since when nobody is connected to the channel of an active event.
    empty_since: datetime | None = None


@dataclass(slots=True)
class Invite:
    """An invite to a channel."""

    code: str
    guild_id: int
    channel_id: int
    inviter_id: int
    created_at: datetime
    max_age: int = 86400
    max_uses: int = 0
    temporary: bool = False
    uses: int = 0
    target_user_ids: set[int] | None = None
    role_ids: list[int] = field(default_factory=list)


class SkuType(IntEnum):
    """Discord documentation, "SKU Resource", SKU Types."""

    DURABLE = 2
    CONSUMABLE = 3
    SUBSCRIPTION = 5


@dataclass(slots=True)
class Sku:
    """Something the application sells."""

    id: int
    type: SkuType
    name: str
    flags: int = 1 << 2  # AVAILABLE


@dataclass(slots=True)
class Entitlement:
    """Somebody's right to a SKU."""

    id: int
    sku_id: int
    application_id: int
    type: int
    user_id: int | None = None
    guild_id: int | None = None
    deleted: bool = False
    consumed: bool = False
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    test: bool = False  # made by Create Test Entitlement, so it may be deleted


@dataclass(slots=True)
class Attachment:
    """A file on a message, kept in memory and served by the sandbox's CDN path."""

    id: int
    filename: str
    content_type: str
    data: bytes
    description: str | None = None
    ephemeral: bool = False
    spoiler: bool = False
    title: str | None = None
    duration_secs: float | None = None  # of a voice message
    waveform: str | None = None
    size: int = field(init=False)  # of the content, which may be forgotten

    def __post_init__(self) -> None:
        """Note how large it is."""
        self.size = len(self.data)


@dataclass(slots=True)
class Message:
    """A message; `visible_to` is set for ephemeral ones."""

    id: int
    channel_id: int
    guild_id: int | None
    author: User
    timestamp: datetime
    content: str = ""
    type: int = 0
    flags: int = 0
    embeds: list[dict[str, Any]] = field(default_factory=list)
    components: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    mention_ids: list[int] = field(default_factory=list)
    mention_role_ids: list[int] = field(default_factory=list)
    mention_everyone: bool = False
    tts: bool = False
    pinned_at: datetime | None = None
    edited_timestamp: datetime | None = None
    nonce: str | int | None = None
    reference: dict[str, Any] | None = None
    reactions: dict[str, set[int]] = field(default_factory=dict)
    webhook_id: int | None = None
    application_id: int | None = None
    interaction_id: int | None = None
    interaction_metadata: dict[str, Any] | None = None
    visible_to: int | None = None


@dataclass(slots=True)
class AuditEntry:
    """Who did what to which thing."""

    id: int
    action_type: int
    user_id: int
    target_id: int
    changes: list[dict[str, Any]] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)
    reason: str | None = None


# Discord keeps 45 days; a sandbox, which may be driven hard, the last of them.
MAX_AUDIT_ENTRIES = 1000


@dataclass(slots=True)
class Guild:
    """A community and all that is in it."""

    id: int
    name: str
    owner_id: int
    preferred_locale: str = "en-US"
    features: list[str] = field(default_factory=lambda: ["COMMUNITY"])
    description: str | None = None
    # What a community must have (Guild Features, COMMUNITY): verified e-mail, scanned media.
    verification_level: int = 1
    default_message_notifications: int = 1
    explicit_content_filter: int = 2
    afk_channel_id: int | None = None
    afk_timeout: int = 300
    system_channel_id: int | None = None
    system_channel_flags: int = 0
    rules_channel_id: int | None = None
    public_updates_channel_id: int | None = None
    safety_alerts_channel_id: int | None = None
    premium_progress_bar_enabled: bool = False
    roles: dict[int, Role] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    voice_states: dict[int, VoiceState] = field(default_factory=dict)
    stage_instances: dict[int, StageInstance] = field(default_factory=dict)  # by channel id
    scheduled_events: dict[int, ScheduledEvent] = field(default_factory=dict)
    invites: dict[str, Invite] = field(default_factory=dict)
    bans: dict[int, str | None] = field(default_factory=dict)
    audit_log: deque[AuditEntry] = field(default_factory=lambda: deque(maxlen=MAX_AUDIT_ENTRIES))
    former_member_ids: set[int] = field(default_factory=set)
    hidden_channel_ids: set[int] = field(default_factory=set)  # of which the bot knows only that they exist
