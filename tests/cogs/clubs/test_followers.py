from __future__ import annotations

import pytest

from cogs.clubs.api import ClubIsArchived, Follower, NoSuchClub, ToldBy
from cogs.clubs.places import Place
from cogs.clubs.refusals import NoChannelToTellIn, NotFollowing
from cogs.clubs.roles import Actor
from tests.cogs.clubs.cast import ALICE, BOB, CAROL, GUILD, Cast


async def test_who_follows_is_told_in_the_way_they_chose_last(jazz: Cast) -> None:
    follow = jazz.clubs.following.follow
    await jazz.clubs.places.bind(jazz.club.id, Actor(ALICE), Place.CHANNEL, 6)

    await follow(jazz.club.id, CAROL, ToldBy.DM)
    await follow(jazz.club.id, BOB, ToldBy.DM)
    await follow(jazz.club.id, BOB, ToldBy.CHANNEL, locale="fr")

    assert await jazz.clubs.followers(jazz.club.id, 10) == [
        Follower(BOB, ToldBy.CHANNEL, "fr"),
        Follower(CAROL, ToldBy.DM, "en-US"),
    ]
    assert await jazz.clubs.followers(jazz.club.id, 10, after_id=BOB) == [Follower(CAROL, ToldBy.DM, "en-US")]
    assert await jazz.role(BOB) is None


async def test_who_stops_is_told_no_more(jazz: Cast) -> None:
    await jazz.clubs.following.follow(jazz.club.id, BOB, ToldBy.DM)

    await jazz.clubs.following.unfollow(jazz.club.id, BOB)

    assert await jazz.clubs.followers(jazz.club.id, 10) == []
    with pytest.raises(NotFollowing):
        await jazz.clubs.following.unfollow(jazz.club.id, BOB)


async def test_a_club_that_rests_or_is_not_there_cannot_be_followed(jazz: Cast) -> None:
    with pytest.raises(NoSuchClub):
        await jazz.clubs.following.follow(jazz.club.id + 1, BOB, ToldBy.DM)
    await jazz.clubs.profiles.archive(jazz.club.id, Actor(ALICE))
    with pytest.raises(ClubIsArchived):
        await jazz.clubs.following.follow(jazz.club.id, BOB, ToldBy.DM)


async def test_somebody_sees_what_they_are_wait_for_and_follow(jazz: Cast) -> None:
    await jazz.let_in(BOB)
    await jazz.clubs.following.follow(jazz.club.id, BOB, ToldBy.DM)

    mine = await jazz.clubs.mine(GUILD, BOB)

    assert [member.number for member in mine.memberships] == [2]
    assert (mine.waits, mine.follows) == ((), ((jazz.club.id, ToldBy.DM),))


async def test_who_cannot_be_mentioned_anywhere_is_told_so(jazz: Cast) -> None:
    with pytest.raises(NoChannelToTellIn):
        await jazz.clubs.following.follow(jazz.club.id, BOB, ToldBy.CHANNEL)
