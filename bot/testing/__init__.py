"""pytest fixtures and waiters, for our tests and for a stranger's cog.

Load them with `pytest_plugins = ["bot.testing"]` in the top `conftest.py`:

    database_url, database   SQLite always, PostgreSQL where there is a server
    tracks                   whose tables are in `database`; a cog's tests override it
    clock                    stands still until the test moves it
    sandbox                  a Discord of the test's own

and import what is no fixture: `running` and `config_in` put the bot of production on a sandbox,
`eventually` waits for what happens outside the test.
"""

from __future__ import annotations

from bot.testing.evening import config_in, running, sandbox
from bot.testing.storage import SERVER_VARIABLE, database, database_url, empty_postgresql, templates, tracks
from bot.testing.waiting import clock, eventually

__all__ = [
    "SERVER_VARIABLE",
    "clock",
    "config_in",
    "database",
    "database_url",
    "empty_postgresql",
    "eventually",
    "running",
    "sandbox",
    "templates",
    "tracks",
]
