"""The steps of the evening, in order; each acts as people would, then looks at the sandbox."""

from __future__ import annotations

import asyncio
from math import gcd
from typing import Any

from bot.demo.evening import Evening, Outcome, Play
from bot.demo.friends import bring_a_friend
from bot.demo.money import give_tips, prove_ledger
from bot.demo.sounds import hear_the_chime, let_speakers_talk
from bot.sandbox.people.person import Person
from bot.sandbox.world import voice_states

NATIVE_HANDS = 3
COMMAND_HANDS = 2
BETWEEN_EVENINGS_SECONDS = 3600
LEAST_SHIFT = 7
COMMANDS = {"club", "invitation", "room", "hand", "tip", "wallet"}


async def log_in(evening: Evening) -> Outcome:
    """The bot logs in over sockets and registers its commands."""
    await evening.bot.start()
    world, gateway = evening.sandbox.world, evening.sandbox.gateway

    def ready() -> bool:
        evening.bot.require_running()
        return bool(gateway.identified and _commands(evening) >= COMMANDS)

    await evening.until("the bot to log in and register its commands", ready, seconds=60)
    expected = {"sessions": 1, "commands": sorted(COMMANDS), "gaps": []}
    commands = sorted(_commands(evening) & COMMANDS)
    seen = {"sessions": len(gateway.sessions), "commands": commands, "gaps": list(world.gaps)}
    return Outcome(expected, seen)


async def found_club(evening: Evening) -> Outcome:
    """The host founds the club by slash command; the next person is offered its name."""
    answer = await evening.host.slash("club create", name=evening.club)
    offered = await evening.members[0].autocomplete("club join", "club", evening.club[:3])
    expected = {"named": True, "private": True, "offered": [evening.club]}
    seen = {
        "named": evening.club in answer.text,
        "private": answer.ephemeral,
        "offered": [choice["name"] for choice in offered],
    }
    return Outcome(expected, seen)


async def let_members_in(evening: Evening) -> Outcome:
    """Three people become members."""
    answers = [await person.slash("club join", club=evening.club) for person in evening.members]
    welcomed = sum(evening.club in answer.text and answer.ephemeral for answer in answers)
    return Outcome({"welcomed": len(evening.members)}, {"welcomed": welcomed})


async def open_room(evening: Evening) -> Outcome:
    """The host opens a room: the stage is live, and the bot is a speaker on it."""
    await evening.host.join(evening.stage.id)
    await evening.members[0].join(evening.stage.id)
    # Somebody has to be there with ears of their own before the chime sounds.
    await evening.sandbox.voice.people.listen(evening.sandbox.guild.id, evening.members[0].id)
    answer = await evening.host.slash("room open", club=evening.club, topic=evening.topic)
    state = evening.bot_state
    instance = evening.instance
    expected = {"topic": evening.topic, "told": True, "bot": "speaker", "bot_deaf": True}
    seen = {
        "topic": None if instance is None else instance.topic,
        "told": evening.topic in answer.text,
        "bot": _role(state),
        "bot_deaf": state is not None and state.self_deaf,
    }
    evening.report.stage.update(topic=seen["topic"], bot=seen["bot"])
    return Outcome(expected, seen)


async def fill_audience(evening: Evening) -> Outcome:
    """The listeners come, all of them to the audience."""
    count = evening.options.listeners
    if not evening.listeners:
        evening.listeners = [evening.sandbox.person(f"Listener {number}") for number in range(1, count + 1)]
    for person in [*evening.listeners, *evening.members[1:]]:
        if evening.state_of(person.id) is None:
            await person.join(evening.stage.id)
    seated = sum(person.is_audience for person in evening.listeners)
    present = sum(
        state.channel_id == evening.stage.id for state in evening.sandbox.guild.voice_states.values()
    )
    evening.report.stage.update(listeners=seated, present=present)
    everybody = count + len(evening.members) + 2  # the host and the bot
    return Outcome({"audience": count, "present": everybody}, {"audience": seated, "present": present})


async def raise_hands(evening: Evening) -> Outcome:
    """Five ask to speak, three with Discord's own button and two by command."""
    asking = evening.listeners[: NATIVE_HANDS + COMMAND_HANDS]
    native = [person for number, person in enumerate(asking) if number % 2 == 0]
    evening.raised = asking
    queue = ""
    for place, person in enumerate(asking, 1):
        if person in native:
            await person.raise_hand()
        else:
            await person.slash("hand raise")
        queue = await _queue_until(person, place)
    expected = {"native": NATIVE_HANDS, "queue": [person.mention for person in asking]}
    seen = {
        "native": sum(person.has_hand_raised for person in asking),
        "queue": [line.rpartition(" ")[2] for line in queue.splitlines() if "<@" in line],
    }
    evening.report.hands.update(raised=len(asking), native=seen["native"], queue=seen["queue"])
    return Outcome(expected, seen)


async def call_speakers(evening: Evening) -> Outcome:
    """The host calls them in order; the second declines and is followed by the next, the others come up."""
    invited: list[str] = []
    evening.speakers = []
    for place, _ in enumerate(evening.raised):
        # Whoever declined makes room for the one behind them without another word from the host.
        if place != 2:  # noqa: PLR2004 - the one after the second
            await evening.host.slash("hand next")
        person = await _whoever_is_invited(evening)
        invited.append(person.name)
        if place == 1:
            await person.decline()
        else:
            await person.accept()
            evening.speakers.append(person)
    expected = {
        "invited": [person.name for person in evening.raised],
        "speakers": [person.name for place, person in enumerate(evening.raised) if place != 1],
    }
    seen = {
        "invited": invited,
        "speakers": [person.name for person in evening.raised if person.is_speaker],
    }
    declined = sum(person.is_audience for person in evening.raised)
    evening.report.hands.update(invited=invited, declined=declined, speakers=seen["speakers"])
    return Outcome(expected, seen)


