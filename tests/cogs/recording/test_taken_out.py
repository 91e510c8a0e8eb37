"""A replay that is posted while somebody is taken out of it: their voice is in nothing that is sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from bot import replies
from bot.sandbox.people.person import Person
from bot.testing import eventually
from bot.voice import ogg
from bot.voice.recording import Packet, Recording
from cogs.recording.api import Consent, Replay, StopReason
from cogs.recording.posting import Poster
from cogs.recording.recorder import Recorder
from cogs.recording.replay.posts import Posts
from cogs.recording.shelf import Shelf
from cogs.rooms.api import Rooms
from tests.cogs.recording.studio import Studio


def words(user_id: int) -> list[bytes]:
    """What somebody says; each packet is theirs alone."""
    return [b"\xfc" + user_id.to_bytes(8, "big") + bytes([number]) * 40 for number in range(1, 40)]


@dataclass
class Shop:
    """A replay of some people, each of whom speaks alone, that is made and posted by itself."""

    studio: Studio
    host: Person
    replay: Replay

    @property
    def bot(self) -> Any:
        """The bot."""
        return self.studio.house.bot

    def heard(self, user_id: int, since: int = 0) -> list[str]:
        """In which files somebody is heard that were uploaded after so many others."""
        stored = list(self.studio.house.sandbox.world.attachments.values())[since:]
        opus = [each for each in stored if each.filename.endswith(".opus")]
        return [each.filename for each in opus if not set(words(user_id)).isdisjoint(ogg.packets(each.data))]

    def uploaded(self) -> int:
        """How many files were."""
        return len(self.studio.house.sandbox.world.attachments)

    def shown(self) -> list[bytes]:
        """The files in which the replay stands in the channels now."""
        messages = [*self.host.messages(), *self.host.messages(self.studio.house.stage_id)]
        posts = [each for each in messages if "replay-1.opus" in self.studio.names(each)]
        return [self.studio.content(post, "replay-1.opus") for post in posts]


async def shop(studio: Studio, *user_ids: int) -> Shop:
    """Put such a replay on the shelf."""
    host = await studio.house.room()
    bot = studio.house.bot
    recorder, room = bot.service(Recorder), bot.service(Rooms).on(studio.house.stage_id)
    assert room is not None
    book, folders = recorder._book, recorder._folders
    replay = await book.begin(room, Consent.OPT_OUT, host.id)
    recording = Recording(folders.make(replay.id), allows=lambda _user: True, began=0.0, goes_on={})
    for place, user_id in enumerate(user_ids):
        for number, opus in enumerate(words(user_id)):
            arrived = 2.0 * place + number * 0.02
            recording.take(user_id, user_id, number, Packet(number * 960, arrived, opus))
    recording.close(2.0 * len(user_ids))
    stopped = await book.finish(replay, StopReason.HOST, folders.close(replay.id))
    assert stopped is not None
    made = Shop(studio, host, stopped)
    await eventually(made.shown, within_seconds=60)
    return made


async def test_who_is_taken_out_before_a_post_or_while_it_is_sent_is_not_in_it(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, bob, cyd = 9_001, 9_002, 9_003
    here = await shop(studio, ada, bob, cyd)
    poster, shelf, recorder = here.bot.service(Poster), here.bot.service(Shelf), here.bot.service(Recorder)
    assert here.heard(ada)
    send, edit = poster._send, poster._edit

    async def take_out_first(*given: Any, **more: Any) -> Any:
        # It is made, and nothing is sent yet; the rows are gone, and the file is not.
        await recorder._book.remove_person(here.replay.id, ada)
        return await send(*given, **more)

    with monkeypatch.context() as patched:
        patched.setattr(poster, "_send", take_out_first)
        before = here.uploaded()
        assert "is posted here" in (await here.host.slash("record post", replay="1")).text
    assert here.heard(ada, before) == []
    assert here.heard(bob, before)

    async def take_out_meanwhile(post: Any, **changes: Any) -> None:
        await edit(post, **changes)
        if changes.get("attachments"):
            patched.undo()
            await shelf.withdraw(here.replay, bob)

    patched = pytest.MonkeyPatch()
    patched.setattr(poster, "_edit", take_out_meanwhile)
    assert "is posted here" in (await here.host.slash("record post", replay="1")).text

    def nobody_else_is_heard() -> bool:
        gone = {*words(ada), *words(bob)}
        files = here.shown()
        return len(files) == 3 and all(gone.isdisjoint(ogg.packets(data)) for data in files)

    await eventually(nobody_else_is_heard, within_seconds=60)
    assert all(set(words(cyd)) <= set(ogg.packets(data)) for data in here.shown())

    say = replies.say

    async def said_before_the_no(*given: Any, **more: Any) -> int | None:
        patched.undo()
        message_id = await say(*given, **more)
        await shelf.withdraw(here.replay, cyd)
        return message_id

    patched.setattr(replies, "say", said_before_the_no)
    given = await here.host.slash("record get", replay="1")
    await eventually(lambda: "I took that file back" in here.host.look(given).text)
    assert "Here is" not in here.host.look(given).text


async def test_a_process_that_ends_before_it_has_noted_its_post_makes_no_second_one_and_shows_how_far_it_is(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    add, failures = Posts.add, [OSError("the process ended here")]

    async def fail_once(posts: Posts, *given: Any) -> bool:
        if failures:
            raise failures.pop()
        return await add(posts, *given)

    monkeypatch.setattr(Posts, "add", fail_once)
    here = await shop(studio, 9_001)

    assert len(here.shown()) == 1
    assert [
        each.text for each in here.host.messages(studio.house.stage_id) if "is being made" in each.text
    ] == []
    here.bot.service(Poster).moved(here.replay, 42)
    await eventually(lambda: "42 %" in studio.chat(here.host))
