"""The life of an answer. Discord documentation, "Receiving and Responding to Interactions"."""

from __future__ import annotations

import asyncio
import io
import time
from collections.abc import Awaitable, Callable
from typing import Any

import discord
import pytest
from discord.ext import commands

from bot.sandbox.people.errors import NotAnswered
from bot.sandbox.people.person import Person
from bot.sandbox.people.seen import Seen
from bot.sandbox.server import Sandbox

Interaction = discord.Interaction[Any]
Handler = Callable[[Interaction], Awaitable[None]]
Run = Callable[[Handler], Awaitable[Seen]]


@pytest.fixture
def run(bot: commands.Bot, alice: Person) -> Run:
    """Register a command that does this, and let alice send it."""

    async def register_and_send(handler: Handler) -> Seen:
        async def callback(interaction: Interaction) -> None:
            await handler(interaction)

        bot.tree.add_command(discord.app_commands.Command(name="do", description="Do", callback=callback))
        await bot.tree.sync()
        return await alice.slash("do")

    return register_and_send


class Notes(asyncio.Queue[Any]):
    """What a handler tells the test, in order."""

    async def next(self) -> Any:
        async with asyncio.timeout(5):
            return await self.get()


async def note_code(notes: Notes, request: Awaitable[Any]) -> None:
    """Note the code with which a request is refused."""
    try:
        await request
    except discord.HTTPException as error:
        notes.put_nowait(error.code)


async def event(bot: commands.Bot, name: str) -> Any:
    async with asyncio.timeout(5):
        return await bot.wait_for(name)


async def test_a_public_answer_is_a_message_of_the_channel(run: Run, bob: Person) -> None:
    async def handler(interaction: Interaction) -> None:
        await interaction.response.send_message("for all")

    seen = await run(handler)

    payload = seen.messages[0].payload
    assert [each.text for each in bob.messages()] == ["for all"]
    # "Message Types": CHAT_INPUT_COMMAND; "Message Interaction Metadata"
    assert payload["type"] == 20
    assert payload["interaction_metadata"]["id"] == str(seen.interaction_id)
    assert payload["webhook_id"] == payload["application_id"] == payload["author"]["id"]


async def test_an_ephemeral_answer_is_seen_by_one_person_and_not_dispatched(
    run: Run, bot: commands.Bot, alice: Person, bob: Person
) -> None:
    # "Create Followup Message": EPHEMERAL, a message that only the user can see
    arrived = Notes()

    async def collect(message: discord.Message) -> None:
        arrived.put_nowait(message.content)

    bot.add_listener(collect, "on_message")

    async def handler(interaction: Interaction) -> None:
        await interaction.response.send_message("for you", ephemeral=True)
        await interaction.followup.send("for all")

    seen = await run(handler)
    seen = await alice.wait_for(seen, lambda now: len(now.messages) == 2)

    assert seen.ephemeral
    assert [each.text for each in alice.messages()] == ["for you", "for all"]
    assert [each.text for each in bob.messages()] == ["for all"]
    assert await arrived.next() == "for all"
    assert arrived.empty()


async def test_a_deferred_answer_stands_once_it_is_edited(run: Run, bot: commands.Bot) -> None:
    # "DEFERRED_CHANNEL_MESSAGE_WITH_SOURCE": ACK and edit a response later
    async def handler(interaction: Interaction) -> None:
        await interaction.response.defer(thinking=True)
        thinking = await interaction.original_response()
        assert thinking.flags.loading
        await interaction.edit_original_response(content="done")

    created = asyncio.create_task(event(bot, "message"), name="created")
    edited = asyncio.create_task(event(bot, "raw_message_edit"), name="edited")
    seen = await run(handler)

    assert seen.text == "done"
    assert (await created).flags.loading
    assert (await edited).data["content"] == "done"
    assert seen.messages[0].payload["flags"] == 0
    assert seen.messages[0].payload["edited_timestamp"] is None


