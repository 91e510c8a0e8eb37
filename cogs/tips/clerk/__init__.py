"""What people press and are shown when they ask about money: statements, files, pictures, the audit."""

from __future__ import annotations

from cogs.tips.clerk.audits import FurtherBack
from cogs.tips.clerk.statements import Further, Written

ITEMS = (Further, FurtherBack, Written)
__all__ = ["ITEMS"]
