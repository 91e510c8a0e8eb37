"""The panel of a room: who speaks, who is next and by which rule, and what a host does, in one message."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import discord

from bot.i18n import Safe
from bot.views import LayoutView
from cogs.hands.desk import Desk
from cogs.hands.front import Front
from cogs.hands.settings import SeenBy
from cogs.hands.terms import Terms
from cogs.hands.texts import as_time
from cogs.hands.views.buttons import LABELS, ChoosePolicy, Press
from cogs.hands.views.parts import Speaker, person
from cogs.hands.views.person import ChoosePerson
from cogs.rooms.api import Room

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.hands.floor import Turn

#: So many of those who wait, and who speak, are named; the rest are counted.
MOST_NAMED = 10


async def panel_of(bot: Bot, desk: Desk, room: Room, language: str, *, public: bool) -> LayoutView:
    """The panel as it is now, in the language of the community; `public` in the stage's own chat."""
    speaker, terms = Speaker(bot, language), await desk.terms.of(room)
    front = await desk.queue.front(room, terms.policy, MOST_NAMED)
    invited, turns = await desk.queue.invitees(room), await desk.floor.turns(room)
    head = speaker.say("panel-head", topic=room.topic, stage=Safe(f"<#{room.channel_id}>"))
    parts = [
        f"{head}\n{speaker.say('rule', policy=terms.policy)}{_conditions(speaker, terms)}",
        _stage(speaker, turns, invited),
        _queue(speaker, front, named=not (public and terms.settings.queue_seen_by is SeenBy.HOSTS)),
    ]
    items: list[discord.ui.Item[Any]] = [discord.ui.TextDisplay(part) for part in parts]
    items += _controls(speaker, room, terms, front)
    view = LayoutView(timeout=None)
    view.add_item(discord.ui.Container(*items))
    return view


async def questions_of(bot: Bot, desk: Desk, room: Room, language: str) -> LayoutView:
    """The question that is being answered, whole, and how many more there are."""
    speaker, asked = Speaker(bot, language), await desk.terms.question_of(room.id)
    head = speaker.say("questions-head", topic=room.topic, waiting=await desk.queue.asking(room))
    if asked is None:
        text = f"{head}\n{speaker.say('questions-none')}"
    else:
        text = f"{head}\n{speaker.say('questions-now', person=person(asked[0]), question=asked[1])}"
    buttons = [Press("next-question", room.id, 0, speaker.label(LABELS["next-question"]))]
    if asked is not None:
        buttons.append(Press("invite", room.id, asked[0], speaker.label(LABELS["invite"])))
    view = LayoutView(timeout=None)
    row: discord.ui.ActionRow[Any] = discord.ui.ActionRow(*buttons)
    view.add_item(discord.ui.Container(discord.ui.TextDisplay(text), row))
    return view


def closed_panel(bot: Bot, language: str, topic: str) -> LayoutView:
    """What stands in the place of the panel of a room that is over."""
    view = LayoutView(timeout=None)
    text = Speaker(bot, language).say("panel-over", topic=topic)
    view.add_item(discord.ui.Container(discord.ui.TextDisplay(text)))
    return view


def _conditions(speaker: Speaker, terms: Terms) -> str:
    lines = []
    if terms.locked:
        lines.append(speaker.say("status-locked"))
    if terms.most_speakers:
        lines.append(speaker.say("panel-limit", most=terms.most_speakers))
    if terms.speaking_seconds:
        lines.append(speaker.say("panel-time", time=as_time(terms.speaking_seconds)))
    if terms.autopilot:
        lines.append(speaker.say("panel-autopilot", places=terms.filled))
    return "".join(f"\n{line}" for line in lines)


def _stage(speaker: Speaker, turns: list[Turn], invited: list[int]) -> str:
    lines = [
        speaker.say("panel-until", person=person(turn.user_id), at=_relative(turn.ends_at))
        if turn.ends_at is not None
        else person(turn.user_id)
        for turn in turns[:MOST_NAMED]
    ]
    lines += [speaker.say("panel-invited", person=person(user_id)) for user_id in invited[:MOST_NAMED]]
    text = speaker.say("panel-stage", speaking=len(turns), people=Safe("\n".join(lines)))
    return text.rstrip()


def _queue(speaker: Speaker, front: Front, *, named: bool) -> str:
    lines = [speaker.line(number, hand) for number, hand in enumerate(front.hands, 1)] if named else []
    if not named and front.waiting:
        lines.append(speaker.say("panel-unnamed"))
    elif front.waiting > len(front.hands):
        lines.append(speaker.say("panel-more", more=front.waiting - len(front.hands)))
    return speaker.say("panel-queue", waiting=front.waiting, people=Safe("\n".join(lines))).rstrip()


def _controls(speaker: Speaker, room: Room, terms: Terms, front: Front) -> list[discord.ui.Item[Any]]:
    # What is done to the first is done to whom the host saw there, also if another one is first by then.
    first = 0 if front.next is None else front.next.user_id
    nobody = first == 0

    def press(what: str, user_id: int = 0, *, disabled: bool = False) -> Press:
        return Press(what, room.id, user_id, speaker.label(LABELS[what]), disabled=disabled)

    return [
        discord.ui.ActionRow(
            press("next", disabled=nobody),
            press("skip", first, disabled=nobody),
            press("hold", first, disabled=nobody),
            press("dismiss", first, disabled=nobody),
        ),
        discord.ui.ActionRow(
            press("unlock" if terms.locked else "lock"),
            press("lower-all", disabled=not front.waiting),
            press("limits"),
        ),
        discord.ui.ActionRow(ChoosePolicy.about(speaker, room.id, terms.policy)),
        discord.ui.ActionRow(ChoosePerson(room.id, speaker.label("choose-person"))),
        discord.ui.Separator(),
        discord.ui.ActionRow(press("raise"), press("status")),
    ]


def _relative(at: datetime) -> Safe:
    # Discord writes it as "in 2 minutes", in each reader's language, without being asked again.
    return Safe(f"<t:{int(at.timestamp())}:R>")