async def test_a_follow_up_right_after_a_defer_fills_the_deferred_message(run: Run) -> None:
    # "Create Followup Message": functions as Edit Original; the ephemeral flag is ignored
    async def handler(interaction: Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.followup.send("done", ephemeral=False)

    seen = await run(handler)

    assert [(each.text, each.ephemeral) for each in seen.messages] == [("done", True)]


async def test_follow_ups_are_replies_that_can_be_edited_fetched_and_deleted(run: Run, alice: Person) -> None:
    fetched = Notes()

    async def handler(interaction: Interaction) -> None:
        await interaction.response.send_message("first")
        second = await interaction.followup.send("second", wait=True)
        third = await interaction.followup.send("third", ephemeral=True, wait=True)
        await second.edit(content="2nd")
        await third.delete()
        fetched.put_nowait((await interaction.followup.fetch_message(second.id)).content)

    seen = await run(handler)

    assert await fetched.next() == "2nd"
    seen = alice.look(seen)
    assert [each.text for each in seen.messages] == ["first", "2nd"]
    metadata = seen.messages[1].payload["interaction_metadata"]
    assert metadata["original_response_message_id"] == str(seen.message_id)
    assert seen.messages[1].payload["message_reference"]["message_id"] == str(seen.message_id)


async def test_the_original_can_be_deleted(run: Run, bot: commands.Bot, alice: Person) -> None:
    async def handler(interaction: Interaction) -> None:
        await interaction.response.send_message("first")
        await interaction.delete_original_response()
        interaction._original_response = None
        await note_code(codes, interaction.original_response())

    codes = Notes()
    deleted = asyncio.create_task(event(bot, "raw_message_delete"), name="deleted")
    seen = await run(handler)
    seen = await alice.wait_for(seen, lambda now: not now.messages)

    assert (await deleted).message_id == int(alice.world.interactions[seen.token].message_ids[0])
    assert await codes.next() == 10008
    assert alice.messages() == []


async def test_the_callback_answers_with_the_interaction_and_its_message(run: Run) -> None:
    # "Interaction Callback Response Object"
    answers = Notes()

    async def handler(interaction: Interaction) -> None:
        answers.put_nowait(await interaction.response.send_message("hi", ephemeral=True))

    seen = await run(handler)

    answer = await answers.next()
    assert (answer.id, answer.message_id) == (seen.interaction_id, seen.message_id)
    assert answer.is_ephemeral()
    assert isinstance(answer.resource, discord.InteractionMessage)


async def test_files_come_with_answers_and_with_edits(run: Run) -> None:
    # "Uploading Files"; "Edit Webhook Message": provided files are appended
    read = Notes()

    async def handler(interaction: Interaction) -> None:
        file = discord.File(io.BytesIO(b"one"), "one.txt")
        await interaction.response.send_message("files", file=file)
        more = [discord.File(io.BytesIO(b"two"), "two.txt")]
        original = await interaction.original_response()
        message = await interaction.edit_original_response(attachments=[*original.attachments, *more])
        read.put_nowait([await each.read() for each in message.attachments])

    await run(handler)

    assert await read.next() == [b"one", b"two"]


async def test_embeds_and_mentions_follow_the_rules_of_interactions(run: Run, bob: Person) -> None:
    # "Allowed Mentions Object": interactions mention users only by default
    async def handler(interaction: Interaction) -> None:
        embed = discord.Embed(title="Title", description="Text")
        await interaction.response.send_message(f"{bob.mention} @everyone", embed=embed)

    seen = await run(handler)

    payload = seen.messages[0].payload
    assert seen.embeds[0]["title"] == "Title"
    assert [each["id"] for each in payload["mentions"]] == [str(bob.id)]
    assert not payload["mention_everyone"]


async def test_a_second_answer_is_refused(run: Run, alice: Person) -> None:
    # "JSON error codes": 40060
    codes = Notes()

    async def handler(interaction: Interaction) -> None:
        await interaction.response.send_message("first")
        # Otherwise discord.py refuses it before it is sent.
        interaction.response._response_type = None
        await note_code(codes, interaction.response.send_message("second"))

    await run(handler)

    assert await codes.next() == 40060
    assert [each.text for each in alice.messages()] == ["first"]


async def test_an_interaction_that_is_delivered_twice_can_be_answered_once(
    sandbox: Sandbox, run: Run, alice: Person
) -> None:
    tokens: set[str] = set()
    codes = Notes()

    async def handler(interaction: Interaction) -> None:
        tokens.add(interaction.token)
        await note_code(codes, interaction.response.send_message("once"))

    await run(handler)
    await sandbox.faults.inject("repeat_interaction")

    assert await codes.next() == 40060
    assert len(tokens) == 1
    assert [each.text for each in alice.messages()] == ["once"]


async def test_an_answer_after_three_seconds_comes_too_late(run: Run, alice: Person) -> None:
    # "If the 3 second deadline is exceeded, the token will be invalidated"
    codes = Notes()
    began = time.monotonic()

    async def handler(interaction: Interaction) -> None:
        await asyncio.sleep(3.3)
        await note_code(codes, interaction.response.send_message("late"))
        await note_code(codes, interaction.followup.send("later"))

    with pytest.raises(NotAnswered):
        await run(handler)
    assert 3 <= time.monotonic() - began < 5

    assert [await codes.next(), await codes.next()] == [10062, 10015]
    assert alice.messages() == []


async def test_the_three_seconds_are_real_ones(sandbox: Sandbox, run: Run) -> None:
    async def handler(interaction: Interaction) -> None:
        sandbox.advance(60)
        await interaction.response.send_message("in time")

    assert (await run(handler)).text == "in time"


async def test_a_token_lives_fifteen_minutes_of_the_sandbox_s_clock(
    sandbox: Sandbox, run: Run, alice: Person
) -> None:
    # "Interaction tokens are valid for 15 minutes"; 50027 Invalid Webhook Token
    codes = Notes()

    async def handler(interaction: Interaction) -> None:
        await interaction.response.send_message("first")
        sandbox.advance(14 * 60)
        await interaction.followup.send("second")
        sandbox.advance(2 * 60)
        await note_code(codes, interaction.followup.send("third"))

    await run(handler)

    assert await codes.next() == 50027
    assert [each.text for each in alice.messages()] == ["first", "second"]


async def test_who_only_defers_leaves_people_looking_at_a_thinking_message(
    run: Run, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sandbox.people.waiting.WAIT_SECONDS", 0.2)

    async def handler(interaction: Interaction) -> None:
        await interaction.response.defer(thinking=True)

    seen = await run(handler)

    assert seen.deferred
    assert alice.look(seen).deferred
