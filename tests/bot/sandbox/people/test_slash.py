"""Slash commands of a plain discord.py bot, sent by people.

Discord documentation, "Application Commands" and "Receiving and Responding to Interactions".
"""

from __future__ import annotations

from typing import Any

import discord
import pytest
from discord import app_commands
from discord.ext import commands

from bot.sandbox.people.errors import ActorError
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.world.channels import add_channel, open_dm, set_overwrite
from bot.sandbox.world.guilds import remove_member
from bot.sandbox.world.models import ChannelType, Overwrite
from bot.sandbox.world.permissions import Permission, in_channel
from bot.sandbox.world.roles import add_role, give_role

Interaction = discord.Interaction[Any]


async def hello(interaction: Interaction) -> None:
    await interaction.response.send_message("hello")


def command(name: str = "hello", **options: Any) -> app_commands.Command[Any, ..., None]:
    return app_commands.Command(name=name, description="Greet", callback=hello, **options)


async def registered(bot: commands.Bot, *known: app_commands.Command[Any, ..., None]) -> None:
    for each in known:
        bot.tree.add_command(each)
    await bot.tree.sync()


async def test_options_of_every_kind_arrive_converted(
    sandbox: Sandbox, bot: commands.Bot, alice: Person, bob: Person
) -> None:
    got: list[Any] = []

    @bot.tree.command()
    async def take(  # noqa: PLR0917 - discord.py passes options by name
        interaction: Interaction,
        text: str,
        whole: app_commands.Range[int, 1, 10],
        number: float,
        flag: bool,
        user: discord.User,
        member: discord.Member,
        role: discord.Role,
        stage: discord.StageChannel,
        anyone: discord.Member | discord.Role,
        file: discord.Attachment,
    ) -> None:
        """Take everything."""
        got.extend([text, whole, number, flag, user, member, role, stage, anyone, await file.read()])
        await interaction.response.send_message("taken")

    await bot.tree.sync()
    role = add_role(sandbox.world, sandbox.guild, "hosts", 0)
    given = {"text": "words", "whole": 3, "number": 1.5, "flag": True, "user": bob, "member": bob.id}
    places = {"role": role, "stage": sandbox.house.stage, "anyone": role.id, "file": ("a.txt", b"abc")}

    await alice.slash("take", {**given, **places})

    assert got[:4] == ["words", 3, 1.5, True]
    assert [each.id for each in got[4:9]] == [bob.id, bob.id, role.id, sandbox.house.stage.id, role.id]
    assert got[9] == b"abc"


async def test_a_subcommand_of_a_group_is_named_by_its_path(bot: commands.Bot, alice: Person) -> None:
    outer = app_commands.Group(name="room", description="Rooms")
    inner = app_commands.Group(name="co-host", description="Co-hosts", parent=outer)

    @inner.command()
    async def add(interaction: Interaction, reason: str) -> None:
        """Add one."""
        assert interaction.command is not None
        await interaction.response.send_message(f"{interaction.command.qualified_name}: {reason}")

    bot.tree.add_command(outer)
    await bot.tree.sync()

    assert (await alice.slash("room co-host add", reason="why not")).text == "room co-host add: why not"
    with pytest.raises(ActorError, match="subcommands"):
        await alice.slash("room co-host")
    with pytest.raises(ActorError, match="no subcommand 'remove'"):
        await alice.slash("room co-host remove")


async def test_an_interaction_tells_where_it_is_from_and_who_may_what(
    sandbox: Sandbox, bot: commands.Bot
) -> None:
    # "Interaction Structure"
    seen: list[Interaction] = []

    @bot.tree.command()
    async def look(interaction: Interaction) -> None:
        """Look."""
        seen.append(interaction)
        await interaction.response.send_message("seen", ephemeral=True)

    await bot.tree.sync()
    amelie = sandbox.person("amélie", locale="fr")
    house = sandbox.house
    bot_id = sandbox.world.application.bot.id
    set_overwrite(
        sandbox.world, house.guild, house.stage, Overwrite(bot_id, 1, 0, int(Permission.MOVE_MEMBERS))
    )

    await amelie.slash("look", channel_id=house.stage.id)

    (interaction,) = seen
    assert interaction.locale is discord.Locale.french
    assert interaction.guild_locale is discord.Locale.american_english
    assert interaction.permissions.value == in_channel(house.guild, house.stage, amelie.id)
    assert not interaction.app_permissions.move_members
    assert interaction.app_permissions.mute_members
    assert interaction.channel_id == house.stage.id
    assert interaction.context.guild
    assert interaction.is_guild_integration()
    assert interaction.user.id == amelie.id


