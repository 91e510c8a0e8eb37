from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import pytest

from bot.errors import OperatorError
from bot.sandbox.server import Sandbox
from bot.sandbox.voice import heard
from bot.settings.store import Place
from bot.testing import config_in, eventually, running
from bot.voice import codecs
from bot.voice.clips import opus_packets
from bot.voice.opus import SILENCE
from cogs.hands.api import FloorEnding
from cogs.playback.chime import chime, warning
from tests.cogs.house import CLUB, TOPIC, House
from tests.cogs.playback.conftest import COGS


async def test_a_listener_hears_the_chime_packet_by_packet_when_a_room_opens(house: House) -> None:
    host = await house.club()
    ada = await house.listener("Ada")
    await house.sandbox.voice.people.listen(house.sandbox.guild.id, ada.id)

    await host.slash("room open", club=CLUB, topic=TOPIC, stage=house.stage_id)

    played = opus_packets(chime())

    def packets() -> list[bytes]:
        bot_id = house.sandbox.world.application.bot.id
        # A player fills in silence where the bot could not keep the time.
        return [
            each for each in heard.packets(house.sandbox.voice, house.stage_id, bot_id) if each != SILENCE
        ]

    await eventually(lambda: len(packets()) >= len(played))
    assert packets() == played


async def test_the_log_says_where_the_codecs_were_found(
    sandbox: Sandbox, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    async with running(sandbox, config_in(tmp_path, cogs=COGS)):
        (said,) = [record.getMessage() for record in caplog.records if record.name == "cogs.playback"]

    assert "libopus" in said
    assert "FFmpeg" in said


async def test_a_bot_that_could_play_nothing_does_not_start_and_says_what_to_install(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codecs, "NEEDED_ENCODERS", ("no-such-codec",))

    with pytest.raises(OperatorError, match="lacks no-such-codec: install its wheel"):
        async with running(sandbox, config_in(tmp_path, cogs=COGS)):
            pass


async def test_a_club_that_would_rather_not_have_the_chime_has_none(house: House) -> None:
    host = await house.club()
    ada = await house.listener("Ada")
    await house.sandbox.voice.people.listen(house.sandbox.guild.id, ada.id)
    await house.bot.settings.change(
        Place(house.sandbox.guild.id, "playback", 1), {"chime": False}, by=host.id
    )

    await host.slash("room open", club=CLUB, topic=TOPIC, stage=house.stage_id)

    await eventually(lambda: house.bot_is_heard)
    assert not [task for task in asyncio.all_tasks() if task.get_name().startswith("bot.chime")]
    bot_id = house.sandbox.world.application.bot.id
    assert heard.packets(house.sandbox.voice, house.stage_id, bot_id) == []


async def test_the_room_hears_that_a_speakers_time_is_nearly_up(house: House) -> None:
    host = await house.club()
    place = Place(house.sandbox.guild.id, "playback", 1)
    await house.bot.settings.change(place, {"chime": False}, by=host.id)
    await host.join(house.stage_id)
    await host.slash("room open", club=CLUB, topic=TOPIC)
    ada = await house.listener("Ada")
    await house.sandbox.voice.people.listen(house.sandbox.guild.id, ada.id)
    event = FloorEnding(house.sandbox.guild.id, 1, 1, house.stage_id, ada.id)
    await eventually(lambda: house.bot_is_heard)

    await house.bot.events.publish(event)

    bot_id, played = house.sandbox.world.application.bot.id, opus_packets(warning())
    await eventually(
        lambda: (
            [each for each in heard.packets(house.sandbox.voice, house.stage_id, bot_id) if each != SILENCE]
            == played
        )
    )
