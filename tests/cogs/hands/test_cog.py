from __future__ import annotations

import asyncio

import pytest

from bot.sandbox.world.permissions import Permission
from bot.testing import eventually
from cogs.rooms.api import HandRaised
from tests.cogs.house import House


async def test_hands_are_called_in_the_order_they_came_whichever_way(house: House) -> None:
    host = await house.room()
    ada, bob = await house.listener("Ada"), await house.listener("Bob")
    assert "number 1" in (await ada.slash("hand raise")).text
    await bob.raise_hand()
    await house.expect_queue(host, [ada, bob])

    seen = await host.slash("hand next")

    assert ada.mention in seen.text
    assert (ada.is_invited, bob.is_invited) == (True, False)
    await ada.accept()
    assert ada.is_speaker


async def test_whoever_accepts_or_declines_is_in_the_queue_no_more(house: House) -> None:
    host = await house.room()
    ada, bob, carol = [await house.listener(name) for name in ("Ada", "Bob", "Carol")]
    for person in (ada, bob, carol):
        await person.slash("hand raise")

    await host.slash("hand next")
    await ada.accept()
    await host.slash("hand next")
    await bob.decline()

    await eventually(lambda: carol.is_invited)
    await house.expect_queue(host, [])
    assert bob.is_audience


async def test_a_second_hand_and_a_hand_that_is_not_up_are_refused(house: House) -> None:
    await house.room()
    ada = await house.listener("Ada")

    assert "not up" in (await ada.slash("hand lower")).text
    await ada.slash("hand raise")
    assert "up already" in (await ada.slash("hand raise")).text
    assert "is down" in (await ada.slash("hand lower")).text


async def test_a_speaker_and_somebody_elsewhere_raise_no_hand(house: House) -> None:
    host = await house.room()
    ada, outside = await house.listener("Ada"), house.person("Olga")
    await ada.slash("hand raise")
    await host.slash("hand next")
    await ada.accept()

    assert "just speak" in (await ada.slash("hand raise")).text
    assert "no open room where you are" in (await outside.slash("hand raise")).text


async def test_only_a_host_calls(house: House) -> None:
    host = await house.room()
    ada = await house.listener("Ada")
    await ada.slash("hand raise")

    assert "Only a host" in (await ada.slash("hand next")).text
    assert not ada.is_invited
    await host.slash("hand next")
    assert "Nobody waits" in (await host.slash("hand next")).text


async def test_two_presses_at_once_ask_two_people(house: House) -> None:
    host = await house.room()
    ada, bob = await house.listener("Ada"), await house.listener("Bob")
    for person in (ada, bob):
        await person.slash("hand raise")

    await asyncio.gather(host.slash("hand next"), host.slash("hand next"))

    assert (ada.is_invited, bob.is_invited) == (True, True)


async def test_letting_somebody_speak_is_no_raised_hand(house: House) -> None:
    """Discord sets a timestamp for who is invited, too (Modify User Voice State)."""
    host = await house.room()
    ada = await house.listener("Ada")
    await ada.slash("hand raise")

    await host.slash("hand next")
    await ada.accept()

    assert "Nobody waits" in (await host.slash("hand queue")).text


async def test_leaving_the_stage_gives_up_the_place(house: House) -> None:
    host = await house.room()
    ada, bob = await house.listener("Ada"), await house.listener("Bob")
    await ada.raise_hand()
    await house.expect_queue(host, [ada])
    await bob.slash("hand raise")

    await ada.leave()

    await house.expect_queue(host, [bob])


async def test_lowering_with_discords_own_button_gives_up_the_place(house: House) -> None:
    host = await house.room()
    ada = await house.listener("Ada")
    await ada.raise_hand()
    await house.expect_queue(host, [ada])

    await ada.lower_hand()

    await house.expect_queue(host, [])


async def test_lowering_by_command_lowers_discords_own_hand_too(house: House) -> None:
    host = await house.room()
    ada = await house.listener("Ada")
    await ada.raise_hand()
    await house.expect_queue(host, [ada])

    await ada.slash("hand lower")

    assert ada.is_audience


async def test_a_hand_that_discord_does_not_let_down_is_up_in_the_queue_as_well(house: House) -> None:
    host = await house.room()
    ada = await house.listener("Ada")
    await ada.raise_hand()
    await house.expect_queue(host, [ada])
    house.deny(Permission.MUTE_MEMBERS)

    assert "Mute Members" in (await ada.slash("hand lower")).text

    assert ada.has_hand_raised
    await house.expect_queue(host, [ada])


async def test_whoever_is_invited_need_not_ask_and_may_decline_by_command(house: House) -> None:
    host = await house.room()
    ada = await house.listener("Ada")
    await ada.slash("hand raise")
    await host.slash("hand next")

    assert "accept in Discord" in (await ada.slash("hand raise")).text
    assert "is down" in (await ada.slash("hand lower")).text

    assert ada.is_audience
    assert "number 1" in (await ada.slash("hand raise")).text


