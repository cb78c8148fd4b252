"""Settings, from the environment and `.env`; every one has a line in `.env.example`."""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal

from dotenv import dotenv_values
from pydantic import (
    AnyHttpUrl,
    Field,
    SecretStr,
    StringConstraints,
    ValidationError,
    field_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import BadSettingError

ALIKE = 0.85
"""From how alike on a name in `.env` is taken for a misspelled setting; at most 1."""
_TOKEN_STARTS = {"slack_bot_token": "xoxb-", "slack_app_token": "xapp-"}


class Settings(BaseSettings):
    """What an operator can set; a secret never shows its value."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", hide_input_in_errors=True
    )

    pack: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)] = "masters"
    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_api_url: AnyHttpUrl = AnyHttpUrl("https://slack.com/api/")
    redis_url: SecretStr | None = None
    redis_namespace: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]+$")] = "meded"
    var_dir: Path = Path("var")
    session_ttl_days: Annotated[int, Field(ge=1, le=3650)] = 180
    store_log_hours: Annotated[int, Field(ge=0)] | None = None
    human_channel: Annotated[str, StringConstraints(pattern=r"^[CG][A-Z0-9]{6,}$")] | None = None
    human_who: str = "Whoever looks after that channel"
    human_otherwise: str | None = None
    support_contact: (
        Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] | None
    ) = None
    local: Path | None = None
    guests: Literal["topics", "members"] = "topics"
    message_hold: bool = False
    public_url: AnyHttpUrl | None = None
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 3000
    log_format: Literal["text", "json"] = "text"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("slack_bot_token", "slack_app_token")
    @classmethod
    def _is_token(cls, value: SecretStr | None, info: object) -> SecretStr | None:
        name = getattr(info, "field_name", "")
        start = _TOKEN_STARTS[name]
        if value and not value.get_secret_value().startswith(start):
            raise ValueError(f"should start with {start}")
        if value and re.search(r"\s", value.get_secret_value()):
            raise ValueError("has a space or a line break in it; copy it again")
        return value

    @field_validator("redis_url")
    @classmethod
    def _is_redis(cls, value: SecretStr | None) -> SecretStr | None:
        schemes = ("redis://", "rediss://", "unix://")
        if value and not value.get_secret_value().startswith(schemes):
            raise ValueError(f"should start with one of {', '.join(schemes)}")
        return value

    def secret(self, name: str) -> str:
        """Give a secret's value for use, never for print; raises `BadSettingError` if unset."""
        value = getattr(self, name)
        if value is None:
            raise BadSettingError(
                f"{name.upper()} is not set; see .env.example for where to find it"
            )
        return str(value.get_secret_value())


def read_settings() -> Settings:
    """Read the settings; raises `BadSettingError` with one line for each that is wrong."""
    try:
        settings = Settings()
        _check_names()
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise BadSettingError(f".env:{line}: is not UTF-8; save the file as UTF-8") from None
    except ValidationError as error:
        lines = [
            f"{'_'.join(str(part) for part in detail['loc']).upper()}: "
            f"{detail['msg'].removeprefix('Value error, ')}"
            for detail in error.errors(include_url=False, include_input=False)
        ]
        raise BadSettingError("\n".join(lines)) from None
    return settings


def _check_names() -> None:
    """Name what stands in `.env` and is almost a setting; other programs may read it too."""
    known = [name.upper() for name in Settings.model_fields]
    lines = []
    for given in dotenv_values(".env"):
        near = get_close_matches(given.upper(), known, 1, ALIKE)
        if near and given.upper() not in known:
            lines.append(f".env: {given} is no setting; did you mean {near[0]}?")
    if lines:
        raise BadSettingError("\n".join(lines))
