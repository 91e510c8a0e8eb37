"""The books of a stand-in for Stripe: accounts, sessions, money, refunds, disputes; and who moves them.

Written from Stripe's published documentation, whose pages are named where a rule is theirs. The methods are
what happens at Stripe without us: an owner tells who they are, a tipper pays, a creator refunds, a bank
disputes. Each answers the event that Stripe would tell of it.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from typing import Any

#: "Pricing": of each payment a share and a fixed fee, here in hundredths of a percent and the smallest unit.
SHARE, FIXED = 290, 30
#: "Dispute fees": kept when a dispute is opened.
DISPUTE_FEE = 1_500

Thing = dict[str, Any]


def _new(prefix: str) -> str:
    return f"{prefix}_{secrets.token_hex(8)}"


@dataclass
class StripeBooks:
    """All that Stripe knows."""

    livemode: bool = False
    accounts: dict[str, Thing] = field(default_factory=dict)
    sessions: dict[str, Thing] = field(default_factory=dict)
    intents: dict[str, Thing] = field(default_factory=dict)
    charges: dict[str, Thing] = field(default_factory=dict)
    movements: dict[str, Thing] = field(default_factory=dict)
    refunds: list[Thing] = field(default_factory=list)
    disputes: list[Thing] = field(default_factory=list)
    #: Whose each thing is: with direct charges it is the connected account's ("Create direct charges").
    owners: dict[str, str] = field(default_factory=dict)
    #: Balance transactions may come later than the charge ("Asynchronous capture").
    slow_books: bool = False

    def event(self, kind: str, about: Thing, account_id: str | None) -> Thing:
        """An event as it is told ("The Event object"; of a connected account it says which)."""
        made: Thing = {
            "id": _new("evt"),
            "object": "event",
            "api_version": "2026-10-28.endive",
            "created": int(time.time()),
            "livemode": self.livemode,
            "type": kind,
            "data": {"object": about},
        }
        return made if account_id is None else made | {"account": account_id}

    # --- The owner of an account ---

    def open_account(self) -> Thing:
        account = {
            "id": _new("acct"),
            "object": "account",
            "charges_enabled": False,
            "details_submitted": False,
        }
        return self.accounts.setdefault(str(account["id"]), account)

    def tell_who_they_are(self, account_id: str) -> Thing:
        self.accounts[account_id] |= {"charges_enabled": True, "details_submitted": True}
        return self.event("account.updated", self.accounts[account_id], account_id)

    # --- The tipper ---

    def pay(self, session_id: str, *, slowly: bool = False) -> Thing:
        """Pay on the page; slowly by a way whose money comes later ("Fulfill orders")."""
        session = self.sessions[session_id]
        assert session["status"] == "open", "the page says that the link has expired"
        intent = {
            "id": _new("pi"),
            "object": "payment_intent",
            "application_fee_amount": None,
            "metadata": session["payment_intent_metadata"],
            "latest_charge": None,
            "status": "processing",
        }
        self.intents[intent["id"]] = intent
        session |= {"status": "complete", "payment_intent": intent["id"]}
        self.owners[intent["id"]] = self.owners[session_id]
        if not slowly:
            self._charge(session)
        return self._told_of("checkout.session.completed", session)

    def money_arrives(self, session_id: str) -> Thing:
        self._charge(self.sessions[session_id])
        return self._told_of("checkout.session.async_payment_succeeded", self.sessions[session_id])

    def money_does_not_arrive(self, session_id: str) -> Thing:
        session = self.sessions[session_id]
        self.intents[session["payment_intent"]]["status"] = "requires_payment_method"
        return self._told_of("checkout.session.async_payment_failed", session)

    def expire(self, session_id: str) -> Thing:
        self.sessions[session_id] |= {"status": "expired", "url": None}
        return self._told_of("checkout.session.expired", self.sessions[session_id])

    def _charge(self, session: Thing) -> None:
        intent = self.intents[session["payment_intent"]]
        charge = {
            "id": _new("ch"),
            "object": "charge",
            "amount": session["amount_total"],
            "currency": session["currency"],
            "payment_intent": intent["id"],
            "metadata": intent["metadata"],
            "amount_refunded": 0,
            "disputed": False,
            "balance_transaction": None,
        }
        self.charges[charge["id"]] = charge
        intent |= {"latest_charge": charge["id"], "status": "succeeded"}
        session["payment_status"] = "paid"
        if not self.slow_books:
            self.write_books(charge)

    def write_books(self, charge: Thing) -> None:
        fee = -(-charge["amount"] * SHARE // 10_000) + FIXED
        charge["balance_transaction"] = self._move(charge["amount"], fee, charge["currency"])["id"]

    def _move(self, amount: int, fee: int, currency: str) -> Thing:
        movement = {
            "id": _new("txn"),
            "object": "balance_transaction",
            "amount": amount,
            "currency": currency,
            "fee": fee,
            "fee_details": [{"amount": fee, "currency": currency, "type": "stripe_fee"}] if fee else [],
            "net": amount - fee,
        }
        return self.movements.setdefault(str(movement["id"]), movement)

    # --- The creator, and the tipper's bank ---

    def charge_of(self, session_id: str) -> Thing:
        intent = self.intents[self.sessions[session_id]["payment_intent"]]
        return self.charges[intent["latest_charge"]]

    def refund(self, session_id: str, amount: int) -> Thing:
        charge = self.charge_of(session_id)
        charge["amount_refunded"] += amount
        movement = self._move(-amount, 0, charge["currency"])
        self.refunds.append(
            {
                "id": _new("re"),
                "object": "refund",
                "amount": amount,
                "payment_intent": charge["payment_intent"],
                "balance_transaction": movement["id"],
                "status": "succeeded",
            }
        )
        return self.event("charge.refunded", dict(charge), self.owners[session_id])

    def refund_fails(self, session_id: str) -> Thing:
        """The tipper's bank does not take the last refund ("Refund failures"): the creator has it again."""
        refund = self.refunds[-1]
        refund["status"] = "failed"
        self.charge_of(session_id)["amount_refunded"] -= refund["amount"]
        return self.event("refund.failed", dict(refund), self.owners[session_id])

    def dispute(self, session_id: str) -> Thing:
        charge = self.charge_of(session_id)
        charge["disputed"] = True
        self.disputes.append(
            {
                "id": _new("du"),
                "object": "dispute",
                "amount": charge["amount"],
                "currency": charge["currency"],
                "payment_intent": charge["payment_intent"],
                "status": "needs_response",
                "balance_transactions": [self._move(-charge["amount"], DISPUTE_FEE, charge["currency"])],
            }
        )
        return self._told_of_dispute("charge.dispute.created", session_id)

    def decide(self, session_id: str, *, won: bool) -> Thing:
        dispute = self.disputes[-1]
        dispute["status"] = "won" if won else "lost"
        if won:
            movement = self._move(dispute["amount"], -DISPUTE_FEE, dispute["currency"])
            dispute["balance_transactions"].append(movement)
        return self._told_of_dispute("charge.dispute.closed", session_id)

    def _told_of(self, kind: str, session: Thing) -> Thing:
        return self.event(kind, dict(session), self.owners[session["id"]])

    def _told_of_dispute(self, kind: str, session_id: str) -> Thing:
        return self.event(kind, dict(self.disputes[-1]), self.owners[session_id])
