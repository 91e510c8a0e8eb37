from __future__ import annotations

import pytest

from bot.settings.store import Place
from bot.testing import running
from cogs.clubs.api import CameBy
from cogs.clubs.roles import Actor
from tests.cogs.clubs.scene import Scene, pressable
from tests.cogs.house import CLUB, House


async def test_roles_are_given_and_taken_step_by_step(scene: Scene) -> None:
    ada = await scene.member("Ada")
    owner = scene.owner

    assert "is a leader" in (await owner.slash("club promote", club=CLUB, person=ada.id)).text
    assert "is an admin" in (await owner.slash("club promote", club=CLUB, person=ada.id)).text
    above = await owner.slash("club promote", club=CLUB, person=ada.id)
    assert "/club transfer" in above.text
    assert "without a role" in (await ada.slash("club demote", club=CLUB, person=ada.id, role="member")).text
    assert await scene.role_of(ada) == "member"


async def test_who_may_not_is_told_who_may(scene: Scene) -> None:
    ada, bob = await scene.member("Ada"), await scene.member("Bob")

    refused = await ada.slash("club ban", club=CLUB, person=bob.id)

    assert refused.text == (
        f"In **{CLUB}** that is for admins and the owner, and for whoever manages this community."
    )
    assert "is for the owner" in (await ada.slash("club archive", club=CLUB)).text


async def test_a_steward_runs_any_club(scene: Scene) -> None:
    ada = await scene.member("Ada")

    assert "is a leader" in (await scene.steward.slash("club promote", club=CLUB, person=ada.id)).text
    assert "goes on" not in (await scene.steward.slash("club restore", club=CLUB)).text
    assert "is archived" in (await scene.steward.slash("club archive", club=CLUB)).text


async def test_a_member_is_sent_away_banned_and_let_in_again(scene: Scene) -> None:
    ada = await scene.member("Ada")
    bot_id = scene.house.sandbox.world.application.bot.id

    removed = await scene.owner.slash("club remove", club=CLUB, person=ada.id, reason="*spam*")
    assert removed.text == f"{ada.mention} is not in **{CLUB}** any more."
    await ada.slash("club join", club=CLUB)
    await scene.owner.slash("club ban", club=CLUB, person=ada.id, reason="*again*")
    assert "You may not come into" in (await ada.slash("club join", club=CLUB)).text
    kept_out = (await scene.owner.slash("club members", club=CLUB, role="banned")).text
    assert f"{ada.mention}, since" in kept_out
    assert rf"by {scene.owner.mention}: \*again\*" in kept_out
    assert "admins and the owner" in (await ada.slash("club members", club=CLUB, role="banned")).text
    assert "already" in (await scene.owner.slash("club ban", club=CLUB, person=ada.id)).text
    assert "bot" in (await scene.owner.slash("club ban", club=CLUB, person=bot_id)).text
    await scene.owner.slash("club unban", club=CLUB, person=ada.id)
    assert "number 4" in (await ada.slash("club join", club=CLUB)).text

    history = (await scene.owner.slash("club history", club=CLUB)).text.splitlines()
    assert history[0] == f"## What was done in {CLUB}"
    assert [line.partition(": ")[2] for line in history[1:]] == [
        f"{scene.owner.mention} lifted the ban of {ada.mention}",
        rf"{scene.owner.mention} banned {ada.mention}: \*again\*",
        f"{scene.owner.mention} sent {ada.mention} away: \\*spam\\*",
        f"{scene.owner.mention} founded the club",
    ]


async def test_many_who_are_kept_out_are_read_page_by_page(scene: Scene) -> None:
    club = await scene.club()
    for user_id in range(1, 13):
        await scene.book.staff.ban(club.id, Actor(scene.owner.id), user_id)

    first = await scene.owner.slash("club members", club=CLUB, role="banned")
    second = await scene.owner.click(first.message_id, first.custom_ids[-1])

    assert first.text.count("since") == 10
    assert second.text.count("since") == 2
    assert "<@1>" in second.text


