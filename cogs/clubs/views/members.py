"""The members of a club, a page at a time, and what is said of one of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Self

import discord

from bot import replies
from bot.i18n import Safe
from bot.views import DynamicItem, LayoutView
from cogs.clubs.api import ClubRole, Membership
from cogs.clubs.checks import actor_of, card_of, clubs_of
from cogs.clubs.directory import Card
from cogs.clubs.roles import Deed
from cogs.clubs.service import ClubBook
from cogs.clubs.views.parts import Asked, ClubButton, Speaker, framed, person, row, words

ON_A_PAGE = 15
_ROLE = r"(?P<role>owner|admin|leader|member|all)"


@dataclass(frozen=True, slots=True)
class Spot:
    """A page of a club's members: those after a number, or before it, of one role or of all."""

    club_id: int
    number: int = 0
    role: ClubRole | None = None
    back: bool = False

    def __str__(self) -> str:
        way = "before" if self.back else "after"
        return f"{self.club_id}:{way}{self.number}:{self.role.value if self.role else 'all'}"


class ToMembers(
    DynamicItem[discord.ui.Button[Any]],
    template=rf"clubs:members:(?P<club>[0-9]{{1,18}}):(?P<way>after|before)(?P<number>[0-9]{{1,18}}):{_ROLE}",
):
    """Shows a page of a club's members in the place of the one that is there."""

    def __init__(self, spot: Spot, label: str = "…", *, disabled: bool = False) -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"clubs:members:{spot}", disabled=disabled))
        self.spot = spot

    @classmethod
    async def from_custom_id(
        cls, _interaction: Asked, _item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Rebuild the button from what its message holds."""
        role = None if match["role"] == "all" else ClubRole(match["role"])
        return cls(Spot(int(match["club"]), int(match["number"]), role, back=match["way"] == "before"))

    async def callback(self, interaction: Asked) -> None:
        """Turn the page."""
        card = await card_of(interaction, self.spot.club_id)
        await replies.redraw(interaction, await members_page(interaction, card, self.spot))


class ShowMembers(ClubButton, what="who"):
    """Shows the members of a club to whoever pressed."""

    async def callback(self, interaction: Asked) -> None:
        """Show the first page."""
        card = await card_of(interaction, self.club_id)
        await replies.say(interaction, view=await members_page(interaction, card, Spot(self.club_id)))


async def members_page(interaction: Asked, card: Card, spot: Spot) -> LayoutView:
    """One page of who is in a club.

    Raises:
        NotAllowed: only members see who is in it.
    """
    book, speaker = clubs_of(interaction), Speaker.to(interaction)
    await book.require_may(card.club, actor_of(interaction), Deed.SEE_MEMBERS)
    page = await _page(book, spot)
    lines = [_line(speaker, member) for member in page] or [speaker.say("members-none")]
    head = speaker.say("members-head", club=card.club.name, members=card.member_count)
    items: list[discord.ui.Item[Any]] = [words(head), words("\n".join(lines))]
    if page and card.member_count > ON_A_PAGE:
        items.append(row(*await _turns(book, speaker, spot, page)))
    return framed(items)


async def _page(book: ClubBook, spot: Spot) -> list[Membership]:
    if spot.back:
        return await book.members_before(spot.club_id, ON_A_PAGE, before_number=spot.number, role=spot.role)
    return await book.members(spot.club_id, ON_A_PAGE, after_number=spot.number, role=spot.role)


async def _turns(
    book: ClubBook, speaker: Speaker, spot: Spot, page: list[Membership]
) -> tuple[ToMembers, ToMembers]:
    back = Spot(spot.club_id, page[0].number, spot.role, back=True)
    on = Spot(spot.club_id, page[-1].number, spot.role)
    before = await book.members_before(spot.club_id, 1, before_number=back.number, role=spot.role)
    after = await book.members(spot.club_id, 1, after_number=on.number, role=spot.role)
    return (
        ToMembers(back, speaker.label("button-previous"), disabled=not before),
        ToMembers(on, speaker.label("button-next"), disabled=not after),
    )


async def member_card(interaction: Asked, card: Card, user_id: int) -> Safe:
    """What is said of somebody in a club.

    Raises:
        NotAllowed: only members see who is in it.
        NotInClub: they are no member.
    """
    book, speaker = clubs_of(interaction), Speaker.to(interaction)
    if user_id != interaction.user.id:
        await book.require_may(card.club, actor_of(interaction), Deed.SEE_MEMBERS)
    member, inviter = await book.introduced(card.club, user_id, interaction.user.id)
    lines = [
        speaker.say(
            "member-card",
            person=person(user_id),
            club=card.club.name,
            role=member.role,
            number=member.number,
            at=member.joined_at,
        ),
        speaker.say("member-came", how=member.came_by),
    ]
    if inviter is not None:
        lines[1] = (
            speaker.say("member-invited", inviter=person(inviter.user_id), number=inviter.number)
            if inviter.user_id is not None
            else speaker.say("member-invited-forgotten", number=inviter.number)
        )
    return Safe("\n".join(lines))


def _line(speaker: Speaker, member: Membership) -> Safe:
    return speaker.say("member-line", number=member.number, person=person(member.user_id), role=member.role)
