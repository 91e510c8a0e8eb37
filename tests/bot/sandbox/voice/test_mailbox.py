"""Source: Discord documentation, "Voice Connections", Buffered Resume."""

from __future__ import annotations

import json

import pytest

from bot.sandbox.voice.mailbox import LIMIT, Mailbox, MessagesLost
from bot.sandbox.voice.opcodes import VoiceOp


def mailbox(messages: int, *, is_numbered: bool = True) -> Mailbox:
    box = Mailbox(is_numbered=is_numbered)
    for number in range(messages):
        box.post(VoiceOp.SPEAKING, number)
    return box


def numbers(texts: list[str]) -> list[int]:
    return [json.loads(text)["d"] for text in texts]


def test_messages_are_numbered_from_version_eight_on() -> None:
    assert json.loads(mailbox(1).missed(-1)[0]) == {"op": 5, "d": 0, "seq": 1}
    assert mailbox(1, is_numbered=False).missed(-1) == []


def test_what_was_missed_is_what_came_after() -> None:
    assert numbers(mailbox(5).missed(3)) == [3, 4]


def test_who_has_seen_nothing_gets_everything() -> None:
    assert numbers(mailbox(3).missed(-1)) == [0, 1, 2]


def test_what_was_acknowledged_cannot_be_had_again() -> None:
    box = mailbox(5)
    box.acknowledge(4)

    assert numbers(box.missed(4)) == [4]
    with pytest.raises(MessagesLost):
        box.missed(2)
    with pytest.raises(MessagesLost):
        box.missed(-1)


def test_a_number_that_was_never_sent_is_refused() -> None:
    with pytest.raises(MessagesLost):
        mailbox(3).acknowledge(4)


def test_the_buffer_is_bounded() -> None:
    box = mailbox(LIMIT + 2)

    assert len(box.missed(2)) == LIMIT
    with pytest.raises(MessagesLost):
        box.missed(1)


def test_numbers_wrap_around_at_sixteen_bits() -> None:
    box = mailbox(65_535)

    box.post(VoiceOp.SPEAKING, "after")

    assert json.loads(box.missed(65_535)[0]) == {"op": 5, "d": "after", "seq": 0}
    box.acknowledge(0)
    assert box.missed(0) == []
