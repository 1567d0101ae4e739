"""`./dev` answers a mistake with one line and touches nothing. Its real work is done by running it (`.ci/run` does)."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import time
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


# --- the server and the worker beside it ---------------------------------------------

PYTHON = """#!/bin/sh
case "$*" in
    "-m granian"* | "manage.py runserver"*) what=server ;;
    "manage.py travaux"*) what="worker${*#manage.py travaux}" ;;
    *) exit 0 ;;
esac
trap 'echo "$what stopped" >>log; exit 0' TERM
echo "$what $$" >>log
while :; do /bin/sleep 0.02; done
"""


class House:
    """A folder where `./dev` finds a Python that does nothing, and tells what it was asked to keep doing."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.process = folder, None
        for name in ("orientation", ".venv/bin", "bin"):
            (folder / name).mkdir(parents=True)
        for name in ("orientation/settings.py", "requirements.txt", ".env", "log"):
            (folder / name).touch()
        for name, script in ((".venv/bin/python", PYTHON), ("bin/sleep", "#!/bin/sh\nexec /bin/sleep 0.05\n")):
            (folder / name).write_text(script)
            (folder / name).chmod(0o755)
        shutil.copy(ROOT / "dev", folder / "dev")

    def start(self, command: str) -> None:
        self.process = subprocess.Popen(
            ["./dev", command],
            cwd=self.folder,
            env={**os.environ, "PATH": f"{self.folder}/bin:{os.environ['PATH']}", "PORT": "18999"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.wait_for("server", "worker")

    def told(self) -> list[str]:
        return (self.folder / "log").read_text().splitlines()

    def number(self, what: str) -> int:
        """Of the process that was last started as this."""
        return next(int(line.split()[-1]) for line in reversed(self.told()) if re.match(rf"{what}.* \d+$", line))

    def wait_for(self, *starts: str, times: int = 1) -> None:
        until = time.monotonic() + 15
        while any(sum(line.startswith(one) for line in self.told()) < times for one in starts):
            assert time.monotonic() < until, self.told()
            time.sleep(0.02)

    def stop(self) -> None:
        if self.process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@pytest.fixture
def house(tmp_path):
    made = House(tmp_path)
    yield made
    made.stop()


def lives(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("command", ["run", "demo", "watch"])
@pytest.mark.parametrize(("by", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_the_worker_is_beside_the_server_and_both_stop_with_the_script(house, command, by, code):
    house.start(command)
    both = house.number("server"), house.number("worker")
    if by == signal.SIGINT:
        os.killpg(house.process.pid, by)  # as Ctrl-C does
    else:
        house.process.send_signal(by)
    assert house.process.wait(timeout=10) == code
    assert [lives(one) for one in both] == [False, False]
    assert any(line.startswith("worker --reload") for line in house.told()) == (command == "watch")


def test_a_worker_that_dies_is_started_again_and_the_server_goes_on(house):
    house.start("run")
    server, first = house.number("server"), house.number("worker")
    os.kill(first, signal.SIGKILL)
    house.wait_for("worker", times=2)
    assert house.number("worker") != first and lives(server) and house.process.poll() is None


def test_without_its_server_the_script_ends_and_so_does_the_worker(house):
    house.start("run")
    worker = house.number("worker")
    os.kill(house.number("server"), signal.SIGKILL)
    assert house.process.wait(timeout=10) == 137
    assert not lives(worker)
