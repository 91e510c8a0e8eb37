"""The command registry. Discord documentation, "Application Commands", Registering a Command."""

from __future__ import annotations

from typing import Any

from bot.sandbox.world import commands


def slash(name: str = "tip", **fields: Any) -> dict[str, Any]:
    return {"name": name, "description": "Give something", **fields}


def test_a_global_command_gets_discord_s_defaults(scene: Any) -> None:
    command, is_new = commands.create(scene.world, None, slash())

    assert is_new
    assert command["application_id"] == str(scene.bot_id)
    defaults = {"type": 1, "nsfw": False, "contexts": None, "default_member_permissions": None}
    assert command.items() >= {**defaults, "dm_permission": True, "integration_types": [0]}.items()


def test_the_same_name_and_type_is_an_upsert(scene: Any) -> None:
    # "making a new command with an already-used name ... will update the existing command"
    first, _ = commands.create(scene.world, None, slash())

    second, is_new = commands.create(scene.world, None, slash(description="Another text"))

    assert not is_new
    assert second["id"] == first["id"]
    assert second["version"] != first["version"]
    assert commands.listing(scene.world, None) == [second]


def test_a_name_may_be_used_once_per_type_and_scope(scene: Any) -> None:
    commands.create(scene.world, None, slash("tip"))

    commands.create(scene.world, None, {"name": "tip", "type": 2})
    commands.create(scene.world, scene.guild.id, slash("tip"))

    assert len(commands.listing(scene.world, None)) == 2
    assert commands.listing(scene.world, scene.guild.id)[0]["guild_id"] == str(scene.guild.id)


def test_an_edit_changes_the_given_fields_and_the_version(scene: Any) -> None:
    # "Edit Global Application Command": provided fields entirely overwrite
    before, _ = commands.create(scene.world, None, slash(nsfw=True))

    after = commands.edit(scene.world, None, int(before["id"]), {"description": "Changed"})

    assert (after["description"], after["nsfw"], after["name"]) == ("Changed", True, "tip")
    assert int(after["version"]) > int(before["version"])


def test_an_edit_to_a_taken_name_is_refused(scene: Any, expect_refused: Any) -> None:
    commands.create(scene.world, None, slash("tip"))
    other, _ = commands.create(scene.world, None, slash("room"))

    with expect_refused(50035):
        commands.edit(scene.world, None, int(other["id"]), {"name": "tip"})


def test_an_overwrite_keeps_the_ids_of_known_names(scene: Any) -> None:
    kept, _ = commands.create(scene.world, None, slash("tip"))
    commands.create(scene.world, None, slash("gone"))

    now = commands.overwrite(scene.world, None, [slash("tip"), slash("new")])

    assert [each["name"] for each in now] == ["tip", "new"]
    assert (now[0]["id"], now[0]["version"]) == (kept["id"], kept["version"])


def test_an_overwrite_with_two_of_a_name_changes_nothing(scene: Any, expect_refused: Any) -> None:
    commands.create(scene.world, None, slash("tip"))

    with expect_refused(50035):
        commands.overwrite(scene.world, None, [slash("a"), slash("a")])

    assert [each["name"] for each in commands.listing(scene.world, None)] == ["tip"]


def test_there_are_100_slash_commands_and_15_of_each_menu(scene: Any, expect_refused: Any) -> None:
    # "An app can have the following number of commands"
    slashes: list[object] = [slash(f"c{number}") for number in range(100)]
    menus: list[object] = [{"name": f"m{number}", "type": 3} for number in range(15)]
    commands.overwrite(scene.world, None, slashes + menus)

    with expect_refused(30032):
        commands.create(scene.world, None, slash("onemore"))
    with expect_refused(30032):
        commands.create(scene.world, None, {"name": "one more", "type": 3})


def test_there_are_200_creates_a_day(scene: Any, expect_refused: Any) -> None:
    # "a global rate limit of 200 application command creates per day, per guild"
    for number in range(200):
        command, _ = commands.create(scene.world, None, slash(f"c{number}"))
        commands.delete(scene.world, None, int(command["id"]))

    with expect_refused(30034):
        commands.create(scene.world, None, slash())

    scene.clock.advance(86_400)
    commands.create(scene.world, None, slash())


def test_an_unknown_command_is_unknown(scene: Any, expect_refused: Any) -> None:
    with expect_refused(10063):
        commands.get(scene.world, None, 1)
    with expect_refused(10063):
        commands.delete(scene.world, scene.guild.id, 1)