async def drop_gateway(evening: Evening) -> Outcome:
    """The gateway drops once; the bot resumes, and a hand raised meanwhile is in the queue."""
    gateway = evening.sandbox.gateway
    late = evening.listeners[-1]
    await evening.sandbox.faults.inject("drop_gateway")
    # The line is cut, so this reaches the bot by replay or not at all.
    await late.raise_hand()
    await evening.until("the bot to resume", lambda: _resumed(evening) > 0 and _connected(evening))
    queue = await _queue_until(late, 1)
    await evening.host.slash("hand next")
    await (await _whoever_is_invited(evening)).decline()
    evening.report.gateway.update(identified=gateway.identified, resumed=_resumed(evening))
    expected = {"identified": 1, "resumed": 1, "missed_hand_in_queue": True}
    seen = {
        "identified": gateway.identified,
        "resumed": _resumed(evening),
        "missed_hand_in_queue": late.mention in queue,
    }
    return Outcome(expected, seen)


async def close_room(evening: Evening) -> Outcome:
    """The host closes the room: the stage is over, and the bot has left it."""
    answer = await evening.host.slash("room close")
    await evening.until("the bot to leave the stage", lambda: evening.bot_state is None)
    expected = {"live": False, "told": True, "bot_on_stage": False}
    seen = {
        "live": evening.instance is not None,
        "told": evening.topic in answer.text,
        "bot_on_stage": evening.bot_state is not None,
    }
    evening.report.stage.update(closed=not seen["live"])
    return Outcome(expected, seen)


async def look_for_gaps(evening: Evening) -> Outcome:
    """The bot asked for nothing that the sandbox does not model, and is there in its first session."""
    gateway = evening.sandbox.gateway
    evening.report.gateway.update(identified=gateway.identified, resumed=_resumed(evening))
    seen = {
        "gaps": list(evening.sandbox.world.gaps),
        "bot_running": evening.bot.is_running,
        "identified": gateway.identified,
    }
    return Outcome({"gaps": [], "bot_running": True, "identified": 1}, seen)


async def until_the_next(evening: Evening) -> None:
    """Everybody goes home, an hour passes, and others come to the front: the next evening is another."""
    guild = evening.sandbox.guild
    for person in [evening.host, *evening.members, *evening.listeners]:
        if person.voice is not None:
            voice_states.leave(evening.sandbox.world, guild.id, person.id)
    evening.sandbox.advance(BETWEEN_EVENINGS_SECONDS)
    shift = shift_of(len(evening.listeners))
    evening.listeners = evening.listeners[shift:] + evening.listeners[:shift]
    evening.resumed_before = evening.sandbox.gateway.resumed
    evening.tips_before += evening.report.tips.get("transfers", 0)


def shift_of(listeners: int) -> int:
    """How many go to the back from one evening to the next.

    With no divisor in common everybody is in every place once in so many evenings: who tips is
    tipped as well, and nobody's points run out.
    """
    return next(shift for shift in range(LEAST_SHIFT, listeners) if gcd(shift, listeners) == 1)


OPENING: list[tuple[str, Play]] = [
    ("the bot logs in", log_in),
    ("a club is founded", found_club),
    ("three people are let in", let_members_in),
    ("a member brings a friend", bring_a_friend),
]
ROOM: list[tuple[str, Play]] = [
    ("a room opens", open_room),
    ("the chime is heard", hear_the_chime),
    ("the listeners join", fill_audience),
    ("five raise hands", raise_hands),
    ("the host calls them in order", call_speakers),
    ("the speakers talk", let_speakers_talk),
    ("forty tips are given", give_tips),
    ("the gateway drops once", drop_gateway),
    ("the room closes", close_room),
    ("the ledger is verified", prove_ledger),
    ("nothing was left open", look_for_gaps),
]
STEPS = OPENING + ROOM


async def _queue_until(person: Person, places: int) -> str:
    """Ask for the queue until it has that many places: a native hand takes a moment to arrive."""
    for _ in range(100):
        answer = await person.slash("hand queue")
        if answer.text.count("<@") >= places:
            return answer.text
        await asyncio.sleep(0.05)
    return ""


async def _whoever_is_invited(evening: Evening) -> Person:
    def invited() -> list[Person]:
        return [person for person in evening.listeners if person.is_invited]

    await evening.until("somebody to be invited to speak", lambda: bool(invited()))
    return invited()[0]


def _resumed(evening: Evening) -> int:
    return evening.sandbox.gateway.resumed - evening.resumed_before


def _connected(evening: Evening) -> bool:
    return any(session.connection is not None for session in evening.sandbox.gateway.sessions.values())


def _commands(evening: Evening) -> set[str]:
    return {
        command["name"] for scope in evening.sandbox.world.commands.values() for command in scope.values()
    }


def _role(state: Any) -> str | None:
    if state is None:
        return None
    return "speaker" if not state.suppress and state.request_to_speak_timestamp is None else "audience"
