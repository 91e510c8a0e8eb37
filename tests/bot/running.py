"""Where the bot on a sandbox was before it moved to `bot.testing`."""

from __future__ import annotations

from bot.testing import config_in, running
from bot.testing import eventually as until

__all__ = ["config_in", "running", "until"]
