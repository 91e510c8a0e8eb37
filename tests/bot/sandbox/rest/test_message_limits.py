"""What a message may consist of. Discord documentation, "Message", Create Message and Embed Limits."""

from __future__ import annotations

from typing import Any

import discord
import pytest

from bot.sandbox.world.permissions import Permission
from tests.bot.sandbox.house import House, expect_refused


def embed(**texts: Any) -> dict[str, Any]:
    return {"embeds": [{"title": "t", **texts}]}


FIELD = {"name": "n", "value": "v"}

TOO_MUCH = [
    ({"content": "x" * 2001}, "content"),
    (embed(title="x" * 257), "embeds.0.title"),
    (embed(description="x" * 4097), "embeds.0.description"),
    (embed(fields=[FIELD] * 26), "embeds.0.fields"),
    (embed(fields=[{"name": "x" * 257, "value": "v"}]), "embeds.0.fields.0.name"),
    (embed(fields=[{"name": "n", "value": "x" * 1025}]), "embeds.0.fields.0.value"),
    (embed(footer={"text": "x" * 2049}), "embeds.0.footer.text"),
    (embed(author={"name": "x" * 257}), "embeds.0.author.name"),
    (embed(image={"url": "ftp://x"}), "embeds.0.image.url"),
    ({"embeds": [{"title": "t"}] * 11}, "embeds"),
    ({"embeds": [{"description": "x" * 2001}] * 3}, "embeds"),
    ({"embeds": [{"color": 1}]}, "embeds.0.description"),
    ({"content": "x", "nonce": "x" * 26}, "nonce"),
    ({"content": "x", "allowed_mentions": {"parse": ["people"]}}, "allowed_mentions.parse.0"),
    ({"content": "x", "allowed_mentions": {"users": [1] * 101}}, "allowed_mentions.users"),
]


def errors_at(answer: dict[str, Any], path: str) -> list[dict[str, str]]:
    place = answer["errors"]
    for part in path.split("."):
        place = place[part]
    found: list[dict[str, str]] = place["_errors"]
    return found


async def send(house: House, body: dict[str, Any]) -> tuple[int, Any]:
    return await house.api("POST", f"/channels/{house.lounge.id}/messages", json=body)


@pytest.mark.parametrize(("body", "path"), TOO_MUCH, ids=[path for _, path in TOO_MUCH])
async def test_too_much_is_refused_at_its_place(house: House, body: dict[str, Any], path: str) -> None:
    # "API Reference", Error Messages: errors are nested under the keys.
    status, answer = await send(house, body)

    assert (status, answer["code"]) == (400, 50035)
    assert errors_at(answer, path)[0]["code"]


async def test_just_enough_is_taken(house: House) -> None:
    # "All of the following limits are measured inclusively" (Embed Limits).
    fields = [{"name": "n" * 100, "value": "v" * 100}] * 25
    body = {
        "content": "x" * 2000,
        "embeds": [{"title": " " + "t" * 256 + " ", "fields": fields}, *[{"title": "t"}] * 9],
    }

    status, answer = await send(house, body)

    assert status == 200
    assert len(answer["embeds"]) == 10
    assert answer["embeds"][0]["title"] == "t" * 256


async def test_the_longest_words_are_discord_s(house: House) -> None:
    _, answer = await send(house, {"content": "x" * 2001})

    expected = {"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 2000 or fewer in length."}
    assert answer["errors"]["content"]["_errors"] == [expected]


@pytest.mark.parametrize("body", [{}, {"content": ""}, {"content": "  "}, {"embeds": []}])
async def test_an_empty_message_is_refused(house: House, body: dict[str, Any]) -> None:
    # "Opcodes and Status Codes", 50006.
    _, answer = await send(house, body)

    assert answer["code"] == 50006


async def test_an_edit_cannot_empty_a_message(house: House) -> None:
    sent = await house.lounge.send("x")

    await expect_refused(50006, sent.edit(content=None))


