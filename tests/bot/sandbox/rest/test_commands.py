"""Routes of commands. Discord documentation, "Application Commands", Endpoints."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from discord import app_commands

from tests.bot.sandbox.house import House, expect_refused


def slash(name: str = "tip", **fields: Any) -> Any:
    return {"name": name, "description": "Give something", **fields}


async def _nothing(_: discord.Interaction) -> None:
    """Answers nobody: these tests are about its registration."""


@pytest.fixture
def path(house: House) -> str:
    return f"/applications/{house.sandbox.ready.application_id}/commands"


@pytest.fixture
def guild_path(house: House) -> str:
    return f"/applications/{house.sandbox.ready.application_id}/guilds/{house.sandbox.guild.id}/commands"


async def test_a_tree_is_synchronised_and_fetched(house: House) -> None:
    tree = app_commands.CommandTree(house.client)
    group = app_commands.Group(name="room", description="Rooms", guild_only=True)

    @group.command(name="open")
    @app_commands.describe(topic="What it is about")
    async def open_room(interaction: discord.Interaction, topic: app_commands.Range[str, 1, 120]) -> None:
        """Open a room."""

    tree.add_command(group)

    synced = await tree.sync()
    (fetched,) = await tree.fetch_commands()

    assert synced == [fetched]
    subcommand = fetched.options[0]
    assert isinstance(subcommand, app_commands.AppCommandGroup)
    assert subcommand.options[0].to_dict().items() >= {"name": "topic", "max_length": 120}.items()
    assert fetched.allowed_contexts is not None
    assert not fetched.allowed_contexts.dm_channel


async def test_a_command_lives_through_create_get_edit_and_delete(house: House) -> None:
    http, app = house.client.http, int(house.sandbox.ready.application_id)

    made = await http.upsert_global_command(app, slash())
    command_id = int(made["id"])
    changes: Any = {"description": "Changed"}
    edited = await http.edit_global_command(app, command_id, changes)
    got = await http.get_global_command(app, command_id)
    await http.delete_global_command(app, command_id)

    assert got == edited
    assert got["description"] == "Changed"
    assert got["version"] != made["version"]
    await expect_refused(10063, http.get_global_command(app, command_id))


async def test_a_command_of_a_guild_lives_there_alone(house: House) -> None:
    # "Making a Guild Command"; the same endpoints below the guild.
    tree = app_commands.CommandTree(house.client)
    tree.command(name="tip", description="Give something", guild=house.guild)(_nothing)

    (synced,) = await tree.sync(guild=house.guild)
    edited = await synced.edit(description="Changed")
    fetched = await tree.fetch_command(synced.id, guild=house.guild)
    listed = await tree.fetch_commands(guild=house.guild)
    await edited.delete()

    assert (fetched.description, fetched.guild) == ("Changed", house.guild)
    assert listed == [fetched]
    assert await tree.fetch_commands() == await tree.fetch_commands(guild=house.guild) == []


async def test_a_new_command_is_201_and_a_replaced_one_200(house: House, path: str, guild_path: str) -> None:
    # "Create Global Application Command": 201 if a command with the same name does not exist, 200 if it does
    for scope in (path, guild_path):
        assert [(await house.api("POST", scope, json=slash()))[0] for _ in range(2)] == [201, 200]


async def test_a_list_leaves_languages_out_unless_asked(house: House, path: str) -> None:
    # "Retrieving localized commands"
    option = {"type": 3, "name": "note", "description": "A note", "name_localizations": {"fr": "mot"}}
    await house.api("PUT", path, json=[slash(name_localizations={"fr": "don"}, options=[option])])

    _, short = await house.api("GET", path)
    _, full = await house.api("GET", path + "?with_localizations=true")

    assert "name_localizations" not in short[0]
    assert "name_localizations" not in short[0]["options"][0]
    assert full[0]["name_localizations"] == {"fr": "don"}
    assert full[0]["options"][0]["name_localizations"] == {"fr": "mot"}


async def test_a_wrong_body_is_refused_with_every_error_at_its_place(house: House, path: str) -> None:
    # "Reference", Error Messages
    status, body = await house.api("PUT", path, json=[slash(), {"name": "Bad Name"}])

    assert (status, body["code"]) == (400, 50035)
    assert set(body["errors"]) == {"1"}
    assert set(body["errors"]["1"]) == {"name", "description"}
    status, body = await house.api("PUT", path, json={"name": "no list"})
    assert (status, body["code"]) == (400, 50035)


async def test_permissions_are_read_with_a_bot_token_but_never_written(house: House, guild_path: str) -> None:
    # "Permissions": "Authenticating with a bot token will result in an error"
    _, made = await house.api("POST", guild_path, json=slash())
    one = f"{guild_path}/{made['id']}/permissions"

    assert await house.api("GET", guild_path + "/permissions") == (200, [])
    assert (await house.api("GET", one))[1]["code"] == 10066
    assert (await house.api("GET", one.replace(str(made["id"]), "1")))[1]["code"] == 10063
    status, body = await house.api("PUT", one, json={"permissions": []})
    assert (status, body["code"]) == (403, 20001)


async def test_another_application_s_commands_are_not_ours(house: House) -> None:
    status, _ = await house.api("GET", "/applications/1/commands")

    assert status == 403


async def test_commands_of_an_unknown_guild_are_refused(house: House, path: str) -> None:
    base = path.removesuffix("/commands")

    assert (await house.api("GET", f"{base}/guilds/1/commands"))[1]["code"] == 10004
