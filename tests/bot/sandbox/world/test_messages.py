"""Messages in the world. Discord documentation, "Message" and "Gateway Events", Messages."""

from __future__ import annotations

from typing import Any

from bot.sandbox.payloads.messages import message as payload_of
from bot.sandbox.world import messages
from bot.sandbox.world.channels import set_overwrite
from bot.sandbox.world.messages import LOADING, MessageDraft, delete, edit, post
from bot.sandbox.world.models import Attachment, Message, Overwrite
from bot.sandbox.world.permissions import Permission


def say(scene: Any, content: str = "x", **options: Any) -> Message:
    return post(scene.world, scene.text, scene.world.application.bot, MessageDraft(content), **options)


def test_a_message_is_told_with_its_channel_and_member(scene: Any) -> None:
    # "Gateway Events", Message Create Extra Fields.
    say(scene)
    (event,) = scene.seen("MESSAGE_CREATE")

    assert (event["guild_id"], event["channel_type"]) == (str(scene.guild.id), 0)
    assert "user" not in event["member"]


def test_nothing_is_told_of_channels_the_bot_cannot_see(scene: Any) -> None:
    hidden = Overwrite(scene.guild.id, 0, 0, int(Permission.VIEW_CHANNEL))
    set_overwrite(scene.world, scene.guild, scene.text, hidden)

    post(scene.world, scene.text, scene.world.users[scene.member()], MessageDraft("psst"))

    assert scene.seen("MESSAGE_CREATE") == []


def test_nothing_is_told_of_ephemeral_messages(scene: Any) -> None:
    message = say(scene, visible_to=scene.member())
    edit(scene.world, message, MessageDraft("y"), fields={"content"})
    delete(scene.world, message)

    assert scene.seen("MESSAGE_CREATE") + scene.seen("MESSAGE_UPDATE") + scene.seen("MESSAGE_DELETE") == []
    assert message.guild_id is None
    assert scene.text.last_message_id is None


def test_the_first_text_after_thinking_is_no_edit(scene: Any) -> None:
    draft = MessageDraft(flags=LOADING)
    message = post(scene.world, scene.text, scene.world.application.bot, draft)

    edit(scene.world, message, MessageDraft("done"), fields={"content"})
    assert (message.edited_timestamp, message.flags) == (None, 0)
    edit(scene.world, message, MessageDraft("done!"), fields={"content"})

    assert message.edited_timestamp is not None


def test_an_edit_finds_its_mentions_anew(scene: Any) -> None:
    # Edit Message: "reconstructed from scratch based on the new content".
    alice, bob = scene.member("alice"), scene.member("bob")
    message = say(scene, f"<@{alice}>")

    edit(scene.world, message, MessageDraft(f"<@{bob}>"), fields={"content"})

    assert message.mention_ids == [bob]


def test_an_answer_outlives_what_it_answered(scene: Any) -> None:
    # Message Object, referenced_message: null when the original was deleted.
    question = say(scene, "?")
    draft = MessageDraft("!", reply_to=question)
    answer = post(scene.world, scene.text, scene.world.application.bot, draft)

    assert payload_of(scene.world, answer)["referenced_message"]["content"] == "?"
    delete(scene.world, question)
    assert payload_of(scene.world, answer)["referenced_message"] is None


def test_a_channel_forgets_its_oldest_messages(scene: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(messages, "MOST_KEPT", 3)

    for number in range(5):
        say(scene, str(number))

    assert [each.content for each in scene.world.messages[scene.text.id].values()] == ["2", "3", "4"]


def test_the_files_of_a_deleted_message_are_gone(scene: Any) -> None:
    file = Attachment(scene.world.new_id(), "a.txt", "text/plain", b"")
    draft = MessageDraft("x", attachments=[file])
    message = post(scene.world, scene.text, scene.world.application.bot, draft)
    assert scene.world.attachments == {file.id: file}

    delete(scene.world, message)

    assert scene.world.attachments == {}


def test_media_of_components_get_an_address(scene: Any) -> None:
    # "Component Reference", Unfurled Media Item.
    file = Attachment(scene.world.new_id(), "a.png", "image/png", b"")
    gallery = {"type": 12, "id": 1, "items": [{"media": {"url": "attachment://a.png"}}]}
    draft = MessageDraft(components=[gallery], attachments=[file])

    payload = payload_of(scene.world, post(scene.world, scene.text, scene.world.application.bot, draft))
    media = payload["components"][0]["items"][0]["media"]

    assert payload["attachments"] == []
    assert media["url"].startswith(f"{scene.world.cdn_url}/attachments/{scene.text.id}/{file.id}/a.png?")
    assert (media["proxy_url"], media["attachment_id"]) == (media["url"], str(file.id))


def test_a_file_component_tells_what_file_it_shows(scene: Any) -> None:
    # "Component Reference", File: name and size are "provided by the API".
    file = Attachment(scene.world.new_id(), "a.txt", "text/plain", b"hello")
    component = {"type": 13, "id": 1, "file": {"url": "attachment://a.txt"}, "spoiler": False}
    draft = MessageDraft(components=[component], attachments=[file])

    payload = payload_of(scene.world, post(scene.world, scene.text, scene.world.application.bot, draft))

    assert (payload["components"][0]["name"], payload["components"][0]["size"]) == ("a.txt", 5)
