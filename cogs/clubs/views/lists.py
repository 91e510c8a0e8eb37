"""Clubs in lists: all of a community, those that were searched for, and one's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Self

import discord

from bot import replies
from bot.i18n import Safe, Words
from bot.interactions import chosen_in, guild_id_of
from bot.views import DynamicItem, LayoutView
from cogs.clubs.api import WayIn
from cogs.clubs.checks import card_of, clubs_of
from cogs.clubs.directory import Card
from cogs.clubs.views.card import show_card
from cogs.clubs.views.parts import Asked, Speaker, framed, row, shown, words

ON_A_PAGE = 10
MOST_FOUND = 10
_DESCRIPTION_ROOM = 120
_OPTION_CHARACTERS = 100


class ToList(DynamicItem[discord.ui.Button[Any]], template=r"clubs:list:(?P<page>[0-9]{1,4})"):
    """Shows another page of the list of clubs."""

    def __init__(self, page: int, label: str = "…", *, disabled: bool = False) -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"clubs:list:{page}", disabled=disabled))
        self.page = page

    async def callback(self, interaction: Asked) -> None:
        """Turn the page."""
        cards = await clubs_of(interaction).listed(guild_id_of(interaction))
        await replies.redraw(interaction, list_page(Speaker.to(interaction), cards, self.page))


class ToCard(DynamicItem[discord.ui.Select[Any]], template=r"clubs:card"):
    """Shows the card of a club that was chosen from a list."""

    @classmethod
    def of(cls, speaker: Speaker, cards: Sequence[Card]) -> Self:
        """The select of the clubs on a page."""
        options = [
            discord.SelectOption(label=card.club.name[:_OPTION_CHARACTERS], value=str(card.club.id))
            for card in cards
        ]
        return cls(
            discord.ui.Select(
                custom_id="clubs:card", placeholder=speaker.label("choose-card"), options=options
            )
        )

    @classmethod
    async def from_custom_id(
        cls, _interaction: Asked, item: discord.ui.Item[Any], _match: re.Match[str]
    ) -> Self:
        """Rebuild the select from what its message holds."""
        assert isinstance(item, discord.ui.Select)
        return cls(item)

    async def callback(self, interaction: Asked) -> None:
        """Show it beside the list."""
        (club_id,) = chosen_in(interaction)
        await show_card(interaction, await card_of(interaction, int(club_id)))


def list_page(speaker: Speaker, cards: Sequence[Card], page: int = 0) -> LayoutView:
    """One page of the clubs of a community, the largest first."""
    last = max(0, (len(cards) - 1) // ON_A_PAGE)
    page = min(page, last)
    here = cards[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    items: list[discord.ui.Item[Any]] = [
        words(speaker.say("list-head", count=len(cards))),
        words("\n".join(_line(speaker, card) for card in here)),
        row(ToCard.of(speaker, here)),
    ]
    if last:
        items.append(
            row(
                ToList(max(0, page - 1), speaker.label("button-previous"), disabled=page == 0),
                ToList(min(last, page + 1), speaker.label("button-next"), disabled=page == last),
            )
        )
    return framed(items)


def found_page(speaker: Speaker, cards: Sequence[Card], typed: str) -> LayoutView:
    """The clubs that were searched for, the best first."""
    here = cards[:MOST_FOUND]
    head = speaker.say("found-head", count=len(cards), typed=shown(typed, _DESCRIPTION_ROOM)[0])
    return framed(
        [
            words(head),
            words("\n".join(_line(speaker, card) for card in here)),
            row(ToCard.of(speaker, here)),
        ]
    )


async def mine_page(interaction: Asked) -> Safe:
    """What whoever asks is in the clubs of this community, waits for and follows."""
    book, speaker = clubs_of(interaction), Speaker.to(interaction)
    guild_id = guild_id_of(interaction)
    mine = await book.mine(guild_id, interaction.user.id)
    names = {card.club.id: card.club.name for card in await book.directory.of(guild_id)}
    lines = [
        speaker.say("mine-member", club=names[one.club_id], role=one.role, number=one.number)
        for one in mine.memberships
    ]
    lines += [speaker.say("mine-waits", club=names[club_id]) for club_id in mine.waits]
    lines += [
        speaker.say("mine-follows", club=names[club_id], how=told_by) for club_id, told_by in mine.follows
    ]
    return Safe("\n".join(lines)) if lines else speaker.say("mine-nothing")


def _line(speaker: Speaker, card: Card) -> str:
    club = card.club
    line = _said(speaker.words, speaker.locale, club.name, card.member_count, club.way_in)
    about, _ = shown(card.description.partition("\n")[0], _DESCRIPTION_ROOM)
    return f"{line}\n-# {about}" if about else line


# Everybody who reads a list reads the same lines.
@lru_cache(maxsize=2_000)
def _said(catalogues: Words, locale: str, club: str, members: int, way: WayIn) -> Safe:
    return catalogues.text(__name__, "list-line", locale, club=club, members=members, way=way)
