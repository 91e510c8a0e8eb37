"""Reactions, by plain discord.py over sockets. Discord documentation, "Message"."""

from __future__ import annotations

import discord
import pytest

from bot.sandbox.world.messages import get
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.reactions import add_reaction
from tests.bot.sandbox.house import House, expect_refused


@pytest.fixture
async def message(house: House) -> discord.Message:
    return await house.lounge.send("vote")


def react(house: House, message: discord.Message, user_id: int, emoji: str) -> None:
    stored = get(house.sandbox.world, message.channel.id, message.id)
    add_reaction(house.sandbox.world, stored, user_id, emoji)


async def test_a_reaction_is_added_and_heard_of(house: House, message: discord.Message) -> None:
    # Create Reaction; "Gateway Events", Message Reaction Add.
    event = await house.during("raw_reaction_add", message.add_reaction("👍🏽"))

    assert (event.message_id, event.user_id, str(event.emoji)) == (message.id, house.guild.me.id, "👍🏽")
    assert (event.member, event.message_author_id) == (house.guild.me, house.guild.me.id)
    (reaction,) = (await house.lounge.fetch_message(message.id)).reactions
    assert (str(reaction.emoji), reaction.count, reaction.me) == ("👍🏽", 1, True)


async def test_what_is_no_emoji_is_unknown(message: discord.Message) -> None:
    # "Opcodes and Status Codes", 10014.
    await expect_refused(10014, message.add_reaction("hello"))
    await expect_refused(10014, message.add_reaction("custom:123456789012345678"))


async def test_the_first_reaction_takes_a_permission_the_second_does_not(
    house: House, message: discord.Message
) -> None:
    # Create Reaction: ADD_REACTIONS only "if nobody else has reacted to the message using this emoji".
    house.deny(Permission.ADD_REACTIONS)

    await expect_refused(50013, message.add_reaction("✅"))
    react(house, message, house.person(), "✅")
    await message.add_reaction("✅")


async def test_a_reaction_is_taken_back(house: House, message: discord.Message) -> None:
    # Delete Own Reaction.
    await message.add_reaction("✅")

    event = await house.during("raw_reaction_remove", message.remove_reaction("✅", house.guild.me))

    assert event.user_id == house.guild.me.id
    assert (await house.lounge.fetch_message(message.id)).reactions == []


async def test_others_reactions_take_manage_messages(house: House, message: discord.Message) -> None:
    # Delete User Reaction.
    alice = discord.Object(house.person())
    react(house, message, alice.id, "✅")
    house.revoke(Permission.MANAGE_MESSAGES)

    await expect_refused(50013, message.remove_reaction("✅", alice))
    house.grant(Permission.MANAGE_MESSAGES)
    await message.remove_reaction("✅", alice)


async def test_who_reacted_is_listed_in_pages(house: House, message: discord.Message) -> None:
    # Get Reactions.
    people = [house.person(f"p{number}") for number in range(3)]
    for person in people:
        react(house, message, person, "✅")

    (reaction,) = (await house.lounge.fetch_message(message.id)).reactions
    found = [each.id async for each in reaction.users(limit=2, after=discord.Object(people[0]))]

    assert sorted(found) == people[1:]


async def test_all_reactions_are_cleared(house: House, message: discord.Message) -> None:
    # Delete All Reactions, Delete All Reactions for Emoji.
    await message.add_reaction("✅")
    await message.add_reaction("❌")

    one = await house.during("raw_reaction_clear_emoji", message.clear_reaction("✅"))
    rest = await house.during("raw_reaction_clear", message.clear_reactions())

    assert (str(one.emoji), rest.message_id) == ("✅", message.id)


async def test_twenty_different_reactions_at_most(house: House, message: discord.Message) -> None:
    # "Opcodes and Status Codes", 30010.
    for number in range(20):
        react(house, message, house.guild.me.id, chr(0x1F600 + number))

    await expect_refused(30010, message.add_reaction("✅"))
