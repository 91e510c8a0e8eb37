"""What people point at: users, roles, channels and files, however a caller names them."""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.sandbox.payloads.resolved import Mentioned, resolved
from bot.sandbox.people.errors import ActorError
from bot.sandbox.world.attachments import keep
from bot.sandbox.world.file_types import is_taken
from bot.sandbox.world.models import Attachment, Channel
from bot.sandbox.world.permissions import Permission, in_channel
from bot.sandbox.world.state import World

MOST_FILE_BYTES = 10 * 1024 * 1024


class Pointer:
    """Turns what one person points at, in one channel, into ids, and keeps what must be resolved."""

    def __init__(self, world: World, user_id: int, channel: Channel) -> None:
        self.world = world
        self.user_id = user_id
        self.channel = channel
        self.mentioned = Mentioned()

    def resolved(self) -> dict[str, Any]:
        """Everything that was pointed at, as the interaction's resolved data."""
        return resolved(self.world, self.channel, self.user_id, self.mentioned)

    def user(self, value: object) -> str:
        """A user, who need not be a member of the guild.

        Raises:
            ActorError: nobody has that id.
        """
        user_id = as_id(value)
        if user_id not in self.world.users:
            raise ActorError(f"there is no user {user_id}")
        _add(self.mentioned.user_ids, user_id)
        return str(user_id)

    def role(self, value: object) -> str:
        """A role of the guild.

        Raises:
            ActorError: it has none of that id, or this is a DM.
        """
        role_id = as_id(value)
        guild = self.world.guilds.get(self.channel.guild_id or 0)
        if guild is None or role_id not in guild.roles:
            raise ActorError(f"there is no role {role_id} here")
        _add(self.mentioned.role_ids, role_id)
        return str(role_id)

    def mentionable(self, value: object) -> str:
        """A user or a role.

        Raises:
            ActorError: it is neither.
        """
        guild = self.world.guilds.get(self.channel.guild_id or 0)
        is_role = guild is not None and as_id(value) in guild.roles
        return self.role(value) if is_role else self.user(value)

    def guild_channel(self, value: object, types: list[int] | None) -> str:
        """A channel that the person sees, of one of the types.

        Raises:
            ActorError: there is none.
        """
        channel_id = as_id(value)
        guild = self.world.guilds.get(self.channel.guild_id or 0)
        found = None if guild is None else guild.channels.get(channel_id)
        if guild is None or found is None:
            raise ActorError(f"there is no channel {channel_id} here")
        if Permission.VIEW_CHANNEL not in in_channel(guild, found, self.user_id):
            raise ActorError(f"they cannot see the channel {found.name}")
        if types and int(found.type) not in types:
            raise ActorError(f"the channel {found.name} is of type {int(found.type)}, not of {types}")
        _add(self.mentioned.channel_ids, channel_id)
        return str(channel_id)

    def file(self, value: object, types: Sequence[str] | None) -> str:
        """An upload: a path, or a name and its bytes, of one of the types.

        Raises:
            ActorError: there is no such file, it is above the limit, or of another type.
        """
        name, content = _read(value)
        if not is_taken(name, types):
            raise ActorError(f"{name} is of none of the types {types}")
        if len(content) > MOST_FILE_BYTES:
            raise ActorError(f"{name} is above the limit of {MOST_FILE_BYTES} bytes")
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        uploaded = Attachment(self.world.new_id(), name, kind, content, ephemeral=True)
        keep(self.world, [uploaded])
        self.mentioned.attachments.append(uploaded)
        return str(uploaded.id)


def as_id(value: object) -> int:
    """The id of what was given: a number, digits, or something that has an id.

    Raises:
        ActorError: it has none.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value.isdigit():
        return int(value)
    for name in ("user_id", "id"):
        if isinstance(getattr(value, name, None), int):
            return int(getattr(value, name))
    user = getattr(value, "user", None)  # a membership has its user's id
    if user is not None:
        return as_id(user)
    raise ActorError(f"{value!r} is no id")


def _read(value: object) -> tuple[str, bytes]:
    if isinstance(value, tuple) and len(value) == 2:  # noqa: PLR2004 - a name and the bytes
        name, content = value
        return str(name), bytes(content)
    if isinstance(value, str | Path):
        path = Path(value)
        try:
            return path.name, path.read_bytes()
        except OSError as error:
            raise ActorError(f"{path.name} cannot be read: {error.strerror}") from error
    raise ActorError(f"{value!r} is no file: give a path, or a name and bytes")


def _add(ids: list[int], one: int) -> None:
    if one not in ids:
        ids.append(one)
