"""The lines Discord itself writes into a stage's chat.

Source: Discord documentation, "Message Resource", Message Types.
"""

from __future__ import annotations

from enum import IntEnum

from bot.sandbox.world.mentions import AllowedMentions
from bot.sandbox.world.messages import MessageDraft, post
from bot.sandbox.world.models import Channel
from bot.sandbox.world.state import World


class Announcement(IntEnum):
    """The message types that a stage causes."""

    STAGE_START = 27
    STAGE_END = 28
    STAGE_SPEAKER = 29
    STAGE_TOPIC = 31


def announce(
    world: World,
    channel: Channel,
    author_id: int,
    kind: Announcement,
    content: str = "",
    *,
    mention_everyone: bool = False,
) -> None:
    """Post a system message in the name of who caused it; a name in a topic mentions nobody."""
    post(
        world,
        channel,
        world.user(author_id),
        MessageDraft(content=content),
        type=int(kind),
        usual_mentions=AllowedMentions(),
        notify_everyone=mention_everyone,
    )
