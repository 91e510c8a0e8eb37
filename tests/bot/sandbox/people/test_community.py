"""What people do with a community, and a plain discord.py client that hears of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import discord
import pytest

from bot.sandbox.errors import DiscordError
from bot.sandbox.people.errors import ActorError
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.world.messages import MessageDraft, post
from bot.sandbox.world.models import EXTERNAL, EventStatus, Message, ScheduledEvent
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.roles import edit_role
from bot.sandbox.world.scheduled_events import create_event
from tests.bot.sandbox.visit import Visit


@pytest.fixture
def visit(sandbox: Sandbox, client: discord.Client) -> Visit:
    return Visit(sandbox, client)


@pytest.fixture
def said(sandbox: Sandbox) -> Message:
    return post(
        sandbox.world, sandbox.house.text, sandbox.world.application.bot, MessageDraft("Good evening")
    )


def planned(sandbox: Sandbox) -> ScheduledEvent:
    begins = sandbox.world.clock.now() + timedelta(days=1)
    event = ScheduledEvent(
        sandbox.world.new_id(), sandbox.guild.id, sandbox.guild.owner_id, "Walk", begins, EXTERNAL
    )
    event.location, event.scheduled_end_time = "The park", begins + timedelta(hours=1)
    create_event(sandbox.world, event)
    return event


async def doing(act: Any, *arguments: Any, **named: Any) -> None:
    act(*arguments, **named)


async def test_who_leaves_is_gone_from_voice_too(visit: Visit, alice: Person) -> None:
    # "Gateway Events", Guild Member Remove
    await alice.join(visit.stage.id)

    gone = await visit.during("raw_member_remove", doing(alice.leave_guild))

    assert (gone.user.id, alice.voice) == (alice.id, None)
    with pytest.raises(ActorError, match="not in"):
        alice.leave_guild()


async def test_the_owner_cannot_leave(sandbox: Sandbox) -> None:
    with pytest.raises(ActorError, match="owns"):
        sandbox.actor(sandbox.guild.owner_id).leave_guild()


async def test_interest_is_heard_of_once(visit: Visit, alice: Person) -> None:
    # "Gateway Events", Guild Scheduled Event User Add and Remove
    event = planned(visit.sandbox)

    added = await visit.during("scheduled_event_user_add", doing(alice.set_interest, event))
    with pytest.raises(ActorError, match="already"):
        alice.set_interest(event)
    removed = await visit.during(
        "scheduled_event_user_remove", doing(alice.set_interest, event, interested=False)
    )

    assert [(told[0].id, told[1].id) for told in (added, removed)] == [(event.id, alice.id)] * 2


async def test_only_who_sees_an_event_is_interested(sandbox: Sandbox) -> None:
    event = planned(sandbox)

    with pytest.raises(ActorError, match="see no event"):
        sandbox.outsider("bob").set_interest(event)


async def test_reactions_come_and_go(visit: Visit, alice: Person, said: Message) -> None:
    # "Gateway Events", Message Reaction Add and Remove
    added = await visit.during("raw_reaction_add", doing(alice.react, said.id, "👏"))
    with pytest.raises(ActorError, match="already"):
        alice.react(said.id, "👏")
    removed = await visit.during("raw_reaction_remove", doing(alice.take_reaction_back, said.id, "👏"))

    assert [(told.user_id, str(told.emoji)) for told in (added, removed)] == [(alice.id, "👏")] * 2
    with pytest.raises(ActorError, match="not reacted"):
        alice.take_reaction_back(said.id, "👏")


async def test_a_first_reaction_takes_a_permission(
    sandbox: Sandbox, alice: Person, bob: Person, said: Message
) -> None:
    # "Message", Create Reaction: ADD_REACTIONS only if nobody else has reacted so
    bob.react(said.id, "👏")
    everyone = sandbox.guild.roles[sandbox.guild.id]
    permissions = everyone.permissions & ~int(Permission.ADD_REACTIONS)
    edit_role(sandbox.world, sandbox.guild, everyone, permissions=permissions)

    alice.react(said.id, "👏")
    with pytest.raises(ActorError, match="may not"):
        alice.react(said.id, "🎉")


async def test_an_effect_reaches_the_bot_on_that_stage(visit: Visit, alice: Person) -> None:
    # "Gateway Events", Voice Channel Effect Send
    await alice.join(visit.stage.id)
    await visit.during("voice_state_update", visit.guild.change_voice_state(channel=visit.stage))

    sent = await visit.during("voice_channel_effect", alice.send_effect("👏"))

    assert (sent.user.id, str(sent.emoji), sent.channel) == (alice.id, "👏", visit.stage)


async def test_a_moderator_takes_the_stage_and_steps_down(sandbox: Sandbox) -> None:
    owner = sandbox.actor(sandbox.guild.owner_id)
    await owner.join(sandbox.house.stage.id)

    await owner.take_stage()
    assert owner.is_speaker
    await owner.set_self(mute=True)
    await owner.step_down()

    assert owner.is_audience
    assert owner.voice is not None
    assert owner.voice.self_mute


async def test_people_plan_and_change_events_by_hand_where_they_may(
    visit: Visit, sandbox: Sandbox, alice: Person
) -> None:
    # "Guild Scheduled Event", Permissions Requirements
    owner, begins = sandbox.actor(sandbox.guild.owner_id), sandbox.world.clock.now() + timedelta(days=1)
    stage_id = sandbox.house.stage.id
    with pytest.raises(DiscordError, match="Missing Permissions"):
        alice.create_event(stage_id, "Walk", begins)

    async def plan() -> None:
        owner.create_event(stage_id, "Walk", begins)

    event = await visit.during("scheduled_event_create", plan())
    assert (event.name, event.creator_id, event.channel_id) == ("Walk", owner.id, stage_id)
    with pytest.raises(DiscordError, match="Missing Permissions"):
        alice.change_event(event.id, name="Run")

    _, after = await visit.during("scheduled_event_update", doing_event(owner, event.id))
    assert (after.name, after.status) == ("Run", discord.EventStatus.active)


async def doing_event(owner: Person, event_id: int) -> None:
    owner.change_event(event_id, name="Run", status=EventStatus.ACTIVE)
