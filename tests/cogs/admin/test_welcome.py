"""The bot says hello once, where everybody may read it, and to nobody in private."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest
from sqlalchemy import func, select

from bot.client import Bot
from bot.community.membership import BotCame
from bot.config import Config
from bot.sandbox.people.person import Person
from bot.sandbox.people.seen import SeenMessage
from bot.sandbox.server import Sandbox, SandboxOptions
from bot.sandbox.world.channels import set_overwrite
from bot.sandbox.world.guilds import USER_JOIN, edit_guild, install_bot, remove_member
from bot.sandbox.world.models import Overwrite
from bot.sandbox.world.permissions import Permission
from bot.storage.timer_rows import TimerRow
from bot.testing import eventually, running
from cogs.admin.views import SystemChannel
from tests.cogs.house import House


class Community:
    """A guild that the bot is not in yet, with a system channel."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.remove_bot()
        edit_guild(sandbox.world, sandbox.guild, system_channel_id=sandbox.house.text.id)

    def add_bot(self) -> None:
        """Do what an administrator does who follows the bot's link."""
        install_bot(self.sandbox.world, self.sandbox.guild, int(SandboxOptions().bot_permissions))

    def remove_bot(self) -> None:
        """Do what an administrator does who is tired of the bot."""
        remove_member(self.sandbox.world, self.sandbox.guild, self.sandbox.world.application.bot.id)

    def said(self, person: Person) -> list[SeenMessage]:
        """What the bot has written in the system channel."""
        bot_id = str(self.sandbox.world.application.bot.id)
        found = person.messages(self.sandbox.house.text.id)
        return [
            message for message in found if message.payload["author"]["id"] == bot_id and message.components
        ]


@pytest.fixture
def community(sandbox: Sandbox) -> Community:
    """Give a community that has just thought of adding the bot."""
    return Community(sandbox)


async def nothing_owed(bot: Bot) -> None:
    """Wait until every coming was told of, and no hello is left to say."""

    kinds = ("bot.came", "admin.welcome")
    query = select(func.count()).select_from(TimerRow).where(TimerRow.kind.in_(kinds))
    for _ in range(1_000):
        async with bot.database.reading() as session:
            if not await session.scalar(query):
                return
        await asyncio.sleep(0.01)
    raise TimeoutError("a hello is still owed")


async def test_who_adds_the_bot_reads_one_hello_with_a_button(
    sandbox: Sandbox, config: Config, community: Community
) -> None:
    async with running(sandbox, config) as bot:
        mia = House(sandbox, bot).manager()
        community.add_bot()
        await eventually(lambda: community.said(mia))

        (hello,) = community.said(mia)
        assert hello.text.startswith("## Hello")
        assert mia.direct_messages == []
        seen = await mia.click(hello.id, "admin:begin")

    assert seen.ephemeral
    assert "What I may do here" in seen.text


async def test_the_button_is_for_those_who_may_manage_the_server(
    sandbox: Sandbox, config: Config, community: Community
) -> None:
    async with running(sandbox, config):
        ada = sandbox.person("Ada")
        community.add_bot()
        await eventually(lambda: community.said(ada))

        seen = await ada.click(community.said(ada)[0].id, "admin:begin")

    assert "Manage Server" in seen.text


async def test_a_bot_that_was_added_while_it_was_away_says_hello_when_it_comes_up(
    sandbox: Sandbox, config: Config, community: Community
) -> None:
    community.add_bot()

    async with running(sandbox, config) as bot:
        ada = sandbox.person("Ada")
        await eventually(lambda: community.said(ada))
        await nothing_owed(bot)

    async with running(sandbox, config) as bot:
        await nothing_owed(bot)
        assert len(community.said(ada)) == 1


async def test_who_adds_it_again_is_not_greeted_anew(
    sandbox: Sandbox, config: Config, community: Community
) -> None:
    async with running(sandbox, config) as bot:
        ada = sandbox.person("Ada")
        heard: list[BotCame] = []
        bot.events.subscribe(BotCame, partial(note, heard))
        community.add_bot()
        await eventually(lambda: community.said(ada))

        community.remove_bot()
        community.add_bot()
        await eventually(lambda: len(heard) == 2)
        await nothing_owed(bot)

        assert [event.again for event in heard] == [False, True]
        assert len(community.said(ada)) == 1


async def note(heard: list[BotCame], event: BotCame) -> None:
    heard.append(event)


async def test_a_coming_that_is_told_of_twice_is_greeted_once(
    sandbox: Sandbox, config: Config, community: Community
) -> None:
    async with running(sandbox, config) as bot:
        ada = sandbox.person("Ada")
        community.add_bot()
        await eventually(lambda: community.said(ada))

        await bot.events.publish(BotCame(sandbox.guild.id, again=False))
        await nothing_owed(bot)

        assert len(community.said(ada)) == 1


async def test_a_process_that_died_after_saying_it_does_not_say_it_again(
    sandbox: Sandbox, config: Config, community: Community
) -> None:
    async with running(sandbox, config) as bot:
        ada = sandbox.person("Ada")
        community.add_bot()
        await eventually(lambda: community.said(ada))

        await SystemChannel(bot).greet(sandbox.guild.id)

        assert len(community.said(ada)) == 1


@pytest.mark.parametrize("locale", ["fr", "en-US"])
async def test_hello_is_said_in_the_communitys_language(
    sandbox: Sandbox, config: Config, community: Community, locale: str
) -> None:
    edit_guild(sandbox.world, sandbox.guild, preferred_locale=locale)

    async with running(sandbox, config):
        ada = sandbox.person("Ada")
        community.add_bot()
        await eventually(lambda: community.said(ada))

    assert community.said(ada)[0].text.startswith("## Bonjour" if locale == "fr" else "## Hello")


async def test_where_there_is_no_system_channel_only_the_log_is_written(
    sandbox: Sandbox, config: Config, community: Community, caplog: pytest.LogCaptureFixture
) -> None:
    edit_guild(sandbox.world, sandbox.guild, system_channel_id=None)
    await expect_silence(sandbox, config, community, caplog)


async def test_where_it_may_not_write_only_the_log_is_written(
    sandbox: Sandbox, config: Config, community: Community, caplog: pytest.LogCaptureFixture
) -> None:
    everyone = Overwrite(sandbox.guild.id, 0, allow=0, deny=int(Permission.SEND_MESSAGES))
    set_overwrite(sandbox.world, sandbox.guild, sandbox.house.text, everyone)
    await expect_silence(sandbox, config, community, caplog)


async def expect_silence(
    sandbox: Sandbox, config: Config, community: Community, caplog: pytest.LogCaptureFixture
) -> None:
    """Add the bot and see that it writes nowhere and to nobody."""
    caplog.set_level("INFO")
    async with running(sandbox, config) as bot:
        mia = House(sandbox, bot).manager()
        community.add_bot()
        await eventually(lambda: "no welcome in" in caplog.text)
        await nothing_owed(bot)

    bot_id = sandbox.world.application.bot.id
    written = [message for stored in sandbox.world.messages.values() for message in stored.values()]
    # That it has come is Discord's own line, in its name.
    assert [each for each in written if each.author.id == bot_id and each.type != USER_JOIN] == []
    assert mia.direct_messages == []
