"""Becomes one of the processes of this benchmark: `python -m bot.bench.gateway place ...`."""

from __future__ import annotations

import asyncio
import importlib
import sys

from bot.cli import process

main = importlib.import_module(f"bot.bench.gateway.{sys.argv[1]}").main(*sys.argv[2:])
# Whoever uses discord.py as its documentation shows is on asyncio's own loop.
(process.run if "--uvloop" in sys.argv or sys.argv[1] != "discord_py" else asyncio.run)(main)
