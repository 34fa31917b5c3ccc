"""Every setting: what is accepted, and what holds without it; ``setting_source`` reads them."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.sandbox.tokens import is_sandbox_token
from bot.setting_forms import can_be_brought_to, find_wrong_in_token, parse_address
from lessons.clinic.placeholders import LONGEST, Clinic, Placeholder
from lessons.clinic.staff import StaffChat, parse_staff_chat
from lessons.course.files import list_hidden_courses
from lessons.errors import InvalidInput
from lessons.times.quiet_hours import AT_NIGHT, QuietHours, parse_quiet_hours
from lessons.times.schedule import is_timezone
from storage import check_url
from storage.errors import StoreError

ENV_FILE = ".env"
"""The file, in the working folder, that settings may stand in."""

# https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
_MOST_UNPAID = 30

# A chat's number has at most 52 significant bits (Bot API, Chat); a person's is positive.
_ChatId = Annotated[int, Field(gt=0, lt=2**52)]

DEFAULT_DATABASE = "sqlite:///lesson-a-day.db"
"""Where data is kept by a bot with a token, unless it is told otherwise."""


@dataclass(frozen=True, slots=True)
class IfUnset:
    """In words, what holds where a setting is not set; left out, it is the default as it is."""

    words: str


class Settings(BaseSettings):
    """What an operator can set. Without a token the sandbox takes Telegram's place.

    A field is all that a setting needs: its description says what is accepted, with an example,
    and the help, the README's table and the errors say it in these words.
    """

    model_config = SettingsConfigDict(env_file=ENV_FILE, extra="ignore", env_ignore_empty=True)

    bot_token: Annotated[SecretStr | None, IfUnset("the sandbox instead of Telegram")] = Field(
        None, description="the bot's token from @BotFather, such as 123456:ABC-DEF"
    )
    database_url: Annotated[
        str | None, IfUnset("sqlite:///lesson-a-day.db; in the sandbox a temporary one")
    ] = Field(
        None,
        description="where data is kept: a file in the working folder, such as "
        "sqlite:///lesson-a-day.db, or one by its full path, such as "
        "sqlite:////var/lib/lessons.db, or PostgreSQL, such as postgresql://bot@db.example.org/lessons",
    )
    admin_ids: Annotated[frozenset[_ChatId], NoDecode, IfUnset("no admin; in the sandbox Root")] = (
        Field(frozenset(), description="numbers of the admins' chats, with commas, such as 42,4711")
    )
    default_timezone: str = Field(
        "UTC",
        description="a first guess for new subscribers, an IANA time zone such as Europe/Berlin",
    )
    courses_folder: Annotated[Path | None, IfUnset("only the built-in courses")] = Field(
        None, description="a folder with more courses, such as /srv/courses"
    )
    built_in_courses: Literal["on", "off"] = Field(
        "on",
        description="on or off: off to hide the built-in course from everybody who is not in it",
    )
    allow_missing_courses: bool = Field(
        False,
        description="true to start though people are in a course that is not here",
    )
    second_person: Literal["on", "off"] = Field(
        "on",
        description="on or off: off to let whoever wrote a lesson approve it, which every course "
        "then says to admins",
    )
    review_grace_days: Annotated[int, Field(ge=0, le=3650)] | Literal["off"] = Field(
        30,
        description="how many days after the next review was due new people can still begin a "
        "course, such as 30, or off for always",
    )
    check: Literal["on", "off"] = Field(
        "on", description="on or off: off to have no symptom check; the urgent signs stay"
    )
    check_file: Annotated[Path | None, IfUnset("the built-in check")] = Field(
        None,
        description="the file of another symptom check, such as /srv/check.toml",
    )
    check_counts: Literal["on", "off"] = Field(
        "off",
        description="on or off: on to count how symptom checks end, by week and without any chat",
    )
    clinic_name: Annotated[str | None, IfUnset("not told")] = Field(
        None,
        max_length=LONGEST[Placeholder.NAME],
        description="the clinic's name, in /help and for {clinic_name} in texts, such as Back Care",
    )
    clinic_phone: Annotated[str | None, IfUnset("not told")] = Field(
        None,
        max_length=LONGEST[Placeholder.PHONE],
        description="its phone number, likewise for {clinic_phone}, such as +49 30 1234567",
    )
    clinic_hours: Annotated[str | None, IfUnset("not told")] = Field(
        None,
        max_length=LONGEST[Placeholder.HOURS],
        description="its hours, likewise for {clinic_hours}, such as Mon to Fri 8:00-16:00",
    )
    staff_chat: Annotated[StaffChat | None, NoDecode, IfUnset("nobody can /ask")] = Field(
        None,
        description="the group, and its topic if it has any, in which your staff answers what "
        "people /ask, such as -1001234567890 or -1001234567890/7",
    )
    consent_file: Annotated[Path | None, IfUnset("nobody is asked")] = Field(
        None,
        description="a file with version and text of what people agree to at /start, such as "
        "/srv/consent.toml",
    )
    emergency_number: Annotated[
        str | None,
        IfUnset("by the subscriber's country, else “your local emergency number”"),
    ] = Field(
        None,
        description="the emergency number of the country that you serve, such as 112",
        pattern=r"^[0-9]{2,6}$",
    )
    paid_broadcast: bool = Field(
        False,
        description="true to send up to 1000 messages a second, for which Telegram takes Stars",
    )
    messages_per_second: Annotated[int | None, IfUnset("30, or 1000 where paid for")] = Field(
        None, ge=1, le=100_000, description="Telegram's limit for this bot, such as 30"
    )
    quiet_hours: Annotated[QuietHours, NoDecode, IfUnset("21:00-08:00")] = Field(
        AT_NIGHT,
        description="the hours, on everybody's own clock, in which announcements wait for their "
        "end, such as 22:00-08:00, or off",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="DEBUG, INFO, WARNING or ERROR"
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="text for people, or json for machines: an object a line"
    )
    health_listen: Annotated[tuple[str, int] | None, NoDecode, IfUnset("off")] = Field(
        None,
        description="the address at which to ask for /healthz, /readyz and /metrics, such as "
        "127.0.0.1:9464",
    )
    bot_api_url: Annotated[str | None, IfUnset("api.telegram.org")] = Field(
        None,
        description="another Bot API server, or a sandbox that runs alone, such as "
        "http://127.0.0.1:8765",
    )
    webhook_url: Annotated[str | None, IfUnset("the bot asks Telegram for updates")] = Field(
        None,
        description="the address at which Telegram reaches this bot, to bring updates there "
        "instead, such as https://bot.example.org/telegram",
    )
    webhook_listen: Annotated[tuple[str, int], NoDecode, IfUnset("127.0.0.1:8080")] = Field(
        ("127.0.0.1", 8080),
        description="host and port for what a reverse proxy passes on from WEBHOOK_URL, such as "
        "127.0.0.1:8080",
    )

    desk_url: Annotated[str | None, IfUnset("no desk; in the sandbox one of its own")] = Field(
        None,
        description="the address at which admins reach the desk, a page for long edits that opens "
        "from Telegram, such as https://bot.example.org/desk",
    )
    desk_listen: Annotated[
        tuple[str, int] | None, NoDecode, IfUnset("127.0.0.1:8081 where DESK_URL is set")
    ] = Field(
        None,
        description="host and port for what a reverse proxy passes on from DESK_URL, such as "
        "127.0.0.1:8081",
    )
    replica_url: Annotated[str | None, IfUnset("the only process behind WEBHOOK_URL")] = Field(
        None,
        description="the address at which other processes of this bot reach the WEBHOOK_LISTEN of "
        "this one, such as http://10.0.0.5:8080",
    )

    @property
    def clinic(self) -> Clinic:
        """Return what was set of the clinic."""
        return Clinic(self.clinic_name or "", self.clinic_phone or "", self.clinic_hours or "")

    @property
    def review_grace(self) -> timedelta | None:
        """How long new people may begin a course whose review is overdue; ``None``: for always."""
        return None if self.review_grace_days == "off" else timedelta(days=self.review_grace_days)

    @field_validator("bot_token", mode="before")
    @classmethod
    def _token_has_nothing_around_it(cls, token: Any) -> Any:
        # As it comes out of a chat, or out of a file.
        return (token.strip() or None) if isinstance(token, str) else token

    @field_validator("bot_token")
    @classmethod
    def _token_has_its_form(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and (wrong := find_wrong_in_token(token.get_secret_value())):
            raise ValueError(wrong)
        return token

    @field_validator("bot_api_url", "replica_url")
    @classmethod
    def _url_is_http(cls, url: str | None) -> str | None:
        if url is None:
            return None
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("not an http address")
        return url.rstrip("/")

    @field_validator("webhook_url", "desk_url")
    @classmethod
    def _address_can_be_reached(cls, url: str | None) -> str | None:
        if url is not None and not can_be_brought_to(url):
            raise ValueError("no address that Telegram reaches")
        return url

    @field_validator("database_url")
    @classmethod
    def _database_is_known(cls, url: str | None) -> str | None:
        if url is not None:
            try:
                check_url(url)
            except StoreError:
                raise ValueError("no database") from None
        return url

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _ids_from_commas(cls, value: Any) -> Any:
        if isinstance(value, str):
            return [part.strip() for part in value.split(",") if part.strip()]
        return value

    @field_validator("default_timezone")
    @classmethod
    def _zone_exists(cls, name: str) -> str:
        if not is_timezone(name):
            raise ValueError("not a time zone")
        return name

    @field_validator("courses_folder")
    @classmethod
    def _folder_exists(cls, folder: Path | None) -> Path | None:
        if folder is not None and not folder.is_dir():
            raise ValueError("no such folder")
        return folder

    @property
    def hidden_courses(self) -> frozenset[str]:
        """Return the ids of the courses that nobody new gets into."""
        is_on = self.built_in_courses == "on"
        return frozenset() if is_on else list_hidden_courses(self.courses_folder)

    @field_validator("check_file", "consent_file")
    @classmethod
    def _file_exists(cls, file: Path | None) -> Path | None:
        if file is not None and not file.is_file():
            raise ValueError("no such file")
        return file

    @field_validator(
        "built_in_courses",
        "second_person",
        "review_grace_days",
        "check",
        "check_counts",
        "log_format",
        mode="before",
    )
    @classmethod
    def _switch_in_small_letters(cls, value: Any) -> Any:
        return value.lower() if isinstance(value, str) else value

    @field_validator("quiet_hours", mode="before")
    @classmethod
    def _hours_from_text(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return parse_quiet_hours(value)
        except InvalidInput:
            raise ValueError("no quiet hours") from None

    @field_validator("health_listen", "webhook_listen", "desk_listen", mode="before")
    @classmethod
    def _address_from_text(cls, value: Any) -> Any:
        return parse_address(value) if isinstance(value, str) else value

    @field_validator("staff_chat", mode="before")
    @classmethod
    def _group_from_text(cls, value: Any) -> Any:
        return parse_staff_chat(value) if isinstance(value, str) else value

    @field_validator("log_level", mode="before")
    @classmethod
    def _level_in_capitals(cls, value: Any) -> Any:
        return value.upper() if isinstance(value, str) else value

    @model_validator(mode="after")
    def _server_needs_token(self) -> "Settings":
        if self.bot_api_url and self.bot_token is None:
            raise ValueError(
                "BOT_API_URL is set, but BOT_TOKEN is not: set both, or neither for the sandbox."
            )
        return self

    @model_validator(mode="after")
    def _replica_has_a_webhook(self) -> "Settings":
        if self.replica_url and self.webhook_url is None:
            raise ValueError(
                "REPLICA_URL is set, but WEBHOOK_URL is not: set both, or neither where this "
                "process is the only one."
            )
        return self

    @model_validator(mode="after")
    def _desk_has_an_address(self) -> "Settings":
        is_real = self.bot_token and not is_sandbox_token(self.bot_token.get_secret_value())
        if is_real and self.desk_listen and self.desk_url is None:
            raise ValueError(
                "DESK_LISTEN is set, but DESK_URL is not: set both, or neither where there is to "
                "be no desk."
            )
        return self

    @model_validator(mode="after")
    def _pace_is_paid_for(self) -> "Settings":
        if not self.paid_broadcast and (self.messages_per_second or 0) > _MOST_UNPAID:
            raise ValueError(
                f"MESSAGES_PER_SECOND: '{self.messages_per_second}' is not accepted without "
                f"PAID_BROADCAST=true. Give {_MOST_UNPAID} at most, or set that as well."
            )
        return self