async def test_a_command_in_a_dm_comes_with_a_user_and_no_guild(
    sandbox: Sandbox, bot: commands.Bot, alice: Person
) -> None:
    # "Interaction Structure": `user` is sent when invoked in a DM. "Interaction Context Types"
    await registered(bot, command())
    dm = open_dm(sandbox.world, alice.user)

    seen = await alice.slash("hello", channel_id=dm.id)

    (begun,) = sandbox.world.interactions.values()
    assert seen.text == "hello"
    assert begun.payload["user"]["id"] == str(alice.id)
    assert begun.payload["context"] == 1
    assert begun.payload["authorizing_integration_owners"] == {"0": "0"}
    assert {"member", "guild", "guild_id"}.isdisjoint(begun.payload)


async def test_a_command_is_shown_where_its_contexts_allow_it(
    sandbox: Sandbox, bot: commands.Bot, alice: Person
) -> None:
    # "Interaction Contexts"
    await registered(
        bot,
        command("here", allowed_contexts=app_commands.AppCommandContext(guild=True)),
        command("there", allowed_contexts=app_commands.AppCommandContext(dm_channel=True)),
    )
    dm = open_dm(sandbox.world, alice.user)

    assert [each["name"] for each in alice.commands()] == ["here"]
    assert [each["name"] for each in alice.commands(dm.id)] == ["there"]
    with pytest.raises(ActorError, match="contexts"):
        await alice.slash("there")


async def test_default_permissions_hide_a_command(
    sandbox: Sandbox, bot: commands.Bot, alice: Person, bob: Person
) -> None:
    # "Using Default Permissions": "0" leaves it to administrators
    hosts_only = command("host")
    hosts_only.default_permissions = discord.Permissions(mute_members=True)
    nobody = command("nobody")
    nobody.default_permissions = discord.Permissions(0)
    await registered(bot, hosts_only, nobody)
    role = add_role(sandbox.world, sandbox.guild, "hosts", int(Permission.MUTE_MEMBERS))
    give_role(sandbox.world, sandbox.guild, bob.id, role.id)
    owner = sandbox.actor(sandbox.guild.owner_id)

    with pytest.raises(ActorError, match="MUTE_MEMBERS"):
        await alice.slash("host")
    assert (await bob.slash("host")).text == "hello"
    with pytest.raises(ActorError, match="administrators"):
        await bob.slash("nobody")
    assert (await owner.slash("nobody")).text == "hello"


async def test_without_the_permission_for_commands_there_are_none(
    sandbox: Sandbox, bot: commands.Bot, alice: Person
) -> None:
    await registered(bot, command())
    denied = Overwrite(alice.id, 1, 0, int(Permission.USE_APPLICATION_COMMANDS))
    set_overwrite(sandbox.world, sandbox.guild, sandbox.house.text, denied)

    assert alice.commands() == []
    with pytest.raises(ActorError, match="USE_APPLICATION_COMMANDS"):
        await alice.slash("hello")


async def test_an_age_restricted_command_needs_an_age_restricted_channel(
    sandbox: Sandbox, bot: commands.Bot, alice: Person
) -> None:
    # "Age-Restricted Commands"
    await registered(bot, command(nsfw=True))
    late = add_channel(sandbox.world, sandbox.guild, "late", ChannelType.TEXT, nsfw=True)

    with pytest.raises(ActorError, match="age-restricted"):
        await alice.slash("hello")
    assert (await alice.slash("hello", channel_id=late.id)).text == "hello"


async def test_a_channel_that_is_not_seen_takes_no_command(
    sandbox: Sandbox, bot: commands.Bot, alice: Person
) -> None:
    await registered(bot, command())
    hidden = Overwrite(alice.id, 1, 0, int(Permission.VIEW_CHANNEL))
    set_overwrite(sandbox.world, sandbox.guild, sandbox.house.text, hidden)

    with pytest.raises(ActorError, match="do not see"):
        await alice.slash("hello")


