"""The progress of paced work, as people see it: one message with a bar, and a button that cancels.

The message is edited at most every few seconds, however fast the work is, since edits share a bucket with
all that is written in that channel. Where it stands is in the database: after a restart it goes on.
"""

from __future__ import annotations

import asyncio
import logging
import re
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import aiohttp
import discord

from bot import replies
from bot.errors import UserError
from bot.i18n import Safe
from bot.interactions import is_steward
from bot.jobs import Job, JobEnded, JobMoved, JobState
from bot.tasks import Tasks
from bot.views import DynamicItem, View

if TYPE_CHECKING:
    from bot.client import Bot

log = logging.getLogger(__name__)

OWNER = "bot"
#: No message is edited more often than this.
EVERY_SECONDS = 3.0
_WIDTH = 20
# Before that it would jump about.
_FEWEST_TO_FORETELL = 5


class JobIsOver(UserError):
    """A job that has ended cannot be cancelled."""

    key = "job-is-over"


class JobOfSomebodyElse(UserError):
    """Whoever began a job may cancel it, and whoever may change the whole server."""

    key = "job-of-somebody-else"


def bar(part: int, whole: int, *, width: int = _WIDTH) -> str:
    """Draw how much of something is done; it is full only at the end."""
    full = width if part >= whole else part * width // whole
    return "▰" * full + "▱" * (width - full)


