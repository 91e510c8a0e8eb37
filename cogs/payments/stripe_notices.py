"""What Stripe tells by its webhooks, read from a body that is as it came.

Stripe documentation, "Receive Stripe events in your webhook endpoint" (signatures, tolerance), "Types of
events", "Fulfill orders" (`payment_status`), "Connect webhooks" (`account`, `livemode`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from stripe import SignatureVerificationError, WebhookSignature

from cogs.payments.api import Happened, Notice, NotSigned
from cogs.payments.stripe_units import from_stripe

HEADER = "Stripe-Signature"
#: The key of the metadata that a payment carries at Stripe.
TOKEN = "rostra_payment"  # noqa: S105 - the name of a field
TOLERANCE_SECONDS = 300

_SESSION = "checkout.session."
_CHANGES = ("charge.refund", "charge.dispute.", "refund.")
_ACCOUNT = ("account.updated", "account.application.deauthorized")
#: Events that we want; the guide for administrators names them.
WANTED = (
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed",
    "checkout.session.expired",
    "charge.refunded",
    "refund.updated",
    "refund.failed",
    "charge.dispute.created",
    "charge.dispute.closed",
    "charge.dispute.funds_withdrawn",
    "charge.dispute.funds_reinstated",
    *_ACCOUNT,
)


def read(headers: Mapping[str, str], body: bytes, secret: str) -> Notice:
    """Read what Stripe told.

    Raises:
        NotSigned: it is not Stripe who tells it, it is too old, or it is no event.
    """
    try:
        WebhookSignature.verify_header(body, headers.get(HEADER), secret, TOLERANCE_SECONDS)
        event = json.loads(body)
        return _notice(event, event["data"]["object"])
    except SignatureVerificationError:
        # Not chained: the library's error holds the body, which is somebody's payment.
        raise NotSigned("the signature does not fit, or is too old") from None
    except (UnicodeDecodeError, ValueError, KeyError, TypeError, AttributeError):
        raise NotSigned("no event of Stripe's") from None


def _notice(event: Mapping[str, Any], about: Mapping[str, Any]) -> Notice:
    kind = str(event["type"])
    common = str(event["id"]), _happened(kind, about), event.get("account"), not event["livemode"]
    token = (about.get("metadata") or {}).get(TOKEN)
    if not kind.startswith(_SESSION):
        return Notice(*common, token=token, reference=_id(about.get("payment_intent")))
    currency = str(about.get("currency") or "").upper()
    return Notice(
        *common,
        session_id=str(about["id"]),
        token=about.get("client_reference_id"),
        reference=_id(about.get("payment_intent")),
        amount_minor=from_stripe(int(about.get("amount_total") or 0), currency),
        currency=currency,
    )


def _happened(kind: str, about: Mapping[str, Any]) -> Happened:
    if kind in {"checkout.session.completed", "checkout.session.async_payment_succeeded"}:
        # With a slow way to pay the first comes before the money, and the second with it.
        return Happened.PAID if about.get("payment_status") == "paid" else Happened.NOTHING
    if kind in {"checkout.session.expired", "checkout.session.async_payment_failed"}:
        return Happened.ENDED
    if kind.startswith(_CHANGES):
        return Happened.CHANGED
    return Happened.ACCOUNT if kind in _ACCOUNT else Happened.NOTHING


def _id(value: Any) -> str | None:
    """An id, where Stripe has put the whole thing or only its id."""
    return str(value["id"]) if isinstance(value, Mapping) else value
