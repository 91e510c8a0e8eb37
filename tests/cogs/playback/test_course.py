"""What is heard in the course of a room: music, announcements, a countdown and the last chime."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from sqlalchemy import select

from bot.sandbox.world import voice_states
from bot.settings.store import COMMUNITY, Place
from bot.storage.timer_rows import TimerRow
from bot.testing import eventually
from bot.timer_store import TimerDue
from bot.voice.clips import opus_packets
from cogs.hands.api import FloorEnding, Floors
from cogs.playback import chime
from cogs.playback.listeners import COUNTDOWN, Playback
from cogs.rooms.api import Rooms
from tests.bot.sandbox.voice.stage import Stage
from tests.bot.voice.files import file_of, tone
from tests.cogs.house import House
from tests.cogs.playback.conftest import heard_in, heard_room, loudness_of

T = TypeVar("T")

TALK = [b"\xfc" + number.to_bytes(2, "big") * 20 for number in range(1, 61)]


async def until(asked: Callable[[], Awaitable[T]]) -> T:
    """Ask until the answer is one."""
    for _ in range(1000):
        if answer := await asked():
            return answer
        await asyncio.sleep(0.02)
    return await asked()


def is_deaf(house: House) -> bool:
    return house.bot_voice is not None and house.bot_voice.self_deaf


def card(house: House) -> str:
    return "\n".join(one.text for one in house.person("Reader").messages(house.stage_id))


async def test_music_plays_until_the_first_speaker_and_the_card_says_that_the_bot_listens(
    house: House,
) -> None:
    host, mia = await heard_room(house), house.manager()
    await mia.slash("sound add", name="Hum", file=("hum.wav", file_of(tone(1000, hertz=440))))
    assert is_deaf(house)

    assert "No music" in (await host.slash("music off")).text
    assert "keep nothing" in (await host.slash("music on", sound="hum")).text
    await eventually(lambda: not is_deaf(house))
    await eventually(lambda: "I listen" in card(house))
    await eventually(lambda: loudness_of(heard_in(house)[-50:], 440) > 0.02)

    bob = Stage(house.sandbox).speaker("Bob")
    assert bob
    await eventually(lambda: is_deaf(house))
    await eventually(lambda: "I listen" not in card(house))
    assert "No music" in (await host.slash("music off")).text


async def test_music_that_begins_by_itself_goes_down_while_a_host_speaks_and_comes_back(house: House) -> None:
    place, mia = Place(house.sandbox.guild.id, "playback", COMMUNITY), house.manager()
    await mia.slash("sound add", name="Hum", file=("hum.wav", file_of(tone(1000, hertz=440))))
    await mia.slash("sound use", what="music", sound="hum")
    await house.bot.settings.change(place, {"waiting_music": True}, by=1)
    host, stage = await heard_room(house), Stage(house.sandbox)
    stage.invite(host.id)
    voice_states.answer_invitation(stage.world, stage.guild_id, host.id, True)

    def music() -> float:
        return loudness_of(heard_in(house)[-25:], 440)

    await eventually(lambda: not is_deaf(house) and len(heard_in(house)) > 50)
    loud = music()
    assert loud > 0.02
    client = await house.sandbox.voice.people.listen(house.sandbox.guild.id, host.id)
    speaking = asyncio.create_task(client.speak(TALK * 4))
    await eventually(lambda: music() < loud / 2)
    await speaking

    await eventually(lambda: music() > loud * 0.8)
    connection = house.bot.voice.get(house.sandbox.guild.id)
    assert connection is not None
    assert connection.recording is None


async def test_an_announcement_is_heard_with_the_name_that_was_recorded_and_written(house: House) -> None:
    host, mia = await heard_room(house), house.manager()
    await mia.slash("sound add", name="Next up", file=("n.wav", file_of(tone(300, hertz=880))))
    await mia.slash("sound add", name="Zoë", file=("z.wav", file_of(tone(300, hertz=1760))))
    used = await mia.slash("sound use", what="next", sound="next up")
    assert "**Next up** is heard from now on" in used.text
    zoe = await house.listener("Zoë")

    assert "It is heard" in (await host.slash("announce", what="next", person=zoe.id, words="*now*")).text

    await eventually(lambda: len(heard_in(house)) >= 30)
    assert loudness_of(heard_in(house)[:15], 880) > 0.02
    assert loudness_of(heard_in(house)[-14:], 1760) > 0.02
    await eventually(lambda: f"Next: {zoe.mention} \\*now\\*" in card(house))
    assert "My own sound" in (await mia.slash("sound use", what="next")).text


async def test_a_speakers_last_seconds_tick_unless_their_time_was_changed_and_a_room_ends_with_a_chime(
    house: House,
) -> None:
    host, guild_id = await heard_room(house), house.sandbox.guild.id
    settings, floors = house.bot.settings, house.bot.service(Floors)
    rules = {"closing_chime": True, "warning_chime": False, "countdown": True}
    await settings.change(Place(guild_id, "playback", COMMUNITY), rules, by=1)
    terms = {"speaking_seconds": 600, "warning_seconds": 0}
    await settings.change(Place(guild_id, "hands", COMMUNITY), terms, by=1)
    room = house.bot.service(Rooms).on(house.stage_id)
    assert room is not None
    bob = Stage(house.sandbox).speaker("Bob")

    ends_at = await until(lambda: floors.ends_at(room, bob))
    assert ends_at is not None
    await house.bot.events.publish(FloorEnding(guild_id, room.club_id, room.id, house.stage_id, bob, ends_at))

    owed = await owed_countdown(house)
    assert ends_at - owed.due_at == timedelta(seconds=chime.TICKS)
    playback = house.bot.cogs["Playback"]
    assert isinstance(playback, Playback)
    later = {"ends_at": (ends_at + timedelta(seconds=60)).isoformat()}
    await playback.count_down(replace(owed, payload=owed.payload | later))
    assert not [task for task in asyncio.all_tasks() if task.get_name().startswith("bot.chime")]
    await playback.count_down(owed)

    ticks, last = opus_packets(chime.countdown()), opus_packets(chime.closing())
    await eventually(lambda: heard_in(house)[:10] == ticks[:10])
    await host.slash("room close")
    await eventually(lambda: heard_in(house)[-len(last) :] == last)


async def owed_countdown(house: House) -> TimerDue:
    """The countdown that is to come."""
    async with house.bot.database.reading() as session:
        row = await session.scalar(select(TimerRow).where(TimerRow.kind == COUNTDOWN))
    assert row is not None
    return TimerDue(row.kind, row.key, row.payload, row.due_at)


async def test_what_others_play_is_heard_over_music_that_does_not_end(house: House) -> None:
    host = await heard_room(house)
    await host.slash("music on")
    connection = house.bot.voice.get(house.sandbox.guild.id)
    assert connection is not None
    await eventually(lambda: connection.playing is not None and connection.playing.sent_frames > 5)

    await connection.play(opus_packets(tone(300, hertz=1760, dbfs=-10)))

    await eventually(lambda: loudness_of(heard_in(house)[-25:], 1760) > 0.03)
    assert connection.waiting == ()
