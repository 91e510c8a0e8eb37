"""What people see and press, each part found by its custom_id, after a restart too."""

from __future__ import annotations

from cogs.playback.views.sounds import ToPage

ITEMS = (ToPage,)
