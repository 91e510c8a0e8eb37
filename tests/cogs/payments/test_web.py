"""What Stripe tells is booked once, whoever tells it how often and in which order."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
from sqlalchemy import text

from bot.clock import MovableClock
from bot.storage.database import Database
from cogs.tips.api import TipReceived
from cogs.tips.verify import verify
from tests.cogs.payments.stripe_stand_in import StripeStandIn
from tests.cogs.payments.till import CREATOR, GUILD, TIPPER, Till

BOOKED = ["payment", "tip", "payment"]


async def test_what_leaves_the_tipper_is_what_reaches_the_creator_and_no_wallet_holds_it(till: Till) -> None:
    heard: list[TipReceived] = []

    async def hear(event: TipReceived) -> None:
        heard.append(event)

    till.events.subscribe(TipReceived, hear)
    session_id = await till.session("5", note="thank you")

    assert await till.tell(till.stripe.books.pay(session_id)) == 200

    assert (await till.kinds(), await till.given()) == (BOOKED, (500, 0))
    payment = await till.of(session_id)
    assert (payment.state, payment.paid_minor, payment.booked_minor) == ("paid", 500, 500)
    assert [(one.tip.tipper_id, one.tip.creator_id, one.tip.amount_minor) for one in heard] == [
        (TIPPER, CREATOR, 500)
    ]
    assert await till.owed() == 1
    assert (await verify(till.database)).problems == []


async def test_the_same_event_again_and_two_events_of_one_payment_book_once(till: Till) -> None:
    session_id = await till.session()
    event = till.stripe.books.pay(session_id)
    other = event | {"id": "evt_other", "type": "checkout.session.async_payment_succeeded"}

    assert [await till.tell(one) for one in (event, event, other)] == [200, 200, 200]

    assert (await till.kinds(), await till.owed()) == (BOOKED, 1)


async def test_two_processes_that_hear_the_same_at_once_book_once(
    till: Till, book: Database, clock: MovableClock, stripe_api: StripeStandIn
) -> None:
    session_id = await till.session()
    event = stripe_api.books.pay(session_id)
    again = event | {"id": "evt_other"}
    other = Database(str(book._url.render_as_string(hide_password=False)))

    async with Till(other, clock, stripe_api).open() as second:
        told = [till.tell(event), second.tell(event), second.tell(again), till.tell(again)]
        assert set(await asyncio.gather(*told)) == {200}
    await other.close()

    assert await till.kinds() == BOOKED


@pytest.mark.parametrize("how", [{"secret": "whsec_another"}, {"at": 0.0}], ids=["wrong", "old"])
async def test_what_is_not_signed_or_is_too_old_is_refused(till: Till, how: dict[str, object]) -> None:
    session_id = await till.session()

    assert await till.tell(till.stripe.books.pay(session_id), **how) == 400

    assert await till.kinds() == []


async def test_no_signature_no_event_and_too_large_a_body_are_refused(till: Till) -> None:
    address = f"{till.url}/payments/webhook/stripe"
    body, signature = till.stripe.signed({"no": "event"})
    async with aiohttp.ClientSession() as http:
        for given, headers, status in (
            (body, {}, 400),
            (body, {"Stripe-Signature": "t=x,v1=y"}, 400),
            (body, {"Stripe-Signature": signature}, 400),
            (b"\xff" * 300_000, {"Stripe-Signature": signature}, 413),
        ):
            async with http.post(address, data=given, headers=headers) as answer:
                assert answer.status == status
        async with http.post(f"{till.url}/payments/webhook/other", data=body) as answer:
            assert answer.status == 404


@pytest.mark.parametrize("change", [{"amount_total": 499}, {"currency": "usd"}])
async def test_another_amount_than_was_asked_for_is_not_booked_but_listed(
    till: Till, change: dict[str, object]
) -> None:
    session_id = await till.session()
    event = till.stripe.books.pay(session_id)
    event["data"]["object"] |= change

    assert await till.tell(event) == 200

    payment = await till.of(session_id)
    assert (payment.state, payment.trouble, await till.kinds()) == ("trouble", "wrong-amount", [])
    assert [one.kind for one in await till.comparison.compare(GUILD)] == ["in-trouble"]


async def test_what_a_creator_sells_elsewhere_and_what_another_account_tells_is_nothing_of_ours(
    till: Till,
) -> None:
    session_id = await till.session()
    event = till.stripe.books.pay(session_id)
    elsewhere: dict[str, object] = {"id": "cs_test_shop", "client_reference_id": None, "metadata": {}}
    shop = event | {"id": "evt_shop", "data": {"object": event["data"]["object"] | elsewhere}}
    stolen = event | {"id": "evt_stolen", "account": "acct_another"}
    live = event | {"id": "evt_live", "livemode": True}

    assert [await till.tell(one) for one in (shop, stolen, live)] == [200, 200, 200]

    assert await till.kinds() == []
    assert (await till.of(session_id)).state == "open"


async def test_while_the_database_is_away_stripe_is_asked_to_tell_again(till: Till, book: Database) -> None:
    session_id = await till.session()
    event = till.stripe.books.pay(session_id)
    async with book.transaction() as session:
        await session.execute(text("ALTER TABLE tips_entry RENAME TO tips_entry_away"))

    assert await till.tell(event) == 500

    assert ((await till.of(session_id)).state, await till.owed()) == ("open", 0)
    async with book.transaction() as session:
        await session.execute(text("ALTER TABLE tips_entry_away RENAME TO tips_entry"))
    assert await till.tell(event) == 200
    assert await till.kinds() == BOOKED


async def test_money_that_comes_later_is_booked_when_it_comes_and_late_is_not_too_late(till: Till) -> None:
    books, session_id = till.stripe.books, await till.session()

    await till.tell(books.pay(session_id, slowly=True))
    assert (await till.of(session_id)).state == "open"
    ended = books.event("checkout.session.expired", books.sessions[session_id], books.owners[session_id])
    await till.tell(ended)
    assert (await till.of(session_id)).state == "ended"
    await till.tell(books.money_arrives(session_id))

    assert ((await till.of(session_id)).state, await till.kinds()) == ("paid", BOOKED)


async def test_a_link_that_ends_or_money_that_never_comes_is_the_end(till: Till) -> None:
    books, first = till.stripe.books, await till.session()
    second = await till.session(key="k2")
    await till.tell(books.pay(second, slowly=True))

    await till.tell(books.expire(first))
    await till.tell(books.money_does_not_arrive(second))

    assert [(await till.of(one)).state for one in (first, second)] == ["ended", "ended"]


async def test_the_pages_say_how_it_stands_and_nothing_of_whom(till: Till) -> None:
    session_id = await till.session("5", note="<b>secret</b>", locale="fr")
    token = (await till.of(session_id)).token

    async def page(name: str) -> str:
        async with aiohttp.ClientSession() as http, http.get(f"{till.url}/payments/{name}") as answer:
            assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-store")
            return await answer.text()

    assert "Un instant" in await page(f"paid/{token}")
    assert "payé 5,00" in (await page(f"left/{token}")).replace("\u202f", " ")
    await till.tell(till.stripe.books.pay(session_id))
    seen = await page(f"paid/{token}")
    assert "Merci" in seen
    assert "essai" in seen
    assert "secret" not in seen
    assert "Back to Discord" in await page("connected")
    async with aiohttp.ClientSession() as http, http.get(f"{till.url}/payments/paid/{'0' * 32}") as answer:
        assert answer.status == 404
