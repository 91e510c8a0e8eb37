"""What the world remembers of interactions.

Discord documentation, "Receiving and Responding to Interactions".
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.sandbox.faults import BadFault, Faults
from bot.sandbox.people import faults as interaction_faults
from bot.sandbox.people.errors import ActorError
from bot.sandbox.people.person import Person
from bot.sandbox.people.seen import see
from bot.sandbox.world import interactions
from bot.sandbox.world.channels import set_overwrite
from bot.sandbox.world.entitlements import add_sku, purchase
from bot.sandbox.world.interaction import Interaction, InteractionType
from bot.sandbox.world.messages import MessageDraft
from bot.sandbox.world.models import Overwrite, SkuType
from bot.sandbox.world.permissions import Permission

COMMAND = {"id": "1", "name": "do", "type": 1}


def begin(scene: Any, user_id: int) -> Interaction:
    return interactions.begin(scene.world, InteractionType.COMMAND, user_id, scene.text.id, COMMAND)


def test_an_interaction_is_dispatched_with_every_documented_field(scene: Any) -> None:
    # "Interaction Structure"
    begin(scene, scene.member())

    (payload,) = scene.seen("INTERACTION_CREATE")
    fields = "id application_id type data guild guild_id channel channel_id member token version"
    more = "app_permissions locale guild_locale entitlements authorizing_integration_owners context"
    assert set(f"{fields} {more} attachment_size_limit".split()) <= set(payload)
    assert payload["version"] == 1
    assert payload["member"]["permissions"].isdigit()
    assert payload["guild"] == {"id": str(scene.guild.id), "locale": "en-US", "features": ["COMMUNITY"]}


def test_entitlements_of_the_person_are_carried(scene: Any) -> None:
    # "Interaction Structure": any entitlements for the invoking user
    alice, bob = scene.member("alice"), scene.member("bob")
    bought = purchase(scene.world, add_sku(scene.world, "Tip", SkuType.CONSUMABLE).id, alice)

    begin(scene, alice)
    begin(scene, bob)

    carried = [payload["entitlements"] for payload in scene.seen("INTERACTION_CREATE")]
    assert [[each["id"] for each in held] for held in carried] == [[str(bought.id)], []]


def test_a_token_is_told_from_an_unknown_one_for_a_while_and_then_forgotten(
    scene: Any, expect_refused: Any
) -> None:
    alice = scene.member()
    old = begin(scene, alice)
    interactions.answer_with_message(scene.world, old, MessageDraft(content="x"))

    scene.clock.advance(interactions.TOKEN_LIFE.total_seconds() + 1)
    begin(scene, alice)
    with expect_refused(50027):
        interactions.by_token(scene.world, scene.bot_id, old.token)

    scene.clock.advance(interactions.TOKEN_LIFE.total_seconds())
    begin(scene, alice)
    with expect_refused(10015):
        interactions.by_token(scene.world, scene.bot_id, old.token)


def test_only_so_many_interactions_are_remembered(scene: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interactions, "MOST_REMEMBERED", 3)
    alice = scene.member()

    begun = [begin(scene, alice) for _ in range(5)]

    assert list(scene.world.interactions.values()) == begun[2:]


async def test_a_repeat_is_the_same_dispatch_again(scene: Any) -> None:
    faults = Faults()
    interaction_faults.register(faults, scene.world)
    with pytest.raises(BadFault, match="no interaction yet"):
        await faults.inject("repeat_interaction")

    begin(scene, scene.member())
    await faults.inject("repeat_interaction")

    first, second = scene.seen("INTERACTION_CREATE")
    assert first is second


def test_a_public_answer_does_not_give_away_an_ephemeral_one(scene: Any) -> None:
    alice = scene.member()
    subject = begin(scene, alice)
    interactions.answer_with_message(scene.world, subject, MessageDraft(content="secret", flags=64))

    interactions.follow_up(scene.world, subject, MessageDraft(content="public"))

    (created,) = scene.seen("MESSAGE_CREATE")
    assert "secret" not in str(created)


async def test_an_ephemeral_edit_through_another_token_wakes_who_waits(scene: Any) -> None:
    alice = Person(scene.world, scene.member(), channel_id=scene.text.id)
    first = begin(scene, alice.id)
    message = interactions.answer_with_message(scene.world, first, MessageDraft(content="before", flags=64))
    second = interactions.begin(
        scene.world, InteractionType.COMPONENT, alice.id, scene.text.id, {}, used_on=message
    )
    seen = see(scene.world, first)
    interactions.update_source(scene.world, second, MessageDraft(content="after"), ["content"])

    assert (await alice.wait_for(seen, lambda now: now.text == "after", 1)).ephemeral


def test_a_message_s_history_needs_the_right_to_read_it(scene: Any) -> None:
    alice = Person(scene.world, scene.member(), channel_id=scene.text.id)
    alice.write("hello")
    assert [each.text for each in alice.messages()] == ["hello"]

    denied = Overwrite(alice.id, 1, 0, int(Permission.READ_MESSAGE_HISTORY))
    set_overwrite(scene.world, scene.guild, scene.text, denied)

    with pytest.raises(ActorError, match="history"):
        alice.messages()


def test_the_three_seconds_end_in_real_time(scene: Any, expect_refused: Any) -> None:
    # "you must send an initial response within 3 seconds of receiving the event"
    subject = begin(scene, scene.member())
    scene.clock.advance(timedelta(seconds=10).total_seconds())
    assert interactions.waiting(scene.world, subject.id, subject.token) is subject

    subject.created_monotonic -= interactions.ANSWER_SECONDS
    with expect_refused(10062):
        interactions.waiting(scene.world, subject.id, subject.token)
