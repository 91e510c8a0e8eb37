"""Messages, by plain discord.py over sockets. Discord documentation, "Message", unless said otherwise."""

from __future__ import annotations

from typing import Any

import discord
import pytest

from bot.sandbox.errors import DiscordError
from bot.sandbox.world.guilds import remove_member
from bot.sandbox.world.messages import MessageDraft, get, post
from bot.sandbox.world.permissions import Permission
from tests.bot.sandbox.house import House, expect_refused


async def test_a_message_is_posted_and_heard_of(house: House) -> None:
    # Create Message; "Gateway Events", Message Create.
    heard = await house.during("message", house.lounge.send("hello"))

    assert heard.content == "hello"
    assert heard.author == house.guild.me
    assert house.lounge.last_message_id == heard.id


async def test_a_person_s_message_reaches_the_client_with_its_author(house: House) -> None:
    # "Gateway Events", Message Create Extra Fields: member.
    alice = house.person("alice")

    async def speak() -> None:
        house.said(alice, "good evening")

    heard = await house.during("message", speak())

    assert (heard.author.id, heard.author.display_name) == (alice, "alice")
    assert isinstance(heard.author, discord.Member)


async def test_a_channel_that_cannot_be_seen_is_missing_access(house: House) -> None:
    # "Permissions", Implicit Permissions.
    house.deny(Permission.VIEW_CHANNEL)

    await expect_refused(50001, house.lounge.send("hello"))


async def test_sending_needs_its_permission_in_the_channel(house: House) -> None:
    # Create Message, Limitations; the overwrite decides, not the role.
    house.deny(Permission.SEND_MESSAGES)

    await expect_refused(50013, house.lounge.send("hello"))


@pytest.mark.parametrize(
    ("permission", "options"),
    [
        (Permission.EMBED_LINKS, {"embed": discord.Embed(title="t")}),
        (Permission.SEND_TTS_MESSAGES, {"content": "x", "tts": True}),
    ],
)
async def test_what_a_message_contains_needs_permissions(
    house: House, permission: Permission, options: dict[str, Any]
) -> None:
    # "Permissions", Bitwise Permission Flags; Create Message, Limitations (tts).
    house.deny(permission)

    await expect_refused(50013, house.lounge.send(**options))


async def test_nothing_can_be_said_in_a_category(house: House) -> None:
    # "Opcodes and Status Codes", 50008.
    category = house.guild.categories[0]

    status, answer = await house.api("POST", f"/channels/{category.id}/messages", json={"content": "x"})

    assert (status, answer["code"]) == (400, 50008)


async def test_a_stage_has_a_chat(house: House) -> None:
    sent = await house.stage.send("welcome")

    assert sent.channel == house.stage


async def test_an_answer_names_and_shows_what_it_answers(house: House) -> None:
    # Message Reference Object, Replies.
    question = house.said(house.person(), "who speaks next?")

    reply = await (await house.lounge.fetch_message(question.id)).reply("you")

    assert reply.type is discord.MessageType.reply
    assert reply.reference is not None
    assert isinstance(reply.reference.resolved, discord.Message)
    assert reply.reference.resolved.content == "who speaks next?"


async def test_an_answer_to_nothing_is_refused_unless_it_does_not_matter(house: House) -> None:
    # Message Reference Structure, fail_if_not_exists.
    sent = await house.lounge.send("soon gone")
    await sent.delete()

    await expect_refused(50035, house.lounge.send("x", reference=sent))
    kept = await house.lounge.send("x", reference=sent.to_reference(fail_if_not_exists=False))

    assert kept.reference is None


async def test_answering_takes_the_history(house: House) -> None:
    # Create Message, Limitations: READ_MESSAGE_HISTORY; code 160002.
    sent = await house.lounge.send("first")
    house.deny(Permission.READ_MESSAGE_HISTORY)

    await expect_refused(160002, house.lounge.send("second", reference=sent))


async def test_a_nonce_that_is_enforced_posts_once(house: House) -> None:
    # Create Message, enforce_nonce.
    body = {"content": "once", "nonce": "tip-1", "enforce_nonce": True}
    path = f"/channels/{house.lounge.id}/messages"

    _, first = await house.api("POST", path, json=body)
    _, again = await house.api("POST", path, json=body)
    house.sandbox.advance(600)
    _, later = await house.api("POST", path, json=body)

    assert first["id"] == again["id"] != later["id"]


