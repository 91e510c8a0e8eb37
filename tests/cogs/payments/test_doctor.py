"""`rostra doctor` says whether money can be taken, and never a secret."""

from __future__ import annotations

from typing import Any

import pytest

from bot.config import Config, load_config
from bot.errors import OperatorError
from cogs.payments import configured
from cogs.payments.doctor import check
from tests.bot.doctor.looking import found
from tests.cogs.payments.stripe_stand_in import KEY, WEBHOOK_SECRET, StripeStandIn


def config(*, web: bool = True, **payments: Any) -> Config:
    given: dict[str, Any] = {"web": {"port": 0}} if web else {}
    whole = {
        "stripe_secret_key": KEY,
        "stripe_webhook_secret": WEBHOOK_SECRET,
        "public_url": "https://rostra.example",
    }
    return load_config(None, payments=whole | payments, **given)


async def said(given: Config) -> list[tuple[str, str]]:
    findings = await found(check(given))
    everything = repr(findings) + repr(given) + str(given)
    assert KEY not in everything
    assert WEBHOOK_SECRET not in everything
    return [(one.state.value, one.said) for one in findings]


async def test_money_is_off_until_there_is_a_secret() -> None:
    assert await said(Config()) == [("ok", "real money is off; the secrets in [payments] switch it on")]
    assert configured.provider(Config()) is None


async def test_a_key_of_test_mode_is_shown_as_such_and_the_address_is_said(stripe_api: StripeStandIn) -> None:
    assert await said(config(stripe_url=stripe_api.url)) == [
        ("ok", "Stripe tells us at https://rostra.example/payments/webhook/stripe"),
        ("ok", "Stripe, test mode: no money moves"),
    ]


@pytest.mark.parametrize(
    ("wrong", "what"),
    [
        ({"stripe_secret_key": "pk_test_1"}, "stripe_secret_key is no secret key"),
        ({"stripe_webhook_secret": ""}, "stripe_webhook_secret is no signing secret"),
        ({"public_url": ""}, "public_url is missing"),
    ],
)
async def test_what_is_lacking_is_named_and_stops_the_start(wrong: dict[str, Any], what: str) -> None:
    ((state, sentence),) = await said(config(**wrong))

    assert (state, what in sentence) == ("problem", True)
    with pytest.raises(OperatorError, match=what):
        configured.provider(config(**wrong))


async def test_a_key_that_stripe_does_not_know_and_pages_that_are_off_are_problems(
    stripe_api: StripeStandIn, caplog: pytest.LogCaptureFixture
) -> None:
    other = "sk_live_51AnotherKey"
    given = config(web=False, stripe_secret_key=other, stripe_url=stripe_api.url)

    findings = await found(check(given))

    assert [(one.state.value, one.said.partition(",")[0]) for one in findings] == [
        ("problem", "the pages are off"),
        ("problem", "Stripe (live: money moves) does not take the secret key"),
    ]
    assert other not in repr(findings) + caplog.text
    stripe_api.away = True
    assert (await said(config(stripe_url=stripe_api.url, public_url="http://127.0.0.1")))[-1] == (
        "warning",
        "Stripe (test mode: no money moves) does not answer",
    )


def test_an_address_that_is_none_is_refused_without_a_secret() -> None:
    with pytest.raises(OperatorError, match="public_url") as refused:
        config(public_url="rostra.example")

    assert KEY not in str(refused.value)
