"""A moment of a recording is kept: of one that runs in the chat, of one that is over as a file."""

from __future__ import annotations

import io

import av
import pytest

from bot.sandbox.people.person import Person
from bot.sandbox.people.seen import SeenMessage
from bot.settings.store import Place
from bot.testing import eventually
from bot.voice.clips import opus_packets
from bot.voice.sound import Sine
from cogs.recording.api import Consent, Replay, ReplayStatus
from cogs.recording.clipping import clock, moment, span
from cogs.recording.refusals import BadMoment, EndsBeforeItBegins, TooLong
from tests.cogs.recording.studio import Studio
from tests.cogs.recording.test_service import NOW


async def test_a_moment_is_posted_with_who_speaks_and_taken_back_with_their_voice(studio: Studio) -> None:
    host = await studio.house.room()
    ada, voice = await studio.speaker("Ada", host)
    assert "No room is being recorded" in (await ada.slash("clip")).text
    await host.slash("record start")
    await eventually(lambda: f"{ada.mention}: may I record you" in studio.chat(ada))
    assert "Nobody whom I may record spoke in that time" in (await ada.slash("clip")).text
    await studio.press(ada, "yes")
    tone = opus_packets(Sine(440, sample_rate=48_000).to_audio_segment(duration=1_000, volume=-20.0))
    await voice.speak(tone)
    await eventually(lambda: studio.track(ada).exists() and studio.track(ada).stat().st_size > 4_000)

    assert "is in the chat of the room" in (await ada.slash("clip", seconds=20)).text

    (posted,) = clips(studio, host)
    assert f"{ada.mention} kept a moment" in posted.text
    assert f"Heard in it: {ada.mention}" in posted.text
    (attachment,) = posted.payload["attachments"]
    assert attachment["filename"].endswith(".ogg")
    assert lasts(studio.house.sandbox.world.attachments[int(attachment["id"])].data) > 1.0
    await outsiders_may_not(studio, ada)

    await host.slash("record stop")
    kept = await host.slash("record clip", replay="1", start="0:00", end="0:30", form="mp3")
    assert f"Heard in it: {ada.mention}" in kept.text
    assert lasts(studio.file_of(kept)) > 1.0
    assert "Nothing lies between" in (await host.slash("record clip", replay="1", start="9", end="1")).text
    assert "is no time" in (await host.slash("record clip", replay="1", start="noon", end="1")).text

    await ada.slash("record withdraw", replay="1")
    await eventually(lambda: not clips(studio, host))
    assert "Nobody whom I may" in (await host.slash("record clip", replay="1", start="0", end="30")).text


async def outsiders_may_not(studio: Studio, speaker: Person) -> None:
    """Whoever only listens makes no clips, unless the club lets everybody; who is elsewhere never does."""
    guild_id = studio.house.sandbox.guild.id
    carl = await studio.house.listener("Carl")
    assert "whoever is on its stage" in (await carl.slash("clip")).text
    change = {"clips": "everybody"}
    await studio.house.bot.settings.change(Place(guild_id, "recording", 1), change, by=speaker.id)
    assert "is in the chat" in (await carl.slash("clip", form="mp3")).text
    assert "No room is being recorded" in (await studio.house.person("Dora").slash("clip")).text


def clips(studio: Studio, reader: Person) -> list[SeenMessage]:
    """The clips that stand in the chat."""
    return [each for each in reader.messages(studio.house.stage_id) if "kept a moment" in each.text]


def lasts(content: bytes) -> float:
    """How many seconds a file plays."""
    with av.open(io.BytesIO(content), "r") as file:
        return sum(float(frame.samples) for frame in file.decode(audio=0)) / 48_000


@pytest.mark.parametrize(("typed", "seconds"), [("90", 90), ("1:30", 90), (" 1:02:03 ", 3_723)])
def test_a_moment_is_written_as_on_a_clock(typed: str, seconds: int) -> None:
    assert moment(typed) == seconds
    assert moment(clock(seconds)) == seconds


@pytest.mark.parametrize("typed", ["", "noon", "1:", "-5", "1:2:3:4", "٣", "9" * 20])
def test_what_is_no_moment_is_refused(typed: str) -> None:
    with pytest.raises(BadMoment):
        moment(typed)


def test_a_clip_lies_within_the_recording_and_is_short() -> None:
    replay = Replay(1, 7, 1, 3, 53, "Jazz", Consent.ASK, ReplayStatus.STOPPED, 1, NOW, NOW, 600_500)

    assert span(replay, "9:50", "20:00") == (590, 601)
    with pytest.raises(EndsBeforeItBegins):
        span(replay, "11:00", "12:00")
    with pytest.raises(TooLong):
        span(replay, "0", "6:00")