async def test_what_is_typed_is_taken_as_the_option_takes_it(bot: commands.Bot, alice: Person) -> None:
    # "Application Command Option Type": the client reads numbers out of what is typed, and texts as they are
    @bot.tree.command()
    async def tip(interaction: Interaction, amount: int, share: float, note: str) -> None:
        await interaction.response.send_message(f"{amount} {share} {note!r}")

    await bot.tree.sync()

    assert (await alice.slash("tip", amount="12", share="0.5", note=7)).text == "12 0.5 '7'"
    for wrong in ("1.5", "1e3", "ten", ""):
        with pytest.raises(ActorError, match="no whole number"):
            await alice.slash("tip", amount=wrong, share=1, note="x")
    with pytest.raises(ActorError, match="not between"):
        await alice.slash("tip", amount=1, share="nan", note="x")


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({}, "amount is required"),
        ({"amount": "ten", "kind": "soft"}, "no whole number"),
        ({"amount": True, "kind": "soft"}, "no whole number"),
        ({"amount": 0, "kind": "soft"}, "not between 1"),
        ({"amount": 1, "kind": "odd"}, "none of the choices: Soft, Loud"),
        ({"amount": 1, "kind": "Soft", "note": "x" * 9}, "9 characters"),
        ({"amount": 1, "kind": "Soft", "note": ""}, "0 characters"),
        ({"amount": 1, "kind": "Soft", "who": 5}, "no user 5"),
        ({"amount": 1, "kind": "Soft", "where": 5}, "no channel 5"),
        ({"amount": 1, "kind": "Soft", "mood": "good"}, "no option mood"),
    ],
)
async def test_the_client_refuses_options_that_are_wrong(
    bot: commands.Bot, alice: Person, given: dict[str, Any], reason: str
) -> None:
    # "Application Command Option Structure"
    @bot.tree.command()
    @app_commands.choices(
        kind=[app_commands.Choice(name="Soft", value="soft"), app_commands.Choice(name="Loud", value="loud")]
    )
    async def tip(  # noqa: PLR0917 - discord.py passes options by name
        interaction: Interaction,
        amount: app_commands.Range[int, 1],
        kind: str,
        note: app_commands.Range[str, 1, 8] | None = None,
        who: discord.User | None = None,
        where: discord.StageChannel | None = None,
    ) -> None:
        """Tip."""

    await bot.tree.sync()

    with pytest.raises(ActorError, match=reason):
        await alice.slash("tip", given)


async def test_a_channel_option_takes_only_its_types(
    sandbox: Sandbox, bot: commands.Bot, alice: Person
) -> None:
    @bot.tree.command()
    async def go(interaction: Interaction, stage: discord.StageChannel) -> None:
        """Go."""

    await bot.tree.sync()

    with pytest.raises(ActorError, match="is of type 0, not of"):
        await alice.slash("go", stage=sandbox.house.text)


class French(app_commands.Translator):
    """Says `salut` for `hello` in French, and nothing else."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,  # noqa: ARG002 - the name is discord.py's
    ) -> str | None:
        return "salut" if locale is discord.Locale.french and string.message == "hello" else None


async def test_a_translated_command_is_found_by_what_its_reader_sees(
    sandbox: Sandbox, bot: commands.Bot, alice: Person
) -> None:
    # "Localization": the payload keeps the default name
    await bot.tree.set_translator(French())
    await registered(bot, command())
    amelie = sandbox.person("amélie", locale="fr")

    assert (await amelie.slash("salut")).text == "hello"
    assert sandbox.world.interactions.popitem()[1].data["name"] == "hello"
    with pytest.raises(ActorError, match="no command 'salut'"):
        await alice.slash("salut")


async def test_a_guild_s_own_command_comes_before_a_global_one(
    sandbox: Sandbox, bot: commands.Bot, alice: Person
) -> None:
    await registered(bot, command())
    guild = discord.Object(sandbox.guild.id)
    bot.tree.copy_global_to(guild=guild)
    await bot.tree.sync(guild=guild)

    await alice.slash("hello")

    (begun,) = sandbox.world.interactions.values()
    assert begun.data["guild_id"] == str(sandbox.guild.id)


async def test_where_the_bot_is_not_installed_there_are_none(
    sandbox: Sandbox, bot: commands.Bot, alice: Person
) -> None:
    # "Application Commands", Contexts: installation contexts.
    await registered(bot, command())
    assert len(alice.commands()) == 1

    remove_member(sandbox.world, sandbox.guild, sandbox.world.application.bot.id)

    assert alice.commands() == []
    with pytest.raises(ActorError, match="known are none"):
        await alice.slash("hello")
