"""The settings of the process: a TOML file, the environment, and the command line.

Later sources win: file, then `ROSTRA_<SECTION>__<KEY>` from the environment,
then what the command line overrides. Every key is known or refused, and the
refusal names it and where it stands. `config.example.toml` shows them all.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.config_sources import ENVIRONMENT_PREFIX, Sources, refuse_unknown_variables
from bot.errors import OperatorError

# As Discord names them (Discord documentation, "Reference", Locales).
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2}|-\d{3})?")

# It goes into a header of HTTP, where anything else would fail with words about headers.
_TOKEN = re.compile(r"[!-~]+")
_WEB_ADDRESS = re.compile(r"https?://[!-~]+")


_SkuId = Annotated[int, Field(ge=1)]
_Worth = Annotated[int, Field(ge=1, le=1_000_000_000)]


def _address(url: str) -> str:
    if url and not _WEB_ADDRESS.fullmatch(url):
        raise PydanticCustomError("address", "should be an address, such as https://rostra.example")
    return url.rstrip("/")


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class DiscordConfig(_Section):
    """Who the bot is on Discord."""

    token: SecretStr = SecretStr("")
    members_intent: bool = False
    command_guild_ids: tuple[int, ...] = ()


class DatabaseConfig(_Section):
    """Where everything is kept."""

    # Out of repr(): it may hold a password. `bot.storage.url.shown` masks it.
    url: str = Field(default="sqlite+aiosqlite:///rostra.db", repr=False)


class CogsConfig(_Section):
    """Which features run."""

    enabled: tuple[str, ...] = (
        "admin",
        "clubs",
        "rooms",
        "invitations",
        "hands",
        "schedule",
        "tips",
        "payments",
        "playback",
        "recording",
        "replays",
    )
    folders: tuple[Path, ...] = ()


class LanguageConfig(_Section):
    """Which language is used where a person's own is not known or not there."""

    default: str = "en"

    @field_validator("default")
    @classmethod
    def _is_a_language(cls, default: str) -> str:
        if not _LANGUAGE.fullmatch(default):
            raise PydanticCustomError("language", "should be a language, such as fr or pt-BR")
        return default


class LogConfig(_Section):
    """What is logged, and how it looks."""

    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    format: Literal["auto", "human", "json"] = "auto"


class WebConfig(_Section):
    """Where the web pages are served."""

    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65_535)
    public_url: str = ""

    @field_validator("public_url")
    @classmethod
    def _is_an_address(cls, url: str) -> str:
        return _address(url)


class PurchasesConfig(_Section):
    """What Discord sells for this application, and how many points it is worth."""

    points: dict[_SkuId, _Worth] = Field(default_factory=dict)


class PaymentsConfig(_Section):
    """The payment provider through which tippers give real money; there is none until a key is set."""

    stripe_secret_key: SecretStr = SecretStr("")
    stripe_webhook_secret: SecretStr = SecretStr("")
    public_url: str = ""
    stripe_url: str = "https://api.stripe.com"

    @field_validator("public_url", "stripe_url")
    @classmethod
    def _is_an_address(cls, url: str) -> str:
        return _address(url)

    @property
    def is_on(self) -> bool:
        """Whether there is a provider: whoever has set one key of it wants it."""
        return any(key.get_secret_value() for key in (self.stripe_secret_key, self.stripe_webhook_secret))


class RecordingConfig(_Section):
    """Where what is recorded lies, and how much of its disk stays free."""

    folder: str = Field(default="recordings", min_length=1)
    # Out of repr(): it may hold a key.
    storage: str = Field(default="", repr=False)
    least_free_megabytes: int = Field(default=1_000, ge=1)
    part_minutes: int = Field(default=60, ge=1)
    part_megabytes: int = Field(default=256, ge=1)


class VoiceConfig(_Section):
    """Other bots, whose voices are lent to rooms where the bot's own is in another."""

    workers: tuple[SecretStr, ...] = ()


class TranscriptsConfig(_Section):
    """What makes text of what is recorded; nothing does until it is named."""

    transcriber: str = Field(default="", pattern=r"^([A-Za-z_][\w.]*:[A-Za-z_]\w*)?$")
    model: str = ""
    language: str = ""
    memory_megabytes: int = Field(default=4_096, ge=256)

    @property
    def is_on(self) -> bool:
        """Whether there is one."""
        return bool(self.transcriber)


