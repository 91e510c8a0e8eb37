"""Setting up: what is missing, what each cog asks, and what came of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import discord

from bot.config import Config
from bot.permissions import ON_STAGE
from bot.sandbox.people.person import Person
from bot.sandbox.people.seen import Seen
from bot.sandbox.server import Sandbox
from bot.sandbox.world.channels import set_overwrite
from bot.sandbox.world.components import walk
from bot.sandbox.world.models import Overwrite
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.roles import edit_role
from bot.testing import running
from tests.cogs.admin import orchard
from tests.cogs.house import House

FIRST, ORCHARD, LAST = "admin:setup:-permissions:0", "admin:setup:orchard:0", "admin:setup:-summary:0"


def link_of(seen: Seen) -> dict[str, list[str]]:
    """What the link asks for with which the bot is added again."""
    buttons: list[dict[str, Any]] = [part for part in walk(seen.components) if "url" in part]
    assert len(buttons) == 1
    return parse_qs(urlsplit(buttons[0]["url"]).query)


def take_away(house: House, permission: Permission) -> None:
    """Take a permission from the bot's role."""
    guild = house.sandbox.guild
    role = next(role for role in guild.roles.values() if role.bot_id is not None)
    edit_role(house.sandbox.world, guild, role, permissions=role.permissions & ~int(permission))


async def before(person: Person, step: str) -> Seen:
    """What somebody sees who goes on until the next thing is that step."""
    seen = await person.slash("setup")
    while step not in seen.custom_ids:
        onward = [one for one in seen.custom_ids if one.startswith("admin:setup")][-1]
        assert onward != FIRST, f"there is no step {step}"
        seen = await person.click(seen.message_id, onward)
    return seen


async def reached(person: Person, step: str) -> Seen:
    """What somebody sees who goes on until that step."""
    seen = await before(person, step)
    return await person.click(seen.message_id, step)


async def test_a_bot_that_has_all_it_needs_says_so(mia: Person) -> None:
    seen = await mia.slash("setup")

    assert seen.ephemeral
    assert "I have all of it." in seen.text


async def test_what_is_missing_everywhere_is_named_with_the_way_to_mend_it(house: House, mia: Person) -> None:
    take_away(house, Permission.MUTE_MEMBERS)

    seen = await mia.slash("setup")

    assert "- **In the whole server** I lack: Mute Members." in seen.text
    assert "Server Settings, Roles" in seen.text


async def test_what_is_missing_in_a_channel_only_is_named_with_the_channel(house: House, mia: Person) -> None:
    world, guild, stage = house.sandbox.world, house.sandbox.guild, house.sandbox.house.stage
    role = next(role for role in guild.roles.values() if role.bot_id is not None)
    denied = Overwrite(role.id, 0, allow=0, deny=int(Permission.MOVE_MEMBERS | Permission.MANAGE_CHANNELS))
    set_overwrite(world, guild, stage, denied)

    seen = await mia.slash("setup")

    assert (
        f"- In <#{stage.id}> I lack: Manage Channels, Move Members. Allow it for <@&{role.id}>" in seen.text
    )
    set_overwrite(world, guild, stage, Overwrite(role.id, 0, allow=0, deny=0))
    assert "I have all of it." in (await mia.click(seen.message_id, FIRST)).text


async def test_the_link_asks_for_exactly_what_is_needed(house: House, mia: Person) -> None:
    query = link_of(await mia.slash("setup"))

    needed = {name for cog in house.bot.loaded for name in cog.permissions}
    assert needed >= set(ON_STAGE)
    asked = discord.Permissions(int(query["permissions"][0]))
    assert asked == discord.Permissions(**dict.fromkeys(needed, True))
    assert query["scope"] == ["bot applications.commands"]
    assert query["guild_id"] == [str(house.sandbox.guild.id)]


async def test_the_link_asks_for_less_where_less_runs(mia: Person) -> None:
    await mia.slash("cogs off", cog="clubs")

    query = link_of(await mia.slash("setup"))

    assert discord.Permissions(int(query["permissions"][0])) == discord.Permissions(
        view_channel=True, send_messages=True
    )


async def test_each_cog_asks_what_it_wants_to_know_and_nothing_else(house: House, mia: Person) -> None:
    seen = await reached(mia, ORCHARD)

    assert "## Orchard" in seen.text
    assert [one for one in seen.custom_ids if ":s:" in one] == [
        "admin:ask:s:orchard:0:trees",
        "admin:set:s:orchard:0:gate",
    ]
    seen = await mia.choose(seen.message_id, "admin:set:s:orchard:0:gate", [house.stage_id])
    assert f"**Gate**: the default → <#{house.stage_id}>" in seen.text
    await mia.click(seen.message_id, "admin:ask:s:orchard:0:trees")
    seen = await mia.submit({"value": "12"})
    assert await orchard.chosen(house) == {"trees": 12, "gate": str(house.stage_id)}


async def test_what_is_switched_off_asks_nothing(mia: Person) -> None:
    await mia.slash("cogs off", cog="orchard")
    seen = await mia.slash("setup")

    while LAST not in seen.custom_ids:
        onward = [one for one in seen.custom_ids if one.startswith("admin:setup")][-1]
        assert onward != ORCHARD
        seen = await mia.click(seen.message_id, onward)

    assert "Switched off here: Orchard." in (await mia.click(seen.message_id, LAST)).text


async def test_the_end_sums_up_what_was_chosen_and_what_is_kept(house: House, mia: Person) -> None:
    await house.bot.settings.change(orchard.place(house), {"trees": 12}, mia.id)
    await mia.slash("cogs off", cog="tips")

    seen = await reached(mia, LAST)

    assert "**Orchard**\n- Trees: 12\n- Gate: none" in seen.text
    assert "Switched off here: Tips, Payments." in seen.text
    assert "- Rostra itself: Which settings you changed" in seen.text
    assert "Step 1 of" in (await mia.click(seen.message_id, FIRST)).text


async def test_setting_up_goes_on_after_a_restart(sandbox: Sandbox, config: Config) -> None:
    async with running(sandbox, config) as bot:
        mia = House(sandbox, bot).manager()
        seen = await reached(mia, ORCHARD)

    async with running(sandbox, config) as bot:
        seen = await mia.choose(seen.message_id, "admin:set:s:orchard:0:gate", [sandbox.house.stage.id])
        assert await orchard.chosen(House(sandbox, bot)) == {"gate": str(sandbox.house.stage.id)}

    assert "## Orchard" in seen.text


async def test_a_step_whose_cog_runs_no_more_leads_to_the_first(sandbox: Sandbox, config: Config) -> None:
    async with running(sandbox, config) as bot:
        mia = House(sandbox, bot).manager()
        seen = await before(mia, ORCHARD)

    without = config.model_copy(update={"cogs": config.cogs.model_copy(update={"folders": ()})})
    async with running(sandbox, without):
        seen = await mia.click(seen.message_id, ORCHARD)

    assert "What I may do here" in seen.text
