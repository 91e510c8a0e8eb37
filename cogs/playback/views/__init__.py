"""What people see and press, each part found by its custom_id, after a restart too."""

from __future__ import annotations

from cogs.playback.views.board import Play, ToBoard
from cogs.playback.views.queue import Press
from cogs.playback.views.sounds import ToPage

ITEMS = (ToPage, Play, ToBoard, Press)
