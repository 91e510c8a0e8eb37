"""A moment of a recording is kept: of one that runs in the chat, of one that is over as a file."""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping
from typing import Any

import av
import pytest

from bot import replies
from bot.sandbox.people.person import Person
from bot.sandbox.people.seen import SeenMessage
from bot.settings.store import Place
from bot.testing import eventually
from bot.voice.clips import opus_packets
from cogs.recording.acting import ClipPosts
from cogs.recording.api import Consent, Replay, ReplayStatus
from cogs.recording.clipping import Clip, Clipper, clock, moment, span
from cogs.recording.posted import REMOVE_CLIP, PostedClips
from cogs.recording.recorder import Recorder
from cogs.recording.refusals import BadMoment, EndsBeforeItBegins, TooLong
from tests.bot.voice.files import tone
from tests.cogs.recording.desk import Desk
from tests.cogs.recording.studio import Studio
from tests.cogs.recording.test_service import ADA, BOB, NOW


async def test_a_moment_is_posted_with_who_speaks_and_taken_back_with_their_voice(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = await studio.house.room()
    ada, voice = await studio.speaker("Ada", host)
    assert "No room is being recorded" in (await ada.slash("clip")).text
    await host.slash("record start")
    await eventually(lambda: f"{ada.mention}: may I record you" in studio.chat(ada))
    assert "Nobody whom I may record spoke in that time" in (await ada.slash("clip")).text
    await studio.press(ada, "yes")
    await voice.speak(opus_packets(tone(1_000)))
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

    say = replies.say

    async def said_before_the_no(*given: Any, **more: Any) -> int | None:
        monkeypatch.setattr(replies, "say", say)
        message_id = await say(*given, **more)
        await ada.slash("record withdraw", replay="1")
        return message_id

    monkeypatch.setattr(replies, "say", said_before_the_no)
    kept = await host.slash("record clip", replay="1", start="0:00", end="0:30")
    await eventually(lambda: "I took that file back" in host.look(kept).text)
    assert "Here is" not in host.look(kept).text
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


async def test_who_takes_their_voice_out_while_a_clip_is_on_its_way_is_in_none_that_stays(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = await studio.house.room()
    ada, voice = await studio.speaker("Ada", host)
    await host.slash("record start")
    await eventually(lambda: f"{ada.mention}: may I record you" in studio.chat(ada))
    await studio.press(ada, "yes")
    recorder, guild_id = studio.house.bot.service(Recorder), studio.house.sandbox.guild.id
    of, note, fill = Clipper.of, PostedClips.note, ClipPosts._fill
    uploaded = studio.house.sandbox.world.attachments

    async def no_and_yes(clipper: Clipper, *given: Any) -> Clip:
        made = await of(clipper, *given)
        for allows in (False, True):
            await recorder.answer(guild_id, ada.id, allows)
        return made

    async def note_too_late(posted: PostedClips, *given: Any) -> None:
        assert "keeps a moment" in studio.chat(host)
        await recorder.answer(guild_id, ada.id, False)
        await note(posted, *given)

    async def fill_before_the_no(posts: ClipPosts, *given: Any) -> None:
        await fill(posts, *given)
        assert len(clips(studio, host)) == len(uploaded) == 1
        await recorder.answer(guild_id, ada.id, False)
        raise OSError("the process ended here")  # and nobody looks again

    async def clip(place: type, name: str, meanwhile: Any) -> str:
        await recorder.answer(guild_id, ada.id, True)
        await voice.speak(opus_packets(tone(1_000)))
        await eventually(lambda: studio.track(ada).exists() and studio.track(ada).stat().st_size > 4_000)
        assert not uploaded
        with monkeypatch.context() as patched:
            patched.setattr(place, name, meanwhile)
            return (await ada.slash("clip")).text

    assert "took their voice out in this moment" in await clip(Clipper, "of", no_and_yes)
    assert "took their voice out in this moment" in await clip(PostedClips, "note", note_too_late)
    await clip(ClipPosts, "_fill", fill_before_the_no)
    await eventually(lambda: "a moment" not in studio.chat(host))


async def test_a_clip_is_without_whoever_was_taken_out_though_the_disk_still_has_their_track(
    desk: Desk,
) -> None:
    replay = await desk.recorded()

    async def heard(replay: Replay, user_ids: Collection[int]) -> Mapping[int, int]:
        people = await desk.book.people_of(replay.id)
        return {user_id: 0 for user_id in user_ids if user_id in people}

    clipper = Clipper(desk.folders, heard)
    assert set((await clipper.of(replay, 0.0, 5.0, "opus", 0)).spoke) == {ADA, BOB}
    await desk.book.remove_person(replay.id, ADA)
    clip = await clipper.of(replay, 0.0, 5.0, "opus", 0)

    assert set(clip.spoke) == set(clip.heard) == {BOB}
    assert await clipper.holds(clip)
    await desk.book.remove_person(replay.id, BOB)
    assert not await clipper.holds(clip)


async def test_a_message_without_its_sound_goes_after_a_while(desk: Desk) -> None:
    replay = await desk.recorded()
    posted = PostedClips(desk.database, desk.timers, desk.clock.now)
    for message_id in (1, 2):
        await posted.note(replay.guild_id, replay.id, 5, message_id, [ADA])
    await posted.has_come(2)

    async with desk.database.reading() as session:
        keys = await desk.timers.owed(session, REMOVE_CLIP)

    assert [key.partition(":")[0] for key in keys] == ["1"]


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
