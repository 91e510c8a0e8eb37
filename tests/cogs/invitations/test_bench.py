"""What is measured is the answer that was meant."""

from __future__ import annotations

from bot.bench.scenario import scenarios
from cogs.clubs.service import ClubBook
from cogs.invitations.bench import ADDITION
from tests.cogs.house import House


async def test_a_filled_community_answers_what_it_is_asked(house: House) -> None:
    (scenario,) = [one for one in scenarios() if one.what == ADDITION.to]
    ada = house.person("Ada")
    await scenario.fill(house.bot.database, house.sandbox.guild.id, ada.id, scenario.little)
    await house.bot.service(ClubBook).directory.forget(house.sandbox.guild.id)

    (tree,) = [(await ada.slash(one.command, **one.options)).text for one in ADDITION.asked]

    assert "who brought whom" in tree
    assert tree.count("\n- ") + tree.count("  - ") >= 25
