"""A room with people who speak by real packets, and what is kept of them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from bot.sandbox.people.person import Person
from bot.sandbox.people.seen import Seen, SeenMessage
from bot.sandbox.voice.person_client import PersonClient
from bot.testing import eventually
from bot.voice import ogg
from tests.cogs.house import House

#: Longer than any packet of silence, so that the two are told apart.
TALK = [b"\xfc" + number.to_bytes(2, "big") * 20 for number in range(1, 61)]


@dataclass
class Studio:
    """A house whose bot records into a folder of the test's own."""

    house: House
    folder: Path

    async def speaker(self, name: str, host: Person) -> tuple[Person, PersonClient]:
        """Let somebody come, come up, and have a microphone."""
        person = await self.house.listener(name)
        await person.raise_hand()
        await host.slash("hand next")
        await person.accept()
        return person, await self.house.sandbox.voice.people.listen(self.house.sandbox.guild.id, person.id)

    def chat(self, reader: Person) -> str:
        """All that stands in the chat of the stage."""
        return "\n".join(message.text for message in reader.messages(self.house.stage_id))

    async def press(self, person: Person, answer: str) -> str:
        """Press a button of the newest message that has it; answers what the person reads."""
        for message in reversed(person.messages(self.house.stage_id)):
            for custom_id in message.custom_ids:
                if custom_id.startswith("recording:answer:") and custom_id.endswith(answer):
                    return (await person.click(message.id, custom_id)).text
        raise AssertionError("nobody asks")

    @property
    def bot_is_deaf(self) -> bool:
        """Whether Discord sends the bot no sound."""
        voice = self.house.bot_voice
        return voice is None or voice.self_deaf

    def track(self, person: Person, replay_id: int = 1) -> Path:
        """Where the track of somebody is, or would be."""
        return self.folder / str(replay_id) / f"{person.id}.opus"

    def said(self, person: Person, replay_id: int = 1) -> list[bytes]:
        """What somebody said, as it was kept; the silence between is left out."""
        path = self.track(person, replay_id)
        return [each for each in ogg.packets(path.read_bytes()) if each in TALK] if path.exists() else []

    async def keeps(self, person: Person, packets: list[bytes], replay_id: int = 1) -> None:
        """Wait until the last that was kept of somebody is this: on a busy machine it comes later."""
        await eventually(lambda: self.said(person, replay_id)[-len(packets) :] == packets, within_seconds=60)

    @property
    def bot_id(self) -> int:
        """The bot's own id."""
        return self.house.sandbox.world.application.bot.id

    def post(self, reader: Person) -> SeenMessage | None:
        """The message in the chat of the stage in which a replay is; None while there is none."""
        for message in reader.messages(self.house.stage_id):
            if any(custom_id.startswith("recording:have:") for custom_id in message.custom_ids):
                return message
        return None

    @staticmethod
    def names(message: SeenMessage) -> list[str]:
        """The files of a message by name."""
        return [attachment["filename"] for attachment in message.payload["attachments"]]

    def content(self, message: SeenMessage, name: str) -> bytes:
        """What is in a file of a message."""
        (found,) = (each for each in message.payload["attachments"] if each["filename"] == name)
        return self.house.sandbox.world.attachments[int(found["id"])].data

    def file_of(self, seen: Seen) -> bytes:
        """The one file that was given."""
        (attachment,) = seen.messages[-1].payload["attachments"]
        return self.house.sandbox.world.attachments[int(attachment["id"])].data

    def names_in(self, seen: Seen) -> set[str]:
        """What is in the zip that was given."""
        with zipfile.ZipFile(io.BytesIO(self.file_of(seen))) as packed:
            return set(packed.namelist())
