"""What our cogs say of themselves beside `requires`: what they need, and who cannot be switched off."""

from __future__ import annotations

import importlib
from types import ModuleType

import pytest

from bot.errors import OperatorError
from bot.permissions import ON_STAGE, TO_SPEAK, require_known
from tests.architecture.source import cogs

MODULES = {cog.name: importlib.import_module(f"cogs.{cog.name}") for cog in cogs()}
EACH = pytest.mark.parametrize("module", MODULES.values(), ids=list(MODULES))


@EACH
def test_a_cog_asks_for_permissions_that_discord_has_and_never_for_all_of_them(module: ModuleType) -> None:
    needed = getattr(module, "permissions", ())

    require_known(needed, module.__name__)
    assert "administrator" not in needed
    assert len(set(needed)) == len(needed)


def test_what_a_stage_takes_is_asked_for_by_who_opens_it_and_by_who_speaks_there() -> None:
    assert MODULES["rooms"].permissions == ON_STAGE
    assert MODULES["playback"].permissions == TO_SPEAK


def test_the_administration_alone_cannot_be_switched_off() -> None:
    assert [name for name, module in MODULES.items() if getattr(module, "always_on", False)] == ["admin"]


def test_a_permission_that_discord_does_not_have_is_named() -> None:
    with pytest.raises(OperatorError, match="cog odd needs 'fly', which is no permission of Discord's"):
        require_known(("view_channel", "fly"), "cog odd needs")
