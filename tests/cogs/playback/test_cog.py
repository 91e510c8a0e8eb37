from __future__ import annotations

from bot.sandbox.voice import heard
from bot.testing import eventually
from bot.voice.clips import opus_packets
from cogs.playback.chime import chime
from tests.cogs.house import CLUB, TOPIC, House


async def test_a_listener_hears_the_chime_packet_by_packet_when_a_room_opens(house: House) -> None:
    host = await house.club()
    ada = await house.listener("Ada")
    await house.sandbox.voice.people.listen(house.sandbox.guild.id, ada.id)

    await host.slash("room open", club=CLUB, topic=TOPIC, stage=house.stage_id)

    played = opus_packets(chime())

    def packets() -> list[bytes]:
        return heard.packets(house.sandbox.voice, house.stage_id, house.sandbox.world.application.bot.id)

    await eventually(lambda: len(packets()) >= len(played))
    assert packets()[: len(played)] == played
