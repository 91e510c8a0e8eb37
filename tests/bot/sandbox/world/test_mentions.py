"""Whom a message mentions. Discord documentation, "Message", Allowed Mentions Object."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.world.mentions import INTERACTION, REGULAR, AllowedMentions, find_mentions, text_of
from bot.sandbox.world.messages import MessageDraft, post
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.roles import add_role

NONE = AllowedMentions()


def find(scene: Any, text: str, allowed: AllowedMentions = REGULAR) -> Any:
    return find_mentions(scene.world, scene.text, scene.bot_id, text, allowed=allowed)


def test_regular_messages_mention_users_roles_and_everyone(scene: Any) -> None:
    alice = scene.member()
    role = add_role(scene.world, scene.guild, "poets", 0, mentionable=True)
    scene.allow(scene.bot_id, Permission.MENTION_EVERYONE, scene.text)

    found = find(scene, f"<@{alice}> <@!{alice}> <@&{role.id}> @here")

    assert (found.user_ids, found.role_ids, found.everyone) == ([alice], [role.id], True)


def test_interactions_and_webhooks_mention_users_only(scene: Any) -> None:
    # "Default Settings for Allowed Mentions".
    role = add_role(scene.world, scene.guild, "poets", 0, mentionable=True)
    scene.allow(scene.bot_id, Permission.MENTION_EVERYONE, scene.text)

    found = find(scene, f"<@{scene.bot_id}> <@&{role.id}> @everyone", INTERACTION)

    assert (found.user_ids, found.role_ids, found.everyone) == ([scene.bot_id], [], False)


def test_roles_that_are_not_mentionable_need_the_permission(scene: Any) -> None:
    role = add_role(scene.world, scene.guild, "poets", 0)

    assert find(scene, f"<@&{role.id}>").role_ids == []
    scene.allow(scene.bot_id, Permission.MENTION_EVERYONE, scene.text)
    assert find(scene, f"<@&{role.id}>").role_ids == [role.id]


def test_ids_that_are_allowed_but_not_said_are_passed_over(scene: Any) -> None:
    # "The API will silently ignore entities whose id are present in the allowed_mentions field, but not in
    # the content."
    alice, bob = scene.member("alice"), scene.member("bob")

    found = find(scene, f"<@{alice}> <@1>", AllowedMentions(user_ids=frozenset({alice, bob, 1})))

    assert found.user_ids == [alice]


@pytest.mark.parametrize(("allowed", "mentioned"), [(None, True), (NONE, False)])
def test_who_is_answered_is_mentioned_if_allowed(
    scene: Any, allowed: AllowedMentions | None, mentioned: bool
) -> None:
    # Allowed Mentions Object, replied_user.
    alice = scene.world.users[scene.member()]
    question = post(scene.world, scene.text, alice, MessageDraft("?"))

    answer = post(
        scene.world,
        scene.text,
        scene.world.application.bot,
        MessageDraft("!", reply_to=question, allowed_mentions=allowed),
    )

    assert (answer.mention_ids == [alice.id]) is mentioned


def test_the_texts_of_components_are_read_too() -> None:
    # "The content of the message or its components".
    layout = [{"type": 17, "components": [{"type": 9, "components": [{"type": 10, "content": "<@1>"}]}]}]

    assert "<@1>" in text_of("", layout)
