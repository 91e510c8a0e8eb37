"""Following a club: consent, given by choosing how one wants to be told."""

from __future__ import annotations

import re
from typing import Any, Self

import discord

from bot import replies
from bot.views import DynamicItem, View
from cogs.clubs.api import ToldBy
from cogs.clubs.checks import card_of, clubs_of
from cogs.clubs.directory import Card
from cogs.clubs.views.parts import Asked, ClubButton, Speaker


class AskHowToTell(ClubButton, what="follow"):
    """Asks how somebody who wants to follow wants to be told."""

    async def callback(self, interaction: Asked) -> None:
        """Offer the ways that there are."""
        card, speaker = await card_of(interaction, self.club_id), Speaker.to(interaction)
        view = View(timeout=None)
        if card.club.text_channel_id is not None:
            view.add_item(Follow(self.club_id, ToldBy.CHANNEL, speaker.label("button-tell-channel")))
        view.add_item(Follow(self.club_id, ToldBy.DM, speaker.label("button-tell-dm")))
        view.add_item(Unfollow(self.club_id, speaker.label("button-unfollow")))
        await replies.say(interaction, speaker.say("how-to-tell", club=card.club.name), view=view)


class Follow(
    DynamicItem[discord.ui.Button[Any]], template=r"clubs:tell:(?P<club>[0-9]{1,18}):(?P<how>channel|dm)"
):
    """Follows a club, and wants to be told in one of two ways."""

    def __init__(self, club_id: int, told_by: ToldBy, label: str = "…") -> None:
        super().__init__(
            discord.ui.Button(
                label=label,
                custom_id=f"clubs:tell:{club_id}:{told_by.value}",
                style=discord.ButtonStyle.primary,
            )
        )
        self.club_id = club_id
        self.told_by = told_by

    @classmethod
    async def from_custom_id(
        cls, _interaction: Asked, _item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Rebuild the button from what its message holds."""
        return cls(int(match["club"]), ToldBy(match["how"]))

    async def callback(self, interaction: Asked) -> None:
        """Follow, and say so in the place of the question."""
        card = await card_of(interaction, self.club_id)
        await replies.replace(interaction, await follow(interaction, card, self.told_by))


class Unfollow(ClubButton, what="unfollow"):
    """Does not want to be told any more."""

    async def callback(self, interaction: Asked) -> None:
        """Stop, and say so in the place of the question."""
        card = await card_of(interaction, self.club_id)
        await clubs_of(interaction).following.unfollow(self.club_id, interaction.user.id)
        await replies.replace(interaction, Speaker.to(interaction).say("unfollowed", club=card.club.name))


async def follow(interaction: Asked, card: Card, told_by: ToldBy) -> str:
    """Let whoever asks follow a club; answers what to say of it.

    Raises:
        UserError: they cannot; says why.
    """
    await clubs_of(interaction).following.follow(
        card.club.id, interaction.user.id, told_by, locale=interaction.locale.value
    )
    return Speaker.to(interaction).say("followed", club=card.club.name, how=told_by)
