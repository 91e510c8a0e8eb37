"""Lists of replays, page by page, and one of them with all that can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot import replies
from bot.forms import Form
from bot.i18n import Safe
from bot.interactions import chosen_in, guild_id_of, is_steward
from bot.layouts import Voice, framed, row, shortened, shown, words
from bot.views import DynamicItem, LayoutView
from cogs.recording.api import ReplayStatus
from cogs.recording.checks import run_by
from cogs.recording.ending import Ending
from cogs.recording.refusals import NeedsRepair, NoPages
from cogs.recording.replay.chapters import clock
from cogs.recording.replay.links import Links
from cogs.recording.replay.making import Making
from cogs.recording.replay.posts import Posts
from cogs.recording.replay.story import Stories
from cogs.recording.shelf import Shelf, number_of
from cogs.recording.views.forms import Asked, address_of, buttons_of, form_of

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.recording.api import Replay

PAGE = 10
MOST_CHAPTERS = 15
LONGEST_NAME = 120
_CHAPTER_CHARACTERS = 80
# Discord documentation, "Component Reference": String Select, an option's label.
_OPTION_CHARACTERS = 100
DEEDS = {
    "rename": "button-rename",
    "link": "button-link",
    "unlink": "button-unlink",
    "delete": "button-delete",
}


#: What can be done with a recording whose files cannot be read yet.
WITH_DAMAGED = frozenset({"repair", "delete", "really"})


class ShowPage(DynamicItem[discord.ui.Button[Any]], template=r"recording:page:(?P<before>[0-9]{1,18})"):
    """Turns to another page of the recordings that whoever presses may have."""

    def __init__(self, before_id: int, label: str = "…") -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"recording:page:{before_id}"))
        self.before_id = before_id

    async def callback(self, interaction: Asked) -> None:
        """Put the page in the place of the one that is shown."""
        await replies.redraw(interaction, await page(interaction, self.before_id))


class Choose(DynamicItem[discord.ui.Select[Any]], template=r"recording:choose"):
    """Opens one of the recordings of a page."""

    def __init__(self, options: list[discord.SelectOption] | None = None, placeholder: str = "…") -> None:
        super().__init__(
            discord.ui.Select(
                custom_id="recording:choose",
                placeholder=placeholder,
                options=options or [discord.SelectOption(label="…")],
            )
        )

    async def callback(self, interaction: Asked) -> None:
        """Show it beside the list."""
        (chosen,) = chosen_in(interaction)
        await show(interaction, await run_by(interaction, number_of(chosen), damaged=True))


class Do(
    DynamicItem[discord.ui.Button[Any]],
    template=r"recording:do:(?P<replay>[0-9]{1,18}):(?P<deed>rename|link|unlink|repair|delete|really)",
):
    """Does something with a recording, for those who run the club."""

    def __init__(
        self,
        replay_id: int,
        deed: str,
        label: str = "…",
        style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    ) -> None:
        custom_id = f"recording:do:{replay_id}:{deed}"
        super().__init__(discord.ui.Button(label=label, custom_id=custom_id, style=style))
        self.replay_id = replay_id
        self.deed = deed

    async def callback(self, interaction: Asked) -> None:
        """Do it, ask first, or put a form before them."""
        replay = await run_by(interaction, self.replay_id, damaged=self.deed in WITH_DAMAGED)
        match self.deed:
            case "rename":
                await Rename(replay.id, replay.topic, _voice(interaction)).open(interaction)
            case "link":
                await _link(interaction, replay)
            case "unlink":
                count = await interaction.client.service(Links).take_back(replay.id)
                await _say(interaction, "links-taken-back", count=count, topic=replay.topic)
            case "repair":
                await _repair(interaction, replay)
            case "delete":
                await ask_to_delete(interaction, replay)
            case _:
                await interaction.client.service(Shelf).delete(replay.id)
                said = replies.text(interaction, __name__, "replay-deleted", topic=replay.topic)
                await replies.redraw(interaction, framed([words(said)]))


class Rename(Form, template=r"recording:rename:(?P<replay>[0-9]{1,18})"):
    """Asks for another name."""

    def __init__(self, replay_id: int, name: str = "", voice: Voice | None = None) -> None:
        title = "…" if voice is None else voice.label("rename-title", 45)
        super().__init__(title=title, custom_id=f"recording:rename:{replay_id}")
        self.replay_id = replay_id
        self.name: discord.ui.TextInput[Any] = discord.ui.TextInput(
            custom_id="name", default=name or None, min_length=1, max_length=LONGEST_NAME
        )
        label = "…" if voice is None else voice.label("rename-name", 45)
        self.add_item(discord.ui.Label(text=label, component=self.name))

    async def on_submit(self, interaction: Asked) -> None:
        """Give it that name, and have its files made anew."""
        await rename(interaction, await run_by(interaction, self.replay_id), self.name.value)


async def rename(interaction: Asked, replay: Replay, name: str) -> None:
    """Give a recording another name, and say so."""
    tidy = " ".join(name.split()) or replay.topic
    renamed = await interaction.client.service(Shelf).rename(replay, tidy)
    await _say(interaction, "replay-renamed", before=replay.topic, topic=renamed.topic)


async def ask_to_delete(interaction: Asked, replay: Replay) -> None:
    """Ask whether a recording is really to be deleted."""
    voice = _voice(interaction)
    posts = len(await interaction.client.service(Posts).of(replay.id))
    text = voice.say("delete-question", topic=replay.topic, at=replay.began_at, posts=posts)
    button = Do(replay.id, "really", voice.label("button-really"), discord.ButtonStyle.danger)
    await replies.say(interaction, view=framed([words(text), row(button)]))


async def page(interaction: Asked, before_id: int = 0) -> LayoutView:
    """A page of the recordings that somebody may have."""
    voice, shelf = _voice(interaction), interaction.client.service(Shelf)
    found: list[Replay] = await shelf.run_by(
        guild_id_of(interaction),
        interaction.user.id,
        steward=is_steward(interaction),
        before_id=before_id or None,
        most=PAGE + 1,
        damaged=True,
    )
    if not found:
        return framed([words(voice.say("no-replays"))])
    here = found[:PAGE]
    lines = [line_of(voice, interaction.client, replay) for replay in here]
    options = [
        discord.SelectOption(label=choice_of(replay, _OPTION_CHARACTERS), value=str(replay.id))
        for replay in here
    ]
    items: list[discord.ui.Item[Any]] = [
        words("\n".join(lines)),
        row(Choose(options, voice.label("choose-replay"))),
    ]
    turns = [ShowPage(0, voice.label("button-newest"))] if before_id else []
    if len(found) > PAGE:
        turns.append(ShowPage(here[-1].id, voice.label("button-older")))
    if turns:
        items.append(row(*turns))
    return framed(items)


async def show(interaction: Asked, replay: Replay) -> None:
    """Show a recording with all that can be done with it."""
    voice, bot = _voice(interaction), interaction.client
    if replay.status is ReplayStatus.REPAIR:
        text = voice.say("replay-damaged", topic=replay.topic, at=replay.began_at, replay=replay.id)
        again = Do(replay.id, "repair", voice.label("button-repair"))
        delete = Do(replay.id, "delete", voice.label("button-delete"), discord.ButtonStyle.danger)
        await replies.say(interaction, view=framed([words(text), row(again, delete)]))
        return
    story = await bot.service(Stories).of(replay)
    people = Safe(" ".join(f"<@{user_id}>" for user_id in story.spoken)) if story.spoken else "none"
    percent = bot.service(Making).percent(replay.id)
    posts = await bot.service(Posts).of(replay.id)
    places = Safe(
        " ".join(
            f"https://discord.com/channels/{replay.guild_id}/{post.channel_id}/{post.message_id}"
            for post in posts[-3:]
        )
    )
    facts = voice.say(
        "replay-facts",
        at=replay.began_at,
        length=clock(replay.milliseconds or 0),
        club=story.club or "…",
        people=people,
        links=await bot.service(Links).count(replay.id),
        percent="none" if percent is None else str(percent),
        posts=len(posts),
        places=places,
    )
    parts = [f"### {shown(replay.topic, 2 * LONGEST_NAME)[0]}", facts]
    parts += [
        f"`{clock(each.at_ms)}` {shown(each.title, _CHAPTER_CHARACTERS)[0]}"
        for each in story.chapters[:MOST_CHAPTERS]
    ]
    if len(story.chapters) > MOST_CHAPTERS:
        parts.append(voice.say("post-more", count=len(story.chapters) - MOST_CHAPTERS))
    styles = {"delete": discord.ButtonStyle.danger}
    deeds = [
        Do(replay.id, deed, voice.label(key), styles.get(deed, discord.ButtonStyle.secondary))
        for deed, key in DEEDS.items()
    ]
    view = framed([words("\n".join(parts)), row(*buttons_of(voice, replay)), row(*deeds)])
    await replies.say(interaction, view=view)


def choice_of(replay: Replay, most: int) -> str:
    """What a recording is offered as."""
    return shortened(f"{replay.began_at:%Y-%m-%d %H:%M} {replay.topic}", most)


def line_of(voice: Voice, bot: Bot, replay: Replay) -> str:
    """A recording that is over in one line, with how it stands."""
    is_made = bot.service(Making).percent(replay.id) is None
    return voice.say(
        "replay-line",
        topic=replay.topic,
        at=replay.began_at,
        minutes=(replay.milliseconds or 0) // 60_000,
        status=replay.status if is_made else "making",
    )


async def _repair(interaction: Asked, replay: Replay) -> None:
    if replay.status is ReplayStatus.REPAIR:
        await replies.defer(interaction)
        try:
            await interaction.client.service(Ending).repair(replay)
        except OSError as error:
            raise NeedsRepair(topic=replay.topic) from error
    await _say(interaction, "replay-repaired", topic=replay.topic)


async def _link(interaction: Asked, replay: Replay) -> None:
    address = await address_of(interaction, replay, await form_of(interaction, replay))
    if address is None:
        raise NoPages
    await replies.say(interaction, address)


def _voice(interaction: Asked) -> Voice:
    return Voice(interaction.client, __name__, interaction.locale.value)


async def _say(interaction: Asked, key: str, **placeholders: object) -> None:
    await replies.say(interaction, replies.text(interaction, __name__, key, **placeholders))
