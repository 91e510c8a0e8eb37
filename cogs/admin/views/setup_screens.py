"""Setting up, step by step: first what the bot may do, then what each cog asks, and what came of it.

It can be gone through again at any time; each step shows what is in force, and changes it at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

import discord

from bot import permissions, replies
from bot.i18n import Safe, Text, Texts
from bot.interactions import guild_id_of
from bot.permission_gaps import Gap, gaps_in, invite_link, needed_by
from bot.settings.store import Place
from bot.views import DynamicItem, LayoutView
from bot.workers.worker import Worker
from cogs.admin.checks import guild_of, reader_of, require_manage_server
from cogs.admin.service import Line, SettingsDesk
from cogs.admin.views.screens import SETUP, Asked, Spot, framed, row, screens_of
from cogs.admin.views.setting_screens import cut, drawn, head, paged
from cogs.admin.wording import Reader

# No cog can be called that.
FIRST, LAST = "-permissions", "-summary"
MOST_GAPS = 12
MOST_WORKERS = 5
SUMMARY_CHARACTERS = 3_500


@dataclass(frozen=True, slots=True)
class Step:
    """One screen of setting up; what a cog asks may take several."""

    name: str
    number: int = 0
    lines: tuple[Line, ...] = ()


class ToStep(
    DynamicItem[discord.ui.Button[Any]],
    template=r"admin:setup:(?P<step>-?[a-z][a-z0-9_]*):(?P<number>[0-9]+)",
):
    """Goes to a step of setting up."""

    def __init__(
        self, step: Step, label: str = "…", style: discord.ButtonStyle = discord.ButtonStyle.secondary
    ) -> None:
        custom_id = f"admin:setup:{step.name}:{step.number}"
        super().__init__(discord.ui.Button(label=label, style=style, custom_id=custom_id))
        self.step = step

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Rebuild the button from what its message holds."""
        return cls(Step(match["step"], int(match["number"])))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show the step."""
        require_manage_server(interaction)
        screen = await screens_of(interaction).setup(interaction, self.step.name, self.step.number)
        await replies.redraw(interaction, screen)


class BeginSetup(DynamicItem[discord.ui.Button[Any]], template=r"admin:begin"):
    """Begins to set up, for whoever pressed and nobody else; it is on a message that all may see."""

    def __init__(self, label: str = "…") -> None:
        button: discord.ui.Button[Any] = discord.ui.Button(
            label=label, style=discord.ButtonStyle.primary, custom_id="admin:begin"
        )
        super().__init__(button)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show the first step beside the message."""
        require_manage_server(interaction)
        await replies.say(interaction, view=await screens_of(interaction).setup(interaction, FIRST))


async def steps_of(interaction: Asked) -> list[Step]:
    """Every step there is just now."""
    desk, reader = interaction.client.service(SettingsDesk), reader_of(interaction)
    guild_id, switches = guild_id_of(interaction), interaction.client.switches
    found = [Step(FIRST)]
    for declared in desk.declared():
        if not declared.in_setup or switches.cause(guild_id, declared.cog) is not None:
            continue
        place = Place(guild_id, declared.cog)
        lines = {line.setting.name: line for line in await desk.lines(place)}
        asked = paged(reader, place, [lines[name] for name in declared.in_setup])
        found += [Step(declared.cog, number, tuple(page)) for number, page in enumerate(asked)]
    return [*found, Step(LAST)]


async def setup_spot_screen(interaction: Asked, spot: Spot, notice: str) -> LayoutView:
    """The step that asks for a setting."""
    steps = await steps_of(interaction)
    asks = (
        step
        for step in steps
        if step.name == spot.cog and any(line.setting.name == spot.name for line in step.lines)
    )
    return await _drawn(interaction, steps, next(asks, steps[0]), notice)


async def setup_screen(interaction: Asked, name: str, number: int, notice: str) -> LayoutView:
    """The step of that name; the first, if there is none any more."""
    steps = await steps_of(interaction)
    wanted = (step for step in steps if (step.name, step.number) == (name, number))
    return await _drawn(interaction, steps, next(wanted, steps[0]), notice)


async def _drawn(interaction: Asked, steps: list[Step], step: Step, notice: str) -> LayoutView:
    reader, at = reader_of(interaction), steps.index(step)
    progress = reader.phrase("setup-progress", step=at + 1, steps=len(steps))
    if step.name == FIRST:
        items = _permissions(interaction, reader, progress)
    elif step.name == LAST:
        items = [head(progress, await _summary(interaction, reader, steps))]
    else:
        items = _asking(interaction, reader, step, progress, cut(notice))
    back, forward = steps[at - 1] if at else None, steps[at + 1] if at + 1 < len(steps) else None
    buttons: list[discord.ui.Item[Any]] = []
    if back is not None:
        buttons.append(ToStep(back, reader.label("setup-back")))
    if forward is not None:
        buttons.append(ToStep(forward, reader.label("setup-next"), discord.ButtonStyle.primary))
    elif at:
        buttons.append(ToStep(steps[0], reader.label("setup-again")))
    return framed([*items, row(*buttons)])


