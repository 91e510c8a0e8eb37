"""Fixtures for every test; they live in the package, since a stranger's cog uses them too."""

from __future__ import annotations

pytest_plugins = ["bot.testing"]
