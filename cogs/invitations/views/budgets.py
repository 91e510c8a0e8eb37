"""A member's budget in words: what it is, why, and what brings more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import replies
from bot.i18n import Safe, Text
from cogs.invitations.budgets import rooms_to_next

if TYPE_CHECKING:
    import discord

    from bot.client import Bot
    from cogs.clubs.api import Club
    from cogs.invitations.api import Budget
    from cogs.invitations.settings import InvitationSettings


def budget_text(
    interaction: discord.Interaction[Bot],
    club: Club,
    budget: Budget,
    rule: InvitationSettings,
    *,
    frozen: bool,
    counted: bool,
) -> str:
    """The whole of it, with the club's rule, and whether rooms are counted at all."""

    def line(key: str, **placeholders: object) -> str:
        return replies.text(interaction, __name__, key, **placeholders)

    lines = [replies.text(interaction, __name__, "budget", club=club.name, left=left_of(budget))]
    if frozen:
        lines.append(line("budget-frozen"))
    if budget.unlimited:
        return "\n".join(lines)
    lines.append(line("budget-start", start=rule.start))
    if rule.rooms_for_one:
        earned = budget.attended // rule.rooms_for_one
        rooms = {"attended": budget.attended, "each": rule.rooms_for_one, "minutes": rule.least_minutes}
        lines.append(line("budget-attended", earned=earned, **rooms))
    if rule.for_hosting:
        hosted = budget.hosted
        lines.append(line("budget-hosted", hosted=hosted, each=rule.for_hosting, minutes=rule.least_minutes))
    lines.append(line("budget-spent", spent=budget.spent))
    lines.append(line("budget-most", most=rule.most))
    rooms_left = rooms_to_next(rule, budget.attended)
    if not counted:
        lines.append(line("budget-not-counted"))
    elif rooms_left is not None and budget.earned < rule.most:
        lines.append(line("budget-next", rooms=rooms_left))
    return "\n".join(lines)


def left_of(budget: Budget) -> Text | Safe:
    """How many somebody has left, as part of a sentence."""
    if budget.unlimited:
        return Text(__name__, "left-unlimited")
    return Text(__name__, "left", left=budget.left)
