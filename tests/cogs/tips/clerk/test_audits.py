"""`/treasury audit`, `freeze` and `unfreeze`, as administrators and others meet them."""

from __future__ import annotations

import pytest

from bot.sandbox.people.errors import ActorError
from tests.cogs.house import House


async def test_an_administrator_looks_for_transfers_and_stops_somebodys_tips(house: House) -> None:
    mia, ada, zoe = house.manager(), house.person("Ada"), house.person("Zoé", locale="fr")
    await ada.slash("tip", member=zoe.id, amount="5", note="for *you*")
    await ada.slash("tip", member=zoe.id, amount="6", anonymous=True)

    whole = (await mia.slash("treasury audit")).text
    hers = (await mia.slash("treasury audit", who=ada.id, kind="tip", at_least="2", currency="Points")).text
    nothing = (await mia.slash("treasury audit", whom=ada.id, kind="tip", period="2015")).text
    refused = (await mia.slash("treasury audit", currency="XXX")).text

    await mia.slash("treasury reverse", transfer=3, reason="a slip")
    undone = (await mia.slash("treasury audit", who=ada.id, kind="tip")).text
    back = (await mia.slash("treasury audit", kind="reversal")).text

    assert f"{zoe.mention} (undone by 5): “for" in undone
    assert f"{ada.mention} (undoes 3): “a slip” ({mia.mention})" in back
    assert f"5 points · {ada.mention} → {zoe.mention}: “for \\*you\\*”" in whole
    assert f"6 points · somebody without a name → {zoe.mention}" in whole
    assert "Given from the treasury · 100 points · the treasury →" in whole.replace("**", "")
    assert (hers.count("→"), "6 points" in hers) == (1, False)
    assert nothing == "Nothing of that kind is in the book: 2015."
    assert "XXX is no currency" in refused

    assert "gives no tips" in (await mia.slash("treasury freeze", member=zoe.id, reason="a stolen card")).text
    assert "already" in (await mia.slash("treasury freeze", member=zoe.id, reason="once more")).text
    assert "They get no tips just now" in (await ada.slash("tip", member=zoe.id, amount="7")).text
    assert "arrêté vos pourboires" in (await zoe.slash("tip", member=ada.id, amount="7")).text
    assert "again" in (await mia.slash("treasury unfreeze", member=zoe.id)).text
    assert "tout est arrivé" in (await zoe.slash("tip", member=ada.id, amount="7")).text
    with pytest.raises(ActorError):
        await ada.slash("treasury audit")


async def test_the_audit_goes_back_to_the_beginning(house: House) -> None:
    mia, ada, bob = house.manager(), house.person("Ada"), house.person("Bob")
    for amount in range(1, 11):
        await ada.slash("tip", member=bob.id, amount=str(amount))

    newest = await mia.slash("treasury audit", who=ada.id, period="all")
    whole = await mia.slash("treasury audit")
    older = await mia.click(whole.message_id, whole.custom_ids[0])

    assert (newest.text.count("→"), newest.custom_ids) == (10, [])
    assert (whole.text.count("→"), older.text.count("the treasury →")) == (10, 2)
