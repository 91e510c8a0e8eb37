"""How events of voice reach us past what discord.py does for each of them; checked when it is imported.

Of ten thousand people on a stage discord.py tells by a task for each change and listener, and waits for each
message with a timer of its own. That costs more than everything we do with it (`rostra bench gateway`), so:

- A voice state is read and stored here, and told on without a task. Whoever has a listener of discord.py's
  (`on_voice_state_update`) hears it as ever, and so does the voice client of the bot itself.
- The timer that guards each message is left out once the heart beats: `KeepAliveHandler`, a thread, closes a
  line on which nothing has come for as long (`Client(heartbeat_timeout=...)`), and the bot comes back.
- What has come meanwhile is taken in the same go, past what discord.py and aiohttp do for each message.
- After so many messages in a row others have their turn: a flood would hold up the whole bot.
- Of an effect it is told who sent it, whom discord.py names only if it has cached them.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
import orjson
from discord.gateway import DiscordWebSocket, KeepAliveHandler
from discord.guild import Guild
from discord.state import ConnectionState

from bot.discord_release import check
from bot.whereabouts import Change, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_EVENT = "VOICE_STATE_UPDATE"
_LISTENER = "voice_state_update"
_HANDLER = f"on_{_LISTENER}"
_NOTHING: dict[str, Any] = {}
#: What carries an event; the rest is about the line itself, and is left to aiohttp.
_DATA = (aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT)
#: In a message that begins with its data instead the name is found a little later, by discord.py.
_HEAD = 64
#: So many messages are taken in one go; a voice state takes some ten microseconds.
AT_ONCE = 100

_EFFECT = "VOICE_CHANNEL_EFFECT_SEND"

_NEEDED: tuple[tuple[type, str], ...] = (
    (DiscordWebSocket, "received_message"),
    (DiscordWebSocket, "DISPATCH"),
    (KeepAliveHandler, "tick"),
    (ConnectionState, "parse_voice_state_update"),
    (ConnectionState, "parse_voice_channel_effect_send"),
    (Guild, "_update_voice_state"),
    (discord.VoiceState, "_update"),
)


class Receiving:
    """Reads what the gateway sends to one client.

    `told` is called with each voice state, `counted` with the name of an event and how often it was received.
    """

    def __init__(
        self,
        client: discord.AutoShardedClient,
        *,
        told: Callable[[Change], None],
        counted: Callable[[str, int], None],
    ) -> None:
        self._client = client
        self._state: Any = client._connection
        self._told = told
        self._counted = counted
        self._parse = self._state.parsers[_EVENT]
        self._state.parsers[_EVENT] = self.voice_state
        self._in_a_row = 0

    def take_over(self) -> None:
        """Receive what comes on the lines that stand now; called whenever one does."""
        for shard in self._client.shards.values():
            socket: Any = shard._parent.ws
            # Before the first heartbeat nothing else guards the line.
            if socket._keep_alive is not None and socket._max_heartbeat_timeout is not None:
                socket._max_heartbeat_timeout = None
                socket.received_message = self._receiver(socket)

    def _receiver(self, socket: Any) -> Callable[[Any], Any]:
        """What takes the place of `DiscordWebSocket.received_message` on one line."""
        ordinary, line = socket.received_message, socket.socket
        heart = socket._keep_alive  # which the line has no more once it is closed

        async def received(message: Any) -> None:
            waiting, told, listened = _waiting(line), 0, self._is_listened_to()
            try:
                while True:
                    if type(message) is bytes:
                        message = socket._decompressor.decompress(message)
                    if message is None:
                        pass  # the rest of it is still on its way
                    elif _EVENT in message[:_HEAD] and not socket._dispatch_listeners:
                        event = orjson.loads(message)
                        socket.sequence = event["s"]
                        told += 1
                        self._take(event["d"], listened=listened)
                        self._in_a_row += 1
                        if self._in_a_row >= AT_ONCE:
                            self._in_a_row = 0
                            heart.tick()
                            await asyncio.sleep(0)
                            listened = self._is_listened_to()
                    else:
                        await ordinary(message)
                        listened = self._is_listened_to()
                    if not waiting or line.closed or waiting[0][0].type not in _DATA:
                        return
                    # Something is there, so that this does not wait.
                    message = (await line._reader.read()).data
            finally:
                if told:
                    heart.tick()
                    self._counted(_EVENT, told)

        return received

    def voice_state(self, data: Any) -> None:
        """Keep a voice state that Discord sent, and tell of it."""
        self._take(data, listened=self._is_listened_to())

    def _take(self, data: Any, *, listened: bool) -> None:
        guild = self._state._guilds.get(int(data["guild_id"]))
        if guild is None:
            return
        user_id, in_channel = int(data["user_id"]), data["channel_id"]
        before = after = None
        known = guild._voice_states.get(user_id)
        if known is not None and known.channel is not None:
            before = Place(known.channel.id, known.suppress, known.requested_to_speak_at is not None)
        if in_channel is not None:
            asks = data["request_to_speak_timestamp"] is not None
            after = Place(int(in_channel), data["suppress"], asks)
        own = user_id == self._state.self_id
        if own or listened:
            self._parse(data)
        else:
            _keep(guild, user_id, known, data, after)
        self._told(Change(guild.id, user_id, before, after, data.get("member", _NOTHING), own))

    def _is_listened_to(self) -> bool:
        """Whether somebody waits for it as discord.py tells of it."""
        client: Any = self._client
        extra = getattr(client, "extra_events", _NOTHING)  # a bot's, not a plain client's
        return bool(extra.get(_HANDLER) or client._listeners.get(_LISTENER) or hasattr(client, _HANDLER))


def hear_effects(client: discord.Client, told: Callable[[int, int], None]) -> Callable[[], None]:
    """Call `told` with channel and sender of every effect sent into a voice channel; the answer ends that.

    discord.py names only senders that it has cached, and none are here.
    """
    parsers: Any = client._connection.parsers
    parse = parsers[_EFFECT]

    def parse_and_tell(data: Any) -> None:
        parse(data)
        told(int(data["channel_id"]), int(data["user_id"]))

    def end() -> None:
        parsers[_EFFECT] = parse

    parsers[_EFFECT] = parse_and_tell
    return end


def last_event(client: discord.AutoShardedClient) -> int:
    """The number of the last event that the gateway has sent to the first shard, 0 before there was any."""
    shard = next(iter(client.shards.values()), None)
    return 0 if shard is None else shard._parent.ws.sequence or 0


def _waiting(line: Any) -> Sequence[Any]:
    """What aiohttp has read from a line and nobody has taken; nothing if it keeps that elsewhere."""
    return getattr(getattr(line, "_reader", None), "_buffer", ())


def _keep(guild: Any, user_id: int, known: Any, data: Any, now: Place | None) -> None:
    """As `Guild._update_voice_state` does, which also copies the state before and makes a member.

    The session of somebody else's connection is of use to nobody, and an eighth of what a listener takes.
    """
    data["session_id"] = None
    channel = None if now is None else guild.get_channel(now.channel_id)
    if channel is None:
        guild._voice_states.pop(user_id, None)
    elif known is None:
        guild._voice_states[user_id] = discord.VoiceState(data=data, channel=channel)
    else:
        known._update(data, channel)


check(_NEEDED)
