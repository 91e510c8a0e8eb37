"""Links: who may pay what, once for each question, and nothing half done."""

from __future__ import annotations

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from bot.errors import UserError
from bot.settings.refusals import SettingRefused
from bot.storage.constraints import violated_constraint
from cogs.payments.api import ProviderAway
from cogs.payments.refusals import (
    CreatorNotConnected,
    NoSuchPayment,
    NotMoney,
    PaysSelf,
    TooLittle,
    TooManyLinks,
    TooMuch,
    TooMuchToday,
)
from cogs.payments.settings import PaymentSettings
from cogs.payments.stripe_units import BelowMinimum, NotInStripesSteps
from cogs.payments.tables import PaymentRow
from cogs.tips.api import AccountFrozen
from cogs.tips.tables import AccountRow
from tests.cogs.payments.till import CREATOR, GUILD, TIPPER, Till


async def test_the_same_question_again_is_the_same_link(till: Till) -> None:
    await till.creator()

    first, second = await till.ask(key="k1"), await till.ask(key="k1")

    assert (first.token, first.url) == (second.token, second.url)
    assert len(till.stripe.books.sessions) == 1
    assert (await till.ask(key="k2")).url != first.url


async def test_a_link_is_a_direct_charge_without_any_commission(till: Till) -> None:
    account_id = await till.creator()
    await till.ask("12.34")

    ((_, _, asked),) = [one for one in till.stripe.requests if one[:2] == ("POST", "/v1/checkout/sessions")]
    assert asked["line_items"]["0"]["price_data"]["unit_amount"] == "1234"
    assert "application_fee_amount" not in str(asked)
    assert set(till.stripe.books.owners.values()) == {account_id}


@pytest.mark.parametrize(
    ("amount", "refusal"),
    [("0", TooLittle), ("0.99", TooLittle), ("101", TooMuch), ("1.999", NotMoney), ("five", NotMoney),
     ("-5", NotMoney), ("1e3", NotMoney), ("\u0665", NotMoney), ("1,5,0", NotMoney), ("9" * 25, NotMoney)],
)  # fmt: skip
async def test_an_amount_that_is_none_or_is_not_allowed_is_refused(
    till: Till, amount: str, refusal: type[UserError]
) -> None:
    await till.creator()

    with pytest.raises(refusal):
        await till.ask(amount)

    assert till.stripe.books.sessions == {}


async def test_nobody_pays_themselves_or_whom_the_provider_does_not_let(till: Till) -> None:
    with pytest.raises(PaysSelf):
        await till.ask(creator_id=TIPPER)
    with pytest.raises(CreatorNotConnected):
        await till.ask()
    await till.creators.connect(till.desk.provider, 10, CREATOR)
    with pytest.raises(CreatorNotConnected):
        await till.ask()
    await till.creator()
    assert (await till.ask()).url
    await till.creators.disconnect(10, CREATOR)
    with pytest.raises(CreatorNotConnected):
        await till.ask(key="k2")


async def test_what_a_member_gives_in_a_day_and_their_open_links_are_limited(till: Till) -> None:
    await till.set(most_a_day=210)
    await till.paid("100")
    await till.session("100", key="k2")
    with pytest.raises(TooMuchToday) as refused:
        await till.ask("11", key="k3")
    assert refused.value.placeholders == {"most": "€210.00", "left": "€10.00"}

    for number in range(4):
        await till.ask("1", key=f"small{number}")
    with pytest.raises(TooManyLinks):
        await till.ask("1", key="one more")


async def test_an_outage_leaves_no_link_and_the_next_try_is_a_new_one(till: Till) -> None:
    await till.session(key="k0")
    till.stripe.away = True
    with pytest.raises(ProviderAway):
        await till.ask(key="k1")
    till.stripe.away = False

    with pytest.raises(NoSuchPayment):  # that question was answered
        await till.ask(key="k1")
    assert (await till.ask(key="k2")).url