async def test_a_long_history_is_read_page_by_page(scene: Scene) -> None:
    ada = await scene.member("Ada")
    for _ in range(6):
        await scene.owner.slash("club promote", club=CLUB, person=ada.id)
        await scene.owner.slash("club demote", club=CLUB, person=ada.id)

    first = await scene.owner.slash("club history", club=CLUB)
    older = await scene.owner.click(first.message_id, first.custom_ids[-1])

    assert len(first.text.splitlines()) == 11
    assert "founded the club" in older.text
    assert "founded" not in first.text
    assert "admins and the owner" in (await ada.slash("club history", club=CLUB)).text


async def test_a_club_is_handed_over_after_a_second_thought(scene: Scene) -> None:
    ada = await scene.member("Ada")
    bob = scene.house.person("Bob")

    asked = await scene.owner.slash("club transfer", club=CLUB, person=ada.id)
    assert "Hand" in asked.text
    assert await scene.role_of(scene.owner) == "owner"
    assert "belongs to" in (await scene.press(scene.owner, asked, "transfer")).text

    assert (await scene.role_of(ada), await scene.role_of(scene.owner)) == ("owner", "admin")
    assert "for the owner" in (await scene.owner.slash("club transfer", club=CLUB, person=ada.id)).text
    assert "They are not in" in (await ada.slash("club transfer", club=CLUB, person=bob.id)).text


async def test_an_archived_club_rests_is_not_offered_and_can_be_restored(scene: Scene) -> None:
    ada = scene.house.person("Ada")

    assert "is archived" in (await scene.owner.slash("club archive", club=CLUB)).text

    assert "so nothing happens there" in (await ada.slash("club join", club=CLUB)).text
    assert await ada.autocomplete("club join", "club", "ow") == []
    assert [one["name"] for one in await ada.autocomplete("club restore", "club", "ow")] == [CLUB]
    assert "**Archived**" in (await ada.slash("club info", club=CLUB)).text
    assert "There is no club here yet" in (await ada.slash("club list")).text
    await scene.owner.join(scene.house.stage_id)
    assert "is archived" in (await scene.owner.slash("room open", club=CLUB, topic="Still here?")).text
    assert "goes on" in (await scene.owner.slash("club restore", club=CLUB)).text
    assert "not archived" in (await scene.owner.slash("club restore", club=CLUB)).text


async def test_what_was_typed_is_not_lost_when_it_is_refused(scene: Scene) -> None:
    await scene.owner.slash("club edit", club=CLUB)
    typed = {"name": "Day owls", "description": "A long story", "links": "http://example.org"}

    refused = await scene.owner.submit(typed)
    assert "begins with https://" in refused.text
    form = await scene.press(scene.owner, refused, "again")
    assert "A long story" in str(form.modal)
    fixed = await scene.owner.submit({"links": "https://example.org"})

    assert "**Day owls** is changed" in fixed.text
    assert "A long story" in (await scene.owner.slash("club info", club="Day owls")).text


async def test_an_edit_is_sent_after_a_restart(scene: Scene, house: House) -> None:
    await scene.owner.slash("club edit", club=CLUB)
    config = house.bot.config
    await house.bot.close()

    async with running(house.sandbox, config):
        assert "is changed" in (await scene.owner.submit({"description": "Awake."})).text
        assert "Awake." in (await scene.owner.slash("club info", club=CLUB)).text


async def test_only_some_roles_found_clubs_where_a_community_says_so(scene: Scene, house: House) -> None:
    role = scene.guild.roles[scene.guild.id]
    place = Place(scene.guild.id, "clubs")
    ada = house.person("Ada")
    await house.bot.settings.change(place, {"founder_roles": [role.id + 1]}, 1)

    assert f"<@&{role.id + 1}>" in (await ada.slash("club create", name="Jazz")).text
    assert "is founded" in (await scene.steward.slash("club create", name="Jazz")).text
    await house.bot.settings.change(place, {"founder_roles": [], "most_owned": 1}, 1)
    assert "You own one club here" in (await scene.owner.slash("club create", name="Blues")).text


