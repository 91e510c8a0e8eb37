"""A goal as a creator sets it and others see it grow."""

from __future__ import annotations

from bot.testing import eventually
from tests.cogs.house import House
from tests.cogs.tips.tipping.conftest import button


async def test_a_goal_grows_with_every_tip_and_is_told_once(house: House) -> None:
    ada, bob, cleo = house.person("Ada"), house.person("Bob"), house.person("Cleo")
    await ada.slash("tip", member=bob.id, amount="3")
    assert "Your goal stands here" in (await bob.slash("tips goal set", title="New *mic*", amount="25")).text
    assert "You have a goal already" in (await bob.slash("tips goal set", title="More", amount="5")).text

    def shown(words: str) -> bool:
        return any(words in each.text for each in ada.messages())

    await eventually(lambda: shown("0 %\n0 points so far"))
    goal = next(each for each in ada.messages() if "## New" in each.text)
    assert "\\*mic\\*" in goal.text
    offered = await ada.click(goal.id, button(goal, "Tip"))
    await ada.click(offered.message_id, button(offered, "10 points"))
    await eventually(lambda: shown("40 %\n10 points so far"))
    await cleo.slash("tip", member=bob.id, amount="15")
    await cleo.slash("tip", member=bob.id, amount="5")

    await eventually(lambda: shown(f"{bob.mention} has reached 25 points"))
    await eventually(lambda: shown("120 %\n30 points so far"))
    assert sum("has reached" in each.text for each in ada.messages()) == 1
    assert "120 %" in (await cleo.slash("tips goal show", member=bob.id)).text
    assert "30 points came together" in (await bob.slash("tips goal end")).text
    await eventually(lambda: shown("The goal is over"))
    assert "There is no goal" in (await bob.slash("tips goal cancel")).text


async def test_a_goal_is_shown_in_a_channel_that_the_bot_has_not_in_its_memory(house: House) -> None:
    ada, bob = house.person("Ada"), house.person("Bob")
    guild = house.bot.get_guild(house.sandbox.guild.id)
    assert guild is not None
    # As it is with a thread in which nobody has written for a while.
    del guild._channels[house.sandbox.house.text.id]

    assert "Your goal stands here" in (await bob.slash("tips goal set", title="Mic", amount="25")).text
    await ada.slash("tip", member=bob.id, amount="25")

    await eventually(lambda: any("100 %\n25 points so far" in each.text for each in ada.messages()))
    await eventually(lambda: any("has reached 25 points" in each.text for each in ada.messages()))


async def test_thanks_name_nobody_who_gave_no_name(house: House) -> None:
    ada, bob, cleo = house.person("Ada"), house.person("Bob"), house.person("Cleo")
    await ada.slash("tip", member=bob.id, amount="3", anonymous=True)
    await cleo.slash("tip", member=bob.id, amount="4")

    seen = await bob.slash("tips thanks", text="You *both*!")

    assert not seen.ephemeral
    assert seen.text == f"- {bob.mention} thanks {cleo.mention} and one who gave no name: “You \\*both\\*!”"
    for tipper in (ada, cleo):
        assert "who thanks you: “You \\*both\\*!”" in (await tipper.slash("wallet")).text
    assert "no tip that you have not thanked for" in (await bob.slash("tips thanks")).text
