"""Whom a message mentions: what its text says, what was allowed, what its author may do.

Source: Discord documentation, "Message", Allowed Mentions Object.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.world.models import Channel, Guild, Message
from bot.sandbox.world.permissions import Permission, in_channel
from bot.sandbox.world.state import World

_USER = re.compile(r"<@!?(\d{1,20})>")
_ROLE = re.compile(r"<@&(\d{1,20})>")
_EVERYONE = re.compile(r"@(?:everyone|here)\b")


@dataclass(frozen=True, slots=True)
class AllowedMentions:
    """Which mentions may count: whole kinds, or single users and roles."""

    kinds: frozenset[str] = frozenset()
    user_ids: frozenset[int] = frozenset()
    role_ids: frozenset[int] = frozenset()
    replied_user: bool = False

    def users(self, found: Iterable[int]) -> Iterator[int]:
        """Those of the users that may be mentioned."""
        return (each for each in found if "users" in self.kinds or each in self.user_ids)

    def roles(self, found: Iterable[int]) -> Iterator[int]:
        """Those of the roles that may be mentioned."""
        return (each for each in found if "roles" in self.kinds or each in self.role_ids)


# "Default Settings for Allowed Mentions"
REGULAR = AllowedMentions(frozenset({"users", "roles", "everyone"}), replied_user=True)
INTERACTION = AllowedMentions(frozenset({"users"}), replied_user=True)


@dataclass(slots=True)
class Mentions:
    """Whom a message mentions after all."""

    user_ids: list[int] = field(default_factory=list)
    role_ids: list[int] = field(default_factory=list)
    everyone: bool = False


def find_mentions(
    world: World,
    channel: Channel,
    author_id: int,
    text: str,
    *,
    allowed: AllowedMentions,
    replied_to: Message | None = None,
) -> Mentions:
    """Work out what a text mentions; ids that nobody has are passed over."""
    found = Mentions([each for each in allowed.users(_ids(_USER, text)) if each in world.users])
    if replied_to is not None and allowed.replied_user and replied_to.author.id in world.users:
        found.user_ids = list(dict.fromkeys([replied_to.author.id, *found.user_ids]))
    if channel.guild_id is not None:
        guild = world.guilds[channel.guild_id]
        may_all = Permission.MENTION_EVERYONE in in_channel(guild, channel, author_id)
        found.role_ids = [each for each in allowed.roles(_ids(_ROLE, text)) if _pings(guild, each, may_all)]
        found.everyone = may_all and "everyone" in allowed.kinds and bool(_EVERYONE.search(text))
    return found


def text_of(content: str, components: Iterable[Any]) -> str:
    """All that is said: the content, and in messages made of components their texts."""
    return "\n".join([content, *_texts(components)])


def _texts(parts: Iterable[Any]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Mapping):
            if isinstance(part.get("content"), str):
                yield part["content"]
            yield from _texts(part.get("components") or ())


def _pings(guild: Guild, role_id: int, may_all: bool) -> bool:  # noqa: FBT001 - one caller, two lines above
    return role_id in guild.roles and (may_all or guild.roles[role_id].mentionable)


def _ids(pattern: re.Pattern[str], text: str) -> list[int]:
    return list(dict.fromkeys(int(found) for found in pattern.findall(text)))