@pytest.mark.parametrize(
    ("currency", "typed", "stripes", "shown"),
    [
        ("EUR", "5.50", "550", "€5.50"),
        ("JPY", "500", "500", "¥500"),
        ("KWD", "5.12", "5120", "KWD\u00a05.120"),
        ("ISK", "500", "50000", "ISK\u00a0500"),
        ("MGA", "500", "500", "MGA\u00a0500.00"),
    ],
)
async def test_each_currency_is_counted_as_iso_does_here_and_as_stripe_does_there(
    till: Till, currency: str, typed: str, stripes: str, shown: str
) -> None:
    await till.set(currency=currency, most=1_000, most_a_day=1_000)
    session_id = await till.session(typed)

    asked = till.stripe.requests[-1][2]["line_items"]["0"]["price_data"]
    assert (asked["unit_amount"], asked["currency"]) == (stripes, currency.lower())
    payment = await till.of(session_id)
    assert till.money.shown(payment.amount_minor, currency, "en-US") == shown
    assert await till.tell(till.stripe.books.pay(session_id)) == 200
    await till.settle()
    assert ((await till.of(session_id)).state, await till.given(currency=currency)) == (
        "paid",
        (payment.amount_minor, 0),
    )


async def test_what_stripe_does_not_move_is_refused_before_it_is_asked(till: Till) -> None:
    await till.creator()
    await till.set(currency="JPY", least=1)
    with pytest.raises(BelowMinimum):
        await till.ask("49")
    await till.set(currency="KWD")
    with pytest.raises(NotInStripesSteps):
        await till.ask("5.124")
    await till.set(currency="HUF")
    with pytest.raises(BelowMinimum) as refused:
        await till.ask("100")
    assert "175.00" in str(refused.value.placeholders["least"])


async def test_the_database_refuses_a_commission_whoever_writes_it(till: Till) -> None:
    await till.paid("10")

    for values, rule in (
        ({"booked_minor": 950}, "no_commission"),
        ({"paid_minor": 1_050, "booked_minor": 1_050}, "paid_is_the_tip"),
        ({"state": "open"}, "paid_is_booked"),
    ):
        with pytest.raises(IntegrityError) as refused:
            async with till.database.transaction() as session:
                await session.execute(update(PaymentRow).values(**values))
        assert violated_constraint(refused.value) == f"ck_payments_payment_{rule}"


async def test_whose_account_is_frozen_is_told_before_anything_is_paid(till: Till) -> None:
    await till.paid("10")
    async with till.database.transaction() as session:
        await session.execute(update(AccountRow).values(is_frozen=True))

    with pytest.raises(AccountFrozen):
        await till.ask(key="k2")


async def test_a_link_whose_maker_died_before_it_was_noted_is_known_by_its_token(till: Till) -> None:
    session_id = await till.session()
    async with till.database.transaction() as session:
        await session.execute(update(PaymentRow).values(session_id=None, url=None))

    assert await till.tell(till.stripe.books.pay(session_id)) == 200

    assert ((await till.of(session_id)).state, await till.given()) == ("paid", (500, 0))


async def test_who_takes_the_account_from_us_takes_no_more_money(till: Till) -> None:
    account_id = await till.creator()
    await till.ask()
    books = till.stripe.books

    event = books.event("account.application.deauthorized", books.accounts.pop(account_id), account_id)
    assert await till.tell(event) == 200
    await till.settle()

    with pytest.raises(CreatorNotConnected):
        await till.ask(key="k2")


async def test_only_a_currency_of_today_and_limits_that_fit_are_taken(till: Till) -> None:
    await till.set(currency="usd")
    assert (await till.settings.of(PaymentSettings, GUILD)).currency == "USD"

    for wrong in ({"currency": "DEM"}, {"currency": "XXX"}, {"least": 200}):
        with pytest.raises(SettingRefused):
            await till.set(**wrong)
