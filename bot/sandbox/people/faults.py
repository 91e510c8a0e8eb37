"""The fault of interactions: one is delivered twice, as happens when a gateway replays."""

from __future__ import annotations

from bot.sandbox.faults import BadFault, Faults, NoFaultParameters
from bot.sandbox.world.interactions import repeat_last
from bot.sandbox.world.state import World


def register(faults: Faults, world: World) -> None:
    """Offer `repeat_interaction`: the last one again, with the same id and token."""

    def repeat(_: NoFaultParameters) -> dict[str, str]:
        repeated = repeat_last(world)
        if repeated is None:
            raise BadFault("repeat_interaction: there was no interaction yet")
        return {"interaction_id": str(repeated.id)}

    faults.register("repeat_interaction", repeat)
