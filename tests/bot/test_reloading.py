"""A cog that changes under a bot that runs is started anew, and nothing that was shown before dies."""

from __future__ import annotations

import importlib
import json
import logging
import pkgutil
import re
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import count, pairwise
from pathlib import Path
from typing import Any

import aiohttp
import pytest

import cogs
from bot.client import Bot
from bot.reloading import Reloader
from bot.sandbox.options import SandboxOptions
from bot.sandbox.server import Sandbox
from bot.testing import config_in, eventually, running
from tests.bot.outside import write

_numbers = count()

API = '''
    """What other cogs may use."""

    from typing import Protocol


    class Prices(Protocol):
        """What things cost."""

        async def price(self) -> int:
            """Of everything."""
'''

STALL = '''
    """A stall."""

    requires = ()


    async def setup(bot):
        from {stall}.api import Prices
        from {stall}.cog import Buy, StallCommands
        from {stall}.prices import FixedPrices

        bot.provide(Prices, FixedPrices())
        bot.add_dynamic_items(Buy)
        await bot.add_cog(StallCommands(bot))
'''

PRICES = '''
    """The prices."""


    class FixedPrices:
        async def price(self):
            return {price}
'''

COG = '''
    """The Discord face of a stall."""

    import discord
    from discord import app_commands

    from bot import replies
    from bot.cog import Cog, GroupCog
    from bot.views import DynamicItem, View
    from {stall}.api import Prices


    class Buy(DynamicItem, template="{stall}:(?P<what>[a-z]+)"):
        def __init__(self, what):
            super().__init__(discord.ui.Button(label=what, custom_id="{stall}:" + what))
            self.what = what

        @classmethod
        async def from_custom_id(cls, interaction, item, match):
            return cls(match["what"])

        async def callback(self, interaction):
            price = await interaction.client.service(Prices).price()
            await replies.say(interaction, f"{{self.what}}: {{price}}")


    class StallCommands(GroupCog, group_name="{stall}", group_description="A stall"):
        arrivals = []

        @app_commands.command()
        async def offer(self, interaction: discord.Interaction) -> None:
            """Offer something."""
            await replies.say(interaction, "fresh", view=View(timeout=None).add_item(Buy("figs")))

        @Cog.listener()
        async def on_guild_available(self, guild):
            self.arrivals.append(guild.id)
'''

NEIGHBOUR = '''
    """Whoever compares prices; needs the stall."""

    from discord import app_commands

    from bot.cog import Cog

    requires = ("{stall}",)


    async def setup(bot):
        from {stall}.api import Prices

        bot.provide(list, [bot.service(Prices)])
'''

WORDS = """
    cog-name = Stall
    cog-description = Sells
    command-{stall} = {stall}
        .description = A stall
    command-{stall}-offer = offer
        .description = Offer something
"""


class Market:
    """A stall and its neighbour in a folder of their own, and whoever writes them."""

    def __init__(self, folder: Path) -> None:
        number = next(_numbers)
        self.folder = folder
        self.stall = f"stall{number}"
        self.neighbour = f"neighbour{number}"
        self.write("__init__.py", STALL)
        self.write("api.py", API)
        self.write("cog.py", COG)
        self.write("prices.py", PRICES, price=1)
        self.write("locale/en.ftl", WORDS)
        write(folder / self.neighbour / "__init__.py", NEIGHBOUR.format(stall=self.stall))

    def write(self, file: str, text: str, **more: Any) -> None:
        write(self.folder / self.stall / file, text.format(stall=self.stall, **more))

    def change(self, file: str, old: str, new: str) -> None:
        path = self.folder / self.stall / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture(autouse=True)
def modules_as_before() -> Iterator[None]:
    """Leave to the tests after this one the modules that they have imported, or will."""
    for _, name, _ in pkgutil.walk_packages(cogs.__path__, "cogs."):
        importlib.import_module(name)
    before = {name: module for name, module in sys.modules.items() if name.startswith("cogs.")}
    yield
    sys.modules.update(before)
    for name, module in before.items():
        parent, _, child = name.rpartition(".")
        setattr(sys.modules[parent], child, module)


