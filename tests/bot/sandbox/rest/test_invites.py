"""Invites, by plain discord.py and by hand. Discord documentation, "Invite" and "Channel"."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from bot import discord_internals
from bot.sandbox.errors import DiscordError
from bot.sandbox.world.guilds import add_user
from bot.sandbox.world.invites import accept_invite, create_invite
from bot.sandbox.world.models import STAGE, Member, ScheduledEvent
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.roles import add_role
from bot.sandbox.world.scheduled_events import create_event
from tests.bot.sandbox.house import House, expect_refused


@pytest.fixture
def hosting(house: House) -> House:
    house.grant(Permission.MANAGE_GUILD)
    return house


async def invite(house: House, **body: Any) -> Any:
    _, answer = await house.api("POST", f"/channels/{house.stage.id}/invites", json=body)
    return answer


async def invite_by_file(house: House, lines: str) -> tuple[int, Any]:
    form = aiohttp.FormData({"max_uses": "5"})
    form.add_field("target_users_file", lines.encode(), filename="guests.csv", content_type="text/csv")
    return await house.api("POST", f"/channels/{house.stage.id}/invites", data=form)


def come_in(house: House, code: str, name: str = "guest") -> Member:
    return accept_invite(house.sandbox.world, code, add_user(house.sandbox.world, name))


async def test_an_invite_is_made_and_heard_of(house: House) -> None:
    # "Channel", Create Channel Invite; "Gateway Events", Invite Create.
    made = await house.during("invite_create", house.stage.create_invite(max_age=600, max_uses=3))

    assert made.channel == house.stage
    assert (made.max_age, made.max_uses, made.inviter) == (600, 3, house.guild.me)


async def test_the_defaults_are_a_day_and_any_number(house: House) -> None:
    # Create Channel Invite: defaults.
    answer = await invite(house)

    assert (answer["max_age"], answer["max_uses"], answer["temporary"]) == (86400, 0, False)


async def test_a_like_invite_is_used_again_unless_it_must_be_unique(house: House) -> None:
    # Create Channel Invite, unique.
    first, again, other = await invite(house), await invite(house), await invite(house, unique=True)

    assert first["code"] == again["code"] != other["code"]


@pytest.mark.parametrize("body", [{"max_age": 604801}, {"max_uses": 101}, {"max_age": -1}])
async def test_an_invite_has_limits(house: House, body: dict[str, int]) -> None:
    assert (await invite(house, **body))["code"] == 50035


async def test_inviting_takes_its_permission(house: House) -> None:
    house.deny(Permission.CREATE_INSTANT_INVITE, house.stage.id)

    await expect_refused(50013, house.stage.create_invite())


async def test_an_invite_is_looked_up_and_deleted(house: House) -> None:
    # "Invite", Get Invite, Delete Invite; "Gateway Events", Invite Delete.
    made = await house.stage.create_invite()

    found = await house.client.fetch_invite(made.url, with_counts=True)
    assert (found.approximate_member_count, found.guild) == (2, house.guild)
    gone = await house.during("invite_delete", made.delete())

    assert gone.code == made.code
    await expect_refused(10006, house.client.fetch_invite(made.url))


async def test_invites_are_listed(hosting: House) -> None:
    # "Channel", Get Channel Invites; "Guild", Get Guild Invites.
    made = await hosting.stage.create_invite()

    assert [each.code for each in await hosting.stage.invites()] == [made.code]
    assert await hosting.lounge.invites() == []
    assert [each.code for each in await hosting.guild.invites()] == [made.code]


async def test_an_invite_ends_with_its_time(house: House) -> None:
    made = await house.stage.create_invite(max_age=60)
    house.sandbox.advance(61)

    await expect_refused(10006, house.client.fetch_invite(made.url))


async def test_invites_whose_time_is_over_are_forgotten(house: House) -> None:
    await invite(house, max_age=60)
    house.sandbox.advance(61)

    made = await invite(house)

    assert list(house.sandbox.guild.invites) == [made["code"]]


async def test_the_last_use_ends_an_invite(house: House) -> None:
    code = (await invite(house, max_uses=1))["code"]
    member = come_in(house, code)

    assert member.user.id in house.sandbox.guild.members
    with pytest.raises(DiscordError) as caught:
        come_in(house, code, "late")
    assert caught.value.code == 10006


async def test_only_the_listed_may_come_in(house: House) -> None:
    # Create Channel Invite, target_users_file: "all the users able to accept this invite".
    guest = add_user(house.sandbox.world, "guest")
    status, answer = await invite_by_file(house, f"user_id\n{guest.id}\n{guest.id}\n")

    assert (status, answer["max_uses"]) == (200, 5)
    with pytest.raises(DiscordError) as caught:
        come_in(house, answer["code"], "stranger")
    assert caught.value.code == 10006
    assert accept_invite(house.sandbox.world, answer["code"], guest).user is guest


async def test_bad_lines_of_the_list_are_named(house: House) -> None:
    # "Invite", Update Target Users, Example Error Response.
    status, answer = await invite_by_file(house, "1\nalice\n99999999999999999999999\n")

    assert status == 400
    assert answer == {
        "target_users_file": [
            "Line 2: invalid user ID format",
            "Line 3: invalid user ID - must be a valid Discord snowflake",
        ]
    }


async def test_a_file_of_another_name_is_an_error_that_names_it(house: House) -> None:
    form = aiohttp.FormData({"max_uses": "5"})
    form.add_field("target_user_file", b"1\n", filename="guests.csv")

    status, answer = await house.api("POST", f"/channels/{house.stage.id}/invites", data=form)

    assert (status, "target_user_file" in answer["message"]) == (501, True)


async def test_the_list_is_read_back_and_replaced(house: House) -> None:
    # "Invite", Get Target Users, Update Target Users, Get Target Users Job Status.
    _, made = await invite_by_file(house, "1\n2\n")
    path = f"/invites/{made['code']}/target-users"
    form = aiohttp.FormData()
    form.add_field("target_users_file", b"3\n", filename="guests.csv")

    assert await house.api("GET", path) == (200, "user_id\n1\n2\n")
    assert (await house.api("GET", f"{path}/job-status"))[1]["status"] == 2
    assert (await house.api("PUT", path, data=form))[0] == 204
    assert await house.api("GET", path) == (200, "user_id\n3\n")


async def test_an_invite_for_all_has_no_list(house: House) -> None:
    # "Opcodes and Status Codes", 10129 and 10124.
    path = f"/invites/{(await invite(house))['code']}/target-users"

    assert (await house.api("GET", path))[1]["code"] == 10129
    assert (await house.api("GET", f"{path}/job-status"))[1]["code"] == 10124


async def test_an_invite_gives_roles(house: House) -> None:
    # Create Channel Invite, role_ids; "Invite", Invite Structure: roles.
    role = await house.guild.create_role(name="member of the club")
    made = await invite(house, role_ids=[str(role.id)])

    assert [each["name"] for each in made["roles"]] == ["member of the club"]
    assert come_in(house, made["code"]).role_ids == [role.id]


async def test_only_lower_roles_can_be_given_and_with_manage_roles(house: House) -> None:
    # Create Channel Invite: "cannot assign roles with higher permissions than the sender".
    high = add_role(house.sandbox.world, house.sandbox.guild, "high", 0, position=99)
    low = await house.guild.create_role(name="low")

    assert (await invite(house, role_ids=[high.id]))["code"] == 50013
    house.revoke(Permission.MANAGE_ROLES)
    assert (await invite(house, role_ids=[low.id]))["code"] == 50013


async def test_the_banned_stay_out(house: House) -> None:
    # "Opcodes and Status Codes", 40007.
    house.grant(Permission.BAN_MEMBERS)
    alice = await house.member()
    await house.guild.ban(alice)
    code = (await invite(house))["code"]

    with pytest.raises(DiscordError) as caught:
        accept_invite(house.sandbox.world, code, house.sandbox.world.users[alice.id])
    assert caught.value.code == 40007


async def test_a_thousand_invites_at_most(house: House) -> None:
    # "Opcodes and Status Codes", 30016.
    made = await house.stage.create_invite()
    invites = house.sandbox.guild.invites
    for number in range(999):
        invites[str(number)] = invites[made.code]

    await expect_refused(30016, house.stage.create_invite())


async def test_invites_of_a_deleted_channel_go_with_it(house: House) -> None:
    made = await house.stage.create_invite()
    await house.stage.delete()

    await expect_refused(10006, house.client.fetch_invite(made.url))


async def test_a_sealed_invite_lets_its_person_in_alone_once_and_with_the_role(house: House) -> None:
    # Create Channel Invite, target_users_file and role_ids: what discord.py lacks, by our own request.
    house.grant(Permission.MANAGE_ROLES)
    role = add_role(house.sandbox.world, house.sandbox.guild, "owls", 0)
    guest, thief = house.sandbox.outsider("guest"), house.sandbox.outsider("thief")

    code = await discord_internals.create_sealed_invite(
        house.client, house.stage.id, guest.id, role_ids=[role.id], max_age_seconds=3600
    )

    with pytest.raises(DiscordError, match="Unknown Invite"):
        thief.accept_invite(code)
    guest.accept_invite(code)
    assert house.sandbox.guild.members[guest.id].role_ids == [role.id]
    assert code not in house.sandbox.guild.invites


async def test_a_category_and_a_role_of_everybody_take_no_invite(house: House) -> None:
    # "Opcodes and Status Codes", 50024 and 50028.
    category = house.guild.categories[0]
    _, refused = await house.api("POST", f"/channels/{category.id}/invites", json={})

    assert refused["code"] == 50024
    assert (await invite(house, role_ids=[str(house.guild.id)]))["code"] == 50028


async def test_only_who_manages_the_guild_lists_and_changes_its_invites(house: House) -> None:
    # "Guild", Get Guild Invites; "Invite", Update Target Users.
    world, owner = house.sandbox.world, house.sandbox.world.application.owner
    theirs = create_invite(world, house.sandbox.guild, house.sandbox.house.text, owner, target_user_ids=[1])

    for path in (f"/guilds/{house.guild.id}/invites", f"/invites/{theirs.code}/target-users"):
        assert (await house.api("GET", path))[1]["code"] == 50013


async def test_a_list_of_targets_is_replaced_by_a_list(house: House) -> None:
    # "Invite", Update Target Users, Example Error Response.
    _, made = await invite_by_file(house, "1\n")
    path = f"/invites/{made['code']}/target-users"
    bad = aiohttp.FormData()
    bad.add_field("target_users_file", b"alice\n", filename="guests.csv")

    assert "Line 1" in (await house.api("PUT", path, data=bad))[1]["target_users_file"][0]
    assert (await house.api("PUT", path))[1]["code"] == 50035
    assert await house.api("GET", path) == (200, "user_id\n1\n")


async def test_an_invite_is_looked_up_with_an_event(house: House) -> None:
    # "Invite", Get Invite: guild_scheduled_event_id.
    begins = house.sandbox.clock.now() + timedelta(days=1)
    stage = house.sandbox.house.stage.id
    event = ScheduledEvent(1, house.guild.id, house.bot_id, "Books", begins, STAGE, channel_id=stage)
    create_event(house.sandbox.world, event)
    made = await invite(house)

    _, found = await house.api("GET", f"/invites/{made['code']}?guild_scheduled_event_id=1")

    assert found["guild_scheduled_event"]["name"] == "Books"
