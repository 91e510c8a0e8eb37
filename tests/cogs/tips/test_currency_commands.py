"""Other currencies than points, as people meet them in commands."""

from __future__ import annotations

from tests.cogs.house import House
from tests.cogs.tips.test_settings import set_tips
from tests.cogs.tips.tipping.conftest import button

WHY = "from the collection"


async def test_money_is_issued_tipped_and_shown_as_each_reader_writes_it(house: House) -> None:
    mia, ada = house.manager(), house.person("Ada")
    chloe = house.person("Chloé", locale="fr")
    refused = await ada.slash("tip", member=chloe.id, amount="1", currency="EUR")
    assert "EUR is not in use here. Tips are given in points" in refused.text
    await set_tips(house, currencies="eur, JPY", most_a_day=5)

    issued = await mia.slash("treasury issue", member=ada.id, amount="12.50", reason=WHY, currency="EUR")
    assert issued.text.startswith(f"{ada.mention} was given €12.50, and has €12.50 now.")
    seen = await ada.slash("tip", member=chloe.id, amount="€1.50", currency="eur")
    assert f"You gave {chloe.mention} €1.50, and all of it reached them. You have €11.00 left." in seen.text
    wallet = (await chloe.slash("portefeuille")).text
    assert "Vous avez **100 points**, **1,50\u00a0€**." in wallet
    assert f"1,50\u00a0€ de {ada.mention}" in wallet
    over = await ada.slash("tip", member=chloe.id, amount="3.51", currency="EUR")
    assert "gives at most €5.00 in a day. You have €3.50 left" in over.text
    assert (
        "Type one such as €5.50" in (await ada.slash("tip", member=mia.id, amount="x", currency="EUR")).text
    )
    assert f"1. {chloe.mention}: €1.50" in (await ada.slash("tips leaderboard", currency="EUR")).text
    assert "holds **€12.50**" in (await mia.slash("treasury budget", currency="EUR")).text


async def test_an_offer_is_turned_into_another_currency(house: House) -> None:
    mia, ada, bob = house.manager(), house.person("Ada"), house.person("Bob")
    await set_tips(house, currencies="EUR", money_presets="2, 20")
    await mia.slash("treasury issue", member=ada.id, amount="5", reason=WHY, currency="EUR")
    offered = await ada.context_menu("Tip", bob.id)

    turned = await ada.click(offered.message_id, button(offered, "EUR"))
    assert (
        "You have €5.00, which is less than €20.00"
        in (await ada.click(offered.message_id, button(turned, "€20.00"))).text
    )
    given = await ada.click(offered.message_id, button(turned, "€2.00"))

    assert "You have €3.00 left" in given.text
    assert await ada.autocomplete("tip", "currency", "e", member=bob.id, amount="1") == [
        {"name": "EUR", "value": "EUR"}
    ]
    suggested = await ada.autocomplete("tip", "amount", "", member=bob.id, currency="EUR")
    assert [one["name"] for one in suggested] == ["€2.00", "€20.00"]
