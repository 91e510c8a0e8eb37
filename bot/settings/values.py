"""Values of settings on their way: checked by the cog's model, and written as JSON.

What is stored is only what somebody chose. `DEFAULT` stands for "nothing was chosen".
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from enum import Enum
from typing import Any, Final

from pydantic import ValidationError

from bot.settings.declaring import Declared, Settings
from bot.settings.refusals import refused

log = logging.getLogger(__name__)


class Chosen(Enum):
    """The one value that is no value."""

    NOTHING = "nothing"


DEFAULT: Final = Chosen.NOTHING


def as_text(value: Any) -> str | None:
    """A value as a row keeps it; None for the default."""
    return None if value is DEFAULT else json.dumps(value)


def from_text(text: str | None) -> Any:
    """What `as_text` wrote."""
    return DEFAULT if text is None else json.loads(text)


def checked(declared: Declared, around: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """What is chosen once `values` are added to what is chosen `around` them, as JSON has it.

    Only the names in `values` are in the answer, and of those not the ones set back to the default.

    Raises:
        SettingRefused: one does not fit, or not together with the others.
    """
    wanted = {**around, **values}
    chosen = {name: value for name, value in wanted.items() if value is not DEFAULT}
    try:
        model = declared.model.model_validate(chosen)
    except ValidationError as error:
        raise refused(declared, error.errors(include_url=False)) from error
    written = model.model_dump(mode="json")
    return {name: written[name] for name in values if name in chosen}


def tolerant(declared: Declared, chosen: Mapping[str, Any]) -> Settings:
    """The settings in force; what a newer model does not take any more is overlooked, and logged."""
    kept = dict(chosen)
    while True:
        try:
            return declared.model.model_validate(kept)
        except ValidationError as error:
            problem = error.errors(include_url=False)[0]
            # Where two fields do not fit each other, nobody knows which one is wrong.
            wrong = [str(problem["loc"][0])] if problem["loc"] else list(kept)
            log.warning(
                "settings of %s: %s is overlooked: %s", declared.cog, ", ".join(wrong), problem["msg"]
            )
            kept = {name: value for name, value in kept.items() if name not in wrong}
