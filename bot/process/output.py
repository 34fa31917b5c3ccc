"""Standard output and error, which may be full, closed or a pipe that nobody reads: no reason for
a bot to end."""

import os
import sys
from contextlib import suppress

import click

_STREAMS = (0, 1, 2)


def open_streams() -> None:
    """Let there be three open streams, each of which takes what it is given.

    Else the first file or connection that is opened takes the number of one that is closed.
    """
    for number in _STREAMS:
        try:
            os.fstat(number)
        except OSError:
            nowhere = os.open(os.devnull, os.O_RDWR)
            if nowhere != number:
                os.dup2(nowhere, number)
                os.close(nowhere)
    if sys.stdout is None:
        sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(2, "w", closefd=False)  # noqa: SIM115


def say(words: str, *, is_error: bool = False) -> None:
    """Print it, where anything takes it."""
    with suppress(OSError):
        click.echo(words, err=is_error)


def close_streams() -> None:
    """Let what cannot be written go nowhere, so that it is no failure of the process."""
    for number, stream in ((1, sys.stdout), (2, sys.stderr)):
        try:
            stream.flush()
        except OSError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, number)
            os.close(nowhere)
