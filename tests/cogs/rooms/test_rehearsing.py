"""A dry run says what would fail, for want of what and where, and changes nothing."""

from __future__ import annotations

import pytest

from bot.sandbox.people.errors import ActorError
from bot.sandbox.world.channels import set_overwrite
from bot.sandbox.world.models import Overwrite
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.roles import add_role
from tests.cogs.house import CLUB, TOPIC, House


def say(
    house: House, target_id: int, *, allow: Permission | int = 0, deny: Permission | int = 0, kind: int = 0
) -> None:
    """Write an overwrite of the first stage, of a role or, as the kind 1, of a member."""
    overwrite = Overwrite(target_id, kind, int(allow), int(deny))
    set_overwrite(house.sandbox.world, house.sandbox.guild, house.sandbox.house.stage, overwrite)


async def test_an_evening_at_which_all_goes_well_is_played_and_nothing_is_changed(house: House) -> None:
    hana, stage = await house.club(), house.sandbox.house.stage
    before = {target: (one.allow, one.deny) for target, one in stage.overwrites.items()}

    played = await hana.slash("room rehearse", club=CLUB, stage=stage.id)

    assert "Everything would go well in an open room" in played.text
    assert played.text.count("✅") == 9
    assert house.instance is None
    assert {target: (one.allow, one.deny) for target, one in stage.overwrites.items()} == before
    assert house.bot_voice is None


async def test_what_would_fail_is_named_with_permission_place_and_remedy(house: House) -> None:
    hana, everybody = await house.club(), house.sandbox.guild.id
    bot_id = house.sandbox.world.application.bot.id
    say(house, bot_id, allow=Permission.CONNECT, deny=Permission.MOVE_MEMBERS, kind=1)
    say(house, everybody, deny=Permission.CONNECT | Permission.REQUEST_TO_SPEAK)

    text = (await hana.slash("room rehearse", club=CLUB, stage=house.stage_id)).text

    assert "things would go wrong" in text
    lines = dict(line.removeprefix("❌ **").split("** ", 1) for line in text.splitlines() if "❌" in line)
    assert "I lack Move Members" in lines["I open the stage, come up and keep the room's card."]
    assert "I lack Move Members" in lines["Somebody who is kept out is sent away again."]
    assert "They lack Connect" in lines["Somebody without any role comes to listen."]
    assert "Request to Speak" in lines["They ask to speak, and I let them up."]
    assert f"In the settings of <#{house.stage_id}>, allow my role Move Members" in text


async def test_roles_that_would_come_into_a_room_for_members_are_found_before_they_do(house: House) -> None:
    hana, world = await house.club(), house.sandbox.world
    steward = house.sandbox.actor(house.sandbox.guild.owner_id)
    asked = {"club": CLUB, "stage": house.stage_id, "kind": "social"}
    assert "has no role by which" in (await hana.slash("room rehearse", asked)).text
    await steward.slash("club make role", club=CLUB)
    guests = add_role(world, house.sandbox.guild, "Guests", Permission(0))
    say(house, guests.id, allow=Permission.CONNECT)

    text = (await hana.slash("room rehearse", asked)).text

    assert "One thing would go wrong in a room for members" in text
    assert f"These could come in too: <@&{guests.id}>" in text
    assert "✅ Somebody without any role stays outside." in text
    await hana.slash("room open", {**asked, "topic": TOPIC})
    await house.sandbox.person("Gus", role_ids=[guests.id]).join(house.stage_id)
    with pytest.raises(ActorError):
        await house.person("Nora").join(house.stage_id)


async def test_only_those_who_open_rooms_rehearse_them(house: House) -> None:
    await house.club()

    refused = await house.person("Ada").slash("room rehearse", club=CLUB, stage=house.stage_id)

    assert "❌" not in refused.text
    assert "✅" not in refused.text
