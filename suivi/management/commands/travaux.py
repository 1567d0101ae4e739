import signal
import sys
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections
from django.utils import autoreload, timezone
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME
from django_tasks_db.management.commands.db_worker import Worker

from suivi import services
from suivi.travaux import take_up_again

LOOK = 10.0  # seconds between two looks at what nobody works at any more
PATIENCE = 10.0  # seconds, when the database does not answer or has no room


class Ouvrier(Worker):
    """The worker of the queue; told to stop, it stops in the middle: what it was at goes on where it was left."""

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        self.running = False
        sys.exit(0)


class Command(BaseCommand):
    help = "Fait les documents demandés, l'un après l'autre, jusqu'à ce qu'on l'arrête."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--interval", type=float, default=1.0, help="secondes entre deux regards (1)")
        parser.add_argument("--batch", action="store_true", help="s'arrête quand il n'y a plus rien à faire")
        parser.add_argument("--reload", action="store_true", help="repart à chaque modification du code")

    def handle(self, *, interval: float, batch: bool, reload: bool, **options: Any) -> None:
        ouvrier = Ouvrier(
            queue_names=[DEFAULT_TASK_QUEUE_NAME],
            interval=0,
            batch=True,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=f"travaux-{time.time_ns()}",
            excluded_queue_names=[],
        )
        if reload:
            autoreload.run_with_reloader(self._run, ouvrier, interval, batch)
            return
        for one in (signal.SIGINT, signal.SIGTERM):
            signal.signal(one, ouvrier.shutdown)
        self._run(ouvrier, interval, batch)

    def _run(self, ouvrier: Ouvrier, interval: float, batch: bool) -> None:
        looked = -LOOK
        while ouvrier.running:
            try:
                if time.monotonic() - looked >= LOOK:
                    looked = time.monotonic()
                    services.purge_travaux(now=timezone.now(), dry_run=False)
                    take_up_again()
                ouvrier.run()
            except DatabaseError as error:
                self.stderr.write(f"La base ne répond pas, ou n'a plus de place ({type(error).__name__}) : on attend.")
                close_old_connections()
                time.sleep(PATIENCE)
            if batch:
                return
            if ouvrier.running:
                time.sleep(interval)
