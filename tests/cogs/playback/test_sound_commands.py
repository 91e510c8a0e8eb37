"""People bring sounds and let them be heard, on the sandbox."""

from __future__ import annotations

from bot.settings.store import COMMUNITY, Place
from bot.testing import eventually
from cogs.playback.sounds import SoundBook
from tests.bot.voice.files import file_of, tone
from tests.cogs.house import CLUB, TOPIC, House
from tests.cogs.playback.conftest import heard_in

GONG = file_of(tone(400))


async def test_a_sound_is_brought_listed_heard_renamed_and_removed(house: House) -> None:
    mia, host = house.manager(), await house.club()
    await house.bot.settings.change(
        Place(house.sandbox.guild.id, "playback", COMMUNITY), {"chime": False}, by=1
    )

    assert "no sound here yet" in (await mia.slash("sound list")).text
    added = await mia.slash("sound add", name="*Gong*", file=("gong.mp3", GONG))
    assert r"**\*Gong\*** is one of your sounds now, 0.4 s long" in added.text
    assert "called" in (await mia.slash("sound add", name="*gong*", file=("g.wav", GONG))).text
    listed = await host.slash("sound list")
    assert r"\*Gong\*" in listed.text
    assert mia.mention in listed.text
    offered = await host.autocomplete("sound play", "sound", "on")
    assert [choice["name"] for choice in offered] == ["*Gong*"]

    assert "no open room where you are" in (await host.slash("sound play", sound="*gong*")).text
    await host.join(house.stage_id)
    await host.slash("room open", club=CLUB, topic=TOPIC)
    ada = await house.listener("Ada")
    await house.sandbox.voice.people.listen(house.sandbox.guild.id, ada.id)
    await eventually(lambda: house.bot_is_heard)
    assert "Only speakers and hosts" in (await ada.slash("sound play", sound="*gong*")).text
    assert "is heard" in (await host.slash("sound play", sound="*gong*")).text
    book = house.bot.service(SoundBook)
    clip = await book.clip(await book.named(house.sandbox.guild.id, "*gong*"))
    await eventually(lambda: heard_in(house) == list(clip.packets))

    assert "Manage Server" in (await host.slash("sound remove", sound="*gong*")).text
    assert "**Bell**" in (await mia.slash("sound rename", sound="*gong*", name="Bell")).text
    assert "is gone" in (await mia.slash("sound remove", sound="bell")).text
    assert "no sound called **bell**" in (await host.slash("sound play", sound="bell")).text


async def test_what_is_no_sound_is_refused_in_the_words_of_who_brought_it(house: House) -> None:
    mia, fran = house.manager(), house.manager("Fran", "fr")
    place = Place(house.sandbox.guild.id, "playback", COMMUNITY)

    said = await mia.slash("sound add", name="x", file=("x.mp3", b"<html>not a sound</html>"))
    assert "none of the files that I can read" in said.text
    # A comma, as French has it.
    assert "0,4 s." in (await fran.slash("sound add", name="Gong", file=("gong.wav", GONG))).text
    assert "**1 son**, 0,1 Mo" in (await fran.slash("sound list")).text
    await fran.slash("sound remove", sound="gong")
    assert "abîmé" in (await fran.slash("sound add", name="x", file=("x.ogg", b"OggS" + b"\0" * 99))).text
    await house.bot.settings.change(place, {"longest_seconds": 1, "largest_megabytes": 1}, by=mia.id)
    long = file_of(tone(2000))
    assert "1 seconds at most" in (await mia.slash("sound add", name="x", file=("x.wav", long))).text
    large = b"RIFF" + bytes(1024 * 1024)
    assert "1 MB at most" in (await mia.slash("sound add", name="x", file=("x.wav", large))).text
    guest = house.person("Gus")
    assert "Manage Server" in (await guest.slash("sound add", name="x", file=("x.wav", GONG))).text
    assert await house.bot.service(SoundBook).of(house.sandbox.guild.id) == []