class DevelopmentConfig(_Section):
    """What helps whoever writes a cog, and is not for people to meet."""

    reload: bool = False


class Config(BaseSettings):
    """Every setting of the process. `Config()` is the defaults and reads nothing."""

    model_config = SettingsConfigDict(
        env_prefix=ENVIRONMENT_PREFIX,
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )

    discord: DiscordConfig = DiscordConfig()
    database: DatabaseConfig = DatabaseConfig()
    cogs: CogsConfig = CogsConfig()
    language: LanguageConfig = LanguageConfig()
    log: LogConfig = LogConfig()
    web: WebConfig | None = None
    purchases: PurchasesConfig = PurchasesConfig()
    payments: PaymentsConfig = PaymentsConfig()
    voice: VoiceConfig = VoiceConfig()
    recording: RecordingConfig = RecordingConfig()
    transcripts: TranscriptsConfig = TranscriptsConfig()
    development: DevelopmentConfig = DevelopmentConfig()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - pydantic's signature
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - as above
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - as above
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - as above
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take what it is given only: `load_config` merges, so that it knows whose a bad value is."""
        return (init_settings,)

    def require_token(self) -> str:
        """Return the bot's token.

        Raises:
            OperatorError: there is none, or it is none.
        """
        token = self.discord.token.get_secret_value().strip()
        if not token:
            raise OperatorError(
                "no token: set discord.token in the configuration file,"
                f" or {ENVIRONMENT_PREFIX}DISCORD__TOKEN in the environment"
            )
        _require_token(token, "discord.token")
        return token

    def require_workers(self) -> tuple[str, ...]:
        """Return the tokens of the workers, none if there are none.

        Raises:
            OperatorError: one is no token, stands there twice, or is the bot's own; names its place.
        """
        seen = {self.discord.token.get_secret_value().strip(): "discord.token"}
        for place, worker in enumerate(self.voice.workers, start=1):
            token, name = worker.get_secret_value().strip(), f"voice.workers, number {place},"
            _require_token(token, name)
            if token in seen:
                raise OperatorError(
                    f"{name} is the same token as {seen[token]}: a worker is a bot of its own,"
                    " made as another application in the developer portal"
                )
            seen[token] = name.rstrip(",")
        return tuple(worker.get_secret_value().strip() for worker in self.voice.workers)


def _require_token(token: str, name: str) -> None:
    if not _TOKEN.fullmatch(token):
        raise OperatorError(
            f"{name} holds a space or a character that no token has, or nothing:"
            " copy it again from the developer portal, and nothing beside it"
        )


def load_config(path: Path | None, **overrides: Mapping[str, object]) -> Config:
    """Read the settings; `path` None reads no file.

    `overrides` are sections, `database={"url": ...}`; a value None in one is
    an option that was not given. Folders in the file are relative to the file.

    Raises:
        OperatorError: a key is unknown, a value does not fit, or the file cannot be read;
            the message names the file (or variable, or option) and the key, never a secret.
    """
    sources = Sources(Config, path, _read(path), _environment(), _given(overrides))
    try:
        return Config(**sources.merged())
    except ValidationError as error:
        # Not chained: the original may repeat what it was given, token and all.
        raise OperatorError(sources.describe(error)) from None


def _read(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        # Editors of Windows begin a file with a mark that TOML does not know.
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise OperatorError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise OperatorError(f"{path}: is not UTF-8 text") from error
    except tomllib.TOMLDecodeError as error:
        raise OperatorError(f"{path}: {str(error)[:1].lower()}{str(error)[1:]}") from error
    cogs = content.get("cogs")
    if isinstance(cogs, dict) and isinstance(cogs.get("folders"), list):
        cogs["folders"] = [path.parent / str(folder) for folder in cogs["folders"]]
    return content


def _environment() -> dict[str, Any]:
    refuse_unknown_variables(os.environ, Config.model_fields)
    return _Environment(Config)()


class _Environment(EnvSettingsSource):
    """Leaves what is no JSON as it is, so that the model refuses it and the refusal names the variable."""

    def decode_complex_value(self, field_name: str, field: FieldInfo, value: Any) -> Any:
        try:
            return super().decode_complex_value(field_name, field, value)
        except ValueError:
            return value


def _given(overrides: Mapping[str, Mapping[str, object]]) -> dict[str, Any]:
    return {
        section: given
        for section, values in overrides.items()
        if (given := {key: value for key, value in values.items() if value is not None})
    }
