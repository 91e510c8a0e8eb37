"""The card of a club: all that it says of itself, and what one can do about it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import discord

from bot import replies
from bot.i18n import Text
from bot.views import LayoutView
from cogs.clubs.api import WayIn
from cogs.clubs.checks import card_of, clubs_of
from cogs.clubs.directory import Card
from cogs.clubs.links import Link
from cogs.clubs.pictures import Picture
from cogs.clubs.views.following import AskHowToTell
from cogs.clubs.views.joining import Join
from cogs.clubs.views.members import ShowMembers
from cogs.clubs.views.parts import (
    LABEL_CHARACTERS,
    Asked,
    ClubButton,
    Speaker,
    framed,
    person,
    row,
    shortened,
    shown,
    words,
)

# Discord documentation, "Component Reference": a message of components holds 4,000 characters of text.
_DESCRIPTION_ROOM = 1_200
_RULES_ROOM = 1_000
_LINES_ROOM = 1_000
_ALL_RULES_ROOM = 3_500


class ToRules(ClubButton, what="rules"):
    """Shows the rules of a club whole."""

    async def callback(self, interaction: Asked) -> None:
        """Show them to whoever pressed."""
        card = await card_of(interaction, self.club_id)
        rules, _ = shown(card.rules, _ALL_RULES_ROOM)
        text = Speaker.to(interaction).say("card-rules", rules=rules)
        await replies.say(interaction, view=framed([words(text)]))


async def show_card(interaction: Asked, card: Card, *, public: bool = False) -> None:
    """Answer with a club's card, to whoever asks or to everybody in the channel."""
    book = clubs_of(interaction)
    picture = await book.pictures.of(card.club.id, card.picture_digest)
    view = drawn(Speaker.to(interaction), card, await book.lines(card.club), picture)
    await replies.say(interaction, view=view, file=attached(picture), ephemeral=not public)


def drawn(speaker: Speaker, card: Card, lines: list[Text], picture: Picture | None) -> LayoutView:
    """The card as a message."""
    head = [words(speaker.say("card-head", club=card.club.name))]
    if card.description:
        head.append(words(shown(card.description, _DESCRIPTION_ROOM)[0]))
    items: list[discord.ui.Item[Any]] = []
    if picture is None:
        items += head
    else:
        face: discord.ui.Thumbnail[Any] = discord.ui.Thumbnail(f"attachment://{picture.file_name}")
        items.append(discord.ui.Section(*head, accessory=face))
    items.append(words(_facts(speaker, card, lines)))
    rules, cut = shown(card.rules, _RULES_ROOM)
    if rules:
        items.append(words(speaker.say("card-rules", rules=rules)))
    if card.links:
        items.append(row(*map(_link, card.links)))
    items.append(row(*_buttons(speaker, card, rules_cut=cut)))
    return framed(items)


def attached(picture: Picture | None) -> discord.File | None:
    """The picture as a file of its own, which the card refers to."""
    return None if picture is None else discord.File(io.BytesIO(picture.content), filename=picture.file_name)


def _facts(speaker: Speaker, card: Card, lines: list[Text]) -> str:
    said = [
        speaker.say("card-members", members=card.member_count, at=card.created_at),
        speaker.say("card-owner", person=person(card.club.owner_id) or speaker.say("nobody")),
        speaker.say("card-way-in", way=card.club.way_in),
    ]
    if card.archived_at is not None:
        said.insert(0, speaker.say("card-archived", at=card.archived_at))
    room = _LINES_ROOM
    for line in lines:
        text = speaker.line(line)
        if len(text) < room:
            said.append(text)
            room -= len(text) + 1
    return "\n".join(said)


def _buttons(speaker: Speaker, card: Card, *, rules_cut: bool) -> Iterator[discord.ui.Item[Any]]:
    club_id = card.club.id
    if not card.club.archived:
        if card.club.way_in is WayIn.OPEN:
            yield Join(club_id, speaker.label("button-join"))
        if card.club.way_in is WayIn.APPROVAL:
            yield Join(club_id, speaker.label("button-apply"))
        yield AskHowToTell(club_id, speaker.label("button-follow"))
    yield ShowMembers(club_id, speaker.label("button-members"))
    if rules_cut:
        yield ToRules(club_id, speaker.label("button-rules"))


def _link(link: Link) -> discord.ui.Button[Any]:
    # Its site stands beside the name that somebody gave it, so that nobody is led astray.
    label = link.label if link.label == link.site else f"{link.label} ({link.site})"
    return discord.ui.Button(label=shortened(label, LABEL_CHARACTERS), url=link.url)
