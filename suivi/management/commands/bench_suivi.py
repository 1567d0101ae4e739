import http.client
import re
import statistics
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from html import unescape
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import urlencode

from django.core.management.base import BaseCommand, CommandError

from suivi import services
from suivi.hachage import BUSY
from suivi.models import RoleSite

PAGE, LOGIN, JOIN = "/quiz/priorites/", "/compte/connexion/", "/suivi/invitation/"
MOST = 3  # times its usual time, for the median and for the slowest of twenty
LEAST = 5  # passwords that were checked meanwhile: without them nothing was measured
INVITED = 60  # accounts that one of them makes, one after the other
START_SECONDS = 60
REFUSED = "ne vont pas ensemble"


@dataclass
class Crowd:
    """Those who come in meanwhile, and what they were answered."""

    address: str
    stop: Event = field(default_factory=Event)
    answered: Counter[str] = field(default_factory=Counter)

    def run(self, act: Callable[["Crowd"], None]) -> None:
        """What breaks is counted: a thread that ends in silence measures nothing."""
        try:
            act(self)
        except (OSError, http.client.HTTPException, TypeError) as error:
            self.answered[type(error).__name__] += 1

    @property
    def checked(self) -> int:
        return self.answered["mot de passe refusé"]

    @property
    def joined(self) -> int:
        return self.answered["compte créé"]


class Command(BaseCommand):
    help = "Le temps d'une page d'élève pendant que seize personnes se connectent, à côté de son temps ordinaire."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--address", default="127.0.0.1:8000", help="le site, déjà servi, sur la même base")
        parser.add_argument("--pid", type=int, help="le processus qui le sert, pour dire sa mémoire")
        parser.add_argument("--logins", type=int, default=16, help="connexions en même temps")
        parser.add_argument("--seconds", type=float, default=15, help="durée de chaque mesure")

    def handle(self, *args: Any, **options: Any) -> None:
        address, logins, seconds = options["address"], options["logins"], options["seconds"]
        _wait_for(address)
        crowd, tokens = Crowd(address), _invite()
        usual = _pages(address, seconds)
        acts = [partial(_log_in, number=number) for number in range(logins - 1)]
        acts.append(partial(_join, tokens=tokens))
        threads = [Thread(target=crowd.run, args=(act,)) for act in acts]
        for thread in threads:
            thread.start()
        meanwhile = _pages(address, seconds)
        memory = _memory(options["pid"])
        crowd.stop.set()
        for thread in threads:
            thread.join()
        self._tell(usual, meanwhile, crowd, memory)

    def _tell(self, usual: list[float], meanwhile: list[float], crowd: Crowd, memory: int) -> None:
        self.stdout.write(f"{PAGE} d'ordinaire : {_said(usual)}")
        self.stdout.write(f"{PAGE} pendant les connexions : {_said(meanwhile)}")
        said = ", ".join(f"{what} {count}" for what, count in crowd.answered.most_common())
        self.stdout.write(f"réponses aux connexions : {said or 'aucune'}")
        if memory:
            self.stdout.write(f"mémoire du serveur pendant les connexions : {memory} Mo")
        median = statistics.median(meanwhile) / statistics.median(usual)
        slow = _slow(meanwhile) / _slow(usual)
        self.stdout.write(
            f"rapport des médianes : {median:.1f}, de la plus lente sur vingt : {slow:.1f} (au plus {MOST})"
        )
        if crowd.checked < LEAST or not crowd.joined:
            raise CommandError("Trop peu de mots de passe vérifiés, ou aucun compte créé : rien n'est mesuré.")
        if median > MOST or slow > MOST:
            raise CommandError("Les connexions font attendre les élèves.")


def _slow(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _said(times: list[float]) -> str:
    return (
        f"médiane {statistics.median(times) * 1000:.0f} ms, 19 sur 20 sous {_slow(times) * 1000:.0f} ms, "
        f"au pire {max(times) * 1000:.0f} ms ({len(times)} pages)"
    )


def _wait_for(address: str) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            Browser(address, "192.0.2.254").get("/livez")
            return
        except OSError:
            time.sleep(0.2)
    raise CommandError(f"Rien ne répond à {address}.")


class Browser:
    """Keeps its cookies; comes from an address of its own, since one address has few places (suivi/hachage.py)."""

    def __init__(self, address: str, source: str) -> None:
        self.address, self.source, self.cookies = address, source, dict[str, str]()

    def get(self, path: str) -> tuple[int, str]:
        return self._ask("GET", path)

    def post(self, path: str, page: str, **sent: str) -> tuple[int, str]:
        """`page`: where the form stands, with its token."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        return self._ask("POST", path, urlencode({"csrfmiddlewaretoken": token[1] if token else ""} | sent))

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        headers = {"X-Forwarded-For": self.source, "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection(self.address, timeout=60)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            for one in response.headers.get_all("Set-Cookie", []):
                name, _, value = one.split(";")[0].partition("=")
                self.cookies[name] = value
            return response.status, response.read().decode()
        finally:
            connection.close()


def _pages(address: str, seconds: float) -> list[float]:
    """How long each took, one after the other."""
    return list(_timed(address, time.monotonic() + seconds))


def _timed(address: str, until: float) -> Iterator[float]:
    while (begun := time.monotonic()) < until:
        Browser(address, "192.0.2.254").get(PAGE)
        yield time.monotonic() - begun


def _log_in(crowd: Crowd, number: int) -> None:
    """Wrong passwords of unknown names, each new: the limit of wrong tries would spare the server the work."""
    browser = Browser(crowd.address, f"192.0.2.{number + 1}")
    page, tries = browser.get(LOGIN)[1], 0
    while not crowd.stop.is_set():
        tries += 1
        sent = {"login": f"bench-{number}-{tries}@example.org", "password": "un essai"}
        status, said = browser.post(LOGIN, page, **sent)
        said = unescape(said)
        checked, busy = REFUSED in said, BUSY in said
        crowd.answered["mot de passe refusé" if checked else "remis à plus tard" if busy else f"statut {status}"] += 1


def _join(crowd: Crowd, tokens: list[str]) -> None:
    """Accounts are made, which hashes and writes."""
    for number, token in enumerate(tokens):
        if crowd.stop.is_set():
            return
        browser, password = Browser(crowd.address, "192.0.2.253"), f"violon-tremplin-{number}"
        browser.get(f"{JOIN}{token}/")
        sent = {"prenom": "Camille", "nom": "Essai", "password1": password, "password2": password}
        status, _ = browser.post(JOIN, browser.get(JOIN)[1], **sent)
        crowd.answered["compte créé" if status == 302 else f"invitation, statut {status}"] += 1


def _invite() -> list[str]:
    """Secrets of invitations, which no message carries."""
    tokens: list[str] = []
    for number in range(INVITED):
        services.invite(
            email=f"bench-{number}@example.org",
            role=RoleSite.REDACTION,
            structure=None,
            deliver=lambda invitation, token: tokens.append(token),
        )
    return tokens


def _memory(pid: int | None) -> int:
    """Of a process and those it started, in megabytes; shared pages are counted once."""
    if pid is None:
        return 0
    family = [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]
    sizes = [re.search(r"^Pss: +(\d+)", Path(f"/proc/{one}/smaps_rollup").read_text(), re.MULTILINE) for one in family]
    return sum(int(size[1]) for size in sizes if size) // 1024
