"""Hosts play one thing after another, and everybody sees how far it is."""

from __future__ import annotations

from bot.sandbox.people.person import Person
from bot.settings.store import COMMUNITY, Place
from bot.testing import eventually
from tests.bot.voice.files import file_of, tone
from tests.cogs.house import House
from tests.cogs.playback.conftest import heard_in, heard_room, loudness_of

LOW, HIGH = 440.0, 1320.0


def text_of(house: House, channel_id: int, message_id: int | None) -> str:
    reader = house.person("Reader")
    return next(one.text for one in reader.messages(channel_id) if one.id == message_id)


async def test_a_queue_is_filled_heard_seen_turned_down_skipped_and_stopped(house: House) -> None:
    host, mia = await heard_room(house), house.manager()
    await mia.slash("sound add", name="Low", file=("low.wav", file_of(tone(1500, hertz=LOW))))
    ben = await house.listener("Ben")
    await the_clubs_own_volume_holds(house, host)

    assert "one of the two" in (await host.slash("play add")).text
    assert "Only a host" in (await ben.slash("play add", sound="low")).text
    assert "Nothing plays" in (await host.slash("play skip")).text
    assert "50 %" in (await host.slash("play volume", percent=50)).text
    high = ("*high*.wav", file_of(tone(30_000, hertz=HIGH)))
    await host.slash("play add", file=high)
    await eventually(lambda: loudness_of(heard_in(house)[-20:], HIGH) > 0.02)
    assert "**Low** plays after 1 other" in (await host.slash("play add", sound="low")).text
    shown = await host.slash("play list")
    assert "0:30" in shown.text
    assert "1. Low" in shown.text
    await eventually(lambda: loudness_of(heard_in(house)[-20:], HIGH) > 0.02)

    channel_id, message = host.sight.channel(None).id, shown.message_id
    pressed = await ben.click(message, "playback:queue:louder:1")
    assert "Only a host" in pressed.text
    await host.click(message, "playback:queue:louder:1")
    assert "60 %" in text_of(house, channel_id, message)
    await host.click(message, "playback:queue:skip:1")
    # Whoever decodes what comes hears the next one, and everybody sees when it is over.
    await eventually(lambda: loudness_of(heard_in(house)[-20:], LOW) > 0.02)
    await eventually(lambda: "Nothing plays" in text_of(house, channel_id, message))

    await host.slash("play add", sound="low")
    assert "It is over" in (await host.slash("play stop")).text
    await host.slash("room close")
    await eventually(lambda: "queue is over" in text_of(house, channel_id, message))


async def the_clubs_own_volume_holds(house: House, host: Person) -> None:
    """Where nothing was played yet, as after a restart, it is shown, and the buttons go on from it."""
    place = Place(house.sandbox.guild.id, "playback", COMMUNITY)
    await house.bot.settings.change(place, {"volume": 70}, by=1)
    shown = await host.slash("play list")
    assert "70 %" in shown.text

    await host.click(shown.message_id, "playback:queue:louder:1")

    assert "80 %" in text_of(house, host.sight.channel(None).id, shown.message_id)
