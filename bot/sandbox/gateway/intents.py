"""Which intent lets a session receive which event.

Source: Discord documentation, "Gateway", List of Intents. An event that is not
listed there needs no intent.
"""

from __future__ import annotations

from enum import IntFlag


class Intent(IntFlag):
    """The bits of the page, under their documented names."""

    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_MODERATION = 1 << 2
    GUILD_EXPRESSIONS = 1 << 3
    GUILD_INTEGRATIONS = 1 << 4
    GUILD_WEBHOOKS = 1 << 5
    GUILD_INVITES = 1 << 6
    GUILD_VOICE_STATES = 1 << 7
    GUILD_PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    GUILD_MESSAGE_REACTIONS = 1 << 10
    GUILD_MESSAGE_TYPING = 1 << 11
    DIRECT_MESSAGES = 1 << 12
    DIRECT_MESSAGE_REACTIONS = 1 << 13
    DIRECT_MESSAGE_TYPING = 1 << 14
    MESSAGE_CONTENT = 1 << 15
    GUILD_SCHEDULED_EVENTS = 1 << 16
    AUTO_MODERATION_CONFIGURATION = 1 << 20
    AUTO_MODERATION_EXECUTION = 1 << 21
    GUILD_MESSAGE_POLLS = 1 << 24
    DIRECT_MESSAGE_POLLS = 1 << 25


KNOWN = Intent((1 << 26) - 1) & ~Intent(1 << 17 | 1 << 18 | 1 << 19 | 1 << 22 | 1 << 23)

# The application flags (limited form) that allow each privileged intent:
# Discord documentation, "Application", Application Flags.
PRIVILEGED = {
    Intent.GUILD_PRESENCES: 1 << 12 | 1 << 13,
    Intent.GUILD_MEMBERS: 1 << 14 | 1 << 15,
    Intent.MESSAGE_CONTENT: 1 << 18 | 1 << 19,
}

_MESSAGE = ("MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE")
_REACTION = (
    "MESSAGE_REACTION_ADD",
    "MESSAGE_REACTION_REMOVE",
    "MESSAGE_REACTION_REMOVE_ALL",
    "MESSAGE_REACTION_REMOVE_EMOJI",
)
_POLL = ("MESSAGE_POLL_VOTE_ADD", "MESSAGE_POLL_VOTE_REMOVE")

IN_GUILD: dict[str, Intent] = {
    name: intent
    for intent, names in {
        Intent.GUILDS: (
            "GUILD_CREATE",
            "GUILD_UPDATE",
            "GUILD_DELETE",
            "GUILD_ROLE_CREATE",
            "GUILD_ROLE_UPDATE",
            "GUILD_ROLE_DELETE",
            "CHANNEL_CREATE",
            "CHANNEL_UPDATE",
            "CHANNEL_DELETE",
            "CHANNEL_PINS_UPDATE",
            "THREAD_CREATE",
            "THREAD_UPDATE",
            "THREAD_DELETE",
            "THREAD_LIST_SYNC",
            "THREAD_MEMBER_UPDATE",
            "STAGE_INSTANCE_CREATE",
            "STAGE_INSTANCE_UPDATE",
            "STAGE_INSTANCE_DELETE",
            "VOICE_CHANNEL_STATUS_UPDATE",
            "VOICE_CHANNEL_START_TIME_UPDATE",
        ),
        Intent.GUILD_MEMBERS: ("GUILD_MEMBER_ADD", "GUILD_MEMBER_UPDATE", "GUILD_MEMBER_REMOVE"),
        Intent.GUILD_MODERATION: ("GUILD_AUDIT_LOG_ENTRY_CREATE", "GUILD_BAN_ADD", "GUILD_BAN_REMOVE"),
        Intent.GUILD_EXPRESSIONS: (
            "GUILD_EMOJIS_UPDATE",
            "GUILD_STICKERS_UPDATE",
            "GUILD_SOUNDBOARD_SOUND_CREATE",
            "GUILD_SOUNDBOARD_SOUND_UPDATE",
            "GUILD_SOUNDBOARD_SOUND_DELETE",
            "GUILD_SOUNDBOARD_SOUNDS_UPDATE",
        ),
        Intent.GUILD_INTEGRATIONS: (
            "GUILD_INTEGRATIONS_UPDATE",
            "INTEGRATION_CREATE",
            "INTEGRATION_UPDATE",
            "INTEGRATION_DELETE",
        ),
        Intent.GUILD_WEBHOOKS: ("WEBHOOKS_UPDATE",),
        Intent.GUILD_INVITES: ("INVITE_CREATE", "INVITE_DELETE"),
        Intent.GUILD_VOICE_STATES: ("VOICE_CHANNEL_EFFECT_SEND", "VOICE_STATE_UPDATE"),
        Intent.GUILD_PRESENCES: ("PRESENCE_UPDATE",),
        Intent.GUILD_MESSAGES: (*_MESSAGE, "MESSAGE_DELETE_BULK"),
        Intent.GUILD_MESSAGE_REACTIONS: _REACTION,
        Intent.GUILD_MESSAGE_TYPING: ("TYPING_START",),
        Intent.GUILD_SCHEDULED_EVENTS: (
            "GUILD_SCHEDULED_EVENT_CREATE",
            "GUILD_SCHEDULED_EVENT_UPDATE",
            "GUILD_SCHEDULED_EVENT_DELETE",
            "GUILD_SCHEDULED_EVENT_USER_ADD",
            "GUILD_SCHEDULED_EVENT_USER_REMOVE",
        ),
        Intent.AUTO_MODERATION_CONFIGURATION: (
            "AUTO_MODERATION_RULE_CREATE",
            "AUTO_MODERATION_RULE_UPDATE",
            "AUTO_MODERATION_RULE_DELETE",
        ),
        Intent.AUTO_MODERATION_EXECUTION: ("AUTO_MODERATION_ACTION_EXECUTION",),
        Intent.GUILD_MESSAGE_POLLS: _POLL,
    }.items()
    for name in names
}

IN_DIRECT_MESSAGES: dict[str, Intent] = {
    name: intent
    for intent, names in {
        Intent.DIRECT_MESSAGES: (*_MESSAGE, "CHANNEL_PINS_UPDATE"),
        Intent.DIRECT_MESSAGE_REACTIONS: _REACTION,
        Intent.DIRECT_MESSAGE_TYPING: ("TYPING_START",),
        Intent.DIRECT_MESSAGE_POLLS: _POLL,
    }.items()
    for name in names
}


def needed(event: str, *, in_guild: bool) -> Intent:
    """The intent without which a session is not sent `event`; none if it is always sent."""
    return (IN_GUILD if in_guild else IN_DIRECT_MESSAGES).get(event, Intent(0))


def disallowed(intents: Intent, application_flags: int) -> Intent:
    """The privileged intents asked for that the application has not been allowed."""
    refused = Intent(0)
    for intent, flags in PRIVILEGED.items():
        if intent in intents and not application_flags & flags:
            refused |= intent
    return refused
