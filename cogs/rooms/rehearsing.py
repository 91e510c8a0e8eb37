"""A dry run of an evening: what would fail is found before anybody is there.

An evening is played from the opening of the stage to somebody who is kept out, with people who are not
there: whoever asks as the host, and beside them a co-host, a speaker and a listener as Discord would see
them. What each of them may do is computed by discord.py's rules from the roles and the overwrites of the
real channel, as they are and as the room would change them. Nothing is asked of Discord, and nothing is
changed there.

What a stage takes: Discord documentation, "Stage Instance", Definitions; "Permissions"; "Voice".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import discord

from bot import discord_internals, permissions
from bot.i18n import Safe, Text, Texts
from cogs.rooms.api import RoomKind
from cogs.rooms.making import TO_MAKE
from cogs.rooms.settings import RoomSettings

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.clubs.api import Club
    from cogs.rooms.service import RoomBook

#: Ids that Discord has given nobody: it counts from 2015 on, and these are of its first milliseconds.
COHOST, SPEAKER, LISTENER = 1, 2, 3
_CONNECT = discord.Permissions(connect=True).value
_MODERATOR = ("manage_channels", "mute_members", "move_members")
_MOST_NAMED = 5


class Scene(StrEnum):
    """What is played, in this order."""

    OPEN = "open"
    NOTIFY = "notify"
    CLOSE_OFF = "close-off"
    HOST = "host"
    COHOST = "cohost"
    SPEAKER = "speaker"
    HAND = "hand"
    LISTENER = "listener"
    STRANGERS = "strangers"
    KEPT_OUT = "kept-out"
    GREEN_ROOM = "green-room"
    PAST_QUEUE = "past-queue"


@dataclass(frozen=True, slots=True)
class Played:
    """How one scene went: what goes wrong, and what to do about it; nothing where all is well."""

    scene: Scene
    problem: Text | None = None
    fix: Text | None = None


class Rehearsal:
    """Plays an evening of a club on a stage."""

    def __init__(self, bot: Bot, rooms: RoomBook) -> None:
        self._bot = bot
        self._rooms = rooms

    async def play(
        self, club: Club, stage: discord.StageChannel, host: discord.Member, kind: RoomKind
    ) -> list[Played]:
        """Play an evening, and answer how each scene of it went."""
        rules = await self._bot.settings.of(RoomSettings, club.guild_id, club.id)
        play = _Play(club, stage, host, kind, rules, self._rooms.on(stage.id) is not None)
        return list(play.scenes())


@dataclass(frozen=True, slots=True)
class _Play:
    club: Club
    stage: discord.StageChannel
    host: discord.Member
    kind: RoomKind
    rules: RoomSettings
    is_taken: bool

    def scenes(self) -> Iterator[Played]:
        yield self._opening()
        if self.rules.notify_everybody:
            yield self._bot_needs(Scene.NOTIFY, ("mention_everyone",))
        if self.kind is not RoomKind.OPEN:
            yield self._closing_off()
        yield self._comes_in(Scene.HOST, self.host, ("view_channel", "connect", "use_application_commands"))
        cohost = self._imagined(COHOST, with_role=False)
        yield self._comes_in(Scene.COHOST, cohost, ("view_channel", "connect"))
        speaker = self._imagined(SPEAKER, with_role=True)
        yield self._comes_in(Scene.SPEAKER, speaker, ("view_channel", "connect"))
        yield self._raises_hand(speaker)
        yield self._listener()
        if self.kind is not RoomKind.OPEN:
            yield self._strangers()
        yield self._bot_needs(Scene.KEPT_OUT, ("move_members",))
        yield self._green_room()
        yield self._past_the_queue()

    def _opening(self) -> Played:
        if self.is_taken or self.stage.instance is not None:
            return Played(Scene.OPEN, Text(__name__, "rehearse-taken"), Text(__name__, "rehearse-fix-taken"))
        people = len([user_id for user_id in self.stage.voice_states if user_id != self.stage.guild.me.id])
        if 0 < self.stage.user_limit <= people:
            return Played(Scene.OPEN, Text(__name__, "rehearse-full"), Text(__name__, "rehearse-fix-full"))
        return self._bot_needs(Scene.OPEN, permissions.ON_STAGE)

    def _bot_needs(self, scene: Scene, needed: tuple[str, ...]) -> Played:
        missing = permissions.lacking_in(self.stage, needed)
        if not missing:
            return Played(scene)
        return Played(
            scene,
            Text(__name__, "rehearse-i-lack", what=permissions.names(missing)),
            self._fix("me", missing),
        )

    def _closing_off(self) -> Played:
        role = self.stage.guild.get_role(self.club.role_id or 0)
        if self.kind is RoomKind.SOCIAL and role is None:
            return Played(
                Scene.CLOSE_OFF,
                Text(__name__, "rehearse-no-role", club=self.club.name),
                Text(__name__, "rehearse-fix-no-role"),
            )
        return self._bot_needs(Scene.CLOSE_OFF, ("manage_roles",))

    def _comes_in(self, scene: Scene, person: discord.Member, needed: tuple[str, ...]) -> Played:
        """Whether somebody who is to be there can come: hosts are let in by name, others by their roles."""
        named = [person.id] if scene in {Scene.HOST, Scene.COHOST} else []
        missing = permissions.lacking(self._as_room(named).permissions_for(person), needed)
        if self.kind is RoomKind.CLOSED and scene is Scene.SPEAKER:
            # Nobody comes into a closed room by a role: hosts let them in, one by one.
            missing = [name for name in missing if name != "connect"]
        if not missing:
            return Played(scene)
        who = "host" if scene is Scene.HOST else "everybody"
        return Played(
            scene,
            Text(__name__, "rehearse-they-lack", what=permissions.names(missing)),
            self._fix(who, missing),
        )

    def _raises_hand(self, speaker: discord.Member) -> Played:
        missing = permissions.lacking(
            self._as_room([speaker.id]).permissions_for(speaker),
            ("request_to_speak", "use_application_commands"),
        )
        if not missing:
            return Played(Scene.HAND)
        problem = Text(__name__, "rehearse-no-hand", what=permissions.names(missing))
        return Played(Scene.HAND, problem, self._fix("everybody", missing))

    def _listener(self) -> Played:
        """Somebody without any role: in an open room they can come, in another one they cannot."""
        listener = self._imagined(LISTENER, with_role=False)
        if self.kind is RoomKind.OPEN:
            return self._comes_in(Scene.LISTENER, listener, ("view_channel", "connect"))
        may = self._as_room([]).permissions_for(listener)
        if not (may.view_channel and may.connect):
            return Played(Scene.LISTENER)
        return Played(Scene.LISTENER, Text(__name__, "rehearse-slips-in"), self._fix("role", ["connect"]))

    def _strangers(self) -> Played:
        """Roles whose own overwrite lets them in although everybody is kept out."""
        own = {self.club.role_id if self.kind is RoomKind.SOCIAL else 0, self.stage.guild.default_role.id}
        own |= {role.id for role in self.stage.guild.me.roles}
        roles = [
            target
            for target, overwrite in self.stage.overwrites.items()
            if isinstance(target, discord.Role) and overwrite.connect and target.id not in own
        ]
        if not roles:
            return Played(Scene.STRANGERS)
        problem = Text(__name__, "rehearse-roles-slip-in", roles=_named(roles))
        return Played(Scene.STRANGERS, problem, self._fix("role", ["connect"]))

    def _green_room(self) -> Played:
        missing = permissions.lacking(self.stage.guild.me.guild_permissions, TO_MAKE)
        if not missing:
            return Played(Scene.GREEN_ROOM)
        problem = Text(__name__, "rehearse-i-lack", what=permissions.names(missing))
        fix = Text(__name__, "rehearse-fix-server", what=permissions.names(missing))
        return Played(Scene.GREEN_ROOM, problem, fix)

    def _past_the_queue(self) -> Played:
        """Whoever moderates the stage in Discord goes up without asking: everybody had better not."""
        listener = self._imagined(LISTENER, with_role=False)
        if permissions.lacking(self.stage.permissions_for(listener), _MODERATOR):
            return Played(Scene.PAST_QUEUE)
        names = permissions.names(_MODERATOR)
        fix = Text(__name__, "rehearse-fix-queue", what=names, channel=Safe(self.stage.mention))
        return Played(Scene.PAST_QUEUE, Text(__name__, "rehearse-past-queue"), fix)

    def _imagined(self, user_id: int, *, with_role: bool) -> discord.Member:
        role = self.stage.guild.get_role(self.club.role_id or 0) if with_role else None
        roles = [] if role is None else [role.id]
        return discord_internals.imagined_member(self.stage.guild, user_id, roles)

    def _as_room(self, named: list[int]) -> discord.StageChannel:
        """The stage as the room would have it: closed to everybody but those it lets in."""
        if self.kind is RoomKind.OPEN:
            return self.stage
        everybody = self.stage.guild.default_role.id
        before = {target.id: overwrite.pair() for target, overwrite in self.stage.overwrites.items()}
        changes = {everybody: (0, _CONNECT, False)} | dict.fromkeys(named, (_CONNECT, 0, True))
        if self.kind is RoomKind.SOCIAL and self.club.role_id is not None:
            changes[self.club.role_id] = (_CONNECT, 0, False)
        says: dict[int, tuple[int, int, bool]] = {}
        for target, (allow, deny, is_person) in changes.items():
            allowed, denied = (one.value for one in before.get(target, _nothing()))
            says[target] = ((allowed | allow) & ~deny, (denied | deny) & ~allow, is_person)
        return discord_internals.as_if_said(self.stage, says)

    def _fix(self, who: str, missing: list[str]) -> Text:
        keys = {
            "me": "rehearse-fix-me",
            "host": "rehearse-fix-host",
            "everybody": "rehearse-fix-everybody",
            "role": "rehearse-fix-role",
        }
        channel = Safe(self.stage.mention)
        return Text(__name__, keys[who], what=permissions.names(missing), channel=channel)


def _named(roles: list[discord.Role]) -> Texts:
    return Texts(
        tuple(Text(__name__, "rehearse-role", role=Safe(role.mention)) for role in roles[:_MOST_NAMED])
    )


def _nothing() -> tuple[discord.Permissions, discord.Permissions]:
    return discord.Permissions.none(), discord.Permissions.none()
