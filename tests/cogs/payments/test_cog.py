"""Real money as members, creators and administrators meet it."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.client import Bot
from bot.config import load_config
from bot.sandbox.people.seen import Seen
from bot.sandbox.server import Sandbox
from bot.testing import eventually, running
from tests.cogs.house import House
from tests.cogs.payments.stripe_stand_in import KEY, WEBHOOK_SECRET, StripeStandIn


@pytest.fixture
async def bot(sandbox: Sandbox, tmp_path: Path, stripe_api: StripeStandIn) -> AsyncIterator[Bot]:
    """The production bot, with a provider."""
    config = load_config(
        None,
        database={"url": f"sqlite+aiosqlite:///{tmp_path / 'evening.db'}"},
        web={"host": "127.0.0.1", "port": 0},
        payments={
            "stripe_secret_key": KEY,
            "stripe_webhook_secret": WEBHOOK_SECRET,
            "public_url": "https://rostra.example",
            "stripe_url": stripe_api.url,
        },
    )
    async with running(sandbox, config) as started:
        yield started


async def told(house: House, stripe_api: StripeStandIn, event: dict[str, object]) -> None:
    assert house.bot.web.url is not None
    assert await stripe_api.tell(house.bot.web.url, event) == 200


def session_of(seen: Seen) -> str:
    (url,) = (part["url"] for row in seen.components for part in row["components"] if "url" in part)
    return str(url).rpartition("/")[2]


async def test_a_member_gives_a_creator_money_and_both_are_told(
    house: House, stripe_api: StripeStandIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    ada, bob = house.person("Ada"), house.person("Bob")
    refused = await ada.slash("money tip", member=bob.id, amount="5")
    assert "They take no real money here" in refused.text
    connecting = await bob.slash("money connect")
    assert "about €0.59 / €10.00 by an estimate" in connecting.text
    assert "This is a test: no money moves." in connecting.text
    (account_id,) = stripe_api.books.accounts
    await told(house, stripe_api, stripe_api.books.tell_who_they_are(account_id))
    assert "You take money here" in (await bob.slash("money connect")).text

    offered = await ada.slash("money tip", member=bob.id, amount="5.00", note="*thanks*")
    assert offered.ephemeral
    assert f"You give {bob.mention} €5.00, and Rostra takes nothing of it." in offered.text
    await told(house, stripe_api, stripe_api.books.pay(session_of(offered)))

    await eventually(lambda: "All of it is theirs" in ada.look(offered).text)
    channel = house.sandbox.house.text.id
    said = f"{ada.mention} gave {bob.mention} **€5.00**: “\\*thanks\\*” This is a test: no money moves."
    await eventually(lambda: said in [message.text for message in bob.messages(channel)])
    assert "€5.00 from" in (await bob.slash("money payments")).text
    assert "€5.00 lies in your account at the payment provider" in (await bob.slash("wallet")).text
    for secret in (KEY, WEBHOOK_SECRET):
        assert secret not in caplog.text
        assert secret not in repr(house.bot.config)


async def test_what_is_paid_in_a_room_is_told_there_and_stands_in_its_receipt(
    house: House, stripe_api: StripeStandIn
) -> None:
    host = await house.room()
    ada = await house.listener("Ada", locale="fr")
    await host.slash("money connect")
    (account_id,) = stripe_api.books.accounts
    await told(house, stripe_api, stripe_api.books.tell_who_they_are(account_id))
    assert await ada.autocomplete("money tip", "amount", "1", member=host.id) == [
        {"name": shown, "value": value}
        for shown, value in [("1,00\xa0€", "1"), ("10,00\xa0€", "10"), ("100,00\xa0€", "100")]
    ]

    offered = await ada.slash("money tip", member=host.id, amount="10")
    await told(house, stripe_api, stripe_api.books.pay(session_of(offered)))

    def said(words: str) -> bool:
        return any(words in message.text for message in ada.messages(house.stage_id))

    await eventually(lambda: said(f"{ada.mention} gave {host.mention} €10.00"))
    await host.slash("room close")
    assert "**Tips:** €10.00, given once." in (await host.slash("room report")).text


async def test_a_link_is_ended_by_its_owner_alone(house: House, stripe_api: StripeStandIn) -> None:
    ada, bob = house.person("Ada"), house.person("Bob", locale="fr")
    await bob.slash("money connect")
    (account_id,) = stripe_api.books.accounts
    stripe_api.books.tell_who_they_are(account_id)
    offered = await ada.slash("money tip", member=bob.id, amount="5", anonymous=True)
    session_id = session_of(offered)

    ended = await ada.click(offered.message_id, offered.custom_ids[0])

    assert ended.text == "That link is ended. Nothing was paid."
    assert stripe_api.books.sessions[session_id]["status"] == "expired"
    assert "not paid: the link is ended" in (await ada.slash("money payments")).text
    assert "ni donné ni reçu" in (await bob.slash("money payments")).text
    assert "plus d'argent ici" in (await bob.slash("money disconnect")).text
    assert "They take no real money" in (await ada.slash("money tip", member=bob.id, amount="5")).text


async def test_an_administrator_sees_what_never_came_and_books_it(
    house: House, stripe_api: StripeStandIn
) -> None:
    ada, bob, mia = house.person("Ada"), house.person("Bob"), house.manager()
    await bob.slash("money connect")
    (account_id,) = stripe_api.books.accounts
    stripe_api.books.tell_who_they_are(account_id)
    stripe_api.books.pay(session_of(await ada.slash("money tip", member=bob.id, amount="5")))

    listed = await mia.slash("money reconcile")
    assert "One payment differs:" in listed.text
    assert "paid at the provider, and not booked" in listed.text
    mended = await mia.click(listed.message_id, listed.custom_ids[0])

    assert "One payment is settled." in mended.text
    assert "(the provider kept €0.45)" in (await bob.slash("money payments")).text
    assert "say the same" in (await mia.slash("money reconcile")).text
