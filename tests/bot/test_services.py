from __future__ import annotations

from typing import Protocol

import pytest

from bot.errors import OperatorError
from bot.services import Services


class Ledger(Protocol):
    def balance(self) -> int: ...


class Purse:
    def balance(self) -> int:
        return 100


def test_a_service_is_found_by_its_protocol() -> None:
    services = Services()
    services.provide(Ledger, Purse())

    assert services.get(Ledger).balance() == 100


def test_a_service_that_nobody_provides_is_named() -> None:
    with pytest.raises(OperatorError, match=r"test_services\.Ledger.*enabled"):
        Services().get(Ledger)


def test_two_providers_of_one_service_are_refused() -> None:
    services = Services()
    services.provide(Ledger, Purse())

    with pytest.raises(OperatorError, match="two cogs provide"):
        services.provide(Ledger, Purse())