@pytest.fixture
def market(tmp_path: Path) -> Iterator[Market]:
    market = Market(tmp_path / "mine")
    yield market
    for name in [name for name in sys.modules if name.startswith((market.stall, market.neighbour))]:
        del sys.modules[name]
    sys.path.remove(str(market.folder.resolve()))


@asynccontextmanager
async def watched(sandbox: Sandbox, market: Market, **sections: Any) -> AsyncIterator[Bot]:
    """The bot with the two cogs, which it watches."""
    config = config_in(
        market.folder.parent,
        cogs={"folders": [market.folder]},
        development={"reload": True},
        **sections,
    )
    async with running(sandbox, config) as bot:
        yield bot


@pytest.fixture
async def bot(sandbox: Sandbox, market: Market, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Bot]:
    caplog.set_level(logging.INFO, "bot.reloading")
    async with watched(sandbox, market) as bot:
        await eventually(lambda: "watching" in caplog.text)
        yield bot


@pytest.mark.usefixtures("bot")
async def test_a_changed_rule_holds_at_once_and_a_button_shown_before_follows_it(
    sandbox: Sandbox, market: Market, caplog: pytest.LogCaptureFixture
) -> None:
    ada = sandbox.person("Ada")
    shown = await ada.slash(f"{market.stall} offer")
    assert (await ada.click(shown.message_id, f"{market.stall}:figs")).content == "figs: 1"

    market.write("prices.py", PRICES, price=2)
    await eventually(lambda: f"started anew: {market.stall}, {market.neighbour}" in caplog.text)

    assert (await ada.click(shown.message_id, f"{market.stall}:figs")).content == "figs: 2"


async def test_who_requires_it_gets_the_new_service(
    bot: Bot, market: Market, caplog: pytest.LogCaptureFixture
) -> None:
    old = bot.service(list)[0]

    market.write("prices.py", PRICES, price=2)
    await eventually(lambda: "started anew" in caplog.text)

    assert await bot.service(list)[0].price() == 2
    assert type(bot.service(list)[0]) is not type(old)


async def test_a_changed_command_is_registered_again_and_an_unchanged_one_is_not(
    market: Market, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.reloading")
    log = tmp_path / "requests.jsonl"
    async with (
        Sandbox.start(SandboxOptions(rate_limits=False, request_log=log)) as sandbox,
        watched(sandbox, market),
    ):
        ada = sandbox.person("Ada")
        await eventually(lambda: "watching" in caplog.text)
        market.write("prices.py", PRICES, price=2)
        await eventually(lambda: caplog.text.count("started anew") == 1)

        market.change("locale/en.ftl", "Offer something", "Praise figs")
        await eventually(lambda: caplog.text.count("started anew") == 2)
        await eventually(lambda: "Praise figs" in str(ada.commands()))

    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert len([line for line in lines if line["method"] == "PUT" and "/commands" in line["path"]]) == 2


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("prices.py", "class FixedPrices:", "class FixedPrices("), "cannot be imported: SyntaxError"),
        (("cog.py", "import discord\n", "import no_such_library\n"), "No module named 'no_such_library'"),
        (("__init__.py", "bot.provide", "bot.provides"), "did not start: AttributeError"),
        (("locale/en.ftl", "cog-name = Stall", "name = Stall"), "lacks words: cog-name"),
        (("locale/en.ftl", "-offer = offer", "-ask = ask"), "commands without words"),
    ],
)
async def test_what_does_not_start_leaves_the_old_one_running_and_says_why(
    sandbox: Sandbox, market: Market, caplog: pytest.LogCaptureFixture, change: tuple[str, str, str], why: str
) -> None:
    ada = sandbox.person("Ada")
    shown = await ada.slash(f"{market.stall} offer")

    market.change(*change)
    await eventually(lambda: "the old one runs on" in caplog.text)

    (record,) = [record for record in caplog.records if "the old one runs on" in record.message]
    assert why in record.message
    assert "\n" not in record.message
    assert (await ada.click(shown.message_id, f"{market.stall}:figs")).content == "figs: 1"
    assert (await ada.slash(f"{market.stall} offer")).content == "fresh"


