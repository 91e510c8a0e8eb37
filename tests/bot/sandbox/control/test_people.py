"""People over the control API: what they can do, and the refusals of what they cannot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.sandbox.server import Sandbox
from bot.sandbox.world.invites import create_invite
from bot.sandbox.world.roles import add_role
from bot.sandbox.world.stages import open_stage
from bot.sandbox.world.voice_states import modify_other
from tests.bot.sandbox.api import api


class Control:
    """The control API of a sandbox."""

    def __init__(self, sandbox: Sandbox, session: aiohttp.ClientSession) -> None:
        self.sandbox = sandbox
        self.session = session

    async def post(self, path: str, expect: int = 200, **body: Any) -> Any:
        async with self.session.post(f"{self.sandbox.ready.control}{path}", json=body) as response:
            assert response.status == expect, await response.text()
            return await response.json()

    async def stage(self) -> Any:
        async with self.session.get(f"{self.sandbox.ready.control}/stage") as response:
            return (await response.json())["channels"][0]

    async def listener(self, name: str = "Ada") -> str:
        user_id: str = (await self.post("/people", name=name))["user_id"]
        await self.post(f"/people/{user_id}/voice", channel_id=self.sandbox.ready.stage_channel_id)
        return user_id


@pytest.fixture
async def control(sandbox: Sandbox) -> AsyncIterator[Control]:
    async with aiohttp.ClientSession() as session:
        yield Control(sandbox, session)


async def test_a_person_has_a_name_and_a_locale(sandbox: Sandbox, control: Control) -> None:
    ada = await control.post("/people", name="Ada Lovelace", locale="fr")

    user = sandbox.world.user(int(ada["user_id"]))
    assert (user.global_name, user.locale) == ("Ada Lovelace", "fr")


async def test_a_person_may_take_no_direct_messages(sandbox: Sandbox, control: Control) -> None:
    # "Opcodes and Status Codes", 50007
    ada = await control.post("/people", name="Ada", direct_messages=False)

    async with api(sandbox) as bot:
        opened = await (await bot.post("users/@me/channels", json={"recipient_id": ada["user_id"]})).json()
        refused = await bot.post(f"channels/{opened['id']}/messages", json={"content": "Psst"})
        assert (refused.status, (await refused.json())["code"]) == (403, 50007)


@pytest.mark.parametrize("body", [{}, {"name": ""}, {"name": "A", "age": 3}, {"name": "A", "locale": "xx"}])
async def test_a_bad_person_is_refused(control: Control, body: dict[str, Any]) -> None:
    assert "error" in await control.post("/people", 400, **body)


async def test_a_hand_an_invitation_and_the_stage(sandbox: Sandbox, control: Control) -> None:
    open_stage(sandbox.world, sandbox.house.stage.id, sandbox.world.application.bot.id, "Books")
    ada = await control.listener()
    raised = await control.post(f"/people/{ada}/hand", raised=True)
    modify_other(sandbox.world, sandbox.guild.id, sandbox.world.application.bot.id, int(ada), suppress=False)
    invited = (await control.stage())["participants"][0]

    accepted = await control.post(f"/people/{ada}/answer", accept=True)

    roles = [each["stage_role"] for each in (raised, invited, accepted)]
    assert roles == ["hand raised", "invited", "speaker"]
    assert (await control.stage())["topic"] == "Books"


async def test_leaving_leaves_the_stage_empty(control: Control) -> None:
    ada = await control.listener()

    left = await control.post(f"/people/{ada}/voice", channel_id=None)

    assert left == {"user_id": ada, "channel_id": None, "stage_role": None}
    assert (await control.stage())["participants"] == []


async def test_what_has_no_button_is_a_conflict(control: Control) -> None:
    ada = await control.listener()

    for path, body in (("hand", {"raised": False}), ("answer", {"accept": True})):
        refusal = await control.post(f"/people/{ada}/{path}", 409, **body)
        assert "Ada" in refusal["error"]


async def test_who_or_what_does_not_exist_is_not_found(sandbox: Sandbox, control: Control) -> None:
    ada = await control.listener()
    bot_id = sandbox.world.application.bot.id

    await control.post(f"/people/{ada}/voice", 404, channel_id="1")
    for nobody in ("1", "me", bot_id):
        await control.post(f"/people/{nobody}/hand", 404, raised=True)


async def test_somebody_from_outside_comes_in_by_their_invite(sandbox: Sandbox, control: Control) -> None:
    # "Channel", Create Channel Invite: target_users_file, role_ids
    bo, cy = [(await control.post("/people", name=name, outside=True))["user_id"] for name in ("Bo", "Cy")]
    world, guild = sandbox.world, sandbox.guild
    role = add_role(world, guild, "Readers", 0)
    inviter, place = world.application.bot, sandbox.house.text
    invite = create_invite(world, guild, place, inviter, target_user_ids=[int(bo)], role_ids=[role.id])
    code = invite.code
    assert int(bo) not in guild.members

    joined = await control.post(f"/people/{bo}/guild", invite=code)
    refused = await control.post(f"/people/{cy}/guild", 404, invite=code)

    assert joined == {"user_id": bo, "guild_id": str(guild.id), "role_ids": [str(role.id)]}
    assert refused == {"error": "Unknown Invite"}


async def test_whoever_owns_the_guild_or_has_left_it_cannot_leave(sandbox: Sandbox, control: Control) -> None:
    ada = (await control.post("/people", name="Ada"))["user_id"]
    await control.post(f"/people/{ada}/guild", invite=None)

    for person in (ada, sandbox.guild.owner_id):
        await control.post(f"/people/{person}/guild", 409, invite=None)


async def test_what_is_written_is_read(sandbox: Sandbox, control: Control) -> None:
    ada = (await control.post("/people", name="Ada"))["user_id"]

    wrote = await control.post(f"/people/{ada}/write", content="Good evening")
    await control.post(f"/people/{ada}/write", 409, content="")
    await control.post(f"/people/{ada}/effect", 409, emoji="👏")
    await control.post(f"/people/{ada}/interest", 409, event_id="1", interested=True)

    said = sandbox.world.messages[sandbox.house.text.id]
    assert [(str(each.id), each.content) for each in said.values()] == [(wrote["message_id"], "Good evening")]
