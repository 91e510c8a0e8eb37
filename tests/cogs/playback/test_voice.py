"""Where the bot cannot be heard it says why, and does what it can."""

from __future__ import annotations

import asyncio

import pytest

from bot.sandbox.people.person import Person
from bot.sandbox.world import voice_states
from bot.sandbox.world.permissions import Permission
from bot.testing import eventually
from bot.voice import connections
from cogs.playback import acting
from cogs.rooms import presence
from tests.bot.voice.files import file_of, tone
from tests.cogs.house import CLUB, House
from tests.cogs.playback.conftest import heard_in, heard_room, quiet

GONG = ("gong.wav", file_of(tone(200)))


async def test_in_the_audience_it_names_the_permission_and_raises_its_hand(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await quiet(house)
    monkeypatch.setattr(presence, "WAITS_SECONDS", (0.05,))
    host, mia = await heard_room(house), house.manager()
    await mia.slash("sound add", name="Gong", file=GONG)
    world, guild = house.sandbox.world, house.sandbox.guild
    house.deny(Permission.MUTE_MEMBERS)
    voice_states.move(world, guild.id, world.application.bot.id, None)
    await eventually(lambda: any("Mute Members" in one.content for one in host.messages(house.stage_id)))

    said = (await host.slash("sound play", sound="gong")).text

    assert "Mute Members" in said
    assert "raised my hand" in said
    state = house.bot_voice
    assert state is not None
    assert state.suppress
    assert state.request_to_speak_timestamp is not None
    assert "raised my hand" in (await host.slash("play add", sound="gong")).text

    # Somebody lets it up, as they would a person.
    voice_states.modify_other(world, guild.id, guild.owner_id, world.application.bot.id, suppress=False)
    await eventually(lambda: house.bot_is_heard)
    assert "is heard" in (await host.slash("sound play", sound="gong")).text
    await eventually(lambda: len(heard_in(house)) > 5)


async def test_in_another_room_it_says_where_its_voice_is(house: House) -> None:
    await quiet(house)
    host, mia = await house.room(), house.manager()
    await mia.slash("sound add", name="Gong", file=GONG)
    await eventually(lambda: house.bot_is_heard)
    await host.join(house.other_stage_id)
    await host.slash("room open", club=CLUB, topic="Two", stage=house.other_stage_id)

    assert f"My voice is on <#{house.stage_id}>" in (await host.slash("sound play", sound="gong")).text
    assert "No music" in (await host.slash("music off")).text


async def test_on_no_stage_it_says_how_to_bring_it(house: House) -> None:
    await quiet(house)
    host, mia = await house.room(), house.manager()
    await mia.slash("sound add", name="Gong", file=GONG)
    await eventually(lambda: house.bot_is_heard)
    await house.bot.voice.leave(house.sandbox.guild.id)

    assert "/room voice" in (await host.slash("sound play", sound="gong")).text
    await mia.slash("cogs off", cog="Playback")
    assert "switched" in (await host.slash("sound play", sound="gong")).text


async def test_somebody_who_moves_the_bot_takes_nothing_along_and_all_goes_on_when_it_is_back(
    house: House,
) -> None:
    host = await heard_room(house)
    await host.slash("music on")
    await eventually(lambda: house.bot_voice is not None and not house.bot_voice.self_deaf)
    listed = (await host.slash("play list")).text
    assert "Music plays until" in listed
    assert "Nothing plays" not in listed
    await host.join(house.other_stage_id)
    await host.slash("room open", club=CLUB, topic="Two", stage=house.other_stage_id)
    await host.join(house.stage_id)
    world, guild = house.sandbox.world, house.sandbox.guild

    voice_states.move(world, guild.id, world.application.bot.id, house.other_stage_id)

    await eventually(lambda: house.bot_voice is not None and house.bot_voice.self_deaf)
    await until_it_reads(host, "play list", "My voice is away")
    before = len(heard_in(house))
    voice_states.move(world, guild.id, world.application.bot.id, house.stage_id)
    await eventually(lambda: house.bot_voice is not None and not house.bot_voice.self_deaf)
    assert "My voice is away" not in (await host.slash("play list")).text
    await eventually(lambda: len(heard_in(house)) > before + 5)
    assert "No music" not in (await host.slash("music off")).text


async def until_it_reads(person: Person, command: str, text: str) -> None:
    """Ask until something is said."""
    async with asyncio.timeout(30):
        while text not in (await person.slash(command)).text:
            pass


async def test_where_a_voice_was_lost_and_none_comes_it_is_said_that_it_stopped(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await quiet(house)
    monkeypatch.setattr(presence, "WAITS_SECONDS", (600.0,))
    monkeypatch.setattr(connections, "LINGER_SECONDS", 0.0)
    monkeypatch.setattr(acting, "MOST_WAITING_SECONDS", 0.05)
    host, mia = await heard_room(house), house.manager()
    await mia.slash("sound add", name="Gong", file=GONG)
    await host.slash("music on", sound="gong")
    await host.slash("play add", sound="gong")
    await host.slash("play pause")
    world, guild = house.sandbox.world, house.sandbox.guild

    voice_states.move(world, guild.id, world.application.bot.id, None)

    def said() -> bool:
        return any("What was in the queue is forgotten" in one.text for one in host.messages(house.stage_id))

    await eventually(said)
    assert "No music" in (await host.slash("music off")).text
    assert "Nothing plays" in (await host.slash("play skip")).text
