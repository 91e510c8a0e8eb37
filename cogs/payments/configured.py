"""From the process's settings to a provider, and what is wrong with those settings."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from bot.errors import OperatorError

if TYPE_CHECKING:
    from bot.config import Config
    from cogs.payments.api import Provider

_KEYS = ("sk_test_", "rk_test_", "sk_live_", "rk_live_")
_WEBHOOK = "whsec_"


def provider(config: Config) -> Provider | None:
    """The provider that the settings name; None while they name none.

    Raises:
        OperatorError: they are not complete, or the library is missing; never says a secret.
    """
    if not config.payments.is_on:
        return None
    if (lacking := lack(config)) is not None:
        raise OperatorError(lacking)
    # Half a second and thirty megabytes, which whoever takes no money is spared.
    from cogs.payments.stripe_checkout import StripeCheckout  # noqa: PLC0415

    return StripeCheckout(
        config.payments.stripe_secret_key.get_secret_value().strip(),
        config.payments.stripe_webhook_secret.get_secret_value().strip(),
        config.payments.stripe_url,
    )


def lack(config: Config) -> str | None:
    """What keeps money from being taken though it is wanted; None if nothing does."""
    payments = config.payments
    if not payments.stripe_secret_key.get_secret_value().strip().startswith(_KEYS):
        return "payments.stripe_secret_key is no secret key of Stripe's: it begins with sk_ or rk_"
    if not payments.stripe_webhook_secret.get_secret_value().strip().startswith(_WEBHOOK):
        return "payments.stripe_webhook_secret is no signing secret of Stripe's: it begins with whsec_"
    if not payments.public_url:
        return "payments.public_url is missing: Stripe sends people back there, and tells us there"
    if find_spec("stripe") is None:
        return 'the library of Stripe is missing: pip install "rostra[stripe]"'
    return None


def is_test(config: Config) -> bool:
    """Whether the key moves no money."""
    return config.payments.stripe_secret_key.get_secret_value().strip().startswith(("sk_test_", "rk_test_"))
