"""Stripe Checkout, by Stripe's own library: direct charges on the creator's own account.

With a direct charge the creator is the merchant: the money is theirs from the first moment, Stripe's fee is
theirs to pay, and refunds and disputes are theirs too (Stripe documentation, "Create direct charges"). No
`application_fee_amount` is sent, because it "must be positive": that there is none is how a platform takes
nothing. Only this module and `stripe_notices` know the library, and they are imported only where Stripe is
configured.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Any, TypeVar

import stripe
from stripe import StripeClient, StripeObject

from cogs.payments import stripe_notices, stripe_units
from cogs.payments.api import (
    Account,
    Checkout,
    Course,
    Kept,
    Link,
    Notice,
    ProviderAway,
    ProviderRefused,
    Standing,
)

log = logging.getLogger(__name__)

T = TypeVar("T")

TIMEOUT_SECONDS = 20.0
#: What is known by no account of ours has not been seen by more pages than this.
_PAGE = 100
#: A dispute of these states holds the money back, or has taken it ("The Dispute object", status).
_HELD = frozenset({"needs_response", "under_review", "lost"})
# "Create a Checkout Session", locale.
_LOCALES = frozenset(
    "bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hr hu id it ja ko lt lv ms mt nb nl pl pt pt-BR ro "  # noqa: SIM905 - one a line would be forty
    "ru sk sl sv th tr vi zh zh-HK zh-TW".split()
)


class StripeCheckout:
    """Fulfils `cogs.payments.api.Provider`."""

    name = "stripe"

    def __init__(self, secret_key: str, webhook_secret: str, address: str) -> None:
        """Prepare; nothing is asked of Stripe yet."""
        # It would tell Stripe how long our requests took.
        stripe.enable_telemetry = False
        # At DEBUG it logs what is sent, which is who pays what.
        logging.getLogger("stripe").setLevel(logging.WARNING)
        self.is_test = is_test(secret_key)
        self._webhook_secret = webhook_secret
        self._http = stripe.AIOHTTPClient(timeout=TIMEOUT_SECONDS)
        self._client = StripeClient(
            secret_key,
            base_addresses={"api": address.rstrip("/")},
            http_client=self._http,
            max_network_retries=1,
        )

    def __repr__(self) -> str:
        return f"StripeCheckout({'test' if self.is_test else 'live'})"

    def require_fits(self, amount_minor: int, currency: str, shown: Callable[[int], str]) -> None:
        """See `Provider.require_fits`."""
        least, step = stripe_units.least(currency), stripe_units.step(currency)
        if least is not None and amount_minor < least:
            raise stripe_units.BelowMinimum(least=shown(least))
        if amount_minor % step:
            raise stripe_units.NotInStripesSteps(currency=currency, digits=len(str(step)) - 1)
        if len(str(stripe_units.to_stripe(amount_minor, currency))) > stripe_units.MOST_DIGITS:
            raise stripe_units.AboveMaximum

    async def open_account(self, key: str) -> str:
        """See `Provider.open_account`."""
        account = await _asked(
            self._client.v1.accounts.create_async(
                {
                    # What Stripe calls a standard account: its owner has a dashboard, pays the fees and bears
                    # the losses, and tells Stripe who they are ("Account", controller).
                    "controller": {
                        "fees": {"payer": "account"},
                        "losses": {"payments": "stripe"},
                        "requirement_collection": "stripe",
                        "stripe_dashboard": {"type": "full"},
                    }
                },
                {"idempotency_key": f"rostra-account-{key}"},
            )
        )
        return account.id

    async def onboarding(self, account_id: str, *, back_url: str, again_url: str) -> str:
        """See `Provider.onboarding`."""
        link = await _asked(
            self._client.v1.account_links.create_async(
                {
                    "account": account_id,
                    "type": "account_onboarding",
                    "return_url": back_url,
                    "refresh_url": again_url,
                }
            )
        )
        return link.url

    async def account(self, account_id: str) -> Account:
        """See `Provider.account`; one that was taken from us takes no money."""
        try:
            account = await self._client.v1.accounts.retrieve_async(account_id)
        except stripe.PermissionError:
            return Account(account_id, takes_money=False, is_complete=False)
        except stripe.StripeError as error:
            raise _told(error) from None
        return Account(account_id, bool(account.charges_enabled), bool(account.details_submitted))

    async def open_checkout(self, checkout: Checkout) -> Link:
        """See `Provider.open_checkout`."""
        price: Any = {
            "currency": checkout.currency.lower(),
            "unit_amount": stripe_units.to_stripe(checkout.amount_minor, checkout.currency),
            "product_data": {"name": checkout.title},
        }
        token = {stripe_notices.TOKEN: checkout.token}
        session = await _asked(
            self._client.v1.checkout.sessions.create_async(
                {
                    "mode": "payment",
                    "line_items": [{"price_data": price, "quantity": 1}],
                    "client_reference_id": checkout.token,
                    "metadata": token,
                    # No application_fee_amount: see the head of this module.
                    "payment_intent_data": {"metadata": token},
                    # Another currency on the page would make another amount leave the tipper.
                    "adaptive_pricing": {"enabled": False},
                    "expires_at": int(checkout.expires_at.timestamp()),
                    "locale": locale_of(checkout.locale),
                    "success_url": checkout.success_url,
                    "cancel_url": checkout.cancel_url,
                },
                {"stripe_account": checkout.account_id, "idempotency_key": checkout.token},
            )
        )
        if session.url is None:
            raise ProviderRefused(reason="no link")
        return Link(session.id, session.url)

    async def close_checkout(self, account_id: str, session_id: str) -> None:
        """See `Provider.close_checkout`."""
        options: Any = {"stripe_account": account_id}
        try:
            await self._client.v1.checkout.sessions.expire_async(session_id, options=options)
        except stripe.InvalidRequestError as error:
            session = await _asked(
                self._client.v1.checkout.sessions.retrieve_async(session_id, options=options)
            )
            if session.status != "expired":
                raise _told(error) from None
        except stripe.StripeError as error:
            raise _told(error) from None

    async def session_of(self, account_id: str, reference: str) -> str | None:
        """See `Provider.session_of`."""
        found = await _asked(
            self._client.v1.checkout.sessions.list_async(
                {"payment_intent": reference, "limit": 1}, {"stripe_account": account_id}
            )
        )
        return found.data[0].id if found.data else None

    async def look(self, account_id: str, session_id: str) -> Standing:
        """See `Provider.look`."""
        options: Any = {"stripe_account": account_id}
        expand = ["payment_intent.latest_charge.balance_transaction"]
        asked = self._client.v1.checkout.sessions.retrieve_async(session_id, {"expand": expand}, options)
        session = _plain(await _asked(asked))
        money = session.get("payment_intent") or {}
        course = _course(session, money)
        if course is not Course.PAID:
            return Standing(course)
        charge: dict[str, Any] = money.get("latest_charge") or {}
        reference: str = money["id"]
        kept = list(_kept(charge.get("balance_transaction")))
        disputed = 0
        currency = str(session["currency"]).upper()
        if charge.get("amount_refunded"):
            kept += await self._kept_of_refunds(reference, options)
        if charge.get("disputed"):
            disputed, lines = await self._disputed(reference, currency, options)
            kept += lines
        return Standing(
            course,
            reference,
            stripe_units.from_stripe(int(session["amount_total"]), currency),
            currency,
            _commission(money, charge),
            stripe_units.from_stripe(int(charge.get("amount_refunded") or 0), currency),
            disputed,
            tuple(kept),
        )

    def read(self, headers: Mapping[str, str], body: bytes) -> Notice:
        """See `Provider.read`."""
        return stripe_notices.read(headers, body, self._webhook_secret)

    async def check(self) -> None:
        """Prove that Stripe knows the key.

        Raises:
            ProviderRefused, ProviderAway: it does not, or cannot be asked.
        """
        await _asked(self._client.v1.accounts.retrieve_current_async())

    async def close(self) -> None:
        """See `Provider.close`."""
        await self._http.close_async()  # type: ignore[no-untyped-call]  # the library has no types here

    async def _kept_of_refunds(self, reference: str, options: Any) -> list[Kept]:
        """What Stripe keeps, or gives back, with refunds; mostly nothing."""
        query: Any = {"payment_intent": reference, "limit": _PAGE, "expand": ["data.balance_transaction"]}
        found = await _asked(self._client.v1.refunds.list_async(query, options))
        return [
            line
            for refund in found.data
            for line in _kept(_plain(refund).get("balance_transaction"))
            if line.amount_minor
        ]

    async def _disputed(self, reference: str, currency: str, options: Any) -> tuple[int, list[Kept]]:
        """How much disputes hold back or took, and what Stripe keeps for them."""
        query: Any = {"payment_intent": reference, "limit": _PAGE}
        found = await _asked(self._client.v1.disputes.list_async(query, options))
        disputes = [_plain(one) for one in found.data]
        held = sum(int(one["amount"]) for one in disputes if one["status"] in _HELD)
        lines = [
            line for one in disputes for movement in one["balance_transactions"] for line in _kept(movement)
        ]
        return stripe_units.from_stripe(held, currency), lines


def is_test(secret_key: str) -> bool:
    """Whether a key moves no money ("API keys": the prefix says it, also of a restricted one)."""
    return secret_key.startswith(("sk_test_", "rk_test_"))


def locale_of(language: str) -> str:
    """The language of Stripe's page for a language of Discord's."""
    return next((one for one in (language, language.partition("-")[0]) if one in _LOCALES), "auto")


def _course(session: Mapping[str, Any], money: Mapping[str, Any]) -> Course:
    if session["payment_status"] == "paid":
        return Course.PAID
    if session["status"] == "open":
        return Course.OPEN
    is_over = session["status"] == "expired" or money.get("status") in {"canceled", "requires_payment_method"}
    return Course.ENDED if is_over else Course.PENDING


def _commission(money: Mapping[str, Any], charge: Mapping[str, Any]) -> int:
    return int(money.get("application_fee_amount") or charge.get("application_fee_amount") or 0)


def _kept(movement: Mapping[str, Any] | str | None) -> list[Kept]:
    """What a movement of Stripe's books says it kept; nothing as long as there is none."""
    if not isinstance(movement, Mapping):
        return []
    currency = str(movement["currency"]).upper()
    return [Kept(movement["id"], currency, stripe_units.fee_from_stripe(int(movement["fee"]), currency))]


def _plain(told: StripeObject) -> dict[str, Any]:
    return told.to_dict()


async def _asked(answer: Awaitable[T]) -> T:
    try:
        return await answer
    except stripe.StripeError as error:
        raise _told(error) from None


def _told(error: stripe.StripeError) -> ProviderAway | ProviderRefused:
    """What an error of Stripe's is to us; never its text, which may repeat what was sent."""
    said = f"{type(error).__name__} {error.http_status or ''} {error.code or ''} {error.request_id or ''}"
    log.warning("Stripe refused: %s", " ".join(said.split()))
    is_away = (error.http_status or 0) >= HTTPStatus.INTERNAL_SERVER_ERROR
    if is_away or isinstance(error, stripe.APIConnectionError | stripe.RateLimitError):
        return ProviderAway()
    if error.code == "amount_too_small":
        return stripe_units.BelowStripesReckoning()
    if error.code == "amount_too_large":
        return stripe_units.AboveMaximum()
    return ProviderRefused(reason=error.code or type(error).__name__)
