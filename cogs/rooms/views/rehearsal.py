"""What a dry run found, scene by scene."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import replies
from bot.i18n import Safe
from cogs.rooms.rehearsing import Played, Scene

if TYPE_CHECKING:
    import discord

    from bot.client import Bot

_SCENES = {
    Scene.OPEN: "scene-open",
    Scene.NOTIFY: "scene-notify",
    Scene.CLOSE_OFF: "scene-close-off",
    Scene.HOST: "scene-host",
    Scene.COHOST: "scene-cohost",
    Scene.SPEAKER: "scene-speaker",
    Scene.HAND: "scene-hand",
    Scene.LISTENER: "scene-listener",
    Scene.STRANGERS: "scene-strangers",
    Scene.KEPT_OUT: "scene-kept-out",
    Scene.GREEN_ROOM: "scene-green-room",
    Scene.PAST_QUEUE: "scene-past-queue",
}


def rehearsed(
    interaction: discord.Interaction[Bot], stage: discord.StageChannel, played: list[Played], kind: str
) -> str:
    """The course of a dry run: what goes well in a line, what fails with what to do about it."""
    wrong = [one for one in played if one.problem is not None]
    head = "rehearsed-well" if not wrong else "rehearsed-badly"
    lines = [
        replies.text(interaction, __name__, head, stage=Safe(stage.mention), count=len(wrong), kind=kind)
    ]
    for one in played:
        scene = replies.text(interaction, __name__, _SCENES[one.scene], kind=kind)
        if one.problem is None:
            lines.append(replies.text(interaction, __name__, "scene-well", scene=Safe(scene)))
            continue
        lines.append(
            replies.text(
                interaction, __name__, "scene-badly", scene=Safe(scene), problem=one.problem, fix=one.fix
            )
        )
    return "\n".join(lines)
