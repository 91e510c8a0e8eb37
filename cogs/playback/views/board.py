"""The soundboard: one message with a button for each sound, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import discord

from bot import answers, replies
from bot.interactions import guild_id_of
from bot.layouts import Voice, button, framed, row, shortened, words
from bot.markdown import undirected
from bot.views import DynamicItem, LayoutView
from cogs.playback.acting import Voices
from cogs.playback.boards import Boards
from cogs.playback.checks import require_player, room_of, rules_of
from cogs.playback.playing import Players
from cogs.playback.refusals import NoSuchSound
from cogs.playback.sounds import Sound, SoundBook

if TYPE_CHECKING:
    from bot.client import Bot

Asked = discord.Interaction[Any]

# Discord documentation, "Component Reference": an action row holds five buttons, a message 40 components.
IN_A_ROW = 5
ON_A_PAGE = 20


class Play(DynamicItem[discord.ui.Button[Any]], template=r"playback:board:(?P<sound>[0-9]{1,18})"):
    """Lets one sound be heard in the room of whoever presses it."""

    def __init__(self, sound_id: int, label: str = "…") -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"playback:board:{sound_id}"))
        self.sound_id = sound_id

    async def callback(self, interaction: Asked) -> None:
        """Play it; the sound itself is the answer."""
        bot: Bot = interaction.client
        sound = await bot.service(SoundBook).get(guild_id_of(interaction), self.sound_id)
        if sound is None:
            raise NoSuchSound(name=self.item.label or "…")
        await play_now(interaction, sound)
        await answers.defer(interaction)


class ToBoard(DynamicItem[discord.ui.Button[Any]], template=r"playback:board-page:(?P<page>[0-9]{1,4})"):
    """Shows another page of the board, to everybody."""

    def __init__(self, page: int, label: str = "…", *, disabled: bool = False) -> None:
        super().__init__(
            discord.ui.Button(label=label, custom_id=f"playback:board-page:{page}", disabled=disabled)
        )
        self.page = page

    async def callback(self, interaction: Asked) -> None:
        """Turn the page."""
        bot: Bot = interaction.client
        sounds = await bot.service(SoundBook).of(guild_id_of(interaction))
        assert interaction.guild is not None, "the board is for guilds only"
        voice = Voice(bot, __name__, await bot.language_of(interaction.guild))
        bot.service(Boards).pages[interaction.guild.id] = self.page
        await replies.redraw(interaction, board_view(voice, sounds, self.page))


async def play_now(interaction: Asked, sound: Sound) -> None:
    """Let a sound be heard at once in the room of whoever asks.

    Raises:
        UserError: there is no room, they may not, or the bot is not heard there; says why.
    """
    bot: Bot = interaction.client
    room = await room_of(interaction)
    await require_player(interaction, room)
    stage = await bot.service(Voices).of(room)
    clip = await bot.service(SoundBook).clip(sound)
    bot.service(Players).of(room, (await rules_of(interaction, room)).volume).sound(stage, clip)


def board_view(voice: Voice, sounds: Sequence[Sound], page: int = 0) -> LayoutView:
    """One page of the board."""
    last = max(0, (len(sounds) - 1) // ON_A_PAGE)
    page = min(page, last)
    here = sounds[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    items: list[discord.ui.Item[Any]] = [words(voice.say("board-head" if sounds else "board-empty"))]
    items += [row(*buttons) for buttons in _rows(here)]
    if last:
        items.append(
            row(
                ToBoard(max(0, page - 1), voice.label("button-previous"), disabled=page == 0),
                button(f"{page + 1}/{last + 1}", "playback:board-here", disabled=True),
                ToBoard(min(last, page + 1), voice.label("button-next"), disabled=page == last),
            )
        )
    return framed(items)


def _rows(sounds: Sequence[Sound]) -> Iterator[list[Play]]:
    for start in range(0, len(sounds), IN_A_ROW):
        yield [
            Play(sound.id, shortened(undirected(sound.name), 80))
            for sound in sounds[start : start + IN_A_ROW]
        ]