class CancelJob(DynamicItem[discord.ui.Button[Any]], template=r"rostra:job:(?P<job_id>[0-9]{1,18}):cancel"):
    """The button below a job's progress."""

    def __init__(self, job_id: int, label: str = "") -> None:
        super().__init__(
            discord.ui.Button(
                label=label, custom_id=f"rostra:job:{job_id}:cancel", style=discord.ButtonStyle.danger
            )
        )
        self.job_id = job_id

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> CancelJob:
        """Find out which job it is."""
        return cls(int(match["job_id"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Cancel it, for whoever may."""
        bot: Bot = interaction.client
        job = await bot.paced.job(self.job_id)
        if job is None or job.guild_id != interaction.guild_id:
            raise JobIsOver
        if interaction.user.id != job.begun_by and not is_steward(interaction):
            raise JobOfSomebodyElse
        async with bot.database.transaction() as session:
            if not await bot.paced.cancel(session, job.id):
                raise JobIsOver
        await replies.say(interaction, replies.text(interaction, OWNER, "job-is-cancelled"))


@dataclass(slots=True)
class _Drawing:
    """A message in which a job is shown: what is to be seen there, and what was drawn last."""

    job: Job
    drawn: Job
    # From when on, and after how many items, its speed is measured.
    since: float = field(default_factory=time.monotonic)
    counted: int = 0
    next_at: float = 0.0
    busy: bool = False

    @property
    def seconds_left(self) -> float | None:
        """How long the rest takes at the speed seen so far; None where nothing can be said yet."""
        seen = self.job.total - self.job.left - self.counted
        if seen < _FEWEST_TO_FORETELL:
            return None
        return (time.monotonic() - self.since) / seen * self.job.left


class ProgressMessages:
    """Shows jobs, and keeps what it shows up to date."""

    def __init__(self, bot: Bot, *, every_seconds: float = EVERY_SECONDS) -> None:
        self.every_seconds = every_seconds
        self._bot = bot
        self._drawings: dict[int, _Drawing] = {}
        self._tasks = Tasks("progress")
        bot.events.subscribe(JobMoved, self._moved)
        bot.events.subscribe(JobEnded, self._moved)

    async def show(self, interaction: discord.Interaction[Bot], job: Job) -> None:
        """Answer whoever began a job, for all to see, with a message that follows it to its end.

        Raises:
            discord.HTTPException: Discord refused the answer.
        """
        language = await self._language(job)
        content, view = self._content(job, language), self._view(job, language)
        message_id = await replies.say(interaction, content, view=view, ephemeral=False)
        if message_id is not None and interaction.channel_id is not None:
            await self._follow(job, interaction.channel_id, message_id)

    async def show_in(self, channel: discord.abc.Messageable, job: Job) -> None:
        """Write a message that follows a job which nobody asked for in a command.

        Raises:
            discord.Forbidden: the bot may not write there.
            discord.HTTPException: Discord refused for another reason.
        """
        language = await self._language(job)
        content, view = self._content(job, language), self._view(job, language)
        message = await (channel.send(content) if view is None else channel.send(content, view=view))
        await self._follow(job, message.channel.id, message.id)

    async def recover(self) -> None:
        """Draw what ended while nobody was there to draw it."""
        for job in await self._bot.paced.store.shown_too_long():
            if self._bot.paced.serves(job.guild_id):
                await self._moved(JobEnded(job))

    async def close(self) -> None:
        """Stop drawing."""
        await self._tasks.close()

    async def _follow(self, job: Job, channel_id: int, message_id: int) -> None:
        await self._bot.paced.store.show_at(job.id, channel_id, message_id)
        # It may have ended before anybody knew of the message.
        now = await self._bot.paced.job(job.id)
        if now is not None and (now.left, now.state) != (job.left, job.state):
            await self._moved(JobMoved(now))

    async def _moved(self, event: JobMoved | JobEnded) -> None:
        job = event.job
        if job.message_id is None:
            return
        drawing = self._drawings.get(job.id)
        if drawing is None:
            soon = time.monotonic() + self.every_seconds
            drawing = _Drawing(job, job, counted=job.total - job.left, next_at=soon)
            self._drawings[job.id] = drawing
        drawing.job = job
        if not drawing.busy:
            drawing.busy = True
            self._tasks.start(self._draw(drawing), name=f"job:{job.id}")

    async def _draw(self, drawing: _Drawing) -> None:
        """Draw until what is seen is what is so."""
        try:
            while True:
                await asyncio.sleep(max(0.0, drawing.next_at - time.monotonic()))
                drawing.next_at = time.monotonic() + self.every_seconds
                drawing.drawn = drawing.job
                there = await self._edit(drawing.drawn, drawing.seconds_left)
                if drawing.drawn is drawing.job:
                    break
        finally:
            drawing.busy = False
        if not there or drawing.job.state is not JobState.RUNNING:
            self._drawings.pop(drawing.job.id, None)
            await self._bot.paced.store.show_at(drawing.job.id, None, None)

    async def _edit(self, job: Job, seconds_left: float | None) -> bool:
        """Say how a job stands; answers whether the message is still there."""
        assert job.channel_id is not None
        assert job.message_id is not None
        language = await self._language(job)
        message = self._bot.get_partial_messageable(job.channel_id).get_partial_message(job.message_id)
        try:
            await message.edit(
                content=self._content(job, language, seconds_left), view=self._view(job, language)
            )
        except (discord.NotFound, discord.Forbidden) as error:
            log.info("the progress of %s is no longer shown: %s", job.kind, error)
            return False
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            log.warning("the progress of %s could not be shown: %s", job.kind, error)
        return True

    async def _language(self, job: Job) -> str:
        guild = self._bot.get_guild(job.guild_id)
        return self._bot.config.language.default if guild is None else await self._bot.language_of(guild)

    def _content(self, job: Job, language: str, seconds_left: float | None = None) -> str:
        words, part = self._bot.words, job.total - job.left
        lines = [
            words.text(OWNER, "job-title", language, title=self._bot.paced.title(job)),
            f"{bar(part, job.total)} {part * 100 // job.total if job.total else 100} %",
            words.text(OWNER, "job-counts", language, done=job.done, total=job.total, failed=job.failed),
        ]
        if job.state is not JobState.RUNNING:
            lines.append(words.text(OWNER, "job-ended", language, state=job.state))
        elif seconds_left is not None:
            moment = self._bot.clock.now() + timedelta(seconds=seconds_left)
            # Discord writes it as "in 2 minutes", in each reader's language.
            at = Safe(f"<t:{int(moment.timestamp())}:R>")
            lines.append(words.text(OWNER, "job-ready-at", language, at=at))
        return "\n".join(lines)

    def _view(self, job: Job, language: str) -> View | None:
        if job.state is not JobState.RUNNING:
            return None
        view = View(timeout=None)
        view.add_item(CancelJob(job.id, self._bot.words.plain(OWNER, "job-cancel", language)))
        return view
