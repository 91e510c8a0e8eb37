"""The bot on one stage: heard while it is a speaker and the voice connection stands.

A `StageConnection` outlives the voice connections beneath it: what is played, how far it is,
sequence numbers and a recording are its own. A lost connection is mended by the table
in `bot.voice.closes`, after which the bot takes the stage again if it has to.

Whoever joins a stage is in its audience, and what is sent from there nobody hears, with no
error (`suppress`). So sound goes out only while the bot's own voice state says that it is a
speaker; otherwise what is played waits where it is.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
from discord.gateway import DiscordVoiceWebSocket

from bot import permissions
from bot.errors import RostraError, UpstreamError
from bot.tasks import Tasks
from bot.voice.broadcast import Broadcast
from bot.voice.closes import Trouble
from bot.voice.deck import Deck
from bot.voice.decoding import ClipPcm
from bot.voice.events import StageInterrupted, StageLost, StageRestored
from bot.voice.intake import Intake
from bot.voice.outlet import Line, Outcome, Outlet, Playing
from bot.voice.parts import USUAL_LIMITS, PartLimits
from bot.voice.reader import Reader
from bot.voice.recording import Recording, Turn
from bot.voice.salvage import Reopened
from bot.voice.sources import Clip, Live, Source
from bot.voice.supervisor import Supervisor
from bot.whereabouts import Place

if TYPE_CHECKING:
    from bot.discord_voice_internals import VoiceClient

log = logging.getLogger(__name__)

#: Between the request to come up and the voice state that says so.
SPEAKER_SECONDS = 10.0
#: How often the bot comes up again within a minute before it accepts the audience.
MOST_RETAKES_A_MINUTE = 4
_MINUTE = 60.0
#: How often whoever waits for a sound in a mix looks whether it is over.
LOOK_SECONDS = 0.1
#: A server that answered keepalives, and has been silent for four of them, receives nothing either.
SILENT_SECONDS = 20.0


class StageConnection:
    """The bot on one stage."""

    def __init__(
        self,
        channel: discord.StageChannel,
        *,
        tasks: Tasks,
        broadcast: Broadcast,
        reader: Reader,
        publish: Callable[[object], None],
        ended: Callable[[StageConnection], None],
    ) -> None:
        self._tasks, self._reader, self._broadcast = tasks, reader, broadcast
        self._publish, self._tell_end = publish, ended
        self._loop = asyncio.get_running_loop()
        self._client: VoiceClient | None = None
        self._supervisor: Supervisor | None = None
        self._interrupted_at: float | None = None
        self._speaker = asyncio.Event()
        #: Set each time it becomes one, also if it is sent down again in the same moment, and at the end.
        self._came_up = asyncio.Event()
        self._retaken: deque[float] = deque(maxlen=MOST_RETAKES_A_MINUTE)
        self._intake = Intake()
        # RFC 3550, section 5.1, wants both to begin anywhere.
        self._outlet = Outlet(
            broadcast,
            speaks=self._announce,
            first_sequence=secrets.randbits(16),
            first_timestamp=secrets.randbits(32),
        )
        #: Where the bot is now; a moderator may move it.
        self.channel = channel
        #: Nobody comes back to it: whoever comes to the stage has another.
        self.is_over = False
        #: What ended it last; None if nothing has, or the bot itself.
        self.ended_by: Trouble | None = None
        #: Somebody is about to come up again.
        self.retaking = False
        #: It was not asked to come up, and is no speaker yet.
        self.stays_in_audience = False
        #: It was a speaker, or about to be one again, when the connection was lost that is being mended.
        self.was_speaker = False
        #: It is not deafened, though it may record nothing: who speaks is wanted, and nothing else.
        self.listens = False
        #: Since when nothing could be heard, or None; monotonic.
        self.unheard_since: float | None = time.monotonic()

    # What cogs use.

    @property
    def guild_id(self) -> int:
        """The community the stage is in."""
        return self.channel.guild.id

    @property
    def is_speaker(self) -> bool:
        """Whether what is played can be heard."""
        return self._speaker.is_set() and self.is_connected()

    @property
    def is_lost(self) -> bool:
        """Whether it is connected and in the audience, where it does not want to be."""
        return self.is_connected() and not self._speaker.is_set() and not self.stays_in_audience

    @property
    def has_ended(self) -> bool:
        """Whether there is no voice connection, and none is being mended."""
        return self._client is None

    def is_connected(self) -> bool:
        """Whether the voice connection stands."""
        return self._client is not None and self._client.is_connected()

    @property
    def playing(self) -> Playing | None:
        """What is played now, also while it waits for the stage."""
        return self._outlet.playing

    @property
    def waiting(self) -> tuple[Playing, ...]:
        """What is played after it."""
        return self._outlet.waiting

    @property
    def recording(self) -> Recording | None:
        """The recording that is being made here."""
        return self._intake.recording

    @property
    def hears(self) -> bool:
        """Whether the bot is not deafened here."""
        return self.listens or self.recording is not None

    def speaking(self) -> frozenset[int]:
        """Who is heard right now, by the packets; nobody while the bot is deafened."""
        return self._intake.speaking()

    def start(self, source: Source, ended: Callable[[Playing], None] | None = None) -> Playing:
        """Play a source after what is played already; `ended` is called in the event loop.

        Raises:
            OverflowError: too much waits already.
            UpstreamError: the bot is not on the stage.
        """
        if self.has_ended:
            raise UpstreamError(f"the bot is not a speaker in {self.channel.name}")

        def after(playing: Playing) -> None:  # in whatever thread ends it
            if ended is not None:
                self._loop.call_soon_threadsafe(ended, playing)

        return self._outlet.play(source, after)

    async def play(self, sound: Source | Sequence[bytes]) -> None:
        """Play a source, or ready packets of 20 ms, and return when the last is sent.

        A second call waits for the first; a clip is heard over a `Deck` that plays. Where the stage is lost
        meanwhile it goes on when the bot is back.

        Raises:
            ValueError: a packet does not play 20 ms.
            UpstreamError: the bot is not on the stage, or lost it for good on the way.
        """
        source = Clip(sound) if isinstance(sound, Sequence) else sound
        if isinstance(source, Clip) and await self._play_over(source):
            return
        done = asyncio.Event()
        playing = self.start(source, lambda _playing: done.set())
        try:
            await done.wait()
        finally:
            playing.stop()
        if playing.outcome in {Outcome.LOST, Outcome.FAILED}:
            raise UpstreamError(
                f"{playing.sent_frames} of {source.length_frames or 'endless'} frames were sent:"
                f" {'the stage was lost' if playing.outcome is Outcome.LOST else 'the source failed'}"
            )

    async def _play_over(self, clip: Clip) -> bool:
        """Let a clip be heard over what is mixed here, to its end; answers False if nothing is."""
        playing = self._outlet.playing
        live = None if playing is None else playing.source
        if playing is None or not isinstance(live, Live) or not isinstance(live.pcm, Deck):
            return False
        sound = ClipPcm(clip)
        if not live.pcm.lay_over(sound):
            return False
        while sound.position_seconds < sound.length_seconds:
            if playing.outcome is not None:
                raise UpstreamError(f"the sound on {self.channel.name} was cut off")
            await asyncio.sleep(LOOK_SECONDS)
        return True

    async def record(
        self,
        folder: Path,
        *,
        allows: Callable[[int], bool],
        turn_ended: Callable[[Turn], None] = lambda _turn: None,
        failed: Callable[[OSError], None] = lambda _error: None,
        began: float | None = None,
        goes_on: Mapping[int, Reopened] | None = None,
        own_id: int | None = None,
        limits: PartLimits = USUAL_LIMITS,
    ) -> Recording:
        """Begin a recording into an empty folder, or go on; the bot stops being deafened, for all to see.

        See `Recording` for the parameters; here all three but `allows` are called in the event loop. What
        is played here is the track of `own_id`, of the bot whose voice this is if nothing is said.

        Raises:
            UpstreamError: the bot is not on the stage, or records already.
        """
        if self.has_ended or self._intake.recording is not None:
            raise UpstreamError(f"the bot cannot record in {self.channel.name} now")
        call = self._loop.call_soon_threadsafe
        recording = Recording(
            folder,
            allows=allows,
            turn_ended=lambda turn: _quietly(call, turn_ended, turn),
            failed=lambda error: _quietly(call, failed, error),
            began=began,
            goes_on=goes_on,
            limits=limits,
        )
        mine = self.channel.guild.me.id if own_id is None else own_id
        self._intake.recording = recording
        self._outlet.tap = lambda opus, timestamp: recording.take_own(mine, timestamp, opus)
        self._reader.sweep(self._intake.sweep)
        await self._deafen(deaf=False)
        return recording

    async def stop_recording(self) -> float:
        """End the recording; answers its length in seconds once everything is on the disk.

        Raises:
            OSError: something could not be written.
            UpstreamError: there is no recording.
        """
        recording, self._intake.recording = self._intake.recording, None
        if recording is None:
            raise UpstreamError(f"the bot does not record in {self.channel.name}")
        self._outlet.tap = None
        self._reader.sweep_no_more(self._intake.sweep)
        try:
            if not self.has_ended:
                await self._deafen(deaf=not self.listens)
        except (discord.ConnectionClosed, aiohttp.ClientError, OSError) as error:
            log.info("the bot is not deaf again in %s: %s", self.channel.id, error)
        return await asyncio.to_thread(recording.close)

    async def listen(self, *, listens: bool) -> None:
        """Begin or end to hear who speaks, for all to see; of what is said nothing is kept.

        `speaking` answers it. A recording that goes on hears them anyway.
        """
        if self.listens == listens:
            return
        self.listens = listens
        if not self.has_ended and self._intake.recording is None:
            await self._deafen(deaf=not listens)

    async def _deafen(self, *, deaf: bool) -> None:
        if self._client is not None:
            self._client.state.self_deaf = deaf
        await self.channel.guild.change_voice_state(channel=self.channel, self_deaf=deaf)

    async def take_stage(self) -> None:
        """Become a speaker.

        Raises:
            MissingPermissions: the bot may not mute members, which is what coming up takes.
            StageLost: the connection ended meanwhile.
            UpstreamError: Discord did not make it a speaker.
        """
        self._came_up.clear()
        try:
            await self.channel.guild.me.edit(suppress=False)
        except discord.Forbidden as error:
            raise permissions.MissingPermissions(["mute_members"], self.channel.mention) from error
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            raise UpstreamError(f"Discord refused the stage {self.channel.name}: {error}") from error
        if self._speaker.is_set():
            return
        came_up = self.has_ended or await _happens(self._came_up)
        if self.has_ended:
            raise StageLost(f"the connection to {self.channel.name} ended while the bot came up")
        if not came_up:
            raise UpstreamError(f"Discord did not make the bot a speaker in {self.channel.name}")

    def follow(self, before: Place | None, after: Place | None, channel: discord.StageChannel | None) -> None:
        """Take in what the bot's own voice state was and is; `channel` is the stage it is on now, if any."""
        if channel is not None:
            self.channel = channel
        if _is_heard(before) or _is_heard(after):
            self._came_up.set()
        if _is_heard(after):
            self._speaker.set()
            self.stays_in_audience = False
        else:
            self._speaker.clear()
        self._switch()

    def may_retake(self) -> bool:
        """Whether to come up once more; notes that it was asked."""
        now = time.monotonic()
        if len(self._retaken) == MOST_RETAKES_A_MINUTE and now - self._retaken[0] < _MINUTE:
            return False
        self._retaken.append(now)
        return True

    def attach(self, client: VoiceClient) -> None:
        """Go on over this voice client, which is connected or is about to be."""
        self._client = client
        self._supervisor = Supervisor(
            Mended(client, self),
            self._tasks,
            name=f"stage-{self.channel.id}",
            interrupted=self._interrupted,
            restored=self._restored,
        )

    async def disconnect(self) -> None:
        """Leave the stage."""
        if self._supervisor is not None:
            self._supervisor.stop()
        if self._client is not None:
            await self._client.disconnect(force=True)

    def give_up(self) -> None:
        """End all that is played: nobody comes back here."""
        self._outlet.connect(None)
        self._outlet.end_all(Outcome.LOST)

    def check(self, counter: int) -> None:
        """Keep the way of the datagrams open, and see that it is; called every few seconds."""
        if self._client is None or self._supervisor is None or not self.is_connected():
            return
        self._client.keep_alive(counter)
        if self._intake.is_silent(SILENT_SECONDS):
            self._supervisor.mend(Trouble.UDP_SILENT)
        elif self._outlet.is_worn_out:
            self._supervisor.mend(Trouble.KEY_USED_UP)

    # What the voice client reports. Fulfils `bot.discord_voice_internals.Report`.

    def connected(self) -> None:
        """The handshake is done, or the session was resumed."""
        if self._client is None:
            return
        state = self._client.state
        state.remove_socket_listener(self._intake.take)  # of the connection before, if there was one
        state.add_socket_listener(self._intake.take)
        self._intake.connect(lambda: (state.mode, state.secret_key or ()))
        self._switch()

    def closed(self, code: int | None) -> None:
        """The websocket has ended."""
        if self._supervisor is not None:
            self._supervisor.closed(code)

    def server_moved(self) -> None:
        """Discord has told another address."""
        if self._supervisor is not None:
            self._supervisor.server_moved()

    def left(self) -> None:
        """Discord says that the bot is in no channel."""
        if self._supervisor is not None:
            self._supervisor.left()

    def message(self, op: int, data: Any) -> None:
        """A message of the voice gateway."""
        if op == DiscordVoiceWebSocket.READY:
            self._intake.begin_session()
        elif op == DiscordVoiceWebSocket.SPEAKING and data.get("user_id"):
            self._intake.name(int(data["ssrc"]), int(data["user_id"]))

    def ended(self) -> None:
        """The voice client is done with; whoever waits to come up need not wait longer."""
        if self._supervisor is not None:
            self.ended_by = self._supervisor.trouble
            self._supervisor.stop()
        self._client = self._supervisor = None
        self._speaker.clear()
        self._came_up.set()
        self._intake.connect(None)
        self._switch()
        self._tell_end(self)

    def _interrupted(self, trouble: Trouble) -> None:
        self._interrupted_at = time.monotonic()
        self.was_speaker = self._speaker.is_set() or self.retaking
        self._switch()
        self._publish(StageInterrupted(self.guild_id, self.channel.id, trouble))

    def _restored(self) -> None:
        self._switch()
        away_seconds = time.monotonic() - (self._interrupted_at or time.monotonic())
        self._publish(StageRestored(self.guild_id, self.channel.id, away_seconds))

    def _switch(self) -> None:
        """Give the outlet a line if it can be heard over it, and take it away if it cannot."""
        if self.is_speaker and self._client is not None:
            state = self._client.state
            self.unheard_since = None
            self._outlet.connect(Line(state.socket, state.sealer(), state.ssrc))
        else:
            self.unheard_since = self.unheard_since or time.monotonic()
            self._outlet.connect(None)

    def _announce(self, speaks: bool) -> None:  # noqa: FBT001 - called in the sender's thread
        _quietly(self._loop.call_soon_threadsafe, self._say_speaking, speaks)

    def _say_speaking(self, speaks: bool) -> None:  # noqa: FBT001 - as above
        client = self._client
        # At the end of the bot the sender has its last words when no task can be started any more.
        if client is not None and client.is_connected() and not self._tasks.closed:
            self._tasks.start(client.announce(speaks=speaks), name=f"speaking-{self.channel.id}")