async def test_the_hands_of_a_closed_room_do_not_wait_in_the_next(house: House) -> None:
    host = await house.room()
    ada = await house.listener("Ada")
    await ada.slash("hand raise")
    await host.slash("room close")
    await eventually(lambda: house.instance is None)

    await host.slash("room open", club="Night owls", topic="Again")

    assert "Nobody waits" in (await host.slash("hand queue")).text


async def test_a_french_listener_reads_french(house: House) -> None:
    await house.room()
    chloe = await house.listener("Chloé", locale="fr")

    assert "numéro 1" in (await chloe.slash("hand raise")).text


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [("http_429", {"retry_after": 0.2}), ("http_500", {"status": 500})],
    ids=["rate limit", "server error"],
)
async def test_an_invitation_that_discord_puts_off_is_tried_again(
    house: House, kind: str, parameters: dict[str, float]
) -> None:
    host = await house.room()
    ada, bob = await house.listener("Ada"), await house.listener("Bob")
    for person in (ada, bob):
        await person.slash("hand raise")
    await house.sandbox.faults.inject(kind, path=f"/voice-states/{ada.id}", method="PATCH", **parameters)

    seen = await host.slash("hand next")

    assert ada.mention in seen.text
    assert ada.is_invited
    await house.expect_queue(host, [bob])


async def test_an_invitation_that_discord_refuses_is_said_and_the_hand_keeps_its_place(house: House) -> None:
    host = await house.room()
    ada, bob = await house.listener("Ada"), await house.listener("Bob")
    for person in (ada, bob):
        await person.slash("hand raise")
    await house.sandbox.faults.inject("http_500", path=f"/voice-states/{ada.id}", status=503)

    assert "Discord did not play along" in (await host.slash("hand next")).text
    await house.expect_queue(host, [ada, bob])
    assert ada.mention in (await host.slash("hand next")).text


@pytest.mark.parametrize(
    ("lost", "name"), [(Permission.MUTE_MEMBERS, "Mute Members"), (Permission.VIEW_CHANNEL, "View Channel")]
)
async def test_a_permission_lost_during_the_room_is_named_with_its_stage(
    house: House, lost: Permission, name: str
) -> None:
    host = await house.room()
    ada = await house.listener("Ada")
    await ada.slash("hand raise")
    house.deny(lost)

    seen = await host.slash("hand next")

    assert f"In <#{house.stage_id}> I lack: {name}." in seen.text
    await house.expect_queue(host, [ada])


async def test_what_happened_before_a_command_is_noted_before_it(house: House) -> None:
    host = await house.room()
    ada = await house.listener("Ada")
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def store_slowly(_: HandRaised) -> None:
        begun.set()
        await go_on.wait()

    house.bot.events.subscribe(HandRaised, store_slowly)
    await ada.raise_hand()
    await asyncio.wait_for(begun.wait(), 5)
    await ada.lower_hand()
    arrival = asyncio.create_task(house.bot.wait_for("interaction", timeout=5))
    asking = asyncio.create_task(ada.slash("hand raise"))
    await arrival
    go_on.set()

    assert "number 1" in (await asking).text
    await house.expect_queue(host, [ada])


async def test_a_question_is_asked_in_a_form_and_read_by_whoever_sees_the_queue(house: House) -> None:
    host = await house.room()
    ada, bob = await house.listener("Ada"), await house.listener("Bob")
    await host.slash("hand rule", policy="questions")
    raised = await bob.slash("hand raise")
    await ada.slash("hand raise", question=True)

    seen = await ada.submit({"question": "Why **not**?"})

    assert "number 1" in seen.text
    queue = (await host.slash("hand queue")).text
    assert f"1. {ada.mention}: Why \\*\\*not\\*\\*?" in queue
    assert "question goes first" in queue
    await bob.click(raised.message_id, "hands:question")
    await bob.submit({"question": "How?"})
    assert "number 1 of 2" in (await bob.slash("hand status")).text


async def test_only_a_host_chooses_whose_turn_it_is_and_everybody_reads_it(house: House) -> None:
    host = await house.room()
    chloe = await house.listener("Chloé", locale="fr")

    assert "animateur" in (await chloe.slash("hand rule", policy="newcomers")).text
    rules = {"fair_floor": "spoke least", "first_come": "first come, first heard", "newcomers": "not spoken"}
    for policy, said in rules.items():
        assert said in (await host.slash("hand rule", policy=policy)).text

    status = (await chloe.slash("hand status")).text
    assert "n'est pas levée" in status
    assert "qui n'a pas parlé dans ce club récemment passe d'abord" in status
