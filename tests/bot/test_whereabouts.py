"""Whoever follows hears of every change, in order, and does what takes longer once for many of them."""

from __future__ import annotations

import asyncio

import pytest

from bot import undo, whereabouts
from bot.tasks import Tasks
from bot.whereabouts import Change, Heard, Place, Whereabouts

GUILD, STAGE = 10, 100


def change(user_id: int, *, own: bool = False, guild_id: int = GUILD) -> Change:
    """Somebody comes."""
    return Change(guild_id, user_id, None, Place(STAGE, suppress=True, requested=False), {}, own)


def noted(heard: list[int], *, wanted: bool = False) -> Heard:
    """What writes down whom it hears of."""

    def hear(each: Change) -> bool:
        heard.append(each.user_id)
        return wanted

    return hear


@pytest.fixture
def told() -> Whereabouts:
    return Whereabouts(Tasks("test"))


async def done(told: Whereabouts) -> None:
    """Wait until nothing is left to be done."""
    await told.close()


async def test_everybody_hears_of_every_change_at_once_and_in_order(told: Whereabouts) -> None:
    first: list[int] = []
    second: list[int] = []
    told.follow(noted(first))
    told.follow(noted(second))

    for user_id in range(1_000):
        told.tell(change(user_id))

    assert first == second == list(range(1_000))
    assert not told.busy  # nobody wants anything done


async def test_what_takes_longer_is_done_once_for_all_that_was_heard_and_none_of_it_is_lost(
    told: Whereabouts,
) -> None:
    heard: list[int] = []
    stored: list[list[int]] = []

    async def store(_guild_id: int) -> None:
        stored.append(heard.copy())
        heard.clear()
        if len(stored) == 1:
            told.tell(change(1_000))  # while it is being done
            await asyncio.sleep(0)

    told.follow(noted(heard, wanted=True), store)
    for user_id in range(1_000):
        told.tell(change(user_id))
    await done(told)

    assert stored == [list(range(1_000)), [1_000]]


async def test_each_community_has_its_own_turn(told: Whereabouts) -> None:
    stuck, served = asyncio.Event(), asyncio.Event()

    async def later(guild_id: int) -> None:
        await (stuck.wait() if guild_id == GUILD else asyncio.sleep(0))
        if guild_id != GUILD:
            served.set()

    told.follow(lambda _each: True, later)
    told.tell(change(1))
    told.tell(change(1, guild_id=GUILD + 1))

    await served.wait()
    assert told.busy
    stuck.set()
    await done(told)


async def test_a_follower_that_fails_is_logged_and_is_no_harm_to_the_next(
    told: Whereabouts, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[int] = []

    def fails(_change: Change) -> bool:
        raise ValueError("of mine")

    async def fails_later(_guild_id: int) -> None:
        raise ValueError("later")

    told.follow(fails)
    told.follow(lambda _each: True, fails_later)
    told.follow(noted(heard))
    told.tell(change(1))
    await done(told)
    told.tell(change(2))

    assert heard == [1, 2]
    assert [record.exc_info is not None for record in caplog.records] == [True, True, True]
    await done(told)


async def test_of_the_bot_itself_they_hear_who_follow_only_that_and_hear_it_first(told: Whereabouts) -> None:
    everybody: list[int] = []
    bot: list[int] = []

    def hear(each: Change) -> bool:
        assert each.user_id not in everybody
        bot.append(each.user_id)
        return False

    told.follow(noted(everybody))
    told.follow_bot(hear)
    told.tell(change(1))
    told.tell(change(2, own=True))

    assert (everybody, bot) == ([1, 2], [2])


async def test_what_a_cog_follows_ends_with_it(told: Whereabouts) -> None:
    heard: list[int] = []
    with undo.collected() as undos:
        told.follow(noted(heard))

    for take_back in reversed(undos):
        take_back()
    told.tell(change(1))

    assert heard == []


async def test_the_end_waits_for_what_was_heard_but_not_for_the_time_in_which_more_is_gathered(
    told: Whereabouts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whereabouts, "GATHER_SECONDS", 3_600)
    stored: list[int] = []

    async def store(guild_id: int) -> None:
        stored.append(guild_id)

    told.follow(lambda _each: True, store)
    told.tell(change(1))
    await done(told)

    assert stored == [GUILD]


def test_the_roles_of_whom_discord_says_nothing_are_none() -> None:
    assert change(1).role_ids == ()
    assert change(1)._replace(member={"roles": ["5", "7"]}).role_ids == (5, 7)
