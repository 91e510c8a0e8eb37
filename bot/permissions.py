"""Discord's permissions by the names that people see in its settings.

Discord says that something is forbidden, never which permission was missing
(50013). So we ask beforehand where we can, and afterwards name those that the bot
needs for its work and lacks in that channel.
"""

from __future__ import annotations

from collections.abc import Iterable

import discord

from bot.errors import OperatorError, UserError
from bot.i18n import Safe, Text, Texts

#: What a stage asks of the bot: to come in, to moderate (all three: Discord documentation,
#: "Stage Instance", Definitions) and to write beside it. Names as discord.py spells them;
#: its `Permissions` calls View Channel `read_messages` when it is asked for all of them.
ON_STAGE = (
    "view_channel",
    "connect",
    "manage_channels",
    "mute_members",
    "move_members",
    "send_messages",
)
#: What it takes to be in the audience there.
TO_LISTEN = ("view_channel", "connect")
#: What it takes to be heard there.
TO_SPEAK = ("view_channel", "connect", "mute_members")


class MissingPermissions(UserError):
    """The bot lacks permissions; an administrator of the community can grant them."""

    key = "missing-permissions"

    def __init__(self, permissions: Iterable[str], channel: str) -> None:
        #: Names as discord.py spells them, `mute_members`.
        self.permissions = tuple(permissions)
        self.channel = channel
        super().__init__(permissions=names(self.permissions), channel=Safe(channel))

    def __str__(self) -> str:
        return f"the bot lacks {', '.join(self.permissions)} in {self.channel}"


def lacking(has: discord.Permissions, needed: Iterable[str] = ON_STAGE) -> list[str]:
    """Those of `needed` that are not there, in their order; an administrator lacks nothing."""
    if has.administrator:
        return []
    return [name for name in needed if not getattr(has, name)]


def lacking_in(channel: discord.abc.GuildChannel, needed: Iterable[str] = ON_STAGE) -> list[str]:
    """Those of `needed` that the bot lacks in a channel, in their order.

    Who may not see a channel, or not come in, may do nothing else there either, whatever else is granted
    (Discord documentation, "Permissions", Implicit Permissions). Then only what is missing in the whole
    community is named besides: the rest needs no granting.
    """
    own = channel.guild.me
    missing = lacking(channel.permissions_for(own), needed)
    first = next((name for name in ("view_channel", "connect") if name in missing), None)
    if first is None:
        return missing
    return [name for name in missing if name == first or not getattr(own.guild_permissions, name)]


def require_known(needed: Iterable[str], who: str) -> None:
    """Prove that Discord has permissions of these names; `who` begins the sentence that says which it lacks.

    Raises:
        OperatorError: it has no such permission.
    """
    for name in needed:
        if name not in discord.Permissions.VALID_FLAGS:
            raise OperatorError(f"{who} {name!r}, which is no permission of Discord's")


def require(channel: discord.abc.GuildChannel, needed: Iterable[str]) -> None:
    """Prove that the bot has these permissions in a channel.

    Raises:
        MissingPermissions: it has not; names them and the channel.
    """
    missing = lacking_in(channel, needed)
    if missing:
        raise MissingPermissions(missing, channel.mention)


def refused_in(channel: discord.abc.GuildChannel, needed: Iterable[str] = ON_STAGE) -> MissingPermissions:
    """What to raise when Discord refused (50013, 50001): names what is missing there.

    All that is needed, if what we know of the channel is older than Discord's refusal.
    """
    wanted = tuple(needed)
    return MissingPermissions(lacking_in(channel, wanted) or wanted, channel.mention)


def names(permissions: Iterable[str]) -> Texts:
    """The permissions as Discord's settings call them."""
    return Texts(tuple(Text("bot", "permission-" + name.replace("_", "-")) for name in permissions))
