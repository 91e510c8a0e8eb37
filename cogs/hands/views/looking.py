"""Looking at the queue: all of it, or one's own place."""

from __future__ import annotations

from bot import replies
from bot.community.records import NOBODY, mention
from bot.i18n import Safe
from cogs.hands.api import NoHandRaised
from cogs.hands.checks import desk_of, require_sight_of_queue
from cogs.hands.views.parts import Asked, Speaker, person
from cogs.rooms.api import Room

MOST_DEEDS = 15


async def show_queue(interaction: Asked, room: Room) -> None:
    """Show who waits, to whoever may see it.

    Raises:
        QueueForHosts: only the hosts may.
    """
    desk, speaker = desk_of(interaction), Speaker.to(interaction)
    terms = await desk.terms.of(room)
    await require_sight_of_queue(interaction, desk.rooms, room, terms.settings.queue_seen_by)
    hands = await desk.queue.hands(room, terms.policy)
    rule = speaker.say("rule", policy=terms.policy)
    if not hands:
        await replies.say(interaction, f"{speaker.say('nobody-waits')}\n{rule}")
        return
    lines = [speaker.line(number, hand) for number, hand in enumerate(hands[: terms.settings.most_listed], 1)]
    people = speaker.say("who-waits", people=Safe("\n".join(lines)), waiting=len(hands))
    await replies.say(interaction, f"{people}\n{rule}")


async def show_status(interaction: Asked, room: Room) -> None:
    """Show somebody their own place, and the rule by which it came about."""
    desk, speaker = desk_of(interaction), Speaker.to(interaction)
    terms = await desk.terms.of(room)
    try:
        place = await desk.queue.place_of(room, interaction.user.id, terms.policy)
    except NoHandRaised:
        text = speaker.say("status-none", waiting=len(await desk.queue.waiting(room)))
    else:
        held = "yes" if place.hand.held else "no"
        text = speaker.say("status-place", position=place.number, waiting=place.of, held=held)
        wait = await desk.asking.wait_of(room, place)
        if wait is not None:
            minutes = round(wait.total_seconds() / 60)
            text = Safe(f"{text}\n{speaker.say('status-wait', minutes=minutes)}")
    locked = [speaker.say("status-locked")] if terms.locked else []
    await replies.say(interaction, "\n".join([text, speaker.say("rule", policy=terms.policy), *locked]))


async def show_deeds(interaction: Asked, room: Room) -> None:
    """Show a host what was done about people in the rooms of this club, the newest first."""
    desk, speaker = desk_of(interaction), Speaker.to(interaction)
    lines = [
        speaker.say(
            "deed-line",
            at=deed.done_at,
            actor=mention(deed.actor_id or NOBODY),
            person=person(deed.subject_id),
            what=deed.what,
            why="yes" if deed.reason else "no",
            reason=deed.reason,
            lasts="no" if deed.until is None else "yes",
            until=deed.until or deed.done_at,
        )
        for deed in await desk.moderation.history(room, MOST_DEEDS)
    ]
    await replies.say(interaction, "\n".join(lines) or speaker.say("no-deeds"))
