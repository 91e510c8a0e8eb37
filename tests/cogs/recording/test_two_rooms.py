"""Two rooms of one community are recorded at once; the second has the voice of a worker."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

import pytest

from bot.config import Config
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.voice import heard
from bot.sandbox.voice.person_client import PersonClient
from bot.sandbox.world import voice_states
from bot.sandbox.world.channels import set_overwrite
from bot.sandbox.world.models import Overwrite
from bot.sandbox.world.permissions import Permission
from bot.settings.store import COMMUNITY, Place
from bot.testing import config_in, eventually, running
from bot.voice.opus import SILENCE
from bot.workers import worker as workers
from cogs.rooms import presence
from tests.bot.voice.files import file_of, tone
from tests.cogs.house import House
from tests.cogs.playback.conftest import loudness_of
from tests.cogs.recording.studio import TALK, Studio
from tests.stage import bot_is_heard

COGS = {"enabled": ["clubs", "rooms", "hands", "playback", "recording"]}
# While a machine stands still nothing is sent: long enough that not all of a sound is swallowed.
GONG, BELL = ("gong.wav", file_of(tone(1_000))), ("bell.wav", file_of(tone(1_000, hertz=880)))
HUM = ("hum.wav", file_of(tone(1_000)))
SECONDS = 60.0
QUIET = {"chime": False, "closing_chime": False}
RULES = {"consent": "opt-out", "spoken_notice": False}


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "LOOK_SECONDS", 0.1)
    monkeypatch.setattr(presence, "WAITS_SECONDS", (0.05, 0.1, 0.2, 0.5, 1.0, 2.0))
    # Longer than the test: a worker whose gateway has closed stays away.
    monkeypatch.setattr(workers, "WAITS_SECONDS", (600.0,))


def settings(folder: Path, *tokens: str) -> Config:
    """Settings with the workers of these tokens."""
    recording = {"folder": str(folder / "recordings"), "least_free_megabytes": 1}
    return config_in(folder, cogs=COGS, recording=recording, voice={"workers": tokens})


async def rules(house: House) -> None:
    """Record whoever does not say no, and let nothing be heard by itself."""
    guild_id = house.sandbox.guild.id
    await house.bot.settings.change(Place(guild_id, "recording", COMMUNITY), RULES, by=1)
    await house.bot.settings.change(Place(guild_id, "playback", COMMUNITY), QUIET, by=1)


async def second_room(house: House) -> Person:
    """Open a room of another club on the other stage; answer its host, who is there."""
    host = house.manager("Otto")
    await host.slash("club create", name="Larks")
    await host.join(house.other_stage_id)
    await host.slash("room open", club="Larks", topic="Dawn", stage=house.other_stage_id)
    # A worker logs in by itself: it may be there later than the bot.
    for stage_id in (house.stage_id, house.other_stage_id):
        await eventually(partial(has_voice, house, stage_id), within_seconds=SECONDS)
    return host


def has_voice(house: House, stage_id: int) -> bool:
    """Whether the bot, or a worker, knows that it is heard on a stage."""
    stage = house.bot.crew.on(house.sandbox.guild.id, stage_id)
    return stage is not None and stage.is_speaker


async def second_speaker(studio: Studio, name: str, host: Person) -> tuple[Person, PersonClient]:
    """Let somebody come up in the second room, with a microphone."""
    house = studio.house
    person = house.person(name)
    await person.join(house.other_stage_id)
    await person.raise_hand()
    await host.slash("hand next")
    await person.accept()
    return person, await house.sandbox.voice.people.listen(house.sandbox.guild.id, person.id)


def hears(sandbox: Sandbox, stage_id: int, bot_id: int) -> bool:
    """Whether that bot is on that stage, heard and not deaf."""
    state = sandbox.guild.voice_states.get(bot_id)
    return bot_is_heard(sandbox, stage_id, bot_id) and state is not None and not state.self_deaf


def records(house: House, bot_id: int) -> bool:
    """Whether that bot is on the second stage, and takes in what it hears."""
    stage = house.bot.crew.on(house.sandbox.guild.id, house.other_stage_id)
    is_there = hears(house.sandbox, house.other_stage_id, bot_id)
    return is_there and stage is not None and stage.recording is not None


def tracks(folder: Path) -> set[int]:
    """Whose tracks lie there."""
    return {int(path.stem) for path in folder.glob("*.opus") if path.stem.isdigit()}


def sound(sandbox: Sandbox, stage_id: int, bot_id: int) -> int:
    """How much is heard of a bot on a stage, in packets."""
    return sum(packet != SILENCE for packet in heard.packets(sandbox.voice, stage_id, bot_id))


async def test_two_rooms_are_recorded_and_played_to_at_once_each_with_its_own_people(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    echo = sandbox.another_bot("Echo")
    async with running(sandbox, settings(tmp_path, echo.token)) as bot:
        studio = Studio(House(sandbox, bot), tmp_path / "recordings")
        house = studio.house
        await rules(house)
        eve, guild = house.person("Eve"), sandbox.guild
        unseen = Overwrite(eve.id, 1, 0, int(Permission.VIEW_CHANNEL))
        set_overwrite(sandbox.world, guild, guild.channels[house.other_stage_id], unseen)
        first, second = await house.room(), await second_room(house)
        ada, ada_voice = await studio.speaker("Ada", first)
        bob, bob_voice = await second_speaker(studio, "Bob", second)
        await second.slash("sound add", name="Gong", file=GONG)
        await second.slash("sound add", name="Bell", file=BELL)

        assert "is being recorded" in (await first.slash("record start")).text
        assert "is being recorded" in (await second.slash("record start")).text
        await eventually(lambda: hears(sandbox, house.stage_id, studio.bot_id))
        await eventually(lambda: hears(sandbox, house.other_stage_id, echo.id))
        await asyncio.gather(ada_voice.speak(TALK), bob_voice.speak(TALK[::-1]))
        await asyncio.gather(studio.keeps(ada, TALK), studio.keeps(bob, TALK[::-1], 2))
        for host in (first, second):
            assert "is heard" in (await host.slash("sound play", sound="gong")).text
        await eventually(lambda: sound(sandbox, house.stage_id, studio.bot_id) > 5)
        await eventually(lambda: sound(sandbox, house.other_stage_id, echo.id) > 5)

        assert "**Dawn**" in (await bob.slash("record status")).text
        # The second stage hears in the community's own sound that its recording is over.
        place = Place(sandbox.guild.id, "recording", COMMUNITY)
        await bot.settings.change(place, {"spoken_notice": True}, by=1)
        assert (
            "when a recording is over"
            in (await house.manager().slash("sound use", what="recorded", sound="bell")).text
        )
        outside = (await house.person("Finn").slash("record status")).text
        assert "2 rooms are being recorded" in outside
        assert "**Dawn**" in outside
        outside = (await eve.slash("record status")).text
        assert "One room is being recorded" in outside
        assert "Dawn" not in outside
        assert "is over and safe" in (await second.slash("record stop")).text
        played = partial(heard.packets, sandbox.voice, house.other_stage_id, echo.id)
        await eventually(lambda: loudness_of(played(), 880.0) > 0.005)
        assert hears(sandbox, house.stage_id, studio.bot_id)
        assert "is over and safe" in (await first.slash("record stop")).text

    assert (studio.said(ada), studio.said(bob, 2)) == (TALK, TALK[::-1])
    assert not studio.track(ada, 2).exists()
    # What was played is the bot's track in both, whoever's voice it was; their mix may be there by now.
    assert tracks(studio.folder / "2") == {bob.id, studio.bot_id}


async def test_a_recording_goes_on_in_the_same_track_through_a_lost_worker_a_kick_and_a_restart(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    echo, nova = sandbox.another_bot("Echo"), sandbox.another_bot("Nova")
    config = settings(tmp_path, echo.token, nova.token)
    parts = TALK[:15], TALK[15:30], TALK[30:45], TALK[45:]
    async with running(sandbox, config) as bot:
        studio = Studio(House(sandbox, bot), tmp_path / "recordings")
        house = studio.house
        await rules(house)
        await house.room()
        host = await second_room(house)
        bob, voice = await second_speaker(studio, "Bob", host)
        await host.slash("sound add", name="Hum", file=HUM)
        assert "Music plays" in (await host.slash("music on", sound="hum")).text
        await host.slash("record start")
        lent = {app.id for app in (echo, nova) if app.id in sandbox.guild.voice_states}
        (one,) = lent
        (other,) = {echo.id, nova.id} - lent
        await eventually(lambda: hears(sandbox, house.other_stage_id, one))
        await voice.speak(parts[0])
        await studio.keeps(bob, parts[0])

        await sandbox.faults.inject("drop_gateway", code=4004, user_id=one)
        await eventually(lambda: records(house, other), within_seconds=SECONDS)
        # The music goes on over the other worker, which listens for whoever speaks over it.
        await eventually(lambda: sound(sandbox, house.other_stage_id, other) > 5, within_seconds=SECONDS)
        await voice.speak(parts[1])
        await studio.keeps(bob, parts[1])

        voice_states.move(sandbox.world, sandbox.guild.id, other, None)
        await eventually(lambda: other not in sandbox.guild.voice_states)
        await eventually(lambda: records(house, other), within_seconds=SECONDS)
        await voice.speak(parts[2])
        await studio.keeps(bob, parts[2])

    def anybody_hears() -> bool:
        return any(hears(sandbox, house.other_stage_id, worker_id) for worker_id in (one, other))

    async with running(sandbox, config):
        await eventually(anybody_hears, within_seconds=SECONDS)
        await voice.speak(parts[3])
        await studio.keeps(bob, parts[3])
        assert "is over and safe" in (await host.slash("record stop")).text

    assert studio.said(bob) == TALK