async def test_an_edit_is_heard_of(house: House) -> None:
    # Edit Message; "Gateway Events", Message Update.
    sent = await house.lounge.send("tea")

    edited = await sent.edit(content="coffee")

    assert (edited.content, edited.edited_at is not None) == ("coffee", True)
    assert (await house.lounge.fetch_message(sent.id)).content == "coffee"


async def test_only_what_an_edit_names_is_changed(house: House) -> None:
    # Edit Message: all parameters are optional.
    sent = await house.lounge.send("kept", embed=discord.Embed(title="goes"))

    edited = await sent.edit(embeds=[])

    assert (edited.content, edited.embeds) == ("kept", [])


async def test_others_messages_cannot_be_edited(house: House) -> None:
    # "Opcodes and Status Codes", 50005.
    theirs = house.said(house.person(), "mine")

    await expect_refused(50005, (await house.lounge.fetch_message(theirs.id)).edit(content="yours"))


async def test_a_moderator_may_suppress_others_embeds(house: House) -> None:
    # Edit Message: other users can only edit `flags`, with MANAGE_MESSAGES.
    world = house.sandbox.world
    alice = world.users[house.person()]
    draft = MessageDraft("look", embeds=[{"type": "rich", "title": "t"}])
    theirs = post(world, world.channel(house.lounge.id), alice, draft)

    edited = await (await house.lounge.fetch_message(theirs.id)).edit(suppress=True)

    assert edited.embeds == []
    house.deny(Permission.MANAGE_MESSAGES)
    await expect_refused(50013, edited.edit(suppress=False))


async def test_a_message_is_deleted(house: House) -> None:
    # Delete Message; "Gateway Events", Message Delete.
    sent = await house.lounge.send("gone")

    event = await house.during("raw_message_delete", sent.delete())

    assert event.message_id == sent.id
    await expect_refused(10008, house.lounge.fetch_message(sent.id))


async def test_deleting_others_messages_takes_a_permission(house: House) -> None:
    # Delete Message: MANAGE_MESSAGES.
    theirs = await house.lounge.fetch_message(house.said(house.person(), "mine").id)
    house.revoke(Permission.MANAGE_MESSAGES)

    await expect_refused(50013, theirs.delete())
    house.grant(Permission.MANAGE_MESSAGES)
    await theirs.delete()


async def test_several_messages_are_deleted_at_once(house: House) -> None:
    # Bulk Delete Messages; unknown ids are passed over.
    sent = [await house.lounge.send(str(number)) for number in range(3)]
    await sent[0].delete()

    event = await house.during("raw_bulk_message_delete", house.lounge.delete_messages(sent))

    assert event.message_ids == {sent[1].id, sent[2].id}


async def test_bulk_deletion_takes_2_to_100_young_messages(house: House) -> None:
    # Bulk Delete Messages; codes 50016 and 50034.
    path = f"/channels/{house.lounge.id}/messages/bulk-delete"
    old = [(await house.lounge.send("x")).id for _ in range(2)]

    _, few = await house.api("POST", path, json={"messages": old[:1]})
    _, many = await house.api("POST", path, json={"messages": list(range(101))})
    _, twice = await house.api("POST", path, json={"messages": old + old})
    house.sandbox.advance(15 * 86400)
    _, late = await house.api("POST", path, json={"messages": old})

    assert [each["code"] for each in (few, many, twice, late)] == [50016, 50016, 50035, 50034]


async def test_history_is_paged_from_newest_to_oldest(house: House) -> None:
    # Get Channel Messages.
    sent = [await house.lounge.send(str(number)) for number in range(7)]

    async def page(**where: Any) -> list[str]:
        return [each.content async for each in house.lounge.history(**where)]

    assert await page(limit=3) == ["6", "5", "4"]
    assert await page(limit=2, before=sent[3]) == ["2", "1"]
    assert await page(limit=2, after=sent[3]) == ["4", "5"]
    assert sorted(await page(limit=3, around=sent[3])) == ["2", "3", "4"]


