"""What was said becomes text, by whatever the host has brought; it goes with the voice."""

from __future__ import annotations

import io

import pytest
import webvtt

from bot.config import Config, TranscriptsConfig
from bot.errors import UpstreamError
from bot.settings.store import Place
from bot.testing import eventually
from cogs.recording.doctor import check
from cogs.recording.refusals import NoTranscript, NoTranscripts, TranscriptOnItsWay
from tests.cogs.recording.desk import EARS, Desk
from tests.cogs.recording.test_service import ADA, BOB, GUILD


async def test_each_turn_becomes_text_at_its_time_and_goes_with_the_voice(desk: Desk) -> None:
    transcripts = desk.transcripts()
    transcripts.listen()
    replay = await desk.recorded()
    with pytest.raises(TranscriptOnItsWay):
        await transcripts.of(replay, {})

    desk.timers.start()
    await eventually(lambda: None not in desk.folders.lines_of(replay.id).values(), within_seconds=60)
    text = await transcripts.of(replay, {ADA: "Ada", BOB: "Bob <x>"})

    first, second = webvtt.from_buffer(io.StringIO(text)).captions
    assert (first.start, first.end, first.voice) == ("00:00:01.000", "00:00:02.000", "Ada")
    assert "&lt;i&gt;440&lt;/i&gt; Hz &amp; 1 s --&gt; in fr" in first.raw_text
    assert (second.start, second.end) == ("00:00:03.000", "00:00:04.000")
    assert "880" in second.raw_text
    await desk.book.remove_person(replay.id, ADA)  # and the disk has not let go of her text yet
    assert desk.folders.lines_at(replay.id, ADA).exists()
    assert "440" not in await transcripts.of(replay, {})
    assert await transcripts.speakers_of(replay) == [BOB]
    desk.folders.remove_track(replay.id, ADA)
    assert not desk.folders.lines_at(replay.id, ADA).exists()


async def test_what_is_not_set_up_not_wanted_or_not_said_is_told_apart(desk: Desk) -> None:
    replay = await desk.recorded()
    off, on = desk.transcripts(TranscriptsConfig()), desk.transcripts()
    with pytest.raises(NoTranscripts):
        await off.of(replay, {})
    await desk.settings.change(Place(GUILD, "recording", 0), {"transcripts": False}, by=ADA)

    with pytest.raises(NoTranscript):
        await on.of(replay, {})
    for user_id in (ADA, BOB):
        (desk.folders.of(replay.id) / f"{user_id}.lines").write_text("")
    with pytest.raises(NoTranscript):
        await on.of(replay, {})


@pytest.mark.parametrize(
    ("named", "model", "why"),
    [("no.such:Thing", "", "No module named"), ("tests.cogs.recording.ears:Ears", "bad", "want to be good")],
)
async def test_a_transcriber_that_is_not_there_is_named_and_the_tracks_stay(
    desk: Desk, named: str, model: str, why: str
) -> None:
    config = TranscriptsConfig(transcriber=named, model=model)
    replay = await desk.recorded()

    with pytest.raises(UpstreamError, match=why):
        await desk.transcripts(config)._make(replay)

    assert len(desk.folders.tracks(replay.id)) == 2
    (finding,) = [finding async for finding in check(Config(transcripts=config))]
    assert finding.state.value == "problem"
    assert why in finding.said


async def test_the_doctor_tells_that_transcripts_are_off_or_work() -> None:
    (off,) = [finding async for finding in check(Config())]
    (on,) = [finding async for finding in check(Config(transcripts=EARS))]

    assert (off.state.value, on.state.value) == ("ok", "ok")
    assert "off" in off.said
    assert "takes its model" in on.said
