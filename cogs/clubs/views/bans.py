"""Who is kept out of a club, for those who may lift it: the last first, a page at a time."""

from __future__ import annotations

from typing import Any

import discord

from bot import replies
from bot.views import DynamicItem, LayoutView
from cogs.clubs.checks import actor_of, card_of, clubs_of
from cogs.clubs.directory import Card
from cogs.clubs.roles import Deed
from cogs.clubs.staff import Ban
from cogs.clubs.views.parts import Asked, Speaker, framed, person, row, shown, words

ON_A_PAGE = 10
_REASON_ROOM = 200


class ToBans(
    DynamicItem[discord.ui.Button[Any]], template=r"clubs:bans:(?P<club>[0-9]{1,18}):(?P<page>[0-9]{1,4})"
):
    """Shows another page of who is kept out."""

    def __init__(self, club_id: int, page: int, label: str = "…", *, disabled: bool = False) -> None:
        custom_id = f"clubs:bans:{club_id}:{page}"
        super().__init__(discord.ui.Button(label=label, custom_id=custom_id, disabled=disabled))
        self.club_id = club_id
        self.page = page

    async def callback(self, interaction: Asked) -> None:
        """Turn the page."""
        card = await card_of(interaction, self.club_id)
        await replies.redraw(interaction, await bans_page(interaction, card, self.page))


async def bans_page(interaction: Asked, card: Card, page: int = 0) -> LayoutView:
    """One page of who is kept out of a club.

    Raises:
        NotAllowed: only those who may lift a ban see them.
    """
    book, speaker, club_id = clubs_of(interaction), Speaker.to(interaction), card.club.id
    await book.require_may(card.club, actor_of(interaction), Deed.BAN)
    found = await book.staff.banned(club_id, ON_A_PAGE + 1, skip=page * ON_A_PAGE)
    here, more = found[:ON_A_PAGE], len(found) > ON_A_PAGE
    lines = [_line(speaker, ban) for ban in here] or [speaker.say("bans-none")]
    items: list[discord.ui.Item[Any]] = [
        words(speaker.say("bans-head", club=card.club.name)),
        words("\n".join(lines)),
    ]
    if more or page:
        items.append(
            row(
                ToBans(club_id, max(0, page - 1), speaker.label("button-previous"), disabled=page == 0),
                ToBans(club_id, page + 1, speaker.label("button-next"), disabled=not more),
            )
        )
    return framed(items)


def _line(speaker: Speaker, ban: Ban) -> str:
    actor = person(ban.by_id) or speaker.say("nobody")
    line = speaker.say("bans-line", person=person(ban.user_id), actor=actor, at=ban.at)
    return line if not ban.reason else f"{line}: {shown(ban.reason, _REASON_ROOM)[0]}"
