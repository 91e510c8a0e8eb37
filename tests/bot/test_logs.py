from __future__ import annotations

import asyncio
import io
import json
import logging
from collections.abc import Callable, Iterator

import pytest
import structlog

from bot.config import Config, DatabaseConfig, DiscordConfig, LogConfig
from bot.logs import redact, secrets_of, set_up

TOKEN = "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs"
PASSWORD = 'hunter2"é'


class Terminal(io.StringIO):
    """A stream that says a person reads it."""

    def isatty(self) -> bool:
        return True


def config(style: str = "auto") -> Config:
    return Config(
        discord=DiscordConfig.model_validate({"token": "told-token"}),
        database=DatabaseConfig(url="postgresql://club:hunter2%22%C3%A9@db/rostra"),
        log=LogConfig.model_validate({"format": style}),
    )


@pytest.fixture
def _as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.getLogger("alembic").setLevel(logging.NOTSET)
    structlog.reset_defaults()


@pytest.fixture(params=[Terminal, io.StringIO])
def stream(request: pytest.FixtureRequest, _as_before: None) -> io.StringIO:
    kind: Callable[[], io.StringIO] = request.param
    return kind()


@pytest.mark.usefixtures("_as_before")
def test_a_machine_gets_json_with_what_was_said_beside_the_text() -> None:
    stream = io.StringIO()
    set_up(config(), stream)

    logging.getLogger("discord.gateway").warning("Shard %d resumed", 3, extra={"session": "abc"})

    line = json.loads(stream.getvalue())
    assert (line["event"], line["logger"], line["level"]) == ("Shard 3 resumed", "discord.gateway", "warning")
    assert line["session"] == "abc"


@pytest.mark.usefixtures("_as_before")
def test_a_person_at_a_terminal_gets_no_json() -> None:
    stream = Terminal()
    set_up(config(), stream)

    structlog.get_logger("bot.rooms").info("opened", room=7)

    assert "opened" in stream.getvalue()
    assert not stream.getvalue().startswith("{")


@pytest.mark.usefixtures("_as_before")
@pytest.mark.parametrize(("style", "braces"), [("json", True), ("human", False)])
def test_the_settings_choose_the_format_whoever_reads(style: str, braces: bool) -> None:
    stream = Terminal()
    set_up(config(style), stream)

    logging.getLogger("bot").info("opened")

    assert stream.getvalue().startswith("{") is braces


def test_an_exception_with_secrets_in_it_is_logged_without_them(stream: io.StringIO) -> None:
    set_up(config(), stream)

    try:
        raise ConnectionError(f"refused: told-token {TOKEN} {PASSWORD}")
    except ConnectionError:
        logging.getLogger("bot").exception("with %s", TOKEN, extra={"password": PASSWORD})
        structlog.get_logger("bot").exception("again", token="told-token")

    written = stream.getvalue()
    assert "ConnectionError: refused: [redacted] [redacted] [redacted]" in written
    for secret in ("told-token", TOKEN, "hunter2"):
        assert secret not in written


def test_a_password_among_the_options_of_the_database_is_a_secret_too() -> None:
    url = "postgresql://club@db/rostra?password=hunter2"

    assert "hunter2" in secrets_of(Config(database=DatabaseConfig(url=url)))


def test_the_connection_of_a_cancelled_task_is_no_news(stream: io.StringIO) -> None:
    set_up(config(), stream)
    pool = logging.getLogger("sqlalchemy.pool.impl.AsyncAdaptedQueuePool")

    pool.error("Exception during reset or similar", exc_info=asyncio.CancelledError())
    pool.error("Exception during reset or similar", exc_info=ConnectionError())

    assert stream.getvalue().count("Exception during reset") == 1


def test_what_only_looks_like_a_secret_is_taken_out_too() -> None:
    token = "aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4"

    assert redact(f"PATCH /webhooks/12/{token}/messages/@original", ()) == (
        "PATCH /webhooks/12/[redacted]/messages/@original"
    )
    assert (
        redact(f"POST /interactions/12/{token}/callback", ()) == "POST /interactions/12/[redacted]/callback"
    )
    assert redact("postgresql://club:pw@db", ()) == "postgresql://club:[redacted]@db"
    assert (
        redact("GET /channels/198622483471925248/messages", ()) == "GET /channels/198622483471925248/messages"
    )


@pytest.mark.parametrize("message", [{"token": "wb_gMAHZ", "id": "7"}, {"session_id": "694acc", "id": "7"}])
def test_what_the_gateway_sends_is_written_without_its_secrets(
    stream: io.StringIO, message: dict[str, str]
) -> None:
    set_up(config(), stream)
    secret = next(iter(message.values()))

    for form in (message, json.dumps(message), {"d": json.dumps(message)}):
        logging.getLogger("discord.gateway").warning("received %s", form)

    assert secret not in stream.getvalue()
    assert stream.getvalue().count("[redacted]") == 3


def test_the_key_of_the_audio_is_taken_out() -> None:
    assert redact("{'secret_key': [74, 109], 'seq': 2}", ()) == "{'secret_key': '[redacted]', 'seq': 2}"
    assert redact("to the Gateway (Session ID: 694acc).", ()) == "to the Gateway (Session ID: [redacted])."
    assert json.loads(redact(json.dumps({"token": "x"}), ())) == {"token": "[redacted]"}
    assert redact("{'token': None, 'name': 'x'}", ()) == "{'token': None, 'name': 'x'}"


def test_a_setting_too_short_to_be_a_secret_does_not_blot_out_words() -> None:
    assert redact("a stage opened", ("a", "")) == "a stage opened"
