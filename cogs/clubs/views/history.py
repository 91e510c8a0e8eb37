"""What was done in a club, for those with a say there."""

from __future__ import annotations

from typing import Any

import discord

from bot import replies
from bot.views import DynamicItem, LayoutView
from cogs.clubs.checks import actor_of, card_of, clubs_of
from cogs.clubs.deeds import Done
from cogs.clubs.directory import Card
from cogs.clubs.roles import Deed
from cogs.clubs.views.parts import Asked, Speaker, framed, person, row, shown, words

ON_A_PAGE = 10
_DETAIL_ROOM = 200


class ToHistory(
    DynamicItem[discord.ui.Button[Any]],
    template=r"clubs:history:(?P<club>[0-9]{1,18}):(?P<before>[0-9]{0,18})",
):
    """Shows what was done before what is shown, or the newest."""

    def __init__(
        self, club_id: int, before_id: int | None, label: str = "…", *, disabled: bool = False
    ) -> None:
        custom_id = f"clubs:history:{club_id}:{'' if before_id is None else before_id}"
        super().__init__(discord.ui.Button(label=label, custom_id=custom_id, disabled=disabled))
        self.club_id = club_id
        self.before_id = before_id

    async def callback(self, interaction: Asked) -> None:
        """Turn the page."""
        card = await card_of(interaction, self.club_id)
        await replies.redraw(interaction, await history_page(interaction, card, self.before_id))


async def history_page(interaction: Asked, card: Card, before_id: int | None = None) -> LayoutView:
    """One page of what was done in a club, the newest first.

    Raises:
        NotAllowed: only those with a say see it.
    """
    book, speaker, club_id = clubs_of(interaction), Speaker.to(interaction), card.club.id
    await book.require_may(card.club, actor_of(interaction), Deed.SEE_HISTORY)
    found = await book.history(club_id, ON_A_PAGE + 1, before_id)
    page, more = found[:ON_A_PAGE], len(found) > ON_A_PAGE
    lines = [_line(speaker, done) for done in page] or [speaker.say("history-none")]
    items: list[discord.ui.Item[Any]] = [
        words(speaker.say("history-head", club=card.club.name)),
        words("\n".join(lines)),
    ]
    if more or before_id is not None:
        last = page[-1].id if page else before_id
        items.append(
            row(
                ToHistory(club_id, None, speaker.label("button-newest"), disabled=before_id is None),
                ToHistory(club_id, last, speaker.label("button-older"), disabled=not more),
            )
        )
    return framed(items)


def _line(speaker: Speaker, done: Done) -> str:
    line = speaker.say(
        "history-line",
        what=done.what,
        at=done.done_at,
        actor=person(done.actor_id) or speaker.say("nobody"),
        subject=person(done.subject_id) or speaker.say("nobody"),
    )
    return line if not done.detail else f"{line}: {shown(done.detail, _DETAIL_ROOM)[0]}"