async def test_there_is_no_history_without_its_permission(house: House) -> None:
    # Get Channel Messages: "no messages will be returned".
    await house.lounge.send("x")
    house.deny(Permission.READ_MESSAGE_HISTORY)

    assert [each async for each in house.lounge.history()] == []
    _, answer = await house.api("GET", f"/channels/{house.lounge.id}/messages/1")
    assert answer["code"] == 50013


async def test_an_ephemeral_message_is_not_in_the_channel(house: House) -> None:
    # "Gateway Events", Messages: ephemeral ones go to one person.
    world = house.sandbox.world
    alice = house.person()
    channel = world.channel(house.lounge.id)
    hidden = post(world, channel, world.application.bot, MessageDraft("psst"), visible_to=alice)

    assert [each async for each in house.lounge.history()] == []
    await expect_refused(10008, house.lounge.fetch_message(hidden.id))
    assert get(world, channel.id, hidden.id) is hidden


async def test_typing_is_heard_of(house: House) -> None:
    # "Channel", Trigger Typing Indicator.
    async def type_a_while() -> None:
        async with house.lounge.typing():
            pass

    channel, user, _ = await house.during("typing", type_a_while())

    assert (channel, user) == (house.lounge, house.guild.me)


async def test_a_person_who_takes_no_direct_messages_gets_none(house: House) -> None:
    # "Opcodes and Status Codes", 50007.
    bob = await house.member("bob")
    sent = await bob.send("hello")
    assert isinstance(sent.channel, discord.DMChannel)

    house.sandbox.world.users[bob.id].accepts_dms = False

    await expect_refused(50007, bob.send("hello again"))


async def test_who_shares_no_guild_gets_no_direct_messages(house: House) -> None:
    # "Opcodes and Status Codes", 50278.
    bob = await house.member("bob")
    await bob.send("hello")

    remove_member(house.sandbox.world, house.sandbox.guild, bob.id)

    await expect_refused(50278, bob.send("hello again"))


async def test_no_direct_messages_open_with_oneself_or_nobody(house: House) -> None:
    # "Opcodes and Status Codes", 50033.
    for recipient_id in (house.sandbox.world.application.bot.id, 1):
        _, answer = await house.api("POST", "/users/@me/channels", json={"recipient_id": recipient_id})
        assert answer["code"] == 50033


async def test_system_messages_cannot_be_answered(house: House) -> None:
    # Create Message, Limitations: "cannot be a system message".
    world = house.sandbox.world
    line = post(world, world.channel(house.lounge.id), world.application.owner, MessageDraft("x"), type=27)

    refusal = await expect_refused(
        50035, house.lounge.send("y", reference=await house.lounge.fetch_message(line.id))
    )

    assert "system message" in str(refusal)


def test_a_message_of_an_unknown_channel_is_unknown(house: House) -> None:
    with pytest.raises(DiscordError) as caught:
        get(house.sandbox.world, 1, 1)

    assert caught.value.code == 10003


async def test_of_before_after_and_around_one_is_given(house: House) -> None:
    # Get Channel Messages: "mutually exclusive".
    path = f"/channels/{house.lounge.id}/messages?before=2&after=1"

    assert (await house.api("GET", path))[1]["code"] == 50035


async def test_what_is_not_modelled_of_messages_is_named(house: House) -> None:
    path = f"/channels/{house.lounge.id}/messages"
    forwarded = {"message_reference": {"type": 1, "message_id": "1"}}

    for body, what in ((forwarded, "forwarded"), ({"content": "x", "sticker_ids": ["1"]}, "stickers")):
        status, answer = await house.api("POST", path, json=body)
        assert (status, what in answer["message"]) == (501, True)


async def test_in_direct_messages_each_deletes_their_own(house: House) -> None:
    # Delete Message; "Opcodes and Status Codes", 50003.
    bob = await house.member("bob")
    mine = await bob.send("hello")
    world = house.sandbox.world
    theirs = post(world, world.dms[mine.channel.id], world.users[bob.id], MessageDraft("hi"))
    path = f"/channels/{mine.channel.id}/messages/{theirs.id}"

    assert (await house.api("DELETE", path))[1]["code"] == 50003
    await mine.delete()

    assert list(world.messages[mine.channel.id]) == [theirs.id]
