"""Posts replays: the file, its picture and notes, with what it is about. Fulfils `replay.making.Herald`.

An ordinary message with a picture, not one of components: Discord plays a sound file in the first, and shows
no player in the second (Discord documentation, "Component Reference", File).
"""

from __future__ import annotations

import asyncio
import io
import logging
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import aiohttp
import discord

from bot.errors import RostraError, UserError
from bot.i18n import Safe
from bot.layouts import Voice, shown
from bot.permissions import lacking_in, require
from bot.progress import bar
from bot.timer_store import TimerDue
from cogs.clubs.api import Clubs, NoSuchClub
from cogs.recording.api import Replay
from cogs.recording.refusals import CannotBeMixed, CannotPostHere, NobodyInIt
from cogs.recording.rendering import People
from cogs.recording.replay.chapters import clock
from cogs.recording.replay.links import Links
from cogs.recording.replay.making import Made, Outdated
from cogs.recording.replay.notes import show_notes
from cogs.recording.replay.picture import draw
from cogs.recording.replay.posts import Post, Posts
from cogs.recording.replay.story import Story
from cogs.recording.rows import UNPOST
from cogs.recording.settings import PostTo, RecordingSettings
from cogs.recording.views import forms_of

if TYPE_CHECKING:
    from bot.client import Bot

log = logging.getLogger(__name__)

#: What it takes to post a replay.
NEEDED = ("view_channel", "send_messages", "attach_files", "embed_links")
#: How often progress is drawn, at most.
EVERY_SECONDS = 3.0
MOST_NAMED = 15
MOST_CHAPTERS = 10
_CHAPTER_CHARACTERS = 80
_PICTURE = "replay.png"
#: How often a post is begun anew because somebody was taken out of it meanwhile.
_MOST_TRIES = 3
# Discord documentation, "Gateway Events", Request Guild Members.
_ASKED_AT_ONCE = 100

# Discord documentation, "Opcodes and Status Codes", JSON error codes: Request entity too large.
_TOO_LARGE = frozenset({40005})

Channel = discord.TextChannel | discord.StageChannel | discord.VoiceChannel


