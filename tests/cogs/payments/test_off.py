"""Without a provider everything says that real money is off."""

from __future__ import annotations

from tests.cogs.house import House


async def test_every_command_and_the_settings_say_that_money_is_off(house: House) -> None:
    mia, bob = house.manager(), house.person("Bob")

    for answer in (
        await bob.slash("money tip", member=mia.id, amount="5"),
        await bob.slash("money connect"),
        await mia.slash("money reconcile"),
    ):
        assert "Real money is off" in answer.text
    assert "You gave and got no real money here." in (await bob.slash("money payments")).text
    assert "You take no real money here." in (await bob.slash("money disconnect")).text
    remarks = house.bot.settings.remarks("payments")
    assert [remark.key for remark in remarks] == ["mode-off"]
