"""Which session is sent which event.

Source: Discord documentation, "Gateway", List of Intents, Caveats, Sharding and Message
Content Intent.
"""

from __future__ import annotations

from typing import Any

from bot.sandbox.gateway.intents import IN_GUILD, Intent, needed
from bot.sandbox.gateway.starts import SessionStarts
from bot.sandbox.options import GatewayOptions
from bot.sandbox.server import Sandbox
from bot.sandbox.world.channels import add_channel
from bot.sandbox.world.guilds import add_member, remove_member
from bot.sandbox.world.models import ChannelType, Overwrite
from bot.sandbox.world.permissions import Permission
from tests.bot.sandbox.gateway.raw import Raw, connect

MEMBERS = 1 << 0 | 1 << 1
WITHOUT_CONTENT = 1 << 0 | 1 << 9


def message(sandbox: Sandbox, **changes: Any) -> dict[str, Any]:
    return {
        "channel_id": sandbox.ready.text_channel_id,
        "author": {"id": "1"},
        "mentions": [],
        "content": "psst",
        "embeds": [{"title": "psst"}],
        **changes,
    }


def come_and_go(sandbox: Sandbox) -> None:
    alice = add_member(sandbox.world, sandbox.guild, "Alice")
    remove_member(sandbox.world, sandbox.guild, alice.user.id)


async def names_until_ack(raw: Raw) -> list[str]:
    """Every event that has been sent by now."""
    await raw.send(1, None)
    names = []
    while (frame := await raw.receive())["op"] != 11:
        names.append(frame["t"])
    return names


async def test_an_event_is_not_sent_without_its_intent(sandbox: Sandbox) -> None:
    async with connect(sandbox) as raw:
        await raw.identify(intents=1 << 0)
        come_and_go(sandbox)
        add_channel(sandbox.world, sandbox.guild, "room", ChannelType.TEXT)

        assert await names_until_ack(raw) == ["GUILD_CREATE", "CHANNEL_CREATE"]


async def test_an_event_is_sent_with_its_intent(sandbox: Sandbox) -> None:
    async with connect(sandbox) as raw:
        await raw.identify(intents=MEMBERS)
        come_and_go(sandbox)

        assert await names_until_ack(raw) == ["GUILD_CREATE", "GUILD_MEMBER_ADD", "GUILD_MEMBER_REMOVE"]


async def test_a_change_of_the_bot_itself_needs_no_members_intent(sandbox: Sandbox) -> None:
    async with connect(sandbox) as raw:
        await raw.identify(intents=1 << 0)
        for user_id in (sandbox.ready.application_id, "1"):
            sandbox.world.emit("GUILD_MEMBER_UPDATE", {"user": {"id": user_id}}, sandbox.guild.id)

        assert await names_until_ack(raw) == ["GUILD_CREATE", "GUILD_MEMBER_UPDATE"]


async def test_events_go_to_the_shard_of_their_guild_and_others_to_the_first(sandbox: Sandbox) -> None:
    """The guild's shard is by chance, so each of both is asked."""
    for shard in range(2):
        sandbox.gateway.starts = SessionStarts(GatewayOptions())  # the pause between two identifies is over
        async with connect(sandbox) as raw:
            ready = await raw.identify(shard=[shard, 2])
            sandbox.world.emit("ENTITLEMENT_CREATE", {})
            add_channel(sandbox.world, sandbox.guild, "room", ChannelType.TEXT)

            of_none = ["ENTITLEMENT_CREATE"] if shard == 0 else []
            its_own = shard == (sandbox.guild.id >> 22) % 2
            expected = ["GUILD_CREATE", *of_none, "CHANNEL_CREATE"] if its_own else of_none
            assert await names_until_ack(raw) == expected
            assert len(ready["guilds"]) == its_own


async def test_messages_of_others_are_empty_without_the_content_intent(sandbox: Sandbox) -> None:
    async with connect(sandbox) as raw:
        await raw.identify(intents=WITHOUT_CONTENT)
        sandbox.world.emit("MESSAGE_CREATE", message(sandbox), sandbox.guild.id)

        seen = await raw.until("MESSAGE_CREATE")
        assert (seen["content"], seen["embeds"]) == ("", [])


async def test_ones_own_messages_and_mentions_are_whole_without_the_content_intent(sandbox: Sandbox) -> None:
    me = {"id": sandbox.ready.application_id}
    async with connect(sandbox) as raw:
        await raw.identify(intents=WITHOUT_CONTENT)
        for changes in ({"author": me}, {"mentions": [me]}):
            sandbox.world.emit("MESSAGE_CREATE", message(sandbox, **changes), sandbox.guild.id)
            assert (await raw.until("MESSAGE_CREATE"))["content"] == "psst"


async def test_each_session_is_sent_the_form_that_it_may_read(sandbox: Sandbox) -> None:
    sandbox.world.application.flags |= 1 << 18
    async with connect(sandbox) as whole, connect(sandbox) as bare:
        await whole.identify(intents=WITHOUT_CONTENT | 1 << 15)
        sandbox.gateway.starts = SessionStarts(GatewayOptions())  # the pause between two identifies is over
        await bare.identify(intents=WITHOUT_CONTENT)
        sandbox.world.emit("MESSAGE_CREATE", message(sandbox), sandbox.guild.id)
        contents = [(await raw.until("MESSAGE_CREATE"))["content"] for raw in (whole, bare)]

    assert contents == ["psst", ""]


async def test_messages_in_a_channel_the_bot_cannot_see_are_not_sent(sandbox: Sandbox) -> None:
    bot_id = sandbox.world.application.bot.id
    hidden = Overwrite(bot_id, 1, 0, int(Permission.VIEW_CHANNEL))
    secret = add_channel(
        sandbox.world, sandbox.guild, "secret", ChannelType.TEXT, overwrites={bot_id: hidden}
    )
    async with connect(sandbox) as raw:
        await raw.identify()
        sandbox.world.emit("MESSAGE_CREATE", message(sandbox, channel_id=str(secret.id)), sandbox.guild.id)

        assert "MESSAGE_CREATE" not in await names_until_ack(raw)


def test_the_same_event_may_need_another_intent_in_direct_messages() -> None:
    assert needed("MESSAGE_CREATE", in_guild=True) == Intent.GUILD_MESSAGES
    assert needed("MESSAGE_CREATE", in_guild=False) == Intent.DIRECT_MESSAGES
    assert needed("INTERACTION_CREATE", in_guild=True) == Intent(0)
    assert len(IN_GUILD) > 50
