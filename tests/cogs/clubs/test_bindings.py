from __future__ import annotations

import pytest

from bot.sandbox.people.person import Person
from bot.sandbox.world.channels import add_channel, delete_channel, set_overwrite
from bot.sandbox.world.models import Channel, ChannelType, Overwrite, Role
from bot.sandbox.world.permissions import Permission, in_channel
from bot.sandbox.world.roles import add_role, delete_role, edit_role, give_role, move_roles
from bot.settings.store import Place as SettingPlace
from bot.testing import eventually
from cogs.clubs.roles import Actor
from tests.cogs.clubs.scene import Scene
from tests.cogs.house import CLUB


def made(scene: Scene, kind: ChannelType) -> list[Channel]:
    """The channels that bear the club's name."""
    name = CLUB if kind is not ChannelType.TEXT else "night-owls"
    return [c for c in scene.guild.channels.values() if c.type is kind and c.name in {name, CLUB}]


def sees(scene: Scene, person_id: int, channel: Channel) -> bool:
    return Permission.VIEW_CHANNEL in in_channel(scene.guild, channel, person_id)


def bot_role(scene: Scene) -> Role:
    """The role that the bot came with."""
    me = scene.guild.members[scene.house.sandbox.world.application.bot.id]
    return scene.guild.roles[me.role_ids[0]]


def lacks(scene: Scene, lost: Permission) -> None:
    """Take a permission from the bot."""
    role = bot_role(scene)
    edit_role(scene.house.sandbox.world, scene.guild, role, permissions=role.permissions & ~int(lost))


async def lets_owners_make(scene: Scene) -> None:
    place = SettingPlace(scene.guild.id, "clubs")
    await scene.house.bot.settings.change(place, {"owners_make": True}, 1)


async def test_a_stage_is_made_in_the_category_with_the_bot_named_in_it(scene: Scene) -> None:
    category = next(c for c in scene.guild.channels.values() if c.type is ChannelType.CATEGORY)
    place = SettingPlace(scene.guild.id, "community")
    await scene.house.bot.settings.change(place, {"stage_category": str(category.id)}, 1)

    seen = await scene.steward.slash("club make stage", club=CLUB)

    (stage,) = made(scene, ChannelType.STAGE)
    assert seen.text == f"**{CLUB}** has <#{stage.id}> now."
    assert stage.parent_id == category.id
    assert scene.house.sandbox.world.application.bot.id in stage.overwrites
    assert (await scene.club()).stage_channel_id == stage.id


async def test_a_room_opens_on_the_stage_of_its_club(scene: Scene) -> None:
    await scene.steward.slash("club make stage", club=CLUB)
    (stage,) = made(scene, ChannelType.STAGE)
    await scene.owner.join(scene.house.stage_id)

    await scene.owner.slash("room open", club=CLUB, topic="Who is awake?")

    assert list(scene.guild.stage_instances) == [stage.id]


async def test_a_channel_for_members_only_is_seen_by_them_and_by_the_bot(scene: Scene) -> None:
    ada, eve = await scene.member("Ada"), scene.house.person("Eve")
    bot_id = scene.house.sandbox.world.application.bot.id
    refused = await scene.steward.slash("club make channel", club=CLUB, members_only=True)
    assert "/club make role" in refused.text
    await scene.steward.slash("club make role", club=CLUB)
    role_id = (await scene.club()).role_id
    await eventually(lambda: role_id in scene.guild.members[ada.id].role_ids)

    await scene.steward.slash("club make channel", club=CLUB, members_only=True)

    (channel,) = made(scene, ChannelType.TEXT)
    assert [sees(scene, one, channel) for one in (ada.id, eve.id, bot_id)] == [True, False, True]


async def test_owners_have_things_made_only_if_the_community_lets_them(scene: Scene) -> None:
    assert "/settings" in (await scene.owner.slash("club make stage", club=CLUB)).text
    await lets_owners_make(scene)

    assert "has <#" in (await scene.owner.slash("club make channel", club=CLUB)).text
    ada = await scene.member("Ada")
    assert "for the owner" in (await ada.slash("club make stage", club=CLUB)).text


async def test_a_club_has_one_of_each_and_a_second_click_makes_no_second(scene: Scene) -> None:
    await scene.steward.slash("club make stage", club=CLUB)

    again = await scene.steward.slash("club make stage", club=CLUB)

    (stage,) = made(scene, ChannelType.STAGE)
    assert (
        again.text
        == f"**{CLUB}** has a stage already: <#{stage.id}>. Take it away with `/club unbind` first."
    )


@pytest.mark.parametrize(
    ("what", "lost", "named"),
    [
        ("stage", Permission.MANAGE_CHANNELS, "Manage Channels"),
        ("stage", Permission.MOVE_MEMBERS, "Move Members"),
        ("channel", Permission.MANAGE_ROLES, "Manage Roles"),
        ("role", Permission.MANAGE_ROLES, "Manage Roles"),
    ],
)
async def test_what_the_bot_lacks_is_named_before_anything_is_made(
    scene: Scene, what: str, lost: Permission, named: str
) -> None:
    before = set(scene.guild.channels) | set(scene.guild.roles)
    lacks(scene, lost)

    seen = await scene.steward.slash(f"club make {what}", club=CLUB)

    assert named in seen.text
    assert set(scene.guild.channels) | set(scene.guild.roles) == before


