"""Files on messages. Discord documentation, "API Reference", Uploading Files."""

from __future__ import annotations

import io

import aiohttp
import discord
import pytest

from bot.sandbox.rest import uploads
from bot.sandbox.world.permissions import Permission
from tests.bot.sandbox.house import House, expect_refused


def file(name: str = "clip.ogg", data: bytes = b"OggS", **options: object) -> discord.File:
    return discord.File(io.BytesIO(data), name, **options)  # type: ignore[arg-type]  # names are checked at run time


async def test_a_file_comes_back_from_the_address_it_was_given(house: House) -> None:
    sent = await house.lounge.send(file=file("my clip.ogg", b"OggS...", description="a clip"))

    (attachment,) = sent.attachments
    assert (attachment.filename, attachment.size, attachment.description) == ("my_clip.ogg", 7, "a clip")
    assert attachment.content_type == "audio/ogg"
    assert await attachment.read() == b"OggS..."


async def test_a_file_that_an_embed_shows_is_not_listed(house: House) -> None:
    # "Message", Message Structure: files "that are not referenced in embeds or components".
    shown = discord.Embed(title="t").set_image(url="attachment://a.png")

    sent = await house.lounge.send(embed=shown, files=[file("a.png"), file("b.png")])

    assert [each.filename for each in sent.attachments] == ["b.png"]
    assert "/a.png?ex=" in str(sent.embeds[0].image.url)


async def test_an_edit_keeps_the_files_it_names_and_adds_new_ones(house: House) -> None:
    # Editing Message Attachments.
    sent = await house.lounge.send(files=[file("a.ogg"), file("b.ogg")])

    edited = await sent.edit(attachments=[sent.attachments[1], file("c.ogg")])

    assert [each.filename for each in edited.attachments] == ["b.ogg", "c.ogg"]
    with pytest.raises(discord.NotFound):
        await sent.attachments[0].read()


async def test_an_edit_without_a_word_on_files_keeps_them(house: House) -> None:
    sent = await house.lounge.send("x", file=file())

    assert len((await sent.edit(content="y")).attachments) == 1


async def test_files_take_a_permission(house: House) -> None:
    # "Permissions": ATTACH_FILES.
    house.deny(Permission.ATTACH_FILES)

    await expect_refused(50013, house.lounge.send(file=file()))


async def test_ten_files_at_most(house: House) -> None:
    # "Opcodes and Status Codes", 30015.
    form = aiohttp.FormData()
    for number in range(11):
        form.add_field(f"files[{number}]", b"x", filename=f"{number}.txt")

    _, answer = await house.api("POST", f"/channels/{house.lounge.id}/messages", data=form)

    assert answer["code"] == 30015


async def test_a_file_above_the_limit_is_too_large(house: House) -> None:
    # "The default limit is 10 MiB"; code 40005.
    await house.lounge.send(file=file(data=bytes(uploads.MAX_FILE_SIZE)))

    await expect_refused(40005, house.lounge.send(file=file(data=bytes(uploads.MAX_FILE_SIZE + 1))))


async def test_a_description_needs_its_file(house: House) -> None:
    body = {"content": "x", "attachments": [{"id": 0, "filename": "a.txt"}]}

    _, answer = await house.api("POST", f"/channels/{house.lounge.id}/messages", json=body)

    assert answer["code"] == 50035


async def test_a_form_may_hold_the_fields_themselves(house: House) -> None:
    # The example without `payload_json`.
    form = aiohttp.FormData({"content": "Hello, World!", "tts": "false"})
    form.add_field("files[0]", b"x", filename="x.txt")

    status, answer = await house.api("POST", f"/channels/{house.lounge.id}/messages", data=form)

    assert (status, answer["content"], len(answer["attachments"])) == (200, "Hello, World!", 1)


async def test_a_voice_message_is_one_sound_with_its_length(house: House) -> None:
    # "Message", Voice Messages; codes 50159 to 50161.
    async def send(content: str, metadata: dict[str, object]) -> object:
        form = aiohttp.FormData()
        about = {"id": 0, "filename": "voice.ogg", **metadata}
        payload = {"flags": 1 << 13, "content": content, "attachments": [about]}
        form.add_field("payload_json", discord.utils._to_json(payload), content_type="application/json")
        form.add_field("files[0]", b"OggS", filename="voice.ogg", content_type="audio/ogg")
        _, answer = await house.api("POST", f"/channels/{house.lounge.id}/messages", data=form)
        return answer.get("code", answer.get("flags"))

    length = {"duration_secs": 1.5, "waveform": "AA=="}
    assert await send("words", length) == 50159
    assert await send("", {}) == 50161
    assert await send("", length) == 1 << 13
