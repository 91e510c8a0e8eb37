"""What people see of a room: its card, while it is live and afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import discord

from bot.community.records import mention
from bot.i18n import Safe, Text
from bot.layouts import LABEL_CHARACTERS, Voice, framed, row, shortened, shown, words
from bot.views import LayoutView
from cogs.rooms.api import CardButton, RoomKind
from cogs.rooms.cards import Card, Over
from cogs.rooms.pins import Link
from cogs.rooms.views.applause import Applaud

#: More speakers than this are counted, not named.
MOST_NAMED = 20
# Discord documentation, "Component Reference": a message of components holds 4,000 characters of text.
_LINES_ROOM = 1_500
_TOPIC_ROOM = 300
_CLUB_ROOM = 120
#: Of other cogs: two rows beside what is ours.
_BUTTONS_ROOM = 9


def drawn(voice: Voice, card: Card, lacks: Sequence[Text]) -> LayoutView:
    """The card of a live room as a message."""
    items: list[discord.ui.Item[Any]] = [
        words(_head(voice, "card-head", card)),
        discord.ui.Separator(),
        words("\n".join(_facts(voice, card))),
    ]
    if lines := voice.lines(card.lines, _LINES_ROOM):
        items.append(words(lines))
    if lacks:
        items.append(words("\n".join(f"-# {voice.line(lack)}" for lack in lacks)))
    if card.links:
        items.append(row(*map(_link, card.links)))
    buttons = [
        Applaud(card.room.id, voice.label("button-applaud")),
        *(_button(voice, button) for button in card.buttons[:_BUTTONS_ROOM]),
    ]
    items += [row(*buttons[first : first + 5]) for first in range(0, len(buttons), 5)]
    return framed(items)


def drawn_over(voice: Voice, over: Over) -> LayoutView:
    """What stays of the card once the room has ended."""
    facts = voice.say("card-over", minutes=over.minutes, people=over.people)
    return framed([words(_head(voice, "card-head-over", over)), words(facts)])


def _button(voice: Voice, added: CardButton) -> discord.ui.Button[Any]:
    label = shortened(voice.plain(added.label), LABEL_CHARACTERS)
    return discord.ui.Button(label=label, custom_id=added.custom_id, emoji=added.emoji)


def _link(link: Link) -> discord.ui.Button[Any]:
    return discord.ui.Button(label=shortened(link.shown, LABEL_CHARACTERS), url=link.url)


def _head(voice: Voice, key: str, card: Card | Over) -> Safe:
    topic, club = shown(card.room.topic, _TOPIC_ROOM)[0], shown(card.club, _CLUB_ROOM)[0]
    return voice.say(key, topic=topic, club=club, at=card.room.opened_at)


def _facts(voice: Voice, card: Card) -> Iterator[str]:
    room = card.room
    if room.kind is not RoomKind.OPEN:
        yield voice.say("card-kind", kind=room.kind)
    yield voice.say("card-host", person=mention(room.host_id))
    if room.cohost_ids:
        yield voice.say("card-cohosts", people=_people(room.cohost_ids))
    if card.speaker_ids:
        more = max(0, len(card.speaker_ids) - MOST_NAMED)
        yield voice.say(
            "card-speakers", people=_people(card.speaker_ids), count=len(card.speaker_ids), more=more
        )
    else:
        yield voice.say("card-no-speakers")
    if card.invited_ids:
        yield voice.say("card-invited", people=_people(card.invited_ids))
    yield voice.say("card-listeners", count=card.listening, hands=card.hands)


def _people(user_ids: Sequence[int]) -> Safe:
    return Safe(", ".join(f"<@{user_id}>" for user_id in user_ids[:MOST_NAMED]))
