"""Clients with a voice of their own, heard and hearing on a stage; and one that has none."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.sandbox.people.person import Person
from bot.testing import eventually
from bot.voice import ogg
from bot.voice.opus import SILENCE
from tests.conformance.clients import DISCORD_JS, HIKARI, PY_CORD, Library
from tests.conformance.club import Club

pytestmark = pytest.mark.asyncio(loop_scope="module")

PACKETS = [b"\xfc" + bytes([number]) * 40 for number in range(1, 31)]
MODES = {"discord.js": "aead_aes256_gcm_rtpsize", "py-cord": "aead_xchacha20_poly1305_rtpsize"}


def only(*libraries: Library) -> pytest.MarkDecorator:
    """Run a test with these libraries alone."""
    names = [library.name for library in libraries]
    return pytest.mark.parametrize("library", libraries, indirect=True, ids=names, scope="module")


def said(packets: Iterable[bytes]) -> list[bytes]:
    """The packets without the silence that ends an utterance."""
    return [packet for packet in packets if packet != SILENCE]


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """An Ogg Opus file; its packets say nothing, but they can be told apart."""
    file = tmp_path / "recording.ogg"
    file.write_bytes(ogg.write(PACKETS))
    return file


@only(DISCORD_JS, PY_CORD)
async def test_a_client_on_stage_is_heard_bit_for_bit(club: Club, ada: Person, recording: Path) -> None:
    await ada.join(club.stage.id)
    listening = await club.sandbox.voice.people.listen(ada.guild_id, ada.id)

    seen = await ada.slash("play", stage=club.stage.id, file=str(recording))

    assert (seen.content, club.bot.is_speaker) == ("Played", True)
    track = listening.heard.get(club.stage.id, club.bot.id)
    assert track is not None
    assert said(track.packets()) == PACKETS


@only(DISCORD_JS, PY_CORD)
async def test_a_client_breaks_no_rule_of_the_voice_server(club: Club, ada: Person, recording: Path) -> None:
    await ada.slash("play", stage=club.stage.id, file=str(recording))

    assert club.call is not None
    assert club.call.mode == MODES[club.client.library.name]
    sent = club.call.traffic
    assert sent.packets >= len(PACKETS)
    assert (sent.lost, sent.bad, sent.nonce_reuses, sent.refused, sent.unannounced) == (0, 0, 0, 0, 0)


@only(DISCORD_JS, PY_CORD)
async def test_a_client_hangs_up_and_is_off_the_stage(club: Club, ada: Person, recording: Path) -> None:
    await ada.slash("play", stage=club.stage.id, file=str(recording))

    await ada.slash("leave")

    await eventually(lambda: club.bot.voice is None)
    await eventually(lambda: club.call is None)


@only(DISCORD_JS)
async def test_a_client_hears_who_speaks(club: Club, ada: Person, recording: Path) -> None:
    await ada.slash("listen", stage=club.stage.id)
    await club.bring_on_stage(ada)
    # Whose a packet is comes another way, which the first may overtake; discord.js then drops it.
    await ada.say(recording)
    await club.client.tells("heard", user_id=str(ada.id), utterance=1)

    await ada.say(recording)

    heard = await club.client.tells("heard", user_id=str(ada.id), utterance=2)
    assert said(map(bytes.fromhex, heard["packets"])) == PACKETS


@only(HIKARI)
async def test_a_client_without_audio_takes_the_stage_and_learns_the_voice_server(
    club: Club, ada: Person
) -> None:
    seen = await ada.slash("join", stage=club.stage.id)

    server = await club.client.tells("voice_server", guild_id=club.sandbox.ready.guild_id)
    admission = club.sandbox.voice.calls.admission(ada.guild_id, club.bot.id)
    assert admission is not None
    # hikari puts the scheme before it.
    assert (server["endpoint"], server["token"]) == (f"wss://{admission.endpoint}", admission.token)
    assert (seen.content, club.bot.is_speaker) == ("On stage", True)