class Mended:
    """A voice client, as the supervisor mends it: with the stage taken again. Fulfils `supervisor.Voice`."""

    def __init__(self, client: VoiceClient, stage: StageConnection) -> None:
        self._client = client
        self._stage = stage

    async def resume(self) -> None:
        """Go on with the session."""
        await self._client.state.resume()
        await self._take_stage()  # somebody may have sent the bot down meanwhile

    async def reopen(self) -> None:
        """Connect with what Discord told last."""
        await self._client.state.reopen()
        await self._take_stage()

    async def rejoin(self, *, leave: bool) -> None:
        """Ask for another session."""
        await self._client.state.rejoin(leave=leave)
        await self._take_stage()

    async def end(self) -> None:
        """Give it up."""
        await self._client.disconnect(force=True)

    async def _take_stage(self) -> None:
        if not (self._stage.was_speaker and self._stage.is_lost):
            return  # it is up, or was in the audience before by somebody's wish
        try:
            await self._stage.take_stage()
        except RostraError as error:
            # The connection stands; the bot is in the audience, which is what `is_speaker` says.
            log.warning("mended, but not up on stage %s again: %s", self._stage.channel.id, error)


def _is_heard(place: Place | None) -> bool:
    return place is not None and not place.suppress and not place.requested


async def _happens(event: asyncio.Event) -> bool:
    try:
        async with asyncio.timeout(SPEAKER_SECONDS):
            await event.wait()
    except TimeoutError:
        return False
    return True


def _quietly(call: Callable[..., object], *what: object) -> None:
    """Call into the event loop from another thread; when the loop has ended, nobody is left to tell."""
    try:
        call(*what)
    except RuntimeError as error:
        log.debug("the event loop has ended: %s", error)
