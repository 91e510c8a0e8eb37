"""A recording is played back in a room, with its topics as they come."""

from __future__ import annotations

from bot.testing import eventually
from bot.voice.clips import opus_packets
from tests.bot.voice.files import tone
from tests.cogs.house import TOPIC
from tests.cogs.playback.conftest import heard_in, loudness_of, quiet
from tests.cogs.recording.studio import Studio

HERTZ = 660.0


async def test_a_replay_is_heard_with_its_topics_paused_and_stopped(studio: Studio) -> None:
    house = studio.house
    await quiet(house)
    host = await house.room()
    ada, voice = await studio.speaker("Ada", host)
    await host.slash("record start")
    await eventually(lambda: f"{ada.mention}: may I record you" in studio.chat(ada))
    await studio.press(ada, "yes")
    await voice.speak(opus_packets(tone(3_000, hertz=HERTZ)))
    await eventually(lambda: studio.track(ada).exists() and studio.track(ada).stat().st_size > 10_000)
    await host.slash("room topic", topic="Blue Notes")
    await eventually(lambda: "Blue Notes" in studio.chat(ada))
    await voice.speak(opus_packets(tone(3_000, hertz=HERTZ)))
    assert "No recording of that name" in (await host.slash("replay play", replay="1")).text
    await host.slash("record stop")
    listener = await house.listener("Bob")
    await house.sandbox.voice.people.listen(house.sandbox.guild.id, listener.id)

    (offered,) = await host.autocomplete("replay play", "replay", TOPIC.lower())
    assert "Only a host" in (await listener.slash("replay play", replay="1")).text
    assert "is played back now" in (await host.slash("replay play", replay=offered["value"])).text

    await eventually(lambda: loudness_of(heard_in(house)[-20:], HERTZ) > 0.02)
    assert "stands where it is" in (await host.slash("play pause")).text
    assert "stands already" in (await host.slash("play pause")).text
    await eventually(lambda: f"**{TOPIC}**: {TOPIC}" in studio.chat(listener))
    await eventually(lambda: f"Played back: **{TOPIC}**" in studio.chat(listener))
    assert "⏸️" in (await host.slash("play list")).text
    assert "goes on" in (await host.slash("play resume")).text
    await eventually(lambda: f"**{TOPIC}**: Blue Notes" in studio.chat(listener))
    assert "plays after" not in (await host.slash("play stop")).text
    await eventually(lambda: "Played back:" not in studio.chat(listener))

    await ada.slash("record withdraw", replay="1")
    asked = await host.slash("record delete", replay="1")
    await host.click(asked.messages[-1].id, "recording:do:1:really")
    assert "No recording of that name" in (await host.slash("replay play", replay="1")).text
