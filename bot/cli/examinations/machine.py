"""How it stands with the machine: its zone files, its Python, what it lets a process open."""

import platform
import re
import resource
import sqlite3
import zoneinfo
from collections.abc import Iterable, Iterator
from importlib import import_module, metadata
from pathlib import Path

from bot.settings import Settings
from storage.interface.examination import Finding, Mark

_LIBRARIES = ("python-telegram-bot", "apscheduler", "aiohttp", "sqlite-utils", "pydantic", "tzdata")
# Connections to Telegram: what may be in flight at 30 and at 1000 a second, and some for the rest.
_FILES, _FILES_IF_PAID = 256, 2048
_RELEASE = re.compile(r"# version (\d{4}[a-z])")


def examine_machine(settings: Settings, zones_of_people: Iterable[str]) -> Iterator[Finding]:
    """Yield a finding for zone files, versions and the limit of open files."""
    yield _examine_zones(zones_of_people)
    yield _examine_versions()
    yield _examine_open_files(settings)


def _examine_zones(zones_of_people: Iterable[str]) -> Finding:
    names, broken = zoneinfo.available_timezones(), []
    for name in sorted({*names, *zones_of_people}):
        try:
            zoneinfo.ZoneInfo.no_cache(name)
        except (KeyError, ValueError, OSError):
            broken.append(name)
    if lost := sorted({*zones_of_people} & {*broken}):
        return Finding(
            "zones",
            Mark.WRONG,
            f"subscribers live in {', '.join(lost)}, which this machine does not know: they get "
            "their lessons by UTC",
            "pip install --upgrade tzdata",
        )
    package, (folder, release) = _find_package(), _find_system()
    where = f"{folder} ({release or 'which does not say of when'})" if folder else "tzdata"
    found = f"{len(names) - len(broken)} load, from {where}; the package tzdata is {package}"
    if broken or not names:
        return Finding(
            "zones",
            Mark.WRONG,
            f"{found}; {', '.join(broken[:5]) or 'and so none'} cannot be read",
            "pip install --upgrade tzdata",
        )
    # Both are as the IANA numbers them, a year and a letter.
    if folder and release and package and release < package:
        return Finding(
            "zones",
            Mark.LOOK,
            f"{found}, which is newer and not read",
            "bring the system's tzdata up to date, or set PYTHONTZPATH to nothing",
        )
    return Finding("zones", Mark.OK, found)


def _find_package() -> str | None:
    """Return the release of the IANA's zones in the package, ``None`` where there is no package."""
    try:
        return str(import_module("tzdata").IANA_VERSION)
    except ModuleNotFoundError:
        return None


def _find_system() -> tuple[Path | None, str | None]:
    """Return the system's zone files, which come before the package's, and which release of the
    IANA's zones they say that they are."""
    for folder in map(Path, zoneinfo.TZPATH):
        if folder.joinpath("Europe").is_dir():
            try:
                with folder.joinpath("tzdata.zi").open(encoding="utf-8") as file:
                    found = _RELEASE.match(file.readline())
            except (OSError, UnicodeDecodeError):
                found = None
            return folder, found and found[1]
    return None, None


def _examine_versions() -> Finding:
    found, absent = [], []
    for name in _LIBRARIES:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            absent.append(name)
    ours = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    told = f"{ours}, {', '.join(found)}"
    if absent:
        return Finding(
            "versions", Mark.WRONG, f"{told}; absent: {', '.join(absent)}", "pip install ."
        )
    return Finding("versions", Mark.OK, told)


def _examine_open_files(settings: Settings) -> Finding:
    limit, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES_IF_PAID if settings.paid_broadcast else _FILES
    is_enough = limit == resource.RLIM_INFINITY or limit >= wanted
    return Finding(
        "open files",
        Mark.OK if is_enough else Mark.WRONG,
        f"a process here may have {limit if limit != resource.RLIM_INFINITY else 'any number of'} "
        "open",
        "" if is_enough else f"ulimit -n {wanted}, or LimitNOFILE={wanted} in the unit",
    )