async def test_members_are_seen_by_members_a_page_at_a_time(scene: Scene) -> None:
    ada = await scene.member("Ada")
    club = await scene.club()
    for number in range(20):
        await scene.book.admit(None, club.id, 5000 + number, CameBy.OPEN)

    first = await ada.slash("club members", club=CLUB)
    second = await ada.click(first.message_id, first.custom_ids[-1])
    back = await ada.click(second.message_id, second.custom_ids[0])

    assert first.text.splitlines()[:3] == [
        f"## {CLUB}: 22 members",
        f"1\\. {scene.owner.mention}, owner",
        f"2\\. {ada.mention}",
    ]
    assert second.text.splitlines()[-1] == "22\\. <@5019>"
    assert back.text == first.text
    only = await ada.slash("club members", club=CLUB, role="admin")
    assert only.text.splitlines()[1:] == ["Nobody is to be shown here."]
    stranger = scene.house.person("Eve")
    assert "that is for its members" in (await stranger.slash("club members", club=CLUB)).text


async def test_a_member_card_shows_the_number_and_who_brought_somebody(scene: Scene) -> None:
    ada, bob = await scene.member("Ada"), scene.house.person("Bob")
    club = await scene.club()
    await scene.book.admit(None, club.id, bob.id, CameBy.INVITATION, invited_by=ada.id)

    card = (await bob.slash("club member", club=CLUB)).text
    assert "Member number **3**, member, since <t:" in card
    assert f"Invited by {ada.mention}, member number 2." in card
    assert "Founded the club." in (await ada.slash("club member", club=CLUB, person=scene.owner.id)).text

    await scene.house.bot.records.forget(scene.guild.id, ada.id)
    assert (
        "Invited by member number 2, who asked to be forgotten."
        in (await bob.slash("club member", club=CLUB)).text
    )
    assert "They are not in" in (await bob.slash("club member", club=CLUB, person=ada.id)).text


@pytest.mark.parametrize("name", ["x" * 6000, "**a\u202eb**", "<@1>\u200b"])
async def test_hostile_names_are_refused(scene: Scene, name: str) -> None:
    assert "visible characters" in (await scene.owner.slash("club create", name=name)).text


@pytest.mark.parametrize("name", ["<@&1> all", "[a](https://b.org)", "`code` ||x||", "@here"])
async def test_odd_names_are_shown_as_text_everywhere(scene: Scene, name: str) -> None:
    created = await scene.owner.slash("club create", name=name)
    listed = await scene.owner.slash("club list")
    card = await scene.owner.slash("club info", club=name)

    for seen in (created, listed, card):
        first = seen.first
        assert first is not None
        assert not first.payload["mention_everyone"]
        assert first.payload["mention_roles"] == []
        assert name not in seen.text
    assert pressable(card, "join")


async def test_french_is_spoken_throughout(scene: Scene) -> None:
    chloe = scene.house.person("Chloé", locale="fr")

    assert "Bienvenue" in (await chloe.slash("club rejoindre", club=CLUB)).text
    assert "membre numéro" in (await chloe.slash("club membre", club=CLUB)).text.lower()
    assert "Propriétaire" in (await chloe.slash("club info", club=CLUB)).text
    assert "réservé au propriétaire" in (await chloe.slash("club archiver", club=CLUB)).text


async def test_a_name_makes_no_heading_of_what_follows_it(scene: Scene) -> None:
    created = await scene.owner.slash("club create", name="# Big")

    assert created.text.startswith("**\\# Big**")
    assert "## \\# Big" in (await scene.owner.slash("club info", club="# Big")).text
