"""People speak and listen through voice clients of their own.

Who is heard: Discord documentation, "Stage Instance", Definitions, and "Voice", Voice State Object.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import aiohttp
import pytest

from bot.sandbox.people.errors import ActorError
from bot.sandbox.voice import heard
from bot.sandbox.voice.audio import BadAudio
from bot.sandbox.voice.listening import correlation
from bot.sandbox.world import voice_states
from bot.testing import eventually
from bot.voice import ogg
from bot.voice.opus import SILENCE
from tests.bot.sandbox.voice.recording import SECONDS, write_wav
from tests.bot.sandbox.voice.stage import Stage

PACKETS = [b"\xfc" + bytes([number]) * 20 for number in range(1, 26)]


@pytest.fixture
def ready(tmp_path: Path) -> Path:
    """Half a second of ready packets."""
    file = tmp_path / "ready.ogg"
    file.write_bytes(ogg.write(PACKETS))
    return file


async def test_what_a_person_says_is_heard_bit_for_bit_by_another(stage: Stage, ready: Path) -> None:
    """And ends in five frames of silence ("Voice Connections", Voice Data Interpolation)."""
    speaker, listener = stage.speaker(), stage.listener()
    people = stage.sandbox.voice.people
    await people.listen(stage.guild_id, listener)

    seconds = await people.say(stage.guild_id, speaker, ready)

    await eventually(lambda: len(people.heard(stage.channel_id, speaker) or []) == len(PACKETS) + 5)
    assert people.heard(stage.channel_id, speaker) == PACKETS + [SILENCE] * 5
    assert seconds > 0.55


async def test_a_melody_is_recognised_and_another_is_not(stage: Stage, tmp_path: Path) -> None:
    speaker = stage.speaker()
    played = write_wav(tmp_path / "played.wav")

    await stage.sandbox.voice.people.say(stage.guild_id, speaker, played)

    packets = heard.packets(stage.sandbox.voice, stage.channel_id, speaker)
    track = heard.file(packets, speaker)
    assert correlation(played, track) > 0.9
    assert correlation(write_wav(tmp_path / "other.wav", transpose=1.19), track) < 0.5


async def test_two_people_may_speak_at_once(stage: Stage, ready: Path) -> None:
    speakers = [stage.speaker(), stage.speaker()]
    people = stage.sandbox.voice.people

    await asyncio.gather(*(people.say(stage.guild_id, speaker, ready) for speaker in speakers))

    for speaker in speakers:
        assert heard.packets(stage.sandbox.voice, stage.channel_id, speaker)[: len(PACKETS)] == PACKETS


async def test_what_one_person_says_twice_is_said_in_turn(stage: Stage, ready: Path) -> None:
    speaker, people = stage.speaker(), stage.sandbox.voice.people

    await asyncio.gather(*(people.say(stage.guild_id, speaker, ready) for _ in range(2)))

    packets = heard.packets(stage.sandbox.voice, stage.channel_id, speaker)
    assert [packet for packet in packets if packet != SILENCE] == PACKETS * 2


@pytest.mark.parametrize("role", ["audience", "invited", "gone"])
async def test_only_speakers_may_speak(stage: Stage, ready: Path, role: str) -> None:
    user_id = stage.listener()
    if role == "invited":
        stage.invite(user_id)
    elif role == "gone":
        voice_states.leave(stage.world, stage.guild_id, user_id)

    with pytest.raises(ActorError):
        await stage.sandbox.voice.people.say(stage.guild_id, user_id, ready)


async def test_a_person_who_leaves_is_cut_short(stage: Stage, ready: Path) -> None:
    speaker, people = stage.speaker(), stage.sandbox.voice.people
    saying = asyncio.create_task(people.say(stage.guild_id, speaker, ready))
    await eventually(lambda: heard.packets(stage.sandbox.voice, stage.channel_id, speaker))

    voice_states.leave(stage.world, stage.guild_id, speaker)

    with pytest.raises(ActorError):
        await saying


async def test_a_person_who_is_deafened_does_not_listen(stage: Stage) -> None:
    with pytest.raises(ActorError):
        await stage.sandbox.voice.people.listen(stage.guild_id, stage.listener(self_deaf=True))


async def test_a_listener_who_moves_on_is_no_longer_asked(stage: Stage, ready: Path) -> None:
    speaker, listener, people = stage.speaker(), stage.listener(), stage.sandbox.voice.people
    await people.listen(stage.guild_id, listener)

    voice_states.leave(stage.world, stage.guild_id, listener)

    assert people.heard(stage.channel_id, speaker) is None
    await people.say(stage.guild_id, speaker, ready)
    assert heard.packets(stage.sandbox.voice, stage.channel_id, speaker)


async def test_a_person_speaks_again_after_coming_back(stage: Stage, ready: Path) -> None:
    speaker, people = stage.speaker(), stage.sandbox.voice.people
    await people.say(stage.guild_id, speaker, ready)
    voice_states.leave(stage.world, stage.guild_id, speaker)
    voice_states.join(stage.world, stage.guild_id, speaker, stage.channel_id)
    stage.invite(speaker)
    voice_states.answer_invitation(stage.world, stage.guild_id, speaker, True)

    await people.say(stage.guild_id, speaker, ready)

    packets = heard.packets(stage.sandbox.voice, stage.channel_id, speaker)
    assert [packet for packet in packets if packet != SILENCE] == PACKETS * 2


async def test_the_control_api_lets_people_speak_and_answers_what_was_heard(
    stage: Stage, tmp_path: Path
) -> None:
    speaker, url = stage.speaker(), stage.sandbox.ready.control
    file = write_wav(tmp_path / "tone.wav")
    async with aiohttp.ClientSession() as http:
        said = await http.post(f"{url}/people/{speaker}/say", json={"file": str(file)})
        assert said.status == 200
        assert (await said.json())["seconds"] >= SECONDS

        query = {"channel_id": str(stage.channel_id), "speaker_id": str(speaker)}
        answer = await http.get(f"{url}/heard", params=query)

        assert answer.content_type == "audio/ogg"
        assert correlation(file, await answer.read()) > 0.9
        silent = await http.get(f"{url}/heard", params={"channel_id": str(stage.channel_id)})
        assert ogg.packets(await silent.read()) == []


async def test_the_control_api_refuses_by_status(stage: Stage, ready: Path) -> None:
    speaker, audience, url = stage.speaker(), stage.listener(), stage.sandbox.ready.control
    async with aiohttp.ClientSession() as http:

        async def say(who: int, file: Path | str) -> int:
            return (await http.post(f"{url}/people/{who}/say", json={"file": str(file)})).status

        assert await say(audience, ready) == 409
        assert await say(stage.sandbox.guild.owner_id, ready) == 409
        assert await say(12345, ready) == 404
        assert await say(stage.sandbox.world.application.bot.id, ready) == 404
        assert await say(speaker, "nowhere.wav") == 400
        assert (await http.get(f"{url}/heard")).status == 400
        assert (await http.get(f"{url}/heard", params={"channel_id": "5"})).status == 404
        assert (await http.post(f"{url}/people/{audience}/listen")).status == 200
        assert (await (await http.get(f"{url}/voice")).json())["sessions"][0]["is_connected"]


async def test_a_file_that_is_no_audio_is_refused(stage: Stage, tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear listener")

    with pytest.raises(BadAudio):
        await stage.sandbox.voice.people.say(stage.guild_id, stage.speaker(), file)
