"""A cog that fails in every way, to see what people then read."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

import discord
from discord import app_commands

from bot import replies
from bot.client import Bot
from bot.cog import GroupCog
from bot.errors import UserError
from bot.forms import Form as LastingForm
from bot.i18n import Safe, Text
from bot.interactions import guild_id_of
from bot.jobs import Item
from bot.views import DynamicItem, LayoutView, Modal, View

OWNER = __name__


MARCH = "trial.march"


class Refused(UserError):
    """Somebody may not."""

    key = "refused"


class WithoutWords(UserError):
    """A refusal that nobody wrote words for."""

    key = "no-such-text"


def refuse_all(_interaction: discord.Interaction[Bot]) -> bool:
    raise Refused(name="Nobody")


class TrialBot(Bot):
    """A bot whose one cog is the trial."""

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        #: What is slow goes on when it is set.
        self.gate = asyncio.Event()
        #: How many steps may be made before the gate is needed.
        self.steps = 0

    async def setup_hook(self) -> None:
        self.words.add(OWNER, Path(__file__).parent / "locale")
        self.add_dynamic_items(Pressed, Unparsable, Slow)
        self.paced.on(MARCH, self.march, title=lambda _job: Text(OWNER, "marching"))
        self.forms.add(Durable)
        await self.add_cog(Trial(self))
        menu = app_commands.ContextMenu(name="Look at this", callback=look_at)
        self.tree.add_command(menu)
        self.tree.add_command(app_commands.ContextMenu(name="Think of this", callback=think_of))
        await super().setup_hook()

    async def march(self, item: Item) -> None:
        if item.target_id > self.steps:
            await self.gate.wait()


class Trial(GroupCog, group_name="trial", group_description="Tries the edges"):
    """One command for each edge."""

    @app_commands.command()
    async def refuse(self, _interaction: discord.Interaction[Bot], name: str) -> None:
        """Refuses."""
        raise Refused(name=name)

    @app_commands.command(name="refuse-first")
    @app_commands.check(refuse_all)
    async def refuse_first(self, _interaction: discord.Interaction[Bot]) -> None:
        """Refuses before it begins."""

    @app_commands.command()
    async def pick(self, interaction: discord.Interaction[Bot], what: str, number: int = 0) -> None:
        """Picks one."""
        await replies.say(interaction, f"{what} {number}")

    @pick.autocomplete("what")
    async def suggest_what(
        self, _interaction: discord.Interaction[Bot], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Fails, or refuses."""
        if typed == "crash":
            raise ZeroDivisionError("a secret detail")
        raise Refused(name=typed or "Nobody")

    @pick.autocomplete("number")
    async def suggest_number(
        self, _interaction: discord.Interaction[Bot], _typed: str
    ) -> list[app_commands.Choice[int]]:
        """Refuses."""
        raise Refused(name="Ada")

    @app_commands.command(name="refuse-late")
    async def refuse_late(self, interaction: discord.Interaction[Bot]) -> None:
        """Refuses after a while."""
        await interaction.response.defer(ephemeral=True)
        raise Refused(name="Ada")

    @app_commands.command()
    async def think(self, interaction: discord.Interaction[Bot], public: bool = False) -> None:
        """Takes long."""
        await slow(interaction)
        await self.say(interaction, "thought", ephemeral=not public)

    @app_commands.command(name="think-and-refuse")
    async def think_and_refuse(self, interaction: discord.Interaction[Bot]) -> None:
        """Takes long, and then refuses."""
        await slow(interaction)
        raise Refused(name="Ada")

    @app_commands.command()
    async def announce(self, interaction: discord.Interaction[Bot]) -> None:
        """Takes long, and says so."""
        await self.defer(interaction)
        await slow(interaction)
        await self.defer(interaction)
        await self.say(interaction, "thought")

    @app_commands.command()
    async def crash(self, _interaction: discord.Interaction[Bot]) -> None:
        """Fails."""
        raise ZeroDivisionError("a secret detail")

    @app_commands.command()
    async def wordless(self, _interaction: discord.Interaction[Bot]) -> None:
        """Refuses without words."""
        raise WithoutWords

    @app_commands.command()
    async def thank(self, interaction: discord.Interaction[Bot], member: discord.Member) -> None:
        """Thanks a member."""
        await replies.say(interaction, f"Thank you, {member.mention}.")

    @app_commands.command(name="long")
    async def long_(self, interaction: discord.Interaction[Bot], lines: int) -> None:
        """Talks a lot."""
        await replies.say(interaction, "\n".join(f"line {number}" for number in range(lines)))

    @app_commands.command()
    @app_commands.choices(
        mood=[app_commands.Choice(name="Calm", value="calm"), app_commands.Choice(name="Loud", value="2")]
    )
    async def mood(self, interaction: discord.Interaction[Bot], mood: str) -> None:
        """Choose."""
        await self.say(interaction, "chosen", mood=mood)

    @app_commands.command()
    async def join(self, interaction: discord.Interaction[Bot]) -> None:
        """Comes to the stage."""
        await interaction.response.defer(ephemeral=True)
        stage = stage_of(interaction)
        await self.bot.voice.join(stage)
        await self.say(interaction, "joined", stage=Safe(stage.mention))

    @app_commands.command()
    async def march(self, interaction: discord.Interaction[Bot], steps: int) -> None:
        """Goes step by step."""
        async with self.bot.database.transaction() as session:
            job = await self.bot.paced.begin(
                session,
                MARCH,
                "all",
                guild_id_of(interaction),
                range(1, steps + 1),
                begun_by=interaction.user.id,
            )
        assert job is not None
        await self.bot.progress.show(interaction, job)

    @app_commands.command(name="open")
    async def open_(self, interaction: discord.Interaction[Bot]) -> None:
        """Opens the stage without asking first."""
        await stage_of(interaction).create_instance(topic="x")

    @app_commands.command()
    async def show(self, interaction: discord.Interaction[Bot], what: str) -> None:
        """Shows things to press."""
        if what == "layout":
            await replies.say(interaction, view=Layout())
        elif what == "dynamic":
            items = View().add_item(Pressed(7)).add_item(Unparsable()).add_item(Slow())
            await self.say(interaction, "shown", view=items)
        else:
            await self.say(interaction, "shown", view=Buttons())


