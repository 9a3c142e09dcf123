# SPDX-License-Identifier: GPL-2.0-or-later
"""A PostgreSQL with PostGIS of the tests' own: a new cluster in a temporary folder, on a free port of this machine."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

OWNER = "postgres"
"""Of the cluster, whoever runs the tests."""
PASSWORD = "tiedostoon 'ei\\"  # noqa: S105 - of a cluster that lives for a test; signs that must be escaped


@dataclass(frozen=True)
class Server:
    """A running cluster: database `planning`, role `planner` with PASSWORD."""

    port: int
    folder: Path
    programs: Path

    def sql(self, text: str) -> str:
        """Run SQL as the owner of the cluster; an error fails the test."""
        command = [*as_owner(), str(self.programs / "psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"]
        command += ["-h", str(self.folder), "-p", str(self.port), "-U", OWNER, "-d", "planning", "-f", "-"]
        done = subprocess.run(command, input=text, capture_output=True, text=True, check=False, cwd=self.folder)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


def programs() -> Path:
    """Give the folder of the newest PostgreSQL server's programs; skip where it isn't installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        pytest.skip("no PostgreSQL server is installed")
    return found[-1].parent


def as_owner() -> list[str]:
    """Give what to put before a command of the server: it refuses to run as root."""
    return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


@contextmanager
def running() -> Iterator[Server]:
    """Start a cluster and give it; stopped and removed afterwards."""
    where = programs()
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        if as_owner():
            owner = pwd.getpwnam("postgres")
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        data = folder / "data"
        run(
            folder,
            where / "initdb",
            "-D",
            data,
            "-U",
            OWNER,
            "-A",
            "trust",
            "--no-sync",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        )
        run(
            folder,
            "sed",
            "-i",
            "s/^host .*127.0.0.1.*/host all all 127.0.0.1\\/32 scram-sha-256/",
            data / "pg_hba.conf",
        )
        port = free_port()
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
        control = [where / "pg_ctl", "-D", data, "-w", "-l", folder / "log.txt"]
        run(folder, *control, "-o", options, "start")
        try:
            server = Server(port, folder, where)
            run(folder, where / "createdb", "-h", folder, "-p", str(port), "-U", OWNER, "planning")
            quoted = PASSWORD.replace("'", "''")
            server.sql(f"CREATE EXTENSION postgis; CREATE ROLE planner LOGIN PASSWORD '{quoted}';")
            yield server
        finally:
            run(folder, *control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(folder: Path, *command: object) -> None:
    words = [*as_owner(), *map(str, command)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=folder, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"


def free_port() -> int:
    """Give a port of the loopback that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
