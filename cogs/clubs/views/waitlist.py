"""The waitlist as those see it who decide: a page of people, what they answered, and two buttons each."""

from __future__ import annotations

from typing import Any, Self

import discord

from bot import replies
from bot.forms import Form
from bot.views import DynamicItem, LayoutView
from cogs.clubs.api import Waiting
from cogs.clubs.checks import actor_of, card_of, clubs_of
from cogs.clubs.directory import Card
from cogs.clubs.roles import Deed
from cogs.clubs.texts import LONGEST_REASON
from cogs.clubs.views.parts import (
    FIELD_CHARACTERS,
    HINT_CHARACTERS,
    ID,
    TITLE_CHARACTERS,
    Asked,
    ClubButton,
    Speaker,
    framed,
    person,
    quoted,
    row,
    shown,
    words,
)

ON_A_PAGE = 5
_ANSWER_ROOM = 500


class ToWaitlist(
    DynamicItem[discord.ui.Button[Any]], template=rf"clubs:waitlist:(?P<club>{ID}):(?P<after>{ID})"
):
    """Shows another page of a waitlist, or the same one as it is by now."""

    def __init__(self, club_id: int, after_id: int, label: str = "…", *, disabled: bool = False) -> None:
        custom_id = f"clubs:waitlist:{club_id}:{after_id}"
        super().__init__(discord.ui.Button(label=label, custom_id=custom_id, disabled=disabled))
        self.club_id = club_id
        self.after_id = after_id

    async def callback(self, interaction: Asked) -> None:
        """Turn the page."""
        card = await card_of(interaction, self.club_id)
        await replies.redraw(interaction, await waitlist_page(interaction, card, self.after_id))


class _Decision(ClubButton, what="decision"):
    """A button about one who waits; as with any about a club, a subclass says what it does."""

    _ids = rf"{ClubButton._ids}:(?P<application>{ID})"

    def __init__(self, club_id: int, application_id: int, label: str = "…") -> None:
        super().__init__(club_id, label, application_id)
        self.application_id = application_id


class Accept(_Decision, what="accept", style=discord.ButtonStyle.success):
    """Lets somebody in."""

    async def callback(self, interaction: Asked) -> None:
        """Let them in, and show who is left."""
        card = await card_of(interaction, self.club_id)
        member = await clubs_of(interaction).waitlist.accept(self.application_id, actor_of(interaction))
        notice = Speaker.to(interaction).say("accepted", person=person(member.user_id), number=member.number)
        await replies.redraw(interaction, await waitlist_page(interaction, card, notice=notice))


class Decline(_Decision, what="decline"):
    """Asks for a reason before somebody is declined."""

    async def callback(self, interaction: Asked) -> None:
        """Open the form."""
        card = await card_of(interaction, self.club_id)
        await clubs_of(interaction).require_may(card.club, actor_of(interaction), Deed.DECIDE)
        await DeclineForm.about(Speaker.to(interaction), self.club_id, self.application_id).open(interaction)


class DeclineForm(Form, template=rf"clubs:reason:(?P<club>{ID}):(?P<application>{ID})"):
    """Takes the reason, which may be left out."""

    def __init__(self, club_id: int, application_id: int, title: str = "…") -> None:
        super().__init__(title=title, custom_id=f"clubs:reason:{club_id}:{application_id}")
        self.club_id = club_id
        self.application_id = application_id
        self.reason: discord.ui.TextInput[Any] = discord.ui.TextInput(
            custom_id="reason",
            style=discord.TextStyle.paragraph,
            required=False,
            max_length=LONGEST_REASON,
        )
        self.field: discord.ui.Label[Any] = discord.ui.Label(text="…", component=self.reason)
        self.add_item(self.field)

    @classmethod
    def about(cls, speaker: Speaker, club_id: int, application_id: int) -> Self:
        """The form for one application, in words."""
        form = cls(club_id, application_id, speaker.label("decline-title", TITLE_CHARACTERS))
        form.field.text = speaker.label("decline-reason", FIELD_CHARACTERS)
        form.field.description = speaker.label("decline-hint", HINT_CHARACTERS)
        return form

    async def on_submit(self, interaction: Asked) -> None:
        """Decline them, and show who is left."""
        card = await card_of(interaction, self.club_id)
        user_id = await clubs_of(interaction).waitlist.decline(
            self.application_id, actor_of(interaction), self.reason.value
        )
        notice = Speaker.to(interaction).say("declined", person=person(user_id))
        await replies.redraw(interaction, await waitlist_page(interaction, card, notice=notice))


class AcceptAll(ClubButton, what="acceptall", style=discord.ButtonStyle.primary):
    """Lets everybody in who waits, one after the other, in sight of who pressed."""

    async def callback(self, interaction: Asked) -> None:
        """Begin."""
        card = await card_of(interaction, self.club_id)
        await replies.defer(interaction)
        job = await clubs_of(interaction).admissions.begin(card.club, actor_of(interaction))
        await interaction.client.progress.show(interaction, job)


async def waitlist_page(interaction: Asked, card: Card, after_id: int = 0, *, notice: str = "") -> LayoutView:
    """One page of who waits; what just happened is said on top.

    Raises:
        NotAllowed: only those with a say see who waits.
    """
    book, speaker, club_id = clubs_of(interaction), Speaker.to(interaction), card.club.id
    await book.require_may(card.club, actor_of(interaction), Deed.SEE_WAITLIST)
    page = await book.waitlist.page(club_id, ON_A_PAGE + 1, after_id=after_id)
    waiting, more = page[:ON_A_PAGE], len(page) > ON_A_PAGE
    head = speaker.say("waitlist-head", club=card.club.name, waiting=await book.waitlist.count(club_id))
    items: list[discord.ui.Item[Any]] = [words(f"{notice}\n{head}" if notice else head)]
    for one in waiting:
        items += _entry(speaker, one)
    if waiting or after_id:
        last = waiting[-1].id if waiting else after_id
        items.append(
            row(
                ToWaitlist(club_id, 0, speaker.label("button-first")),
                ToWaitlist(club_id, last, speaker.label("button-next"), disabled=not more),
                AcceptAll(club_id, speaker.label("button-accept-all")),
            )
        )
    return framed(items)


def _entry(speaker: Speaker, one: Waiting) -> list[discord.ui.Item[Any]]:
    text = speaker.say("waitlist-entry", person=person(one.user_id), at=one.asked_at)
    if one.answer:
        said, _ = shown(one.answer, _ANSWER_ROOM)
        text = speaker.say("waitlist-answer", entry=text, answer=quoted(said))
    return [
        words(text),
        row(
            Accept(one.club_id, one.id, speaker.label("button-accept")),
            Decline(one.club_id, one.id, speaker.label("button-decline")),
        ),
    ]
