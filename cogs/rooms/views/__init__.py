"""What people see and press of rooms; all of it works after a restart."""

from __future__ import annotations

from cogs.rooms.views.applause import Applaud
from cogs.rooms.views.panel import ChoosePanel
from cogs.rooms.views.report import Export

ITEMS = (Applaud, ChoosePanel, Export)

__all__ = ["ITEMS"]