class Poster:
    """The messages in which replays are."""

    def __init__(self, bot: Bot, posts: Posts, links: Links, people: People) -> None:
        """`people` is who is in a replay just now."""
        self._bot = bot
        self._people = people
        self._posts = posts
        self._links = links
        self._drawn_at: dict[int, float] = {}
        self._drawing: dict[int, asyncio.Task[None]] = {}

    def listen(self) -> None:
        """Remove the messages of replays that are deleted."""
        self._bot.timers.on(UNPOST, self._unpost)

    async def begins(self, story: Story) -> None:
        """See `Herald.begins`."""
        replay = story.replay
        await self._bot.wait_until_ready()
        posts = await self._posts.of(replay.id)
        text = await self._progress(replay, 0)
        for post in posts:
            await self._edit(post, content=text, attachments=[], embeds=[], view=None)
        if not posts and story.spoken and (channel := await self._channel_for(replay)) is not None:
            # A process that ends before it has noted the message is given the same one again.
            await self._send(replay, channel, text, nonce=f"replay-{replay.id}")

    def moved(self, replay: Replay, percent: int) -> None:
        """See `Herald.moved`."""
        if replay.id in self._drawing or time.monotonic() - self._drawn_at.get(replay.id, 0) < EVERY_SECONDS:
            return
        self._drawn_at[replay.id] = time.monotonic()
        drawing = self._bot.tasks.start(self._draw(replay, percent), name=f"recording.progress:{replay.id}")
        self._drawing[replay.id] = drawing
        drawing.add_done_callback(lambda _task: self._drawing.pop(replay.id, None))

    async def made(self, made: Made) -> None:
        """See `Herald.made`."""
        replay = made.story.replay
        await self._drawn(replay)
        for post in await self._posts.of(replay.id):
            await self._show(post, made)

    async def failed(self, replay: Replay, why: UserError) -> None:
        """See `Herald.failed`."""
        await self._drawn(replay)
        voice = await self._voice(replay)
        for post in await self._posts.of(replay.id):
            if isinstance(why, NobodyInIt):
                await self._delete(post)
                continue
            text = voice.say("not-made", why=self._bot.words.refusal(why, voice.locale))
            await self._edit(post, content=text, attachments=[], embeds=[], view=None)

    async def post(self, made: Made, channel: object, again: Callable[[], Awaitable[Made]]) -> None:
        """Post a replay that is made into a channel, whatever the settings say.

        `again` makes it anew, if somebody is taken out of it in this moment.

        Raises:
            CannotPostHere: nothing can be written there.
            MissingPermissions: the bot may not; says which permission it lacks.
            NobodyInIt, CannotBeMixed, UpstreamError: it could not be made anew.
        """
        if not isinstance(channel, Channel):
            raise CannotPostHere
        require(channel, NEEDED)
        replay = made.story.replay
        post = await self._send(replay, channel, await self._progress(replay, 99))
        if post is None:
            return
        try:
            for _ in range(_MOST_TRIES):
                try:
                    await self._show(post, made)
                except Outdated:
                    made = await again()
                else:
                    return
            raise CannotBeMixed(topic=replay.topic)
        except RostraError:
            await self._delete(post)
            raise

    async def names(self, guild_id: int, user_ids: Iterable[int]) -> Mapping[int, str]:
        """What people are called in a community; whoever is gone, or not found in time, is left out."""
        guild, asked = self._bot.get_guild(guild_id), list(user_ids)[:_ASKED_AT_ONCE]
        if guild is None or not asked:
            return {}
        try:
            found = await guild.query_members(user_ids=asked, limit=_ASKED_AT_ONCE, cache=False)
        except TimeoutError:
            return {}
        return {member.id: member.display_name for member in found}

    # Where it goes, and what it says.

    async def _channel_for(self, replay: Replay) -> Channel | None:
        rules = await self._bot.settings.of(RecordingSettings, replay.guild_id, replay.club_id)
        if rules.post_to is PostTo.NOWHERE:
            return None
        wanted = [await self._clubs_channel(replay)] if rules.post_to is PostTo.CLUB else []
        for channel_id in (*wanted, replay.channel_id):
            channel = self._bot.get_channel(channel_id or 0)
            if not isinstance(channel, Channel):
                continue
            missing = lacking_in(channel, NEEDED)
            if not missing:
                return channel
            log.warning("replay %s is not posted in %s: %s missing", replay.id, channel_id, missing)
        return None

    async def _clubs_channel(self, replay: Replay) -> int | None:
        try:
            return (await self._bot.service(Clubs).get(replay.club_id)).text_channel_id
        except NoSuchClub:
            return None

    async def _voice(self, replay: Replay) -> Voice:
        guild = self._bot.get_guild(replay.guild_id)
        default = self._bot.config.language.default
        return Voice(self._bot, __name__, default if guild is None else await self._bot.language_of(guild))

    async def _progress(self, replay: Replay, percent: int) -> str:
        voice = await self._voice(replay)
        return voice.say("being-made", topic=replay.topic, bar=Safe(bar(percent, 100)), percent=percent)

    async def _text(self, voice: Voice, made: Made, link: str | None) -> str:
        story, replay = made.story, made.story.replay
        people = Safe(" ".join(f"<@{user_id}>" for user_id in list(story.spoken)[:MOST_NAMED]))
        lines = [
            voice.say("post-head", topic=replay.topic, club=story.club or "…", at=replay.began_at),
            voice.say("post-facts", length=clock(replay.milliseconds or 0), people=people),
        ]
        lines += [
            Safe(f"`{clock(each.at_ms)}` {shown(each.title, _CHAPTER_CHARACTERS)[0]}")
            for each in story.chapters[:MOST_CHAPTERS]
        ]
        if len(story.chapters) > MOST_CHAPTERS:
            lines.append(voice.say("post-more", count=len(story.chapters) - MOST_CHAPTERS))
        return "\n".join([*lines, link] if link else lines)

    async def _show(self, post: Post, made: Made) -> None:
        """Show what was made in the place of what a post shows.

        Raises:
            Outdated: what was made is gone by now, or somebody is in it who was taken out.
        """
        guild = self._bot.get_guild(made.story.replay.guild_id)
        try:
            size = await asyncio.to_thread(lambda: made.path.stat().st_size)
            fits = guild is not None and size <= guild.filesize_limit
            await self._show_with(post, made, size, attached=fits)
        except FileNotFoundError as error:
            raise Outdated from error
        except discord.HTTPException as error:
            # A limit of Discord's that we do not know, or not yet.
            if not fits or error.code not in _TOO_LARGE:
                raise
            await self._show_with(post, made, size, attached=False)

    async def _show_with(self, post: Post, made: Made, size: int, *, attached: bool) -> None:
        """Show it so, if those are still in it who were; what they were in before is never shown again.

        The tables are asked once the file is open: a voice that is taken out by then is in no file that is
        sent. If one is taken out while it is on its way, it goes at once.
        """
        replay, voice = made.story.replay, await self._voice(made.story.replay)
        notes = show_notes(made.story, partial(_written, voice))
        files, embeds = [discord.File(io.BytesIO(notes.encode()), filename="notes.md")], []
        link = None if attached else await self.link_line(voice, replay, made.form, size)
        if made.peaks is not None:
            files.append(discord.File(io.BytesIO(await self._picture(voice, made)), filename=_PICTURE))
            embeds.append(discord.Embed().set_image(url=f"attachment://{_PICTURE}"))
        content = await self._text(voice, made, link)
        view = forms_of(voice, replay, made.form)
        if attached:  # opened last: it is closed by whoever sends it
            files.insert(0, discord.File(made.path, filename=f"replay-{replay.id}{made.path.suffix}"))
        if not await self._is_current(made):
            for file in files:
                file.close()
            raise Outdated
        await self._edit(post, content=content, attachments=files, embeds=embeds, view=view)
        if not await self._is_current(made):
            text = await self._progress(replay, 0)
            await self._edit(post, content=text, attachments=[], embeds=[], view=None)
            raise Outdated

    async def _is_current(self, made: Made) -> bool:
        own_id = 0 if self._bot.user is None else self._bot.user.id
        return {*await self._people(made.story.replay.id)} - {own_id} == {*made.story.spoken}

    async def _picture(self, voice: Voice, made: Made) -> bytes:
        peaks = {
            user_id: levels for user_id, levels in (made.peaks or {}).items() if user_id in made.story.spoken
        }
        words = {"minutes": voice.label("picture-minutes"), "others": voice.label("picture-others")}
        return await asyncio.to_thread(partial(draw, made.story, peaks, **words))

    async def link_line(self, voice: Voice, replay: Replay, form: str, size: int) -> str:
        """Where a file is found that Discord does not take: at a secret address, or on the disk."""
        pages = self._bot.web.public_url
        megabytes = -(-size // 1_000_000)
        if pages is None:
            return voice.say("post-no-pages", megabytes=megabytes, replay=replay.id)
        rules = await self._bot.settings.of(RecordingSettings, replay.guild_id, replay.club_id)
        link = await self._links.make(replay, form, rules.link_days)
        address = f"{pages}/recording/replay/{link.token}"
        return voice.say("post-link", link=Safe(address), megabytes=megabytes, until=link.expires_at)

    # Messages.

    async def _send(
        self, replay: Replay, channel: Channel, text: str, *, nonce: str | None = None
    ) -> Post | None:
        options: dict[str, Any] = {} if nonce is None else {"nonce": nonce}
        message = await channel.send(text, **options)
        post = Post(channel.id, message.id)
        if await self._posts.add(replay.id, post):
            return post
        await message.delete()  # the replay was deleted in that moment
        return None

    async def _draw(self, replay: Replay, percent: int) -> None:
        text = await self._progress(replay, percent)
        for post in await self._posts.of(replay.id):
            try:
                await self._edit(post, content=text)
            except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
                log.warning("how far replay %s is could not be shown: %s", replay.id, error)

    async def _drawn(self, replay: Replay) -> None:
        """Wait until no earlier drawing can come after what is shown now."""
        self._drawn_at.pop(replay.id, None)
        if (drawing := self._drawing.get(replay.id)) is not None:
            await asyncio.wait({drawing})

    def _message(self, post: Post) -> discord.PartialMessage:
        return self._bot.get_partial_messageable(post.channel_id).get_partial_message(post.message_id)

    async def _edit(self, post: Post, **changes: Any) -> None:
        try:
            await self._message(post).edit(allowed_mentions=discord.AllowedMentions.none(), **changes)
        except discord.NotFound:
            await self._posts.remove(post.message_id)
        except discord.Forbidden as error:
            log.warning("the post %s of a replay cannot be changed: %s", post.message_id, error)

    async def _delete(self, post: Post) -> None:
        try:
            await self._message(post).delete()
        except (discord.NotFound, discord.Forbidden) as error:
            log.info("the post %s of a replay is gone, or out of reach: %s", post.message_id, error)
        await self._posts.remove(post.message_id)

    async def _unpost(self, due: TimerDue) -> None:
        await self._bot.wait_until_ready()
        await self._delete(Post(int(due.payload["channel_id"]), int(due.payload["message_id"])))


def _written(voice: Voice, key: str, **placeholders: object) -> str:
    """A text of the catalogue for a file."""
    return voice.words.plain(__name__, key, voice.locale, **placeholders)