def _asking(
    interaction: Asked, reader: Reader, step: Step, progress: str, notice: str
) -> list[discord.ui.Item[Any]]:
    place = Place(guild_id_of(interaction), step.name)
    declared = interaction.client.service(SettingsDesk).declared_in(place)
    title = reader.phrase("setup-head", cog=declared.title, description=declared.description)
    items: list[discord.ui.Item[Any]] = [head(progress, title, notice)]
    for line in step.lines:
        items += drawn(reader, place, line, SETUP)
    return items


def _permissions(interaction: Asked, reader: Reader, progress: str) -> list[discord.ui.Item[Any]]:
    bot, guild = interaction.client, guild_of(interaction)
    on = [cog for cog in bot.switches.cogs if bot.switches.cause(guild.id, cog.name) is None]
    needed = needed_by(on)
    gaps = list(gaps_in(guild, needed))
    role = Safe(guild.self_role.mention) if guild.self_role is not None else Text(__name__, "setup-own-role")
    lines: list[str] = [reader.phrase("setup-permissions", needed=permissions.names(needed))]
    lines += [_missing(reader, gap, role) for gap in gaps[:MOST_GAPS]]
    if len(gaps) > MOST_GAPS:
        lines.append(reader.phrase("setup-more-gaps", more=len(gaps) - MOST_GAPS))
    lines.append(reader.phrase("setup-gaps" if gaps else "setup-no-gaps"))
    lines += [_of_worker(reader, worker, guild) for worker in bot.crew.workers[:MOST_WORKERS]]
    assert bot.application_id is not None, "the bot has logged in"
    link = invite_link(bot.application_id, needed, guild)
    again: discord.ui.Button[Any] = discord.ui.Button(label=reader.label("setup-invite"), url=link)
    check = ToStep(Step(FIRST), reader.label("setup-check"))
    return [head(progress, *lines), row(again, check)]


def _missing(reader: Reader, gap: Gap, role: Safe | Text) -> str:
    named = permissions.names(gap.permissions)
    if gap.channel is None:
        return reader.phrase("setup-gap", permissions=named, role=role)
    channel = Safe(gap.channel.mention)
    return reader.phrase("setup-gap-in-channel", permissions=named, role=role, channel=channel)


def _of_worker(reader: Reader, worker: Worker, guild: discord.Guild) -> str:
    """Whether a worker can lend its voice in this community."""
    if worker.guild(guild.id) is None:
        key = "setup-worker-away" if worker.client is None else "setup-worker-absent"
        return reader.phrase(key, worker=worker.name, link=Safe(worker.link(guild)))
    gaps = worker.gaps(guild.id)
    if not gaps:
        return reader.phrase("setup-worker", worker=worker.name)
    missing = tuple(dict.fromkeys(name for gap in gaps for name in gap.permissions))
    places = Safe(", ".join(gap.channel.mention for gap in gaps[:MOST_GAPS] if gap.channel is not None))
    where = "role" if any(gap.channel is None for gap in gaps) else "channels"
    named = permissions.names(missing)
    return reader.phrase(
        "setup-worker-gap", worker=worker.name, permissions=named, where=where, channels=places
    )


async def _summary(interaction: Asked, reader: Reader, steps: list[Step]) -> str:
    bot, guild_id = interaction.client, guild_id_of(interaction)
    lines = [reader.phrase("summary-head"), *_chosen(interaction, reader, steps)]
    off = [cog.title for cog in bot.switches.cogs if bot.switches.cause(guild_id, cog.name) is not None]
    if off:
        lines.append(reader.phrase("summary-off", cogs=Safe(", ".join(map(reader.read, off)))))
    lines.append(reader.phrase("summary-kept"))
    for owner in bot.records.owners:
        kept = Texts((Text(owner, "cog-name"), Text(owner, "records-kept")), ": ")
        lines.append(reader.phrase("summary-line", text=kept))
    end = reader.phrase("summary-end")
    return "\n".join((*_fitting(lines, SUMMARY_CHARACTERS - len(end)), end))


def _chosen(interaction: Asked, reader: Reader, steps: list[Step]) -> Iterator[str]:
    for step in steps:
        if step.lines:
            declared = interaction.client.settings.declared_by(step.name)
            yield reader.phrase("summary-cog", cog=declared.title)
        for line in step.lines:
            value = reader.value(line.setting, line.value)
            yield reader.phrase("summary-setting", setting=line.setting.label, value=value)


def _fitting(lines: list[str], most: int) -> Iterator[str]:
    """As many lines as fit; an ellipsis stands for the rest."""
    used = 0
    for line in lines:
        used += len(line) + 1
        if used > most:
            yield "…"
            return
        yield line
