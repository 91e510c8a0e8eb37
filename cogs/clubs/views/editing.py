"""Forms in which a club is edited: what it says of itself, its picture, and how it takes people in.

What somebody typed is not lost when it is refused: it is kept for a while, and fills the form when they
open it again.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from typing import Any, Self

import discord

from bot import replies
from bot.errors import UserError
from bot.forms import Form
from bot.views import View
from cogs.clubs.api import WayIn
from cogs.clubs.checks import actor_of, card_of, clubs_of
from cogs.clubs.directory import Card
from cogs.clubs.links import MOST_LINKS, read_links, write_links
from cogs.clubs.names import LONGEST, SHORTEST
from cogs.clubs.pictures import MOST_BYTES, read_picture
from cogs.clubs.profile import Profile
from cogs.clubs.refusals import BadPicture
from cogs.clubs.roles import Deed
from cogs.clubs.texts import LONGEST_DESCRIPTION, LONGEST_QUESTION, LONGEST_RULES
from cogs.clubs.views.parts import (
    FIELD_CHARACTERS,
    HINT_CHARACTERS,
    TITLE_CHARACTERS,
    Asked,
    ClubButton,
    Speaker,
    answer,
)

MOST_DRAFTS = 200
_LONGEST_LINKS = 2_000
_CLUB = r"(?P<club>[0-9]{1,18})"


class Drafts:
    """What was typed and refused, by club and person; the oldest are dropped first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, int], dict[str, str]] = OrderedDict()

    def keep(self, club_id: int, user_id: int, typed: dict[str, str]) -> None:
        """Keep what somebody typed about a club."""
        self._kept[club_id, user_id] = typed
        if len(self._kept) > MOST_DRAFTS:
            self._kept.popitem(last=False)

    def take(self, club_id: int, user_id: int) -> dict[str, str]:
        """What they typed before, once."""
        return self._kept.pop((club_id, user_id), {})


class ProfileForm(Form, template=f"clubs:profile:{_CLUB}"):
    """Asks for name, description, rules and links."""

    def __init__(self, club_id: int, title: str = "…") -> None:
        super().__init__(title=title, custom_id=f"clubs:profile:{club_id}")
        self.club_id = club_id
        paragraph = discord.TextStyle.paragraph
        self.fields: dict[str, discord.ui.TextInput[Any]] = {
            "name": discord.ui.TextInput(custom_id="name", min_length=SHORTEST, max_length=LONGEST),
            "description": discord.ui.TextInput(
                custom_id="description", style=paragraph, required=False, max_length=LONGEST_DESCRIPTION
            ),
            "rules": discord.ui.TextInput(
                custom_id="rules", style=paragraph, required=False, max_length=LONGEST_RULES
            ),
            "links": discord.ui.TextInput(
                custom_id="links", style=paragraph, required=False, max_length=_LONGEST_LINKS
            ),
        }
        self.labels = {name: discord.ui.Label(text="…", component=one) for name, one in self.fields.items()}
        for label in self.labels.values():
            self.add_item(label)

    @classmethod
    def about(cls, speaker: Speaker, card: Card, draft: dict[str, str]) -> Self:
        """The form of a club, filled with what it says now, or with what was refused before."""
        form = cls(card.club.id, speaker.label("profile-title", TITLE_CHARACTERS, club=card.club.name))
        now = {
            "name": card.club.name,
            "description": card.description,
            "rules": card.rules,
            "links": write_links(card.links),
        } | draft
        keys = {
            "name": "profile-name",
            "description": "profile-description",
            "rules": "profile-rules",
            "links": "profile-links",
        }
        for name, field in form.fields.items():
            field.default = now[name]
            form.labels[name].text = speaker.label(keys[name], FIELD_CHARACTERS)
        form.labels["links"].description = speaker.label(
            "profile-links-hint", HINT_CHARACTERS, most=MOST_LINKS
        )
        return form

    async def on_submit(self, interaction: Asked) -> None:
        """Change it, or say why not and keep what was typed."""
        typed = {name: field.value for name, field in self.fields.items()}
        book = clubs_of(interaction)
        await card_of(interaction, self.club_id)
        try:
            links = read_links(typed["links"])
            profile = Profile(typed["name"], typed["description"], typed["rules"], links)
            await book.profiles.edit(self.club_id, actor_of(interaction), profile)
        except UserError as refusal:
            interaction.client.service(Drafts).keep(self.club_id, interaction.user.id, typed)
            await _say_and_offer_again(interaction, self.club_id, refusal)
            return
        await answer(interaction, "edited", club=(await book.get(self.club_id)).name)


class EditAgain(ClubButton, what="again", style=discord.ButtonStyle.primary):
    """Opens the form again, with what was typed before."""

    async def callback(self, interaction: Asked) -> None:
        """Open it."""
        await edit_profile(interaction, await card_of(interaction, self.club_id))


