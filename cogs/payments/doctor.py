"""Whether real money can be taken: what `rostra doctor` says of it, and never a secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.doctor.findings import Finding, Findings, ok, problem, warning
from cogs.payments import configured
from cogs.payments.api import ProviderAway, ProviderRefused

if TYPE_CHECKING:
    from bot.config import Config

CHECK = "money"
_GUIDE = "docs/how-to/take-real-money.md says how"


async def check(config: Config) -> Findings:
    """Whether there is a provider, what it lacks, and whether it knows us."""
    if not config.payments.is_on:
        yield ok(CHECK, "real money is off; the secrets in [payments] switch it on")
        return
    if (lacking := configured.lack(config)) is not None:
        yield problem(CHECK, lacking, _GUIDE)
        return
    for finding in _about_address(config):
        yield finding
    yield await _about_key(config)


def _about_address(config: Config) -> list[Finding]:
    public_url = config.payments.public_url
    if config.web is None:
        return [
            problem(CHECK, "the pages are off, so Stripe cannot tell us of payments", "add a section [web]")
        ]
    if public_url.startswith("https://"):
        return [ok(CHECK, f"Stripe tells us at {public_url}/payments/webhook/stripe")]
    said = f"payments.public_url is {public_url}, and Stripe calls nothing but https:// with a live key"
    do = "put a reverse proxy with a certificate before the pages"
    return [warning(CHECK, said, do) if configured.is_test(config) else problem(CHECK, said, do)]


async def _about_key(config: Config) -> Finding:
    from cogs.payments.stripe_checkout import StripeCheckout  # noqa: PLC0415 - half a second, for those who need it

    provider = configured.provider(config)
    assert isinstance(provider, StripeCheckout), "the settings are complete, and name Stripe"
    mode = "test mode: no money moves" if provider.is_test else "live: money moves"
    try:
        await provider.check()
    except ProviderAway:
        return warning(
            CHECK, f"Stripe ({mode}) does not answer", "look at this machine's way to the internet"
        )
    except ProviderRefused:
        do = "copy the secret key again from Stripe's dashboard, Developers, API keys"
        return problem(CHECK, f"Stripe ({mode}) does not take the secret key", do)
    finally:
        await provider.close()
    return ok(CHECK, f"Stripe, {mode}")
