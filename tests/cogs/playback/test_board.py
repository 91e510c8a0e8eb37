"""The soundboard: one message for all, that follows the sounds."""

from __future__ import annotations

from bot.testing import eventually
from bot.voice import ogg
from bot.voice.clips import opus_packets
from cogs.playback.sounds import SoundBook, Space
from tests.bot.voice.files import tone
from tests.cogs.house import House
from tests.cogs.playback.conftest import heard_in, heard_room

CLIP = ogg.write(opus_packets(tone(200)))


async def test_a_board_is_pressed_follows_the_sounds_and_has_pages(house: House) -> None:
    host, mia = await heard_room(house), house.manager()
    book, guild_id = house.bot.service(SoundBook), house.sandbox.guild.id
    for number in range(21):
        await book.add(guild_id, f"s{number:02}", CLIP, mia.id, Space(50, 10**7))
    last = await book.named(guild_id, "s20")

    assert "Manage Server" in (await host.slash("sound board")).text
    assert "is here now" in (await mia.slash("sound board")).text
    channel_id = mia.sight.channel(None).id
    board = mia.messages(channel_id)[-1]
    assert f"playback:board:{last.id}" not in board.custom_ids
    await host.click(board.id, "playback:board-page:1")
    await host.click(board.id, f"playback:board:{last.id}")
    await eventually(lambda: heard_in(house) == ogg.packets(CLIP))

    ada = house.person("Outsider")
    assert "no open room" in (await ada.click(board.id, f"playback:board:{last.id}")).text
    await book.remove(last)
    await book.rename(await book.named(guild_id, "s00"), "*First*")
    await eventually(lambda: "*First*" in str(mia.messages(channel_id)[-1].components))
    # A second board is the only one then.
    await mia.slash("sound board")
    await eventually(lambda: board.id not in [one.id for one in mia.messages(channel_id)])
