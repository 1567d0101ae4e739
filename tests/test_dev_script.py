"""`./dev` answers a mistake with one line and touches nothing. Its real work is done by running it (`.ci/run` does)."""

import os
import re
import socket
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT


def dev(*arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(ROOT / "dev"), *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )


def assert_refused(answer: subprocess.CompletedProcess[str], *, status: int, because: str) -> None:
    assert answer.returncode == status
    assert answer.stdout == ""
    assert because in answer.stderr
    assert answer.stderr.count("\n") == 1


@pytest.mark.parametrize("arguments", [[], ["help"]])
def test_help_lists_the_commands_from_any_folder(arguments, tmp_path):
    answer = dev(*arguments, cwd=tmp_path)
    assert answer.returncode == 0
    for command in ("run", "watch", "test", "bench matching", "bench search", "bench suivi", "demo", "check", "help"):
        assert f"\n  {command} " in answer.stdout


def test_an_unknown_command_is_refused():
    assert_refused(dev("fly"), status=2, because="« fly »")


def test_an_argument_that_would_be_ignored_is_refused():
    assert_refused(dev("run", "8001"), status=2, because="./dev run")


@pytest.mark.parametrize("arguments", [["bench"], ["bench", "fly"]])
def test_a_bench_of_nothing_known_is_refused(arguments):
    assert_refused(dev(*arguments), status=2, because="campagnes, matching, regles, search ou suivi")


def test_each_bench_that_is_named_can_be_asked():
    told = set(re.findall(r"^  bench (\w+)", dev("help").stdout, re.MULTILINE))
    in_readme = set(re.findall(r"`\./dev bench (\w+)`", (ROOT / "README.md").read_text()))
    commands = {path.stem.removeprefix("bench_") for path in ROOT.glob("*/management/commands/bench_*.py")}
    known = re.search(r"\n\s+([\w |]+)\) ;;\n\s+\*\) misused \"\./dev bench", (ROOT / "dev").read_text())
    taken = set(known[1].split(" | "))
    assert told == taken == commands and in_readme <= taken


@pytest.mark.parametrize("port", ["abc", "0", "-1", "65536", "123456", "08000", "80 80"])
def test_a_port_that_is_no_port_is_refused(port):
    assert_refused(dev("run", PORT=port), status=1, because=f"« {port} »")


def test_a_taken_port_is_refused():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert_refused(dev("run", PORT=str(port)), status=1, because=f"le port {port} est déjà pris")


def test_an_old_python_is_refused(tmp_path):
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = -V ] && echo "Python 3.9.2"\n')
    old.chmod(0o755)
    assert_refused(dev("run", PYTHON=str(old)), status=1, because="Python 3.9.2")
    assert_refused(dev("run", PYTHON=str(tmp_path / "none")), status=1, because="introuvable")
