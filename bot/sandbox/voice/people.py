"""How the people of the sandbox speak and listen: each through a real voice client of their own."""

from __future__ import annotations

import asyncio
import ssl
from collections import defaultdict
from pathlib import Path

from bot.sandbox.people.errors import ActorError
from bot.sandbox.voice.audio import opus_packets
from bot.sandbox.voice.calls import Calls
from bot.sandbox.voice.hearing import may_be_heard, may_hear, voice_state
from bot.sandbox.voice.person_client import HungUp, PersonClient
from bot.sandbox.world.models import VoiceState
from bot.sandbox.world.state import VoiceServer, World

_Key = tuple[int, int]


class PeopleVoice:
    """The voice clients of people; opened when first needed, closed when the person is gone."""

    def __init__(
        self, world: World, calls: Calls, voice_server: VoiceServer, context: ssl.SSLContext
    ) -> None:
        self._world = world
        self._calls = calls
        self._voice_server = voice_server
        self.context = context
        self._clients: dict[_Key, PersonClient] = {}
        self._listeners: set[_Key] = set()
        self._locks: defaultdict[_Key, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def say(self, guild_id: int, user_id: int, file: Path) -> float:
        """Speak a file and answer, once it is said, how many seconds it took.

        Raises:
            ActorError: the person is no speaker, or lost the connection while speaking.
            BadAudio: the file cannot be played.
        """
        self._require_floor(guild_id, user_id)
        packets = await asyncio.to_thread(opus_packets, file)
        loop = asyncio.get_running_loop()
        async with self._locks[guild_id, user_id]:
            state = self._require_floor(guild_id, user_id)
            client = await self._client(state)
            start = loop.time()
            try:
                await client.speak(packets)
            except HungUp as error:
                raise ActorError(f"cut short: {error}") from error
        return loop.time() - start

    async def listen(self, guild_id: int, user_id: int) -> PersonClient:
        """Open the person's client so that it receives; it goes on until they leave.

        Raises:
            ActorError: they are in no voice channel, or deafened.
        """
        async with self._locks[guild_id, user_id]:
            state = self._state(guild_id, user_id)
            if not may_hear(state):
                raise ActorError("who is deafened hears nothing")
            client = await self._client(state)
            self._listeners.add((guild_id, user_id))
            return client

    def heard(self, channel_id: int, speaker_id: int) -> list[bytes] | None:
        """What the person who listens in that channel got from a speaker, if there is one."""
        for key in sorted(self._listeners & self._clients.keys()):
            client = self._clients[key]
            state = voice_state(self._world, *key)
            if state is None or state.channel_id != channel_id or not may_hear(state):
                continue
            if self._is_current(client) and key[1] != speaker_id:
                track = client.heard.get(channel_id, speaker_id)
                return [] if track is None else track.packets()
        return None

    async def close(self) -> None:
        """Hang up for everybody."""
        clients, self._clients = list(self._clients.values()), {}
        await asyncio.gather(*(client.close() for client in clients))

    async def _client(self, state: VoiceState) -> PersonClient:
        key = (state.guild_id, state.user_id)
        client = self._clients.get(key)
        if client is not None and self._is_current(client):
            return client
        await self._forget_the_gone()
        self._voice_server.admit(*key, state.channel_id, state.session_id)
        admission = self._calls.admission(*key)
        assert admission is not None  # it was made a line ago
        client = PersonClient(admission, self.context)
        try:
            await client.connect()
        except (HungUp, TimeoutError) as error:
            raise ActorError(f"no voice connection: {error}") from error
        self._clients[key] = client
        return client

    def _is_current(self, client: PersonClient) -> bool:
        """Whether it is connected, as the server sees it: the news of its end may be on the way."""
        return client.is_open and self._calls.admission(*client.admission.key) is client.admission

    async def _forget_the_gone(self) -> None:
        """Let go of clients whose people have left or moved on; listening ends with them."""
        for key, client in list(self._clients.items()):
            if not self._is_current(client):
                self._clients.pop(key, None)
                self._listeners.discard(key)
                await client.close()

    def _state(self, guild_id: int, user_id: int) -> VoiceState:
        state = voice_state(self._world, guild_id, user_id)
        if state is None:
            raise ActorError("not in a voice channel")
        return state

    def _require_floor(self, guild_id: int, user_id: int) -> VoiceState:
        state = self._state(guild_id, user_id)
        if not may_be_heard(state):
            raise ActorError("not a speaker: in the audience, merely invited, or muted")
        return state
