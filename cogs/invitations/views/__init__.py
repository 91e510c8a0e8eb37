"""What invitations put before people: messages with buttons, lists, trees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.invitations.views.answers import AcceptInvitation, DeclineInvitation
from cogs.invitations.views.pages import ShowPage

if TYPE_CHECKING:
    from bot.client import Bot

__all__ = ["offer"]


def offer(bot: Bot) -> None:
    """Answer to all buttons, those of before a restart included."""
    bot.add_dynamic_items(AcceptInvitation, DeclineInvitation, ShowPage)