@pytest.mark.usefixtures("bot")
async def test_after_a_mistake_was_mended_the_new_one_runs(
    sandbox: Sandbox, market: Market, caplog: pytest.LogCaptureFixture
) -> None:
    market.change("cog.py", '"fresh"', '"stale')
    await eventually(lambda: "the old one runs on" in caplog.text)

    market.change("cog.py", '"stale', '"ripe"')
    await eventually(lambda: "started anew" in caplog.text)

    assert (await sandbox.person("Ada").slash(f"{market.stall} offer")).content == "ripe"


@pytest.mark.usefixtures("bot")
async def test_a_change_of_the_same_length_in_the_same_second_is_seen(
    sandbox: Sandbox, market: Market, caplog: pytest.LogCaptureFixture
) -> None:
    ada = sandbox.person("Ada")
    words = ("fresh", "sweet", "cheap")
    for times, (old, new) in enumerate(pairwise(words), start=1):
        market.change("cog.py", f'"{old}"', f'"{new}"')
        await eventually(lambda: caplog.text.count("started anew") == times)  # noqa: B023 - awaited here

        assert (await ada.slash(f"{market.stall} offer")).content == new


@pytest.mark.parametrize("file", ["api.py", "migrations/0001_stall.py"])
async def test_what_cannot_be_imported_twice_asks_for_a_restart(
    bot: Bot, market: Market, caplog: pytest.LogCaptureFixture, file: str
) -> None:
    write(market.folder / market.stall / file, API + "\n\n    CURRENCY = 'EUR'\n")
    market.write("prices.py", PRICES, price=2)

    await eventually(lambda: "restart to use it" in caplog.text)

    assert f"{file} has changed" in caplog.text
    assert await bot.service(list)[0].price() == 1


async def test_a_new_requirement_asks_for_a_restart(
    bot: Bot, market: Market, caplog: pytest.LogCaptureFixture
) -> None:
    market.change("__init__.py", "requires = ()", 'requires = ("clubs",)')

    await eventually(lambda: "`requires` has changed: restart to use it" in caplog.text)

    assert bot.service(list)


async def test_a_cog_started_anew_hears_of_the_guilds_that_are_there(
    bot: Bot, sandbox: Sandbox, market: Market, caplog: pytest.LogCaptureFixture
) -> None:
    market.change("cog.py", "arrivals = []", "arrivals = ['new']")
    await eventually(lambda: "started anew" in caplog.text)

    cog: Any = bot.get_cog("StallCommands")
    await eventually(lambda: cog.arrivals == ["new", sandbox.guild.id])


async def test_pages_go_on_at_the_same_address(
    sandbox: Sandbox, market: Market, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.reloading")
    page = f"""
        from aiohttp import web

        async def show(request):
            return web.Response(text="first")

        bot.web.add_routes("{market.stall}", [web.get("/price", show)])
    """
    market.change(
        "__init__.py", "    bot.provide", re.sub(r"^    ", "", page, flags=re.MULTILINE) + "    bot.provide"
    )
    async with (
        watched(sandbox, market, web={"port": 0}) as bot,
        aiohttp.ClientSession() as session,
    ):
        await eventually(lambda: "watching" in caplog.text)
        url = f"{bot.web.url}/{market.stall}/price"
        async with session.get(url) as first:
            assert await first.text() == "first"

        market.change("__init__.py", '"first"', '"second"')
        await eventually(lambda: "started anew" in caplog.text)

        async with session.get(url) as second:
            assert await second.text() == "second"


async def test_our_own_cogs_can_be_started_anew_in_the_middle_of_a_room(
    sandbox: Sandbox, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.reloading")
    config = config_in(tmp_path, cogs={"enabled": ["clubs", "rooms", "hands"]})
    async with running(sandbox, config) as bot:
        host = sandbox.person("Hana")
        await host.slash("club create", name="Owls")
        await host.join(sandbox.house.stage.id)
        await host.slash("room open", club="Owls", topic="Why?")
        ada = sandbox.person("Ada")
        await ada.join(sandbox.house.stage.id)

        await Reloader(bot).reload({"clubs"})
        await ada.slash("hand raise")

        assert "started anew: clubs, rooms, hands" in caplog.text
        assert ada.mention in (await host.slash("hand queue")).text
