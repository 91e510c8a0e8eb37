"""The queue of a room as a message: what plays, how far it is, what follows, and buttons for hosts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import discord

from bot import replies
from bot.community.records import mention
from bot.i18n import Safe
from bot.layouts import Voice, framed, row, shown, words
from bot.progress import bar
from bot.views import DynamicItem, LayoutView
from cogs.playback.checks import hosted_room_of, rules_of
from cogs.playback.playing import Piece, Players, RoomPlayer, Status
from cogs.playback.views.sounds import clock
from cogs.rooms.api import Room

if TYPE_CHECKING:
    from bot.client import Bot

Asked = discord.Interaction[Any]

MOST_LISTED = 10
VOLUME_STEP = 10
_BAR_WIDTH = 16
_NAME_ROOM = 80


def _skip(player: RoomPlayer) -> None:
    player.skip()


def _stop(player: RoomPlayer) -> None:
    player.stop()


def _pause(player: RoomPlayer) -> None:
    player.pause(paused=not player.status.is_paused)


def _quieter(player: RoomPlayer) -> None:
    player.turn(player.volume - VOLUME_STEP)


def _louder(player: RoomPlayer) -> None:
    player.turn(player.volume + VOLUME_STEP)


DEEDS: dict[str, Callable[[RoomPlayer], None]] = {
    "pause": _pause,
    "skip": _skip,
    "stop": _stop,
    "quieter": _quieter,
    "louder": _louder,
}
_RESUME = "button-resume"
_LABELS = {
    "pause": "button-pause",
    "skip": "button-skip",
    "stop": "button-stop",
    "quieter": "button-quieter",
    "louder": "button-louder",
}


class Press(
    DynamicItem[discord.ui.Button[Any]],
    template=rf"playback:queue:(?P<what>{'|'.join(DEEDS)}):(?P<room>[0-9]{{1,18}})",
):
    """Does one thing to the queue of one room, for its hosts."""

    def __init__(self, what: str, room_id: int, label: str = "…", *, disabled: bool = False) -> None:
        super().__init__(
            discord.ui.Button(label=label, custom_id=f"playback:queue:{what}:{room_id}", disabled=disabled)
        )
        self.what = what
        self.room_id = room_id

    async def callback(self, interaction: Asked) -> None:
        """Do it, and show what is so then."""
        room = await hosted_room_of(interaction, self.room_id)
        bot: Bot = interaction.client
        # After a restart nothing was played yet, and the club's own volume holds.
        player = bot.service(Players).of(room, (await rules_of(interaction, room)).volume)
        DEEDS[self.what](player)
        assert interaction.guild is not None, "the queue is for guilds only"
        voice = Voice(bot, __name__, await bot.language_of(interaction.guild))
        await replies.redraw(interaction, queue_view(voice, room, player.status))


def queue_view(voice: Voice, room: Room, status: Status) -> LayoutView:
    """The queue of a room as a message."""
    topic = shown(room.topic, _NAME_ROOM)[0]
    items: list[discord.ui.Item[Any]] = [
        words(voice.say("queue-head", topic=topic, volume=status.volume)),
        words(_now(voice, status)),
    ]
    if status.waits:
        items.append(words(voice.say("queue-waits")))
    if status.waiting:
        items.append(words(_following(voice, status.waiting)))
    idle = status.is_idle
    items.append(
        row(
            *(
                Press(
                    what,
                    room.id,
                    voice.label(_RESUME if what == "pause" and status.is_paused else key),
                    disabled=idle and what in {"pause", "skip", "stop"},
                )
                for what, key in _LABELS.items()
            )
        )
    )
    return framed(items)


def queue_over(voice: Voice) -> LayoutView:
    """What is left of it when its room is over."""
    return framed([words(voice.say("queue-over"))])


def _now(voice: Voice, status: Status) -> Safe:
    piece = status.piece
    if piece is None:
        idle = "queue-music" if status.has_music else "queue-empty"
        return voice.say(idle if status.is_idle else "queue-begins")
    position, length = status.position_seconds, max(1.0, piece.length_seconds)
    return voice.say(
        "queue-paused" if status.is_paused else "queue-now",
        name=piece.name,
        bar=Safe(bar(int(position), int(length), width=_BAR_WIDTH)),
        position=Safe(clock(position)),
        length=Safe(clock(length)),
        person=mention(piece.added_by_id),
    )


def _following(voice: Voice, waiting: tuple[Piece, ...]) -> str:
    lines = [
        voice.say(
            "queue-line",
            number=number,
            name=piece.name,
            length=Safe(clock(piece.length_seconds)),
            person=mention(piece.added_by_id),
        )
        for number, piece in enumerate(waiting[:MOST_LISTED], start=1)
    ]
    if len(waiting) > MOST_LISTED:
        lines.append(voice.say("queue-more", count=len(waiting) - MOST_LISTED))
    return "\n".join(lines)
