"""A tree of invitations as a text, and the picture of one."""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import discord

from bot import replies
from bot.i18n import Safe
from cogs.invitations.drawing import Labels, draw, writable
from cogs.invitations.views.posting import mention_of

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.clubs.api import Membership
    from cogs.invitations.trees import Look, Node

log = logging.getLogger(__name__)

#: How long is waited for people's names; without them they are shown by their numbers.
NAMES_SECONDS = 3.0
FILE_NAME = "tree.png"
_INDENT = "  "
_FROZEN = " ❄️"


def as_text(interaction: discord.Interaction[Bot], look: Look) -> str:
    """A tree as a nested list."""
    language = interaction.locale.value
    if language not in look.said:
        look.said[language] = "\n".join(_all_lines(interaction, look))
    return look.said[language]


def _all_lines(interaction: discord.Interaction[Bot], look: Look) -> list[str]:
    lines = [title_of(interaction, look)]
    if look.above:
        above = Safe(" ← ".join(_person(interaction, one) for one in look.above))
        lines.append(replies.text(interaction, __name__, "tree-above", people=above))
    for root in look.roots:
        lines += _lines(interaction, root, 0)
    if look.hidden:
        lines.append(f"- {_more(interaction, look)}")
    if any(node.frozen for root in look.roots for _, node in root.walk()):
        lines.append(replies.text(interaction, __name__, "tree-frozen"))
    return lines


async def as_picture(interaction: discord.Interaction[Bot], look: Look) -> discord.File:
    """A tree as a PNG, which says in words what it shows."""
    names = await _names(interaction, look.people)
    title = interaction.client.words.plain(
        __name__, _title_key(look), interaction.locale.value, club=look.club.name
    )
    more = interaction.client.words.plain(__name__, "tree-picture-more", interaction.locale.value)
    labels = Labels(title.replace("*", ""), names, more)
    content = await asyncio.to_thread(draw, look, labels)
    return discord.File(io.BytesIO(content), FILE_NAME, description=labels.title)


def _title_key(look: Look) -> str:
    return "tree-of-branch" if look.of_one else "tree-of-club"


def title_of(interaction: discord.Interaction[Bot], look: Look) -> str:
    """What stands above a tree."""
    return replies.text(interaction, __name__, _title_key(look), club=look.club.name)


def _lines(interaction: discord.Interaction[Bot], node: Node, level: int) -> Iterator[str]:
    line = f"{_INDENT * level}- {_person(interaction, node.membership)} · {node.membership.number}"
    if node.frozen:
        line += _FROZEN
    # Whoever brought others of whom nobody is shown has their count beside them.
    yield f"{line} · +{node.hidden}" if node.hidden and not node.below else line
    for below in node.below:
        yield from _lines(interaction, below, level + 1)
    if node.hidden and node.below:
        yield f"{_INDENT * (level + 1)}- {_more(interaction, node)}"


def _more(interaction: discord.Interaction[Bot], shown: Node | Look) -> str:
    at_least = "yes" if shown.at_least else "no"
    return replies.text(interaction, __name__, "tree-more", count=shown.hidden, at_least=at_least)


def _person(interaction: discord.Interaction[Bot], membership: Membership) -> str:
    # Most are members whom Discord shows by their id, and need no words.
    if membership.user_id is not None and membership.left_at is None:
        return f"<@{membership.user_id}>"
    person = mention_of(membership.user_id)
    return replies.text(interaction, __name__, "tree-gone", person=person)


async def _names(interaction: discord.Interaction[Bot], people: list[int]) -> Mapping[int, str]:
    """What people are called in the community; nobody is cached, so Discord is asked, once for all."""
    if interaction.guild is None or not people:
        return {}
    try:
        async with asyncio.timeout(NAMES_SECONDS):
            members = await interaction.guild.query_members(user_ids=people[:100], cache=False)
    except (TimeoutError, discord.ClientException) as error:
        log.warning("a tree is drawn without names: %s", error)
        return {}
    # Whom the font cannot write is called by their user name, which has Latin letters.
    return {member.id: writable(member.display_name) or member.name for member in members}
