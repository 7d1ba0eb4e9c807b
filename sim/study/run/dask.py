"""Runs on many machines: Dask distributed behind the same seam as local processes; workers may come
and go.

Dask hands the runs of a lost worker to another by itself; who finds machines for it (Slurm,
Kubernetes) is told in docs/cluster.md.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent import futures
from types import TracebackType
from typing import Any

from sim.core import digests
from sim.runs.workers import Progress, ignore_progress
from sim.words.catalogue import user_error

LEAST_WINDOW = 64  # runs handed out ahead, so that workers who join find work
AHEAD = 4  # of them for each core
PATIENCE = "20s"  # to reach the scheduler


class Cluster:
    """A Dask cluster as a factory of executors, for as long as the context lasts."""

    def __init__(self, address: str, jobs: int | None = None, progress: Progress = ignore_progress):
        """`address` is tcp://HOST:PORT, a scheduler's file, or "local" for so many processes of
        this machine.
        """
        self.address, self.jobs, self.tell = address, jobs, progress
        self.window = LEAST_WINDOW

    def __enter__(self) -> Cluster:
        """Reach the scheduler and see that its workers run this version; UserError where not."""
        try:
            from distributed import Client
        except ImportError:
            raise user_error("study_needs_dask") from None
        if self.address == "local":  # a cluster that the client makes, and ends with itself
            where: dict[str, Any] = {
                "n_workers": self.jobs,
                "threads_per_worker": 1,
                "dashboard_address": None,
                "silence_logs": logging.CRITICAL,
            }
        else:
            where = {"address" if "://" in self.address else "scheduler_file": self.address}
        try:
            self.client = Client(timeout=PATIENCE, **where)
        except (OSError, ValueError) as fault:
            raise user_error(
                "study_cluster_unreachable",
                address=self.address,
                fault=str(fault) or type(fault).__name__,
            ) from None
        self.tell("workers", 0, 1)
        self.client.wait_for_workers(1)
        self.tell("workers", 1, 1)
        self.check()
        cores = sum(self.client.nthreads().values())
        self.window = max(LEAST_WINDOW, AHEAD * cores)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.client.close()

    def __call__(self) -> futures.Executor:
        """An executor for one study."""
        return ClusterExecutor(self.client.get_executor(pure=False))

    def check(self) -> None:
        """UserError where a worker has no Fuhua, or another engine."""
        theirs = self.client.run(engine_digest, on_error="return")
        for worker, digest in theirs.items():
            if digest != digests.SOURCE_DIGEST:
                raise user_error(
                    "study_worker_differs",
                    worker=worker,
                    theirs=digest,
                    ours=digests.SOURCE_DIGEST,
                )


class ClusterExecutor(futures.Executor):
    """Dask's executor with the shutdown of the standard library."""

    def __init__(self, inner: Any):
        self.inner = inner

    def submit(
        self, act: Callable[..., Any], /, *arguments: Any, **named: Any
    ) -> futures.Future[Any]:
        """Hand a task to the cluster."""
        future: futures.Future[Any] = self.inner.submit(act, *arguments, **named)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End; Dask cancels what is under way unless it is waited for."""
        self.inner.shutdown(wait=wait and not cancel_futures)


def engine_digest() -> str:
    """The engine of the process this is called in."""
    return digests.SOURCE_DIGEST