async def test_an_unknown_field_is_a_gap_that_is_named(house: House) -> None:
    status, answer = await send(house, {"content": "x", "sparkles": True})

    assert status == 501
    assert "sparkles" in answer["message"]
    assert house.sandbox.world.gaps == [answer["message"]]


async def test_an_edit_has_fewer_fields_than_a_message(house: House) -> None:
    # Edit Message, JSON/Form Params.
    sent = await house.lounge.send("x")
    path = f"/channels/{house.lounge.id}/messages/{sent.id}"

    assert (await house.api("PATCH", path, json={"content": "y", "tts": False}))[0] == 200
    for name, value in {"tts": True, "nonce": "1", "message_reference": {"message_id": "1"}}.items():
        status, answer = await house.api("PATCH", path, json={"content": "z", name: value})
        assert (status, answer["message"]) == (501, f"an edit of a message has no field {name}")


async def test_embeds_are_rich_and_keep_what_they_were_given(house: House) -> None:
    # "You can set every field except type" (Create Message, Limitations).
    asked = discord.Embed(
        title="t", colour=0x123456, timestamp=discord.utils.utcnow(), url="https://x.example"
    )
    asked.set_footer(text="f").set_author(name="a").add_field(name="n", value="v", inline=False)

    sent = await house.lounge.send(embed=asked)

    assert sent.embeds[0].to_dict() == asked.to_dict()


async def test_a_layout_takes_no_content_beside_it(house: House) -> None:
    # Create Message, note on IS_COMPONENTS_V2.
    layout = {"flags": 1 << 15, "components": [{"type": 10, "content": "hello"}]}

    status, answer = await send(house, layout | {"content": "x"})
    taken, message = await send(house, layout)

    assert (status, list(answer["errors"])) == (400, ["content"])
    assert (taken, message["flags"], message["components"][0]["content"]) == (200, 1 << 15, "hello")


async def test_flags_that_cannot_be_set_are_ignored(house: House) -> None:
    # Create Message: only four flags can be set.
    _, answer = await send(house, {"content": "x", "flags": 1 << 6 | 1 << 12})

    assert answer["flags"] == 1 << 12


async def test_suppressed_embeds_are_not_shown(house: House) -> None:
    # Message Flags: SUPPRESS_EMBEDS.
    sent = await house.lounge.send("x", embed=discord.Embed(title="t"), suppress_embeds=True)

    assert sent.embeds == []
    assert len((await sent.edit(suppress=False)).embeds) == 1


async def test_mentions_are_those_that_were_allowed(house: House) -> None:
    # Allowed Mentions Object.
    alice, bob = house.person("alice"), house.person("bob")
    text = f"<@{alice}> <@{bob}> @everyone <@&{house.guild.id}>"

    everything = await house.lounge.send(text)
    nothing = await house.lounge.send(text, allowed_mentions=discord.AllowedMentions.none())
    some = await house.lounge.send(
        text, allowed_mentions=discord.AllowedMentions(everyone=False, users=[discord.Object(bob)])
    )

    assert (everything.raw_mentions, everything.mention_everyone) == ([alice, bob], True)
    assert ([each.id for each in everything.mentions], nothing.mentions) == ([alice, bob], [])
    assert (nothing.mention_everyone, [each.id for each in some.mentions]) == (False, [bob])


async def test_everyone_is_mentioned_only_with_the_permission(house: House) -> None:
    # Allowed Mentions Object: "the bot must have the MENTION_EVERYONE permission".
    house.deny(Permission.MENTION_EVERYONE)

    assert not (await house.lounge.send("@everyone")).mention_everyone


async def test_parse_and_lists_exclude_each_other(house: House) -> None:
    # Allowed Mentions Object: an invalid configuration.
    _, answer = await send(house, {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}})

    assert errors_at(answer, "allowed_mentions")[0]["code"] == "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"
