"""What is pressed and chosen on a panel and on the card of a person; what it is about is in its custom_id."""

from __future__ import annotations

from typing import Any, Self

import discord

from bot.interactions import chosen_in
from bot.views import DynamicItem
from cogs.hands.checks import desk_of, hosted_room
from cogs.hands.settings import Policy
from cogs.hands.views import deeds
from cogs.hands.views.parts import Asked, Speaker, answer

_ID = r"[0-9]{1,20}"
LABELS = {
    "next": "button-next",
    "invite": "button-invite",
    "skip": "button-skip",
    "hold": "button-hold",
    "release": "button-release",
    "dismiss": "button-dismiss",
    "lock": "button-lock",
    "unlock": "button-unlock",
    "lower-all": "button-lower-all",
    "limits": "button-limits",
    "more-time": "button-more-time",
    "next-question": "button-next-question",
    "raise": "button-raise",
    "status": "button-status",
}
_STYLES = {
    "next": discord.ButtonStyle.primary,
    "next-question": discord.ButtonStyle.primary,
    "invite": discord.ButtonStyle.primary,
    "raise": discord.ButtonStyle.success,
    "dismiss": discord.ButtonStyle.danger,
    "lower-all": discord.ButtonStyle.danger,
}


#: On the card of a person, where "the first" would be somebody else.
_SHORT = {"skip": "button-skip-them", "hold": "button-hold-them", "dismiss": "button-dismiss-them"}


def short_label(speaker: Speaker, what: str) -> str:
    """What a button is called on the card of the person whom it is about."""
    return speaker.label(_SHORT.get(what, LABELS[what]))


class Press(
    DynamicItem[discord.ui.Button[Any]],
    template=rf"hands:do:(?P<what>{'|'.join(deeds.DEEDS)}):(?P<room>{_ID}):(?P<user>{_ID})",
):
    """Does one thing in one room, to one person if it is about somebody."""

    def __init__(
        self, what: str, room_id: int, user_id: int = 0, label: str = "…", *, disabled: bool = False
    ) -> None:
        super().__init__(
            discord.ui.Button(
                label=label,
                custom_id=f"hands:do:{what}:{room_id}:{user_id}",
                style=_STYLES.get(what, discord.ButtonStyle.secondary),
                disabled=disabled,
            )
        )
        self.what = what
        self.room_id = room_id
        self.user_id = user_id

    async def callback(self, interaction: Asked) -> None:
        """Do it."""
        await deeds.DEEDS[self.what](interaction, self.room_id, self.user_id)


class ChoosePolicy(DynamicItem[discord.ui.Select[Any]], template=rf"hands:policy:(?P<room>{_ID})"):
    """Chooses whose turn it is from now on."""

    def __init__(self, room_id: int, options: list[discord.SelectOption] | None = None) -> None:
        super().__init__(discord.ui.Select(custom_id=f"hands:policy:{room_id}", options=options or []))
        self.room_id = room_id

    @classmethod
    def about(cls, speaker: Speaker, room_id: int, now: Policy) -> Self:
        """The choice in words, with the rule in force chosen."""
        options = [
            discord.SelectOption(
                label=speaker.label("policy-name", policy=policy), value=policy, default=policy is now
            )
            for policy in Policy
        ]
        return cls(room_id, options)

    async def callback(self, interaction: Asked) -> None:
        """Change the rule."""
        room = await hosted_room(interaction, self.room_id)
        policy = Policy(chosen_in(interaction)[0])
        await desk_of(interaction).terms.change(room, policy=policy)
        await answer(interaction, "rule-changed", policy=policy)
