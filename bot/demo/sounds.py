"""What is to be heard: the bot's chime, and the people who speak."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.demo.evening import Evening, NotSeen, Outcome
from bot.demo.voices import write_voice
from bot.sandbox.voice import heard
from bot.sandbox.voice.listening import correlation
from bot.voice.opus import SILENCE

ENOUGH_ALIKE = 0.9
TALK_SECONDS = 2.0
LOWEST_PITCH_HZ = 110.0
CHIME_SECONDS = 60.0
PACKETS_A_SECOND = 50


async def hear_the_chime(evening: Evening) -> Outcome:
    """A listener decodes what the bot plays and compares it with the chime as it was made."""
    source = evening.folder / "chime.wav"
    await _write_chime(str(source))
    bot_id = evening.sandbox.world.application.bot.id

    def packets() -> list[bytes]:
        return heard.packets(evening.sandbox.voice, evening.stage.id, bot_id)

    await evening.until("the bot to be heard", lambda: len(packets()) > PACKETS_A_SECOND)
    await _until_quiet(packets)
    likeness = await asyncio.to_thread(likeness_of, packets(), source)
    listener = evening.members[0].name
    evening.report.audio.update(correlation=likeness, packets=len(packets()), heard_by=listener)
    return Outcome(
        {"correlation": f">= {ENOUGH_ALIKE}"}, {"correlation": likeness}, ok=likeness >= ENOUGH_ALIKE
    )


def likeness_of(packets: Sequence[bytes], source: Path) -> float:
    """How alike a file is to what was heard.

    Where this machine was too busy to keep the time a player fills in silence. What is compared is
    what was played, not how evenly.
    """
    sound = [packet for packet in packets if packet != SILENCE]
    return round(correlation(source, heard.file(sound, speaker_id=0)), 4) if sound else 0.0


async def let_speakers_talk(evening: Evening) -> Outcome:
    """Everybody who came up speaks, at the same time, each over UDP; the listener hears each."""
    files = [
        write_voice(evening.folder / f"voice-{number}.wav", TALK_SECONDS, LOWEST_PITCH_HZ * 1.3**number)
        for number, _ in enumerate(evening.speakers)
    ]
    await asyncio.gather(*(person.say(file) for person, file in zip(evening.speakers, files, strict=True)))
    whole = int(TALK_SECONDS * PACKETS_A_SECOND)
    counts = {
        person.name: len(heard.packets(evening.sandbox.voice, evening.stage.id, person.id))
        for person in evening.speakers
    }
    evening.report.audio.update(spoken=counts)
    expected = {person.name: f">= {whole}" for person in evening.speakers}
    everybody = bool(counts) and all(count >= whole for count in counts.values())
    return Outcome(expected, counts, ok=everybody)


async def _write_chime(path: str) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "chime",
        path,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(CHIME_SECONDS):
        _, problems = await process.communicate()
    if process.returncode != 0:
        raise NotSeen(f"the chime as a file: {problems.decode(errors='replace').strip()}")


async def _until_quiet(packets: Callable[[], list[bytes]]) -> None:
    """Wait until the bot has stopped: half a second without another packet."""
    count = -1
    while count != len(packets()):
        count = len(packets())
        await asyncio.sleep(0.5)
