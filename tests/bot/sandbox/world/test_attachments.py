"""Files of the world: what is kept of them, and for how long."""

from __future__ import annotations

from typing import Any

from bot.sandbox.payloads.messages import message as payload_of
from bot.sandbox.world import attachments
from bot.sandbox.world.channels import delete_channel
from bot.sandbox.world.messages import MessageDraft, post
from bot.sandbox.world.models import Attachment, Message


def upload(scene: Any, data: bytes) -> tuple[Attachment, Message]:
    file = Attachment(scene.world.new_id(), "a.txt", "text/plain", data)
    draft = MessageDraft("x", attachments=[file])
    return file, post(scene.world, scene.text, scene.world.application.bot, draft)


def test_the_oldest_files_make_room(scene: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(attachments, "MOST_BYTES", 10)
    (old, message), (new, _) = upload(scene, b"123456"), upload(scene, b"abcdef")

    assert (list(scene.world.attachments), old.data, new.data) == ([new.id], b"", b"abcdef")
    assert payload_of(scene.world, message)["attachments"][0]["size"] == 6


def test_a_file_above_all_room_stays_while_it_is_the_latest(scene: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(attachments, "MOST_BYTES", 3)

    file, _ = upload(scene, b"123456")

    assert scene.world.attachments == {file.id: file}


def test_the_files_of_a_deleted_channel_are_gone(scene: Any) -> None:
    upload(scene, b"1")

    delete_channel(scene.world, scene.guild, scene.text)

    assert scene.world.attachments == {}
    assert scene.text.id not in scene.world.messages
