"""``python -m bot containerfile``: how a container of the bot is built."""

import re
import sys
from pathlib import PurePosixPath

import click

_PLAIN = re.compile(r"[\w./:@-]+")
_FILE = """\
# Lesson a Day, printed by: python -m bot containerfile
#   python -m bot containerfile > Containerfile        in a clone of the repository
#   podman build -t lesson-a-day -f Containerfile .
#   podman run -d --name lesson-a-day --restart on-failure:5 --stop-timeout 30 \\
#     --env-file settings.env -v lesson-a-day:{folder} lesson-a-day
# Docker takes the same. The token stands in settings.env alone, and in no layer of the image.
FROM docker.io/library/{image} AS build
WORKDIR /build
COPY pyproject.toml README.md LICENSE ./
COPY lessons lessons
COPY storage storage
COPY bot bot
RUN pip wheel --no-cache-dir --wheel-dir /wheels ".{extra}"

FROM docker.io/library/{image}
RUN --mount=type=bind,from=build,source=/wheels,target=/wheels \\
    pip install --no-cache-dir --no-index --find-links /wheels "lesson-a-day{extra}" \\
    && useradd --system --uid {user} --home-dir {folder} --create-home lesson-a-day \\
    && chmod 700 {folder}
USER {user}
WORKDIR {folder}
VOLUME {folder}
ENV DATABASE_URL=sqlite:///{folder}/lessons.db \\
    HEALTH_LISTEN=127.0.0.1:9464 \\
    PYTHONUNBUFFERED=1
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \\
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:9464/healthz', timeout=4)"]
ENTRYPOINT ["python", "-m", "bot"]
"""  # noqa: E501 - a HEALTHCHECK's list stands in one line


@click.command()
@click.option(
    "--user",
    type=click.IntRange(1, 65_533),
    default=10_001,
    show_default=True,
    help="The number of the user in the container; root it never is.",
)
@click.option(
    "--folder",
    type=click.Path(path_type=PurePosixPath),
    default=PurePosixPath("/data"),
    show_default=True,
    help="Where the volume with the database is.",
)
@click.option(
    "--image",
    default=f"python:{sys.version_info.major}.{sys.version_info.minor}-slim",
    show_default=True,
    help="The image to begin with.",
)
@click.option("--postgres", is_flag=True, help="With what PostgreSQL needs in DATABASE_URL.")
def containerfile(*, user: int, folder: PurePosixPath, image: str, postgres: bool) -> None:
    """Print a Containerfile (a Dockerfile) for the bot; nothing is built.

    The first lines say how to build and run it, in a clone of the repository.

    \b
    Example:
      python -m bot containerfile > Containerfile
    """
    if not folder.is_absolute() or folder == folder.parent or not _PLAIN.fullmatch(str(folder)):
        raise click.BadParameter(f"'{folder}' is no folder for data. Give one such as /data.")
    if not _PLAIN.fullmatch(image):
        raise click.BadParameter(f"'{image}' is no image. Give one such as python:3.13-slim.")
    extra = "[postgres]" if postgres else ""
    click.echo(_FILE.format(user=user, folder=folder, image=image, extra=extra), nl=False)
