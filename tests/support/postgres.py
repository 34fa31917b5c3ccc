"""A PostgreSQL server of the tests' own: Debian's binaries, a new cluster, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

TEMPLATE = "lessons_template"
_NOT_DURABLE = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


class Server:
    """A running server; each database in it is new."""

    def __init__(self, folder: Path, *, is_durable: bool) -> None:
        self._folder, self._data = folder, folder / "data"
        self._options = (
            f"-k {folder} -c listen_addresses='' -c max_connections=60 "
            f"{'' if is_durable else _NOT_DURABLE}"
        )
        self._count = 0
        self._run(
            "initdb", "-D", str(self._data), "-U", "tests", "-A", "trust", "-E", "UTF8",
            "--no-sync", "--locale=C.UTF-8",
        )  # fmt: skip
        self.start()

    def start(self) -> None:
        """Let it take connections again; return once it does."""
        log = str(self._folder / "log")
        self._run("pg_ctl", "-D", str(self._data), "-l", log, "-o", self._options, "-w", "start")

    @property
    def process_id(self) -> int:
        """The process that the others of the server are children of."""
        return int((self._data / "postmaster.pid").read_text().splitlines()[0])

    def stop(self, mode: str = "immediate") -> None:
        """End it at once, as a crash would, or ``fast``; return once it has ended."""
        self._run("pg_ctl", "-D", str(self._data), "-m", mode, "-w", "stop")

    def url_of(self, name: str) -> str:
        """Return the address of a database."""
        return f"postgresql://tests@/{name}?host={self._folder}"

    def create(self, template: str = "template0") -> str:
        """Return the address of a new database, as ``template`` is."""
        self._count += 1
        return self.create_named(f"d{self._count}", template)

    def create_named(self, name: str, template: str = "template0") -> str:
        """Return the address of a new database of that name."""
        with psycopg.connect(self.url_of("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url_of(name)

    def drop(self, url: str) -> None:
        """Remove a database, whoever uses it."""
        name = urlsplit(url).path.strip("/")
        with psycopg.connect(self.url_of("postgres"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _run(self, program: str, *arguments: str) -> None:
        command = [find_program(program), *arguments]
        # The server refuses to run as root; its group is asked for where /dev/null is root's only.
        other = {"user": "postgres", "group": 0} if os.getuid() == 0 else {}
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self._folder, **other)


@contextmanager
def running_server(*, is_durable: bool = False) -> Iterator[Server]:
    """A server that ends with the block."""
    # A folder of its own, as the server's user may not enter those of pytest.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    folder.chmod(0o755)
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
    server = Server(folder, is_durable=is_durable)
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)


def find_program(name: str) -> str:
    """Return where the newest server's program is."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda at: int(at.parent.name))
    found = shutil.which(name) or (str(folders[-1] / name) if folders else None)
    assert found, f"{name} is not installed: apt-get install postgresql"
    return found
