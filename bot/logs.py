"""Logs: lines for a person on a terminal, JSON for a machine anywhere else.

Everything goes through the standard library's root logger, discord.py's and
SQLAlchemy's lines too, so there is one format and one place that takes secrets
out. They are taken out of the finished line, traceback included: whoever put a
token into a message or an exception need not have known.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import sys
from collections.abc import Iterable
from typing import Literal, TextIO
from urllib.parse import quote

import structlog
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot.config import Config
from bot.storage.url import password_of

REDACTED = "[redacted]"
# Shorter than this it is no secret, and would blot out ordinary words.
_SHORTEST_SECRET = 6

# What looks like a secret even if nobody told us of it, and what stays of it.
_PATTERNS = (
    # A bot's token: id, time and signature in base64 with dots between.
    (re.compile(r"\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}"), REDACTED),
    # The token of an interaction or a webhook, in the path of a request.
    (re.compile(r"(/(?:webhooks|interactions)/\d+/)[\w-]{20,}"), rf"\1{REDACTED}"),
    # A password in a URL.
    (re.compile(r"(://[^\s:/@]+:)[^\s@/]+(?=@)"), rf"\1{REDACTED}"),
    # What the gateways send, which discord.py writes down at DEBUG: tokens of interactions and of
    # voice, sessions, the key of the audio. As Python or as JSON, also as JSON inside a JSON line.
    (
        re.compile(
            r"""((?P<quote>\\*["'])(?:token|session_id|secret_key)(?P=quote)\s*:\s*)"""
            r"""(?:(?P<other>\\*["']).*?(?P=other)|\[[\d,\s]*\])"""
        ),
        rf"\1\g<quote>{REDACTED}\g<quote>",
    ),
    (re.compile(r"(Session ID: )\w+"), rf"\1{REDACTED}"),
)


def set_up(config: Config, stream: TextIO | None = None) -> None:
    """Send every log line to `stream` (standard error), as `[log]` of the settings says."""
    target = stream or sys.stderr
    human = config.log.format == "human" or (config.log.format == "auto" and target.isatty())
    handler = logging.StreamHandler(target)
    handler.setFormatter(RedactingFormatter("human" if human else "json", secrets_of(config), target))
    handler.addFilter(_is_news)
    root = logging.getLogger()
    for old in tuple(root.handlers):
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(config.log.level)
    # At INFO it writes a line for every one of its steps.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    structlog.configure(
        processors=[*_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _is_news(record: logging.LogRecord) -> bool:
    """Leave out what SQLAlchemy calls an error: the connection of a cancelled task, duly thrown away."""
    error = record.exc_info[1] if record.exc_info else None
    return not (record.name.startswith("sqlalchemy.pool") and isinstance(error, asyncio.CancelledError))


def secrets_of(config: Config) -> list[str]:
    """List what must never be written: the token, and the database's password."""
    secrets = [config.discord.token.get_secret_value().strip()]
    try:
        secrets.append(password_of(make_url(config.database.url)))
    except (ArgumentError, ValueError):
        # No URL at all, so nobody can tell which part is the password.
        secrets.append(config.database.url)
    return secrets


def redact(line: str, secrets: Iterable[str]) -> str:
    """Return `line` without the secrets, however they were quoted, and without what looks like one."""
    for secret in secrets:
        if len(secret) >= _SHORTEST_SECRET:
            for form in {secret, json.dumps(secret)[1:-1], quote(secret, safe="")}:
                line = line.replace(form, REDACTED)
    for pattern, replacement in _PATTERNS:
        line = pattern.sub(replacement, line)
    return line


class RedactingFormatter(structlog.stdlib.ProcessorFormatter):
    """Renders a record, ours or foreign, and takes the secrets out of the result."""

    def __init__(
        self, style: Literal["human", "json"], secrets: Iterable[str], stream: TextIO | None = None
    ) -> None:
        colours = stream is not None and stream.isatty()
        self._secrets = tuple(secrets)
        super().__init__(
            foreign_pre_chain=_shared(),
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *(_human(colours=colours) if style == "human" else _json()),
            ],
        )

    def format(self, record: logging.LogRecord) -> str:
        """Return the finished line."""
        return redact(super().format(record), self._secrets)


def _shared() -> list[structlog.typing.Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


def _human(*, colours: bool) -> list[structlog.typing.Processor]:
    # Plain tracebacks: the pretty ones print local variables, secrets among them.
    renderer = structlog.dev.ConsoleRenderer(
        colors=colours, exception_formatter=structlog.dev.plain_traceback, pad_event_to=0
    )
    return [renderer]


def _json() -> list[structlog.typing.Processor]:
    return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(default=str)]
