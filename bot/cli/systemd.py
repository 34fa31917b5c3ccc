"""``python -m bot systemd``: the unit by which systemd runs the bot."""

import re
import sys
from pathlib import Path

import click

from bot.process.ending import ENDING_SECONDS

_STATE = Path("/var/lib")
_HOMES = (Path("/home"), Path("/root"))
_NAME = re.compile(r"[a-z_][a-z0-9_-]{0,30}")
_UNIT = """\
# Lesson a Day, printed by: python -m bot systemd
#   useradd --system --home-dir {folder} --shell /usr/sbin/nologin {user}
#   install -m 600 /dev/null {settings}    # then BOT_TOKEN=... and ADMIN_IDS=... into it
#   python -m bot systemd > /etc/systemd/system/lesson-a-day.service
#   systemctl daemon-reload && systemctl enable --now lesson-a-day
[Unit]
Description=Lesson a Day
Wants=network-online.target
After=network-online.target

[Service]
Type=exec
User={user}
# Read by systemd before it gives up its rights: nobody else needs to read the token.
EnvironmentFile={settings}
Environment=DATABASE_URL=sqlite:///{folder}/lessons.db
WorkingDirectory={folder}
ExecStart={python} -m bot

Restart=on-failure
RestartSec=5
# Settings that are wrong do not become right by trying again.
RestartPreventExitStatus=2
# What is under way is finished within {ending} s.
TimeoutStopSec={timeout}
LimitNOFILE=4096
LimitCORE=0

{place}
UMask=0077
NoNewPrivileges=yes
CapabilityBoundingSet=
ProtectSystem=strict
ProtectHome={homes}
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
RemoveIPC=yes
MemoryDenyWriteExecute=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged
SystemCallErrorNumber=EPERM

[Install]
WantedBy=multi-user.target
"""


@click.command()
@click.option("--user", default="lesson-a-day", show_default=True, help="Who runs it.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default=_STATE / "lesson-a-day",
    show_default=True,
    help="Where the database is, and the courses' folder may be.",
)
@click.option(
    "--python",
    type=click.Path(path_type=Path),
    default=Path(sys.executable),
    help="The Python that it is installed for.  [default: this one]",
)
@click.option(
    "--settings",
    type=click.Path(path_type=Path),
    default=Path("/etc/lesson-a-day.env"),
    show_default=True,
    help="The file of settings, which only root needs to read.",
)
def systemd(*, user: str, folder: Path, python: Path, settings: Path) -> None:
    """Print a unit for systemd; nothing is installed.

    The bot runs as a user of its own that may write only its folder. The first lines of the unit
    say how to install it.

    \b
    Example:
      python -m bot systemd --python /opt/lesson-a-day/.venv/bin/python
    """
    _check(user, folder, python, settings)
    is_state = folder.parent == _STATE
    place = (
        f"StateDirectory={folder.name}\nStateDirectoryMode=0700"
        if is_state
        else f"ReadWritePaths={folder}"
    )
    # In a home that is hidden nothing could be started.
    is_in_home = any(python.is_relative_to(home) for home in _HOMES)
    click.echo(
        _UNIT.format(
            user=user,
            folder=folder,
            python=python,
            settings=settings,
            place=place,
            homes="read-only" if is_in_home else "yes",
            ending=round(ENDING_SECONDS),
            timeout=round(ENDING_SECONDS) + 5,
        ),
        nl=False,
    )


def _check(user: str, *paths: Path) -> None:
    if not _NAME.fullmatch(user):
        raise click.BadParameter(f"'{user}' is no user's name. Give one such as lesson-a-day.")
    for path in paths:
        # A blank or a % would mean something else in a unit.
        if not path.is_absolute() or re.search(r"[\s%\"'\\]", str(path)):
            raise click.BadParameter(
                f"'{path}' cannot stand in a unit. Give a full path without blanks, such as "
                "/var/lib/lesson-a-day."
            )
