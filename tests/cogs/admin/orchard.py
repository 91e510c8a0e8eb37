"""Shortcuts to the settings of the stranger's cog, as they stand and as they are shown."""

from __future__ import annotations

import json
from typing import Any

from bot.sandbox.people.seen import Seen
from bot.settings.store import COMMUNITY, Place
from tests.cogs.house import House


def place(house: House, club_id: int = COMMUNITY) -> Place:
    """Whose settings they are."""
    return Place(house.sandbox.guild.id, "orchard", club_id)


async def chosen(house: House, club_id: int = COMMUNITY) -> dict[str, Any]:
    """What somebody has set."""
    return await house.bot.settings.chosen(place(house, club_id))


async def trees(house: House, club_id: int = COMMUNITY) -> int:
    """How many trees there are, as the cog itself reads it."""
    return int((await house.bot.settings.in_force(place(house, club_id))).model_dump()["trees"])


def block(seen: Seen, label: str) -> str:
    """What a page says of one setting."""
    (found,) = [text for text in seen.text.split("\n**") if text.startswith(f"{label}**\n")]
    return found


def item(name: str, how: str = "set", club_id: int = COMMUNITY) -> str:
    """The custom_id of what changes a setting."""
    return f"admin:{how}:p:orchard:{club_id}:{name}"


def file_in(house: House, seen: Seen) -> dict[str, Any]:
    """The JSON file that somebody was sent."""
    (attachment,) = seen.messages[0].payload["attachments"]
    found: dict[str, Any] = json.loads(house.sandbox.world.attachments[int(attachment["id"])].data)
    return found
