"""The file that tells others where a sandbox is and what is in it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ReadyFile:
    """Addresses, the bot's credentials and the ids of the first guild; ids are strings."""

    api: str
    gateway: str
    control: str
    ca_file: str
    bot_token: str
    application_id: str
    guild_id: str
    stage_channel_id: str
    text_channel_id: str

    def write(self, path: Path) -> None:
        """Write the file in one step, so that a waiting reader never sees half of it."""
        part = path.with_name(path.name + ".part")
        part.write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")
        part.replace(path)

    @classmethod
    def read(cls, path: Path) -> ReadyFile:
        """Read a file written by `write`.

        Raises:
            OSError: it cannot be read.
            ValueError: it is not a ready file.
        """
        try:
            return cls(**json.loads(path.read_text(encoding="utf-8")))
        except (TypeError, json.JSONDecodeError) as error:
            raise ValueError(f"{path} is not a ready file of a sandbox: {error}") from error
