"""A person's own view of the stage, and what they cannot do there."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.sandbox.people.errors import ActorError
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.world.channels import open_dm
from bot.sandbox.world.messages import MessageDraft, post
from bot.sandbox.world.voice_states import modify_other


@pytest.fixture
def alice(sandbox: Sandbox) -> Person:
    return sandbox.person("alice")


def roles(person: Person) -> list[str]:
    names = ("is_audience", "has_hand_raised", "is_invited", "is_speaker")
    return [name for name in names if getattr(person, name)]


async def test_a_person_goes_through_the_four_stage_roles(sandbox: Sandbox, alice: Person) -> None:
    # "Voice Resource", Modify User Voice State
    assert roles(alice) == []
    await alice.join(sandbox.house.stage.id)
    assert roles(alice) == ["is_audience"]
    await alice.raise_hand()
    assert roles(alice) == ["has_hand_raised"]
    await alice.lower_hand()
    assert roles(alice) == ["is_audience"]
    invite = (sandbox.world, sandbox.guild.id, sandbox.world.application.bot.id, alice.id)
    modify_other(*invite, suppress=False)
    assert roles(alice) == ["is_invited"]
    await alice.decline()
    assert roles(alice) == ["is_audience"]
    modify_other(*invite, suppress=False)
    await alice.accept()
    assert roles(alice) == ["is_speaker"]
    await alice.leave()
    assert alice.voice is None


async def test_without_a_place_or_a_voice_nobody_speaks(sandbox: Sandbox, alice: Person) -> None:
    with pytest.raises(ActorError, match="no microphone"):
        await alice.say(Path("hello.ogg"))
    with pytest.raises(ActorError):
        await alice.accept()
    mute = Person(sandbox.world, alice.id)
    await mute.join(sandbox.house.stage.id)
    with pytest.raises(ActorError, match="no microphone"):
        await mute.say(Path("hello.ogg"))


async def test_a_person_types_in_the_first_channel_they_see(sandbox: Sandbox, alice: Person) -> None:
    nowhere_in_particular = Person(sandbox.world, alice.id)

    nowhere_in_particular.write("hello")

    assert [each.text for each in alice.messages(sandbox.house.text.id)] == ["hello"]
    assert alice.mention == f"<@{alice.id}>"
    with pytest.raises(ActorError, match="1 to 2000"):
        alice.write("")


async def test_a_person_reads_what_was_written_to_them_alone(sandbox: Sandbox, alice: Person) -> None:
    # "User", Create DM
    bot = sandbox.world.application.bot
    post(sandbox.world, open_dm(sandbox.world, alice.user), bot, MessageDraft("for you"))

    assert [message.content for message in alice.direct_messages] == ["for you"]
    assert sandbox.person("bob").direct_messages == []
