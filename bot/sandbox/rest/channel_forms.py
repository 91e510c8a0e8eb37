"""Channels as requests describe them, and what their types allow.

Source: Discord documentation, "Guild", Create Guild Channel, and "Channel", Modify Channel.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from bot.sandbox import errors
from bot.sandbox.rest.overwrites import ListedOverwrite
from bot.sandbox.rest.router import Form, SnowflakeIn
from bot.sandbox.rest.values import Name100
from bot.sandbox.world.models import VOCAL, ChannelType, Guild

TEXTUAL = frozenset({ChannelType.TEXT, ChannelType.ANNOUNCEMENT})
MAX_BITRATE = {ChannelType.VOICE: 96_000, ChannelType.STAGE: 64_000}
MAX_USERS = {ChannelType.VOICE: 99, ChannelType.STAGE: 10_000}

_VOCAL_FIELDS = frozenset({"bitrate", "user_limit", "rtc_region", "video_quality_mode"})
_TEXTUAL_FIELDS = frozenset({"topic", "default_auto_archive_duration"})

# What null means, where it does not mean nothing.
_DEFAULTS = {
    "position": 0,
    "nsfw": False,
    "rate_limit_per_user": 0,
    "bitrate": 64_000,
    "user_limit": 0,
    "video_quality_mode": 1,
}


class _ChannelForm(Form):
    position: Annotated[int, Field(ge=0)] | None = None
    topic: Annotated[str, Field(max_length=1024)] | None = None
    nsfw: bool | None = None
    rate_limit_per_user: Annotated[int, Field(ge=0, le=21600)] | None = None
    bitrate: Annotated[int, Field(ge=8000)] | None = None
    user_limit: Annotated[int, Field(ge=0)] | None = None
    permission_overwrites: list[ListedOverwrite] | None = None
    parent_id: SnowflakeIn | None = None
    rtc_region: str | None = None
    video_quality_mode: Literal[1, 2] | None = None
    default_auto_archive_duration: Literal[60, 1440, 4320, 10080] | None = None

    def fields(self, type: ChannelType) -> dict[str, Any]:
        """What the form says of a channel of this type; what the type lacks is ignored, as by Discord.

        Raises:
            DiscordError: 30052 (bitrate) or 50035 (user limit) above what the type allows.
        """
        self._check_type_limits(type)
        given = self.model_dump(include=self.model_fields_set - {"type", "permission_overwrites"})
        fields = {
            name: _DEFAULTS.get(name) if value is None else value
            for name, value in given.items()
            if name not in _lacking(type) and not (name == "name" and value is None)
        }
        if "name" in fields and type in TEXTUAL:
            # The client and the API write text channels' names like this.
            fields["name"] = str(fields["name"]).lower().replace(" ", "-")
        return fields

    def _check_type_limits(self, type: ChannelType) -> None:
        if type not in VOCAL:
            return
        if (self.bitrate or 0) > MAX_BITRATE[type]:
            raise errors.bitrate_too_high()
        if (self.user_limit or 0) > MAX_USERS[type]:
            limit = MAX_USERS[type]
            raise errors.invalid_field(
                "user_limit", "NUMBER_TYPE_MAX", f"int value should be less than or equal to {limit}."
            )


def _lacking(type: ChannelType) -> frozenset[str]:
    if type is ChannelType.CATEGORY:
        return _VOCAL_FIELDS | _TEXTUAL_FIELDS
    return _TEXTUAL_FIELDS if type in VOCAL else _VOCAL_FIELDS


class CreateChannel(_ChannelForm):
    """Create Guild Channel."""

    name: Name100
    type: Literal[0, 2, 4, 5, 13] | None = None

    def channel_type(self, guild: Guild) -> ChannelType:
        """The type asked for, if the guild may have it.

        Stage and announcement channels need a community ("Guild", Guild Features).

        Raises:
            DiscordError: 50024.
        """
        wanted = ChannelType(self.type or 0)
        if wanted in {ChannelType.STAGE, ChannelType.ANNOUNCEMENT} and "COMMUNITY" not in guild.features:
            raise errors.wrong_channel_type()
        return wanted


class EditChannel(_ChannelForm):
    """Modify Channel; a change of type is not modelled, other than to the type it has."""

    name: Name100 | None = None
    type: int | None = None


class PositionForm(Form):
    """One entry of Modify Guild Channel Positions."""

    id: SnowflakeIn
    position: Annotated[int, Field(ge=0)] | None = None
    parent_id: SnowflakeIn | None = None
    lock_permissions: bool | None = None
