"""Becomes one of the processes of this benchmark: `python -m bot.bench.memory place ...`."""

from __future__ import annotations

import asyncio
import importlib
import sys

from bot.cli import process

main = importlib.import_module(f"bot.bench.memory.{sys.argv[1]}").main(*sys.argv[2:])
# Whoever uses discord.py as its documentation shows is on asyncio's own loop.
(asyncio.run if sys.argv[1] == "discord_py" else process.run)(main)
