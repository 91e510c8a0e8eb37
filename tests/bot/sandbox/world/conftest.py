"""A community with a stage, and a record of every event that it causes."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.errors import DiscordError
from bot.sandbox.world.channels import add_channel, set_overwrite
from bot.sandbox.world.guilds import add_guild, add_member, install_bot
from bot.sandbox.world.models import Channel, ChannelType, Overwrite, VoiceState
from bot.sandbox.world.permissions import STAGE_MODERATOR, Permission
from bot.sandbox.world.state import Happening, new_world
from bot.sandbox.world.voice_states import join


class VoiceServerLog:
    """Stands where the voice server does, and notes what the world asks of it."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []

    def admit(self, guild_id: int, user_id: int, channel_id: int, session_id: str) -> tuple[str, str]:
        self.calls.append(("admit", guild_id, user_id, channel_id, session_id))
        return f"token-{len(self.calls)}", "127.0.0.1:1"

    def dismiss(self, guild_id: int, user_id: int, close_code: int) -> None:
        self.calls.append(("dismiss", guild_id, user_id, close_code))

    def refresh(self, guild_id: int, user_id: int) -> None:
        self.calls.append(("refresh", guild_id, user_id))


class Scene:
    """One community and what happens in it."""

    def __init__(self) -> None:
        self.world = new_world()
        self.guild = add_guild(self.world, "Readers", self.world.application.owner)
        self.stage = self.channel("stage", ChannelType.STAGE)
        self.voice = self.channel("voice", ChannelType.VOICE)
        self.text = self.channel("text", ChannelType.TEXT)
        self.bot_id = self.world.application.bot.id
        install_bot(self.world, self.guild, int(STAGE_MODERATOR | Permission.CREATE_EVENTS))
        self.happenings: list[Happening] = []
        self.world.subscribe(self.happenings.append)
        self.clock = self.world.clock

    def channel(self, name: str, type: ChannelType, **fields: Any) -> Channel:
        return add_channel(self.world, self.guild, name, type, **fields)

    def member(self, name: str = "alice", *, bot: bool = False) -> int:
        return add_member(self.world, self.guild, name, bot=bot).user.id

    def listener(self, name: str = "alice", *, bot: bool = False) -> VoiceState:
        return self.join(self.member(name, bot=bot))

    def join(self, user_id: int, channel: Channel | None = None) -> VoiceState:
        return join(self.world, self.guild.id, user_id, (channel or self.stage).id)

    def allow(self, user_id: int, allow: Permission, channel: Channel | None = None) -> None:
        overwrite = Overwrite(user_id, 1, int(allow), 0)
        set_overwrite(self.world, self.guild, channel or self.stage, overwrite)

    def deny(self, user_id: int, deny: Permission, channel: Channel | None = None) -> None:
        overwrite = Overwrite(user_id, 1, 0, int(deny))
        set_overwrite(self.world, self.guild, channel or self.stage, overwrite)

    def seen(self, name: str) -> list[dict[str, Any]]:
        return [happening.payload for happening in self.happenings if happening.name == name]


@pytest.fixture
def scene() -> Scene:
    return Scene()


@pytest.fixture
def voice_server(scene: Scene) -> VoiceServerLog:
    log = VoiceServerLog()
    scene.world.voice_server = log
    return log


class Refused:
    """Expects a refusal of that code: `with expect_refused(50013): ...`."""

    def __init__(self, code: int) -> None:
        self.code = code

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        assert isinstance(error, DiscordError), f"expected a refusal {self.code}"
        assert error.code == self.code
        return True


@pytest.fixture
def expect_refused() -> type[Refused]:
    return Refused
