"""Each thing that the bot lacks is named with its place, and with what grants it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bot.doctor.account import logged_in
from bot.doctor.communities import Communities
from bot.doctor.findings import Finding
from bot.doctor.needs import Need
from bot.sandbox.options import BOT_PERMISSIONS, SandboxOptions
from bot.sandbox.server import Sandbox
from bot.sandbox.world.channels import delete_channel, set_overwrite
from bot.sandbox.world.guilds import remove_member
from bot.sandbox.world.models import ChannelType, Overwrite
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.roles import add_role, move_roles
from bot.testing import config_in
from tests.bot.doctor.looking import found, said, what_to_do

NEEDED = ("view_channel", "connect", "mute_members")


async def look(
    sandbox: Sandbox,
    needed: Sequence[str] = NEEDED,
    only: Sequence[int] = (),
    given: Sequence[Need] = (),
    **discord: Any,
) -> list[Finding]:
    """What is found in the communities of a bot."""
    config = config_in(Path(), discord=discord)

    async def given_in(guild_id: int) -> Sequence[Need]:
        assert guild_id == sandbox.guild.id
        return given

    async with logged_in(sandbox.ready.bot_token, sandbox.ready) as client:
        return await found(Communities(client, needed, given_in).check(config, only))


def link_in(text: str) -> tuple[dict[str, list[str]], Permission]:
    """What an invite link asks for."""
    query = parse_qs(urlsplit(text.rpartition(" ")[2]).query)
    return query, Permission(int(query["permissions"][0]))


async def test_a_community_that_lacks_nothing_is_well(sandbox: Sandbox) -> None:
    (finding,) = await look(sandbox)

    assert finding.check == f"Sandbox club house ({sandbox.guild.id})"
    assert said([finding]) == [("ok", "nothing is missing; 2 stages")]


async def test_a_permission_that_the_role_lacks_is_named_with_a_link_that_grants_it() -> None:
    lacking = SandboxOptions(rate_limits=False, bot_permissions=BOT_PERMISSIONS & ~Permission.MUTE_MEMBERS)
    async with Sandbox.start(lacking) as sandbox:
        findings = await look(sandbox)

    query, permissions = link_in(what_to_do(findings))
    assert said(findings) == [("problem", "the bot lacks Mute Members")]
    assert query["guild_id"] == [str(sandbox.guild.id)]
    assert permissions == Permission.VIEW_CHANNEL | Permission.CONNECT | Permission.MUTE_MEMBERS


async def test_a_permission_that_a_stage_denies_is_named_with_the_stage(sandbox: Sandbox) -> None:
    nobody = Overwrite(sandbox.guild.id, 0, allow=0, deny=int(Permission.MUTE_MEMBERS))
    set_overwrite(sandbox.world, sandbox.guild, sandbox.house.stage, nobody)

    findings = await look(sandbox)

    assert said(findings) == [("problem", "in #Main stage the bot lacks Mute Members")]
    assert what_to_do(findings) == "settings of #Main stage, Permissions, Rostra: allow them"


async def test_a_role_below_all_others_is_told_where_roles_are_to_be_given(sandbox: Sandbox) -> None:
    role = add_role(sandbox.world, sandbox.guild, "Night owls", 0)
    move_roles(sandbox.world, sandbox.guild, {role.id: 9})
    below = "the role Rostra stands below all others, so the bot can give nobody a role"

    assert ("warning", below) in said(await look(sandbox, (*NEEDED, "manage_roles")))
    assert ("warning", below) not in said(await look(sandbox))


async def test_a_community_without_a_stage_is_told(sandbox: Sandbox) -> None:
    for channel in [each for each in sandbox.guild.channels.values() if each.type is ChannelType.STAGE]:
        delete_channel(sandbox.world, sandbox.guild, channel)

    assert said(await look(sandbox)) == [
        ("warning", "there is no stage channel that the bot can see, so no room can be opened"),
        ("ok", "nothing is missing"),
    ]


async def test_one_community_can_be_looked_at_alone(sandbox: Sandbox) -> None:
    assert said(await look(sandbox, only=[123])) == [("problem", "the bot is not in the community 123")]


async def test_a_bot_in_no_community_gets_its_link(sandbox: Sandbox) -> None:
    remove_member(sandbox.world, sandbox.guild, sandbox.world.application.bot.id)

    findings = await look(sandbox)

    assert said(findings) == [("warning", "the bot is in none")]
    assert link_in(what_to_do(findings))[0]["client_id"] == [sandbox.ready.application_id]


async def test_a_server_for_commands_that_the_bot_is_not_in_is_named(sandbox: Sandbox) -> None:
    findings = await look(sandbox, command_guild_ids=[sandbox.guild.id, 123])

    assert said(findings)[-1] == (
        "problem",
        "the bot is not in the community 123, which discord.command_guild_ids names",
    )


async def test_what_a_club_was_given_is_looked_at_by_itself(sandbox: Sandbox) -> None:
    lounge, stage = sandbox.house.text, sandbox.house.stage
    bot_id = sandbox.world.application.bot.id
    denied = Permission.SEND_MESSAGES | Permission.ATTACH_FILES
    set_overwrite(sandbox.world, sandbox.guild, lounge, Overwrite(bot_id, 1, 0, int(denied)))
    high = add_role(sandbox.world, sandbox.guild, "Jazz", Permission(0))
    move_roles(sandbox.world, sandbox.guild, {high.id: 9})
    writes = ("view_channel", "send_messages", "attach_files")

    findings = await look(
        sandbox,
        given=[
            Need("text channel of the club Jazz", "/club unbind", lounge.id, writes),
            Need("stage of the club Jazz", "/club unbind", stage.id, ("connect",)),
            Need("stage of the club Folk", "/club unbind", 1, ("connect",)),
            Need("role of the club Jazz", "/club unbind", role_id=high.id),
            Need("role of the club Folk", "/club unbind", role_id=2),
        ],
    )

    assert said(findings) == [
        (
            "problem",
            f"in #{lounge.name}, the text channel of the club Jazz,"
            " the bot lacks Send Messages, Attach Files",
        ),
        ("problem", "the stage of the club Folk is there no more, or the bot does not see it"),
        (
            "problem",
            "the role of the club Jazz, Jazz, stands above the bot's own, so the bot cannot give it",
        ),
        ("problem", "the role of the club Folk is there no more"),
    ]
    assert all(finding.do for finding in findings)


async def test_what_is_missing_everywhere_is_said_once(sandbox: Sandbox) -> None:
    stage = sandbox.house.stage
    bot_id = sandbox.world.application.bot.id
    set_overwrite(sandbox.world, sandbox.guild, stage, Overwrite(bot_id, 1, 0, int(Permission.MUTE_MEMBERS)))

    findings = await look(
        sandbox, given=[Need("stage of the club Jazz", "/club unbind", stage.id, ("mute_members",))]
    )

    assert said(findings) == [("problem", f"in #{stage.name} the bot lacks Mute Members")]