class PictureForm(Form, template=f"clubs:picture:{_CLUB}"):
    """Asks for a picture, or whether to take the one there is away."""

    def __init__(self, club_id: int, title: str = "…") -> None:
        super().__init__(title=title, custom_id=f"clubs:picture:{club_id}")
        self.club_id = club_id
        self.file: discord.ui.FileUpload[Any] = discord.ui.FileUpload(
            custom_id="file", required=False, min_values=0, max_values=1
        )
        self.away: discord.ui.Checkbox[Any] = discord.ui.Checkbox(custom_id="away")
        self.file_label: discord.ui.Label[Any] = discord.ui.Label(text="…", component=self.file)
        self.away_label: discord.ui.Label[Any] = discord.ui.Label(text="…", component=self.away)
        self.add_item(self.file_label)
        self.add_item(self.away_label)

    @classmethod
    def about(cls, speaker: Speaker, card: Card) -> Self:
        """The form of a club, in words."""
        form = cls(card.club.id, speaker.label("picture-title", TITLE_CHARACTERS, club=card.club.name))
        form.file_label.text = speaker.label("picture-file", FIELD_CHARACTERS)
        form.file_label.description = speaker.label(
            "picture-hint", HINT_CHARACTERS, most=MOST_BYTES // 1024 // 1024
        )
        form.away_label.text = speaker.label("picture-away", FIELD_CHARACTERS)
        return form

    async def on_submit(self, interaction: Asked) -> None:
        """Take the picture in, or away."""
        card, book, actor = (
            await card_of(interaction, self.club_id),
            clubs_of(interaction),
            actor_of(interaction),
        )
        await book.require_may(card.club, actor, Deed.EDIT)
        if self.file.values:
            uploaded = self.file.values[0]
            # Before a byte of it is fetched.
            if uploaded.size > MOST_BYTES:
                raise BadPicture(most=MOST_BYTES // 1024 // 1024)
            await replies.defer(interaction)
            await book.profiles.picture(self.club_id, actor, await read_picture(await uploaded.read()))
            await answer(interaction, "picture-set", club=card.club.name)
        elif self.away.value:
            await book.profiles.picture(self.club_id, actor, None)
            await answer(interaction, "picture-taken", club=card.club.name)
        else:
            await answer(interaction, "picture-kept", club=card.club.name)


class WayInForm(Form, template=f"clubs:way:{_CLUB}"):
    """Asks how people come in, and what they are asked."""

    def __init__(self, club_id: int, title: str = "…") -> None:
        super().__init__(title=title, custom_id=f"clubs:way:{club_id}")
        self.club_id = club_id
        self.way: discord.ui.RadioGroup[Any] = discord.ui.RadioGroup(custom_id="way")
        self.question: discord.ui.TextInput[Any] = discord.ui.TextInput(
            custom_id="question", required=False, max_length=LONGEST_QUESTION
        )
        self.required: discord.ui.Checkbox[Any] = discord.ui.Checkbox(custom_id="required")

    @classmethod
    def about(cls, speaker: Speaker, card: Card) -> Self:
        """The form of a club, filled with how it is now."""
        form = cls(card.club.id, speaker.label("way-title", TITLE_CHARACTERS, club=card.club.name))
        form.question.default = card.question
        form.required.default = card.answer_required
        for way in WayIn:
            form.way.add_option(
                label=speaker.label("way-name", way=way),
                value=way.value,
                description=speaker.label("way-hint", HINT_CHARACTERS, way=way),
                default=way is card.club.way_in,
            )
        form._add(
            speaker.label("way-field", FIELD_CHARACTERS),
            speaker.label("way-question", FIELD_CHARACTERS),
            speaker.label("way-required", FIELD_CHARACTERS),
        )
        form._question.description = speaker.label("way-question-hint", HINT_CHARACTERS)
        return form

    def _add(self, way: str, question: str, required: str) -> None:
        self._question: discord.ui.Label[Any] = discord.ui.Label(text=question, component=self.question)
        self.add_item(discord.ui.Label(text=way, component=self.way))
        self.add_item(self._question)
        self.add_item(discord.ui.Label(text=required, component=self.required))

    @classmethod
    async def from_custom_id(cls, _interaction: Asked, match: re.Match[str], /) -> Self:
        """Rebuild the form that was filled in."""
        form = cls(int(match["club"]))
        form._add("…", "…", "…")
        return form

    async def on_submit(self, interaction: Asked) -> None:
        """Change it."""
        card = await card_of(interaction, self.club_id)
        way = WayIn(self.way.value or card.club.way_in)
        await clubs_of(interaction).profiles.set_way_in(
            self.club_id,
            actor_of(interaction),
            way,
            self.question.value,
            answer_required=self.required.value,
        )
        await answer(interaction, "way-set", club=card.club.name, way=way)


async def edit_profile(interaction: Asked, card: Card) -> None:
    """Put the form before whoever may edit a club.

    Raises:
        NotAllowed: they may not.
    """
    await clubs_of(interaction).require_may(card.club, actor_of(interaction), Deed.EDIT)
    draft = interaction.client.service(Drafts).take(card.club.id, interaction.user.id)
    await ProfileForm.about(Speaker.to(interaction), card, draft).open(interaction)


async def edit_picture(interaction: Asked, card: Card) -> None:
    """Put the form before whoever may edit a club.

    Raises:
        NotAllowed: they may not.
    """
    await clubs_of(interaction).require_may(card.club, actor_of(interaction), Deed.EDIT)
    await PictureForm.about(Speaker.to(interaction), card).open(interaction)


async def edit_way_in(interaction: Asked, card: Card) -> None:
    """Put the form before whoever may change how people come in.

    Raises:
        NotAllowed: they may not.
    """
    await clubs_of(interaction).require_may(card.club, actor_of(interaction), Deed.SET_WAY_IN)
    await WayInForm.about(Speaker.to(interaction), card).open(interaction)


async def _say_and_offer_again(interaction: Asked, club_id: int, refusal: UserError) -> None:
    view = View(timeout=None)
    view.add_item(EditAgain(club_id, Speaker.to(interaction).label("button-again")))
    said = interaction.client.words.refusal(refusal, interaction.locale.value)
    await replies.say(interaction, said, view=view)
