"""What is kept about somebody: shown, given, forgotten."""

from __future__ import annotations

import io
import json
import zipfile

from sqlalchemy import insert

from bot.config import Config
from bot.sandbox.people.person import Person
from bot.sandbox.people.seen import Seen
from bot.sandbox.server import Sandbox
from bot.storage.setting_rows import SettingChangeRow
from bot.testing import running
from tests.cogs.admin import orchard
from tests.cogs.admin.orchard import file_in
from tests.cogs.house import House


def line(seen: Seen, cog: str) -> str:
    """What is said of one cog."""
    (found,) = [one for one in seen.text.splitlines() if one.startswith(f"- **{cog}**")]
    return found


async def test_what_is_kept_is_shown_cog_by_cog_and_to_that_person_only(house: House, mia: Person) -> None:
    await house.bot.settings.change(orchard.place(house), {"trees": 5, "open": False}, mia.id)

    seen = await mia.slash("privacy show")

    assert seen.ephemeral
    assert line(seen, "Rostra itself").endswith("2 entries about you.")


async def test_who_did_nothing_has_nothing_kept(ada: Person) -> None:
    assert line(await ada.slash("privacy show"), "Rostra itself").endswith("Nothing about you.")


async def test_all_of_it_is_given_as_a_file(house: House, mia: Person) -> None:
    await house.bot.settings.change(orchard.place(house), {"trees": 5}, mia.id)

    seen = await mia.slash("privacy export")

    assert seen.ephemeral
    (change,) = file_in(house, seen)["bot"]["setting_changes"]
    assert (change["cog"], change["name"], change["new"]) == ("orchard", "trees", 5)


async def test_forgetting_says_what_stays_and_asks_once_more(house: House, mia: Person) -> None:
    await mia.slash("cogs off", cog="tips")

    seen = await mia.slash("privacy forget")

    assert "without saying that it was you" in line(seen, "Rostra itself")
    assert house.bot.switches.off_in(house.sandbox.guild.id)[0].off_by == mia.id
    seen = await mia.click(seen.message_id, "admin:forget")
    assert "You are forgotten in this community." in seen.text
    assert seen.custom_ids == []
    assert line(await mia.slash("privacy show"), "Rostra itself").endswith("Nothing about you.")
    assert "somebody who is forgotten" in (await mia.slash("wallet")).text


async def test_who_thinks_better_of_it_keeps_everything(house: House, mia: Person) -> None:
    await house.bot.settings.change(orchard.place(house), {"trees": 5}, mia.id)
    seen = await mia.slash("privacy forget")

    seen = await mia.click(seen.message_id, "admin:keep")

    assert (seen.text, seen.custom_ids) == ("Nothing was changed; I keep everything as it was.", [])
    assert line(await mia.slash("privacy show"), "Rostra itself").endswith("One entry about you.")


async def test_the_question_can_be_answered_after_a_restart(sandbox: Sandbox, config: Config) -> None:
    async with running(sandbox, config) as bot:
        mia = House(sandbox, bot).manager()
        await mia.slash("cogs off", cog="tips")
        seen = await mia.slash("privacy forget")

    async with running(sandbox, config):
        seen = await mia.click(seen.message_id, "admin:forget")
        assert "somebody who is forgotten" in (await mia.slash("wallet")).text

    assert "You are forgotten" in seen.text


async def test_more_than_one_file_takes_is_packed(house: House, mia: Person) -> None:
    motto = json.dumps("weed " * 800)
    change = {"name": "motto", "old": motto, "new": motto, "changed_by": mia.id}
    change |= {"guild_id": house.sandbox.guild.id, "cog": "orchard", "club_id": 0}
    async with house.bot.database.transaction() as session:
        changed_at = house.bot.clock.now()
        rows = [change | {"changed_at": changed_at} for _ in range(1_400)]
        await session.execute(insert(SettingChangeRow), rows)

    seen = await mia.slash("privacy export")

    (attachment,) = seen.messages[0].payload["attachments"]
    packed = house.sandbox.world.attachments[int(attachment["id"])].data
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        found = json.loads(archive.read("rostra-about-you.json"))
    assert len(found["bot"]["setting_changes"]) == 1_400
