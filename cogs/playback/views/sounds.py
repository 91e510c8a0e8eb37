"""The sounds of a community in a list, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import discord

from bot import replies
from bot.community.records import mention
from bot.i18n import Safe
from bot.interactions import guild_id_of
from bot.layouts import Voice, framed, row, words
from bot.views import DynamicItem, LayoutView
from cogs.playback.sounds import Sound, SoundBook
from cogs.playback.uploads import MEGABYTE

if TYPE_CHECKING:
    from bot.client import Bot

Asked = discord.Interaction[Any]

ON_A_PAGE = 15


class ToPage(DynamicItem[discord.ui.Button[Any]], template=r"playback:list:(?P<page>[0-9]{1,4})"):
    """Shows another page of the list."""

    def __init__(self, page: int, label: str = "…", *, disabled: bool = False) -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"playback:list:{page}", disabled=disabled))
        self.page = page

    async def callback(self, interaction: Asked) -> None:
        """Turn the page."""
        await replies.redraw(interaction, await list_page(interaction, self.page))


async def list_page(interaction: Asked, page: int = 0) -> LayoutView:
    """One page of the sounds of the community."""
    bot: Bot = interaction.client
    sounds = await bot.service(SoundBook).of(guild_id_of(interaction))
    return _page(Voice(bot, __name__, interaction.locale.value), sounds, page)


def clock(seconds: float) -> str:
    """A length as people write it: 1:05."""
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02}"


def _page(voice: Voice, sounds: Sequence[Sound], page: int) -> LayoutView:
    last = max(0, (len(sounds) - 1) // ON_A_PAGE)
    page = min(page, last)
    here = sounds[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    megabytes = round(sum(sound.size_bytes for sound in sounds) / MEGABYTE, 1)
    items: list[discord.ui.Item[Any]] = [
        words(voice.say("list-head", count=len(sounds), megabytes=max(0.1, megabytes)))
    ]
    if here:
        items.append(words("\n".join(_line(voice, sound) for sound in here)))
    if last:
        items.append(
            row(
                ToPage(max(0, page - 1), voice.label("button-previous"), disabled=page == 0),
                ToPage(min(last, page + 1), voice.label("button-next"), disabled=page == last),
            )
        )
    return framed(items)


def _line(voice: Voice, sound: Sound) -> str:
    length = Safe(clock(max(1.0, sound.length_ms / 1000)))
    return voice.say("list-line", name=sound.name, length=length, person=mention(sound.added_by_id))
