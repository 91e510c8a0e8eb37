"""Cogs are switched off and on in a community, by those who may manage it."""

from __future__ import annotations

import pytest

from bot.config import Config
from bot.sandbox.people.errors import ActorError
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from bot.testing import running
from tests.cogs.house import CLUB, House


async def test_a_cog_that_is_off_answers_who_did_that_and_how_it_comes_back(mia: Person, ada: Person) -> None:
    seen = await mia.slash("cogs off", cog="tips")
    assert "**Tips** is switched off, and with it what needs it: Payments. Its commands stay" in seen.text
    assert "visible and say so." in seen.text

    refused = await ada.slash("wallet")

    assert "Tips is switched off here" in refused.text
    assert mia.mention in refused.text
    assert "`/cogs on`" in refused.text


async def test_on_again_is_as_before(mia: Person, ada: Person) -> None:
    before = (await ada.slash("wallet")).text
    await mia.slash("cogs off", cog="tips")

    seen = await mia.slash("cogs on", cog="tips")

    assert "**Tips** is switched on again, and with it what needs it: Payments." in seen.text
    assert (await ada.slash("wallet")).text == before


async def test_what_needs_a_cog_goes_off_with_it_and_is_named(mia: Person, ada: Person) -> None:
    seen = await mia.slash("cogs off", cog="rooms")

    needing = "Hands, Invitations, Recording, Schedule, Tips, Playback, Payments, Replays"
    assert f"and with it what needs it: {needing}." in seen.text
    assert "Hands needs Rooms, which is switched off here" in (await ada.slash("hand raise")).text


async def test_the_list_says_what_runs_and_what_does_not_and_why(mia: Person) -> None:
    await mia.slash("cogs off", cog="rooms")

    lines = (await mia.slash("cogs list")).text.splitlines()

    assert "- **Clubs**: Named groups with an owner, roles and a way in" in lines
    assert any(line.startswith("- ~~Rooms~~ is switched off: ") and mia.mention in line for line in lines)
    assert any(line.startswith("- ~~Hands~~ is off because it needs Rooms") for line in lines)


async def test_the_administration_cannot_be_switched_off(mia: Person) -> None:
    seen = await mia.slash("cogs off", cog="admin")

    assert "Administration stays on" in seen.text
    assert "**Administration**" in (await mia.slash("cogs list")).text


async def test_the_second_time_says_that_it_was_so_already(mia: Person) -> None:
    await mia.slash("cogs off", cog="tips")

    assert "is switched off already" in (await mia.slash("cogs off", cog="tips")).text
    await mia.slash("cogs on", cog="tips")
    assert "was not switched off" in (await mia.slash("cogs on", cog="tips")).text


async def test_a_cog_is_named_in_ones_own_language(house: House) -> None:
    louise = house.manager("Louise", locale="fr")

    seen = await louise.slash("cogs désactiver", partie="pourboires")

    assert "**Pourboires** est désactivé, et avec lui ce qui en a besoin : Paiements." in seen.text


async def test_a_cog_that_does_not_run_is_not_there(mia: Person) -> None:
    assert "no part of mine that is called kitchen" in (await mia.slash("cogs off", cog="Kitchen")).text


async def test_only_what_can_be_switched_is_offered(mia: Person) -> None:
    offered = [choice["value"] for choice in await mia.autocomplete("cogs off", "cog", "")]
    assert "tips" in offered
    assert "admin" not in offered

    await mia.slash("cogs off", cog="tips")

    assert await mia.autocomplete("cogs on", "cog", "") == [{"name": "Tips", "value": "tips"}]
    assert "tips" not in [choice["value"] for choice in await mia.autocomplete("cogs off", "cog", "")]


async def test_what_was_switched_off_and_runs_no_more_is_offered_to_nobody(
    sandbox: Sandbox, config: Config
) -> None:
    async with running(sandbox, config) as bot:
        mia = House(sandbox, bot).manager()
        await mia.slash("cogs off", cog="orchard")

    without = config.model_copy(update={"cogs": config.cogs.model_copy(update={"folders": ()})})
    async with running(sandbox, without):
        assert await mia.autocomplete("cogs on", "cog", "") == []
        assert "Orchard" not in (await mia.slash("cogs list")).text

    async with running(sandbox, config):
        assert "~~Orchard~~" in (await mia.slash("cogs list")).text


async def test_who_may_not_manage_the_server_does_not_even_see_it(ada: Person) -> None:
    with pytest.raises(ActorError):
        await ada.slash("cogs off", cog="tips")
    with pytest.raises(ActorError):
        await ada.slash("setup")


async def test_what_a_cog_has_stored_is_there_when_it_comes_back(house: House, mia: Person) -> None:
    await house.club()
    await mia.slash("cogs off", cog="clubs")
    assert "Clubs is switched off here" in (await mia.slash("club list")).text

    await mia.slash("cogs on", cog="clubs")

    assert CLUB in (await mia.slash("club list")).text


async def test_a_button_and_a_form_of_before_answer_that_their_cog_is_off(house: House, mia: Person) -> None:
    host, ada = await house.club(), house.person("Ada")
    card = await ada.slash("club info", club=CLUB)
    join = next(one for one in card.custom_ids if one.startswith("clubs:join:"))
    await host.slash("club edit", club=CLUB)
    await mia.slash("cogs off", cog="clubs")

    pressed = await ada.click(card.message_id, join)
    sent = await host.submit({"description": "By night"})

    assert "Clubs is switched off here" in pressed.text
    assert "Clubs is switched off here" in sent.text
    await mia.slash("cogs on", cog="clubs")
    assert "One member" in (await ada.slash("club info", club=CLUB)).text
    assert "By night" not in (await ada.slash("club info", club=CLUB)).text
