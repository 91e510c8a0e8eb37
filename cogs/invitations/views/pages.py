"""Lists of invitations: what waits for somebody, what they gave, what waits in a club; page by page."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Self

import discord

from bot import answers, replies
from bot.interactions import guild_id_of, is_steward
from bot.views import DynamicItem, View
from cogs.clubs.api import Clubs, NoSuchClub
from cogs.invitations.api import InvitationKind, InvitationState
from cogs.invitations.service import InvitationBook
from cogs.invitations.views.answers import AcceptInvitation, DeclineInvitation
from cogs.invitations.views.posting import mention_of

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.invitations.api import Invitation

#: A message has five rows of buttons; one is for the pages.
MOST_RECEIVED = 4
MOST_LISTED = 10
MOST_CHOICES = 25


class Which(IntEnum):
    """What a page lists; the number stands in its buttons."""

    GIVEN = 0
    #: All that waits in one club.
    WAITING = 1
    RECEIVED = 2

    @property
    def most(self) -> int:
        """How many stand on a page."""
        return MOST_RECEIVED if self is Which.RECEIVED else MOST_LISTED


_HEADS = {Which.GIVEN: "list-given", Which.WAITING: "list-waiting", Which.RECEIVED: "list-received"}


@dataclass(frozen=True, slots=True)
class Page:
    """Which page: in one club or all, the newest or what is older than that."""

    club_id: int = 0
    which: Which = Which.GIVEN
    before_id: int = 0

    @property
    def custom_id(self) -> str:
        """The same, in a button."""
        return f"invitations:page:{self.club_id}:{self.which:d}:{self.before_id}"

    @property
    def lists(self) -> tuple[Page, ...]:
        """What stands on it: on the first page of what somebody gave, what they got goes before."""
        if self.which is Which.GIVEN and not self.before_id:
            return (replace(self, which=Which.RECEIVED), self)
        return (self,)

    @property
    def first(self) -> Page:
        """Where whoever turned to this page began."""
        return Page(self.club_id, Which.WAITING if self.which is Which.WAITING else Which.GIVEN)


class ShowPage(
    DynamicItem[discord.ui.Button[Any]],
    template=r"invitations:page:(?P<club>[0-9]{1,18}):(?P<which>[012]):(?P<before>[0-9]{1,18})",
):
    """Turns to another page of a list; whoever presses sees what is theirs to see."""

    def __init__(self, page: Page, label: str = "…") -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=page.custom_id, row=MOST_RECEIVED))
        self.page = page

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Rebuild the button."""
        return cls(Page(int(match["club"]), Which(int(match["which"])), int(match["before"])))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Put the page in the place of the one that is shown."""
        text, view = await drawn(interaction, self.page)
        await answers.edit(interaction, content=text, view=view)


async def drawn(interaction: discord.Interaction[Bot], page: Page) -> tuple[str, View | None]:
    """A page as its reader sees it, and its buttons if it has some.

    Raises:
        MayNotSee: all that waits in a club is for those who decide there.
    """
    view = View(timeout=None)
    parts: list[str] = []
    if page.before_id:
        view.add_item(ShowPage(page.first, replies.text(interaction, __name__, "button-newest")))
    for each in page.lists:
        room = replies.MESSAGE_CHARACTERS - sum(len(part) + 1 for part in parts)
        parts.append(await _section(interaction, each, view, room))
    nothing = "nothing-older" if page.before_id else "nothing-given"
    text = "\n".join(filter(None, parts)) or replies.text(interaction, __name__, nothing)
    return text, view if view.children else None


async def _section(interaction: discord.Interaction[Bot], page: Page, view: View, room: int) -> str:
    """One list, as far as there is room for it; its buttons come into the view."""
    found = await _found(interaction, page)
    head = replies.text(interaction, __name__, _HEADS[page.which])
    lines = fitting(await _lines(interaction, found[: page.which.most]), room - len(head))
    here = found[: len(lines)]
    if page.which is Which.RECEIVED:
        await _add_answers(interaction, view, here)
    if len(found) > len(here):
        key = "button-more-received" if page.which is Which.RECEIVED else "button-older"
        older = replace(page, before_id=here[-1].id)
        view.add_item(ShowPage(older, replies.text(interaction, __name__, key)))
    return "\n".join([head, *lines]) if lines else ""


async def _found(interaction: discord.Interaction[Bot], page: Page) -> list[Invitation]:
    """What is on a page, and one more if there is more."""
    book, most = interaction.client.service(InvitationBook), page.which.most + 1
    before_id = page.before_id or None
    if page.which is Which.WAITING:
        club = await interaction.client.service(Clubs).get(page.club_id)
        await book.freezes.require_decides(club, interaction.user.id, steward=is_steward(interaction))
        return await book.offers.waiting_in(club.id, most, before_id=before_id)
    find = book.offers.received if page.which is Which.RECEIVED else book.offers.given
    return await find(
        guild_id_of(interaction),
        interaction.user.id,
        most,
        club_id=page.club_id or None,
        before_id=before_id,
    )


def fitting(lines: list[str], room: int) -> list[str]:
    """As many of some lines as there is room for; the first in any case."""
    kept = 1
    while kept < len(lines) and sum(len(line) + 1 for line in lines[: kept + 1]) <= room:
        kept += 1
    return lines[:kept]


async def _add_answers(interaction: discord.Interaction[Bot], view: View, received: list[Invitation]) -> None:
    for row, invitation in enumerate(received):
        club = await _club_name(interaction, invitation)
        yes = AcceptInvitation(invitation.id, _label(interaction, "button-accept-in", club))
        no = DeclineInvitation(invitation.id, _label(interaction, "button-decline-in", club))
        for button in (yes, no):
            button.item.row = row
            view.add_item(button)


async def _lines(interaction: discord.Interaction[Bot], invitations: list[Invitation]) -> list[str]:
    return [
        replies.text(
            interaction,
            __name__,
            "invitation-line",
            kind=invitation.kind,
            state=invitation.state,
            inviter=mention_of(invitation.inviter_id),
            invitee=invitee_of(invitation),
            known="yes" if invitation.invitee_id is not None else "no",
            club=await _club_name(interaction, invitation),
            until=invitation.ended_at or invitation.expires_at,
        )
        for invitation in invitations
    ]


def invitee_of(invitation: Invitation) -> object:
    """Name whoever is invited; somebody from outside by name, since Discord does not show them."""
    is_outside = invitation.kind in {InvitationKind.SEALED, InvitationKind.CODE}
    if is_outside and invitation.state is not InvitationState.ACCEPTED and invitation.invitee_name:
        return invitation.invitee_name
    return mention_of(invitation.invitee_id)


async def _club_name(interaction: discord.Interaction[Bot], invitation: Invitation) -> str:
    try:
        return (await interaction.client.service(Clubs).get(invitation.club_id)).name
    except NoSuchClub:
        return "…"


def _label(interaction: discord.Interaction[Bot], key: str, club: str) -> str:
    words = interaction.client.words.plain(__name__, key, interaction.locale.value, club=club)
    return words[:80]  # Discord documentation, "Component Reference", Button


async def labels(interaction: discord.Interaction[Bot], typed: str) -> list[tuple[int, str]]:
    """What somebody gave and nobody has answered, each with the words by which it is told from others."""
    book = interaction.client.service(InvitationBook)
    given = await book.offers.given(
        guild_id_of(interaction), interaction.user.id, MOST_CHOICES, state=InvitationState.PENDING
    )
    found = [(invitation.id, await _choice(interaction, invitation)) for invitation in given]
    return [(number, label) for number, label in found if typed.casefold() in label.casefold()]


async def _choice(interaction: discord.Interaction[Bot], invitation: Invitation) -> str:
    words = interaction.client.words.plain(
        __name__,
        "invitation-choice",
        interaction.locale.value,
        kind=invitation.kind,
        name=invitation.invitee_name,
        club=await _club_name(interaction, invitation),
        until=invitation.expires_at,
    )
    return words[:100]  # Discord documentation, "Application Commands", Option Choice