async def look_at(_interaction: discord.Interaction[Bot], message: discord.Message) -> None:
    raise Refused(name=message.content)


async def think_of(interaction: discord.Interaction[Bot], _message: discord.Message) -> None:
    await slow(interaction)
    await replies.say(interaction, "That took long.")


async def slow(interaction: discord.Interaction[Any]) -> None:
    await interaction.client.gate.wait()


def stage_of(interaction: discord.Interaction[Bot]) -> discord.StageChannel:
    assert interaction.guild is not None
    return interaction.guild.stage_channels[0]


class Buttons(View):
    """Content with buttons."""

    @discord.ui.button(label="Refuse", custom_id="refuse")
    async def refuse(self, _interaction: discord.Interaction[Bot], _button: discord.ui.Button[Any]) -> None:
        raise Refused(name="Ada")

    @discord.ui.button(label="Form", custom_id="form")
    async def form(self, interaction: discord.Interaction[Bot], _button: discord.ui.Button[Any]) -> None:
        await interaction.response.send_modal(Form())

    @discord.ui.button(label="Slow form", custom_id="slow-form")
    async def slow_form(self, interaction: discord.Interaction[Bot], _button: discord.ui.Button[Any]) -> None:
        await interaction.response.send_modal(SlowForm())

    @discord.ui.button(label="Durable form", custom_id="durable-form")
    async def durable_form(
        self, interaction: discord.Interaction[Bot], _button: discord.ui.Button[Any]
    ) -> None:
        await Durable("7").open(interaction)

    @discord.ui.button(label="Slow", custom_id="slow")
    async def slow(self, interaction: discord.Interaction[Bot], _button: discord.ui.Button[Any]) -> None:
        await slow(interaction)
        await replies.replace(interaction, "That took long.")

    @discord.ui.button(label="Slow words", custom_id="slow-words")
    async def slow_words(
        self, interaction: discord.Interaction[Bot], _button: discord.ui.Button[Any]
    ) -> None:
        await slow(interaction)
        await replies.say(interaction, "That took long.")


class SlowForm(Modal, title="A slow form"):
    """One field."""

    words: discord.ui.TextInput[Any] = discord.ui.TextInput(label="Words", custom_id="words")

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        await slow(interaction)
        await replies.say(interaction, "That took long.")


class Form(Modal, title="A form"):
    """One field."""

    words: discord.ui.TextInput[Any] = discord.ui.TextInput(label="Words", custom_id="words")

    async def on_submit(self, _interaction: discord.Interaction[Any]) -> None:
        raise Refused(name=self.words.value)


class Durable(LastingForm, template=r"durable:(?P<about>\w+)"):
    """What it is about is in its custom_id."""

    def __init__(self, about: str) -> None:
        super().__init__(title="A form that lasts", custom_id=f"durable:{about}")
        self.about = about
        self.words: discord.ui.TextInput[Any] = discord.ui.TextInput(custom_id="words")
        self.add_item(discord.ui.Label(text="Words", component=self.words))

    @classmethod
    async def from_custom_id(cls, _interaction: discord.Interaction[Bot], match: re.Match[str], /) -> Durable:
        if match["about"] != "7":
            raise Refused(name="Whoever is gone")
        return cls(match["about"])

    async def on_submit(self, _interaction: discord.Interaction[Any]) -> None:
        raise Refused(name=f"{self.words.value} about {self.about}")


class Layout(LayoutView):
    """Components V2."""

    row: discord.ui.ActionRow[Any] = discord.ui.ActionRow()

    @row.button(label="Refuse", custom_id="layout-refuse")
    async def refuse(self, _interaction: discord.Interaction[Bot], _button: discord.ui.Button[Any]) -> None:
        raise Refused(name="Ada")


class Pressed(DynamicItem[discord.ui.Button[Any]], template=r"press:(?P<number>\d+)"):
    """Its state is in its custom_id."""

    def __init__(self, number: int) -> None:
        super().__init__(discord.ui.Button(label="Press", custom_id=f"press:{number}"))
        self.number = number

    @classmethod
    async def from_custom_id(
        cls,
        _interaction: discord.Interaction[Any],
        _item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Pressed:
        return cls(int(match["number"]))

    async def callback(self, _interaction: discord.Interaction[Any]) -> None:
        raise Refused(name=f"number {self.number}")


class Unparsable(DynamicItem[discord.ui.Button[Any]], template=r"gone"):
    """What its custom_id speaks of is gone."""

    def __init__(self) -> None:
        super().__init__(discord.ui.Button(label="Gone", custom_id="gone"))

    @classmethod
    async def from_custom_id(
        cls,
        _interaction: discord.Interaction[Any],
        _item: discord.ui.Item[Any],
        _match: re.Match[str],
        /,
    ) -> Unparsable:
        raise Refused(name="Whoever is gone")


class Slow(DynamicItem[discord.ui.Button[Any]], template=r"slow-item"):
    """Takes long to be made."""

    def __init__(self) -> None:
        super().__init__(discord.ui.Button(label="Slow", custom_id="slow-item"))

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],
        _item: discord.ui.Item[Any],
        _match: re.Match[str],
        /,
    ) -> Slow:
        await slow(interaction)
        return cls()

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await replies.replace(interaction, "That took long.")
