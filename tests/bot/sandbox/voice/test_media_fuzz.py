"""Whatever arrives at the media server's port, it goes on serving the others."""

from __future__ import annotations

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.voice.calls import Calls
from bot.sandbox.voice.crypto import XCHACHA20, Sealer
from bot.sandbox.voice.mailbox import Mailbox
from bot.sandbox.voice.media import Media
from bot.sandbox.voice.rtp import build
from bot.sandbox.voice.sessions import VoiceSession
from bot.sandbox.world.channels import add_channel
from bot.sandbox.world.guilds import add_guild, add_member
from bot.sandbox.world.models import ChannelType
from bot.sandbox.world.state import new_world
from bot.sandbox.world.voice_states import join

ADDRESS = ("127.0.0.1", 9)


def speaking_client() -> tuple[Media, VoiceSession, Sealer]:
    """A media server with one speaker and one listener, before any socket is opened."""
    world = new_world()
    guild = add_guild(world, "Club", world.application.owner)
    room = add_channel(world, guild, "Room", ChannelType.VOICE)
    calls = Calls(world)
    sessions = []
    for name in ("Speaker", "Listener"):
        state = join(world, guild.id, add_member(world, guild, name).user.id, room.id)
        admission = calls.admit(guild.id, state.user_id, room.id, state.session_id, "127.0.0.1:1")
        token = (admission.session_id, admission.token)
        session = calls.identify(guild.id, state.user_id, *token, Mailbox(is_numbered=True))
        sessions.append((session, Sealer(XCHACHA20, session.arm(XCHACHA20, ADDRESS))))
    speaker, sealer = sessions[0]
    speaker.has_announced, speaker.speaking = True, 1
    return Media(world, calls), speaker, sealer


async def receive(datagrams: list[bytes], media: Media) -> None:
    media.open("127.0.0.1")
    try:
        for datagram in datagrams:
            media.receive(datagram, ADDRESS)
    finally:
        media.close()


@given(
    flags=st.integers(0, 255),
    kept=st.integers(0, 40),
    noise=st.binary(max_size=90),
)
def test_no_datagram_raises(flags: int, kept: int, noise: bytes) -> None:
    media, speaker, sealer = speaking_client()
    genuine = bytes([flags]) + sealer.seal(build(1, 960, speaker.ssrc), b"\xfcopus")[1:]

    asyncio.run(receive([genuine[:kept] + noise, noise], media))


@given(flags=st.integers(0x80, 0xBF), sources=st.binary(max_size=64), body=st.binary(max_size=40))
def test_no_body_raises_that_was_properly_sealed(flags: int, sources: bytes, body: bytes) -> None:
    """Extension and padding lengths are the client's word, and are believed only if they fit."""
    media, speaker, sealer = speaking_client()
    clear = bytes([flags]) + build(1, 960, speaker.ssrc)[1:] + sources

    asyncio.run(receive([sealer.seal(clear, body)], media))


def test_the_fuzzed_server_does_forward_what_is_sound() -> None:
    media, speaker, sealer = speaking_client()

    asyncio.run(receive([sealer.seal(build(1, 960, speaker.ssrc), b"\xfcopus")], media))

    assert speaker.traffic.forwarded == 1
