"""Coming in and going: at once, by asking, and with a second thought where somebody owns a club."""

from __future__ import annotations

import re
from typing import Any, Self

import discord

from bot import replies
from bot.forms import Form
from bot.views import View
from cogs.clubs.api import AlreadyInClub, WayIn
from cogs.clubs.checks import card_of, clubs_of
from cogs.clubs.directory import Card
from cogs.clubs.refusals import AlreadyWaiting
from cogs.clubs.texts import LONGEST_ANSWER
from cogs.clubs.views.parts import (
    FIELD_CHARACTERS,
    HINT_CHARACTERS,
    TITLE_CHARACTERS,
    Asked,
    ClubButton,
    Speaker,
    answer,
    person,
    shown,
    words,
)

_RULES_ROOM = 1_200


class Join(ClubButton, what="join", style=discord.ButtonStyle.primary):
    """Comes into a club, or asks to."""

    async def callback(self, interaction: Asked) -> None:
        """Do as `/club join` does."""
        await come_in(interaction, await card_of(interaction, self.club_id))


class ApplicationForm(Form, template=r"clubs:apply:(?P<club>[0-9]{1,18})"):
    """Asks what the club wants to know of who wants to come in, and how they want to hear of it."""

    def __init__(self, club_id: int, title: str = "…") -> None:
        super().__init__(title=title, custom_id=f"clubs:apply:{club_id}")
        self.club_id = club_id
        self.answer: discord.ui.TextInput[Any] = discord.ui.TextInput(
            custom_id="answer", style=discord.TextStyle.paragraph, max_length=LONGEST_ANSWER, required=False
        )
        self.tell: discord.ui.Checkbox[Any] = discord.ui.Checkbox(custom_id="tell")

    @classmethod
    def about(cls, speaker: Speaker, card: Card) -> Self:
        """The form of a club."""
        form = cls(card.club.id, speaker.label("apply-title", TITLE_CHARACTERS, club=card.club.name))
        if card.question:
            form.add_item(words(speaker.say("apply-question", question=card.question)))
            form.answer.required = card.answer_required
            form.add_item(
                discord.ui.Label(text=speaker.label("apply-answer", FIELD_CHARACTERS), component=form.answer)
            )
        form.add_item(
            discord.ui.Label(
                text=speaker.label("apply-tell", FIELD_CHARACTERS),
                description=speaker.label("apply-tell-hint", HINT_CHARACTERS),
                component=form.tell,
            )
        )
        return form

    @classmethod
    async def from_custom_id(cls, _interaction: Asked, match: re.Match[str], /) -> Self:
        """Rebuild the form that was filled in."""
        form = cls(int(match["club"]))
        for field in (form.answer, form.tell):
            form.add_item(discord.ui.Label(text="…", component=field))
        return form

    async def on_submit(self, interaction: Asked) -> None:
        """Put them on the waitlist."""
        card = await card_of(interaction, self.club_id)
        await clubs_of(interaction).waitlist.apply(
            self.club_id,
            interaction.user.id,
            self.answer.value,
            tell=self.tell.value,
            locale=interaction.locale.value,
        )
        told = "applied-told" if self.tell.value else "applied"
        view = View(timeout=None)
        view.add_item(Withdraw(self.club_id, Speaker.to(interaction).label("button-withdraw")))
        await replies.say(interaction, Speaker.to(interaction).say(told, club=card.club.name), view=view)


class Withdraw(ClubButton, what="withdraw"):
    """Takes the wish to come in back."""

    async def callback(self, interaction: Asked) -> None:
        """Take it back, and say so in the place of the button."""
        card = await card_of(interaction, self.club_id)
        await clubs_of(interaction).waitlist.withdraw(self.club_id, interaction.user.id)
        await replies.replace(interaction, Speaker.to(interaction).say("withdrawn", club=card.club.name))


class LeaveAsOwner(ClubButton, what="leave", style=discord.ButtonStyle.danger):
    """Leaves a club that one owns, after being told what follows."""

    async def callback(self, interaction: Asked) -> None:
        """Leave, and say so in the place of the question."""
        card = await card_of(interaction, self.club_id)
        await clubs_of(interaction).leave(self.club_id, interaction.user.id)
        await replies.replace(interaction, Speaker.to(interaction).say("left", club=card.club.name))


async def come_in(interaction: Asked, card: Card) -> None:
    """Let whoever asks into a club, or let them ask.

    Raises:
        UserError: they cannot come in like this; says how one comes in.
    """
    book, club = clubs_of(interaction), card.club
    if club.way_in is WayIn.APPROVAL and not club.archived:
        await _apply(interaction, card)
        return
    member = await book.join(club.id, interaction.user.id)
    speaker = Speaker.to(interaction)
    text = speaker.say("joined", club=club.name, number=member.number)
    if card.rules:
        text = speaker.say("joined-rules", joined=text, rules=shown(card.rules, _RULES_ROOM)[0])
    await replies.say(interaction, text)


async def _apply(interaction: Asked, card: Card) -> None:
    book, club = clubs_of(interaction), card.club
    if await book.role_of(club.id, interaction.user.id) is not None:
        raise AlreadyInClub(club=club.name, who="you")
    if await book.waits(club.id, interaction.user.id) is not None:
        raise AlreadyWaiting(club=club.name)
    await ApplicationForm.about(Speaker.to(interaction), card).open(interaction)


async def go(interaction: Asked, card: Card) -> None:
    """Let whoever asks out of a club, or off its waitlist; an owner is told what follows and asked again.

    Raises:
        NotInClub: they are not in it, and do not wait for it.
    """
    book, club = clubs_of(interaction), card.club
    if await book.waits(club.id, interaction.user.id) is not None:
        await book.waitlist.withdraw(club.id, interaction.user.id)
        await answer(interaction, "withdrawn", club=club.name)
        return
    if club.owner_id != interaction.user.id:
        await book.leave(club.id, interaction.user.id)
        await answer(interaction, "left", club=club.name)
        return
    speaker, heir = Speaker.to(interaction), await book.heir(club.id)
    view = View(timeout=None)
    view.add_item(LeaveAsOwner(club.id, speaker.label("button-leave")))
    if heir is None:
        text = speaker.say("leave-last", club=club.name)
    else:
        text = speaker.say("leave-owner", club=club.name, heir=person(heir))
    await replies.say(interaction, text, view=view)