async def test_a_server_without_stages_is_told_so(scene: Scene) -> None:
    scene.guild.features.remove("COMMUNITY")
    scene.house.bot.guilds[0].features.remove("COMMUNITY")

    assert "turn it into a Community" in (await scene.steward.slash("club make stage", club=CLUB)).text


async def test_a_channel_that_is_there_is_bound_by_who_may_change_it(scene: Scene) -> None:
    stage_id, text_id = scene.house.stage_id, scene.house.sandbox.house.text.id

    assert "Manage Channels" in (await scene.owner.slash("club bind stage", club=CLUB, stage=stage_id)).text
    assert "now" in (await scene.steward.slash("club bind stage", club=CLUB, stage=stage_id)).text
    assert "now" in (await scene.steward.slash("club bind channel", club=CLUB, channel=text_id)).text
    club = await scene.club()
    assert (club.stage_channel_id, club.text_channel_id) == (stage_id, text_id)
    bot_id = scene.house.sandbox.world.application.bot.id
    assert bot_id in scene.guild.channels[stage_id].overwrites

    assert "In Discord it stays" in (await scene.owner.slash("club unbind", club=CLUB, what="stage")).text
    assert "has no stage" in (await scene.owner.slash("club unbind", club=CLUB, what="stage")).text
    assert stage_id in scene.guild.channels


async def test_a_channel_that_the_bot_cannot_see_is_named(scene: Scene) -> None:
    world = scene.house.sandbox.world
    hidden = add_channel(world, scene.guild, "secret", ChannelType.TEXT)
    deny = Overwrite(scene.guild.id, 0, 0, int(Permission.VIEW_CHANNEL))
    set_overwrite(world, scene.guild, hidden, deny)

    seen = await scene.steward.slash("club bind channel", club=CLUB, channel=hidden.id)

    assert f"In <#{hidden.id}> I lack: View Channel" in seen.text


async def test_what_is_deleted_in_discord_is_no_longer_the_clubs(scene: Scene) -> None:
    for what in ("stage", "channel", "role"):
        await scene.steward.slash(f"club make {what}", club=CLUB)
    world, club = scene.house.sandbox.world, await scene.club()
    assert club.role_id is not None

    for channel_id in (club.stage_channel_id, club.text_channel_id):
        delete_channel(world, scene.guild, scene.guild.channels[channel_id or 0])
    delete_role(world, scene.guild, scene.guild.roles[club.role_id])

    await until_bare(scene)
    assert await scene.role_of(scene.owner) == "owner"


async def until_bare(scene: Scene) -> None:
    """Wait until the club has nothing in Discord any more."""
    for _ in range(100):
        club = await scene.club()
        if (club.role_id, club.stage_channel_id, club.text_channel_id) == (None, None, None):
            return
        await scene.owner.slash("club mine")
    raise AssertionError(await scene.club())


@pytest.fixture
def tree(scene: Scene) -> tuple[Role, Role, Person]:
    """Give a harmless role, one above it, and somebody with the second who may give roles."""
    world = scene.house.sandbox.world
    high = add_role(world, scene.guild, "staff", int(Permission.MANAGE_ROLES))
    low = add_role(world, scene.guild, "owls", 0)
    give_role(world, scene.guild, scene.owner.id, high.id)
    return low, high, scene.owner


async def test_a_role_that_is_there_is_bound_by_who_may_give_it(
    scene: Scene, tree: tuple[Role, Role, Person]
) -> None:
    low, _, owner = tree

    seen = await owner.slash("club bind role", club=CLUB, role=low.id)

    assert f"get <@&{low.id}>" in seen.text
    await eventually(lambda: low.id in scene.guild.members[owner.id].role_ids)
    assert (await scene.club()).role_id == low.id


async def test_a_role_that_gives_power_or_is_nobodys_to_give_is_refused(
    scene: Scene, tree: tuple[Role, Role, Person]
) -> None:
    low, high, owner = tree

    assert "gives power: Manage Roles" in (await owner.slash("club bind role", club=CLUB, role=high.id)).text
    everybody = await owner.slash("club bind role", club=CLUB, role=scene.guild.id)
    assert "everybody's role" in everybody.text
    own = await scene.steward.slash("club bind role", club=CLUB, role=bot_role(scene).id)
    assert "gives by itself" in own.text
    ada = await scene.member("Ada")
    await scene.book.staff.transfer((await scene.club()).id, Actor(scene.owner.id), ada.id)
    assert "You lack there: Manage Roles" in (await ada.slash("club bind role", club=CLUB, role=low.id)).text


async def test_a_role_above_the_bots_is_refused_with_what_to_do(scene: Scene) -> None:
    world = scene.house.sandbox.world
    top = add_role(world, scene.guild, "top", 0)
    move_roles(world, scene.guild, {top.id: bot_role(scene).position + 1})

    seen = await scene.steward.slash("club bind role", club=CLUB, role=top.id)

    assert "move my role up" in seen.text
    assert (await scene.club()).role_id is None
