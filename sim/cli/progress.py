"""How far a command has come: a line that moves on a terminal, a few plain lines elsewhere, on
stderr.
"""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack
from typing import TextIO

from sim.report.numbers import format_duration
from sim.words.catalogue import say

PLAIN_STEPS = 4  # lines a stage where the output is no terminal
STAGES = (
    "compile",
    "spinup",
    "populations",
    "probes",
    "workers",
    "exposure",
    "seeds",
)  # others are runs


def stage_name(stage: str) -> str:
    """What a stage of a run is called."""
    return say(f"stage.{stage if stage in STAGES else 'runs'}")


class SilentProgress(ExitStack):
    """Says nothing; the base of the other two."""

    def __call__(self, stage: str, done: int, of: int) -> None:
        """Be told that a stage has come so far."""


class LineProgress(SilentProgress):
    """A line when a stage begins and at each quarter of it: for logs."""

    def __init__(self, stream: TextIO | None = None):
        super().__init__()
        self.stream = stream or sys.stderr
        self.said: dict[str, int] = {}

    def __call__(self, stage: str, done: int, of: int) -> None:
        """Print a line where another quarter is done."""
        step = done * PLAIN_STEPS // max(1, of)
        if self.said.get(stage) == step:
            return
        self.said[stage] = step
        print(
            f"{stage_name(stage)} {done}/{of}"
            if of > 1
            else stage_name(stage) + (" 1/1" if done else " ..."),
            file=self.stream,
            flush=True,
        )


class BarProgress(SilentProgress):
    """A bar with count, time left and, for runs, speed."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskID, TextColumn

        super().__init__()
        self.bar = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=30),
            TextColumn("{task.fields[count]}"),
            TextColumn("{task.fields[left]}", style="dim"),
            console=Console(stderr=True),
            transient=True,
        )
        self.tasks: dict[str, TaskID] = {}
        self.began: dict[str, tuple[float, int]] = {}

    def __enter__(self) -> BarProgress:
        self.enter_context(self.bar)
        return self

    def __call__(self, stage: str, done: int, of: int) -> None:
        """Move the bar of a stage; a stage of one step only shows that it is under way."""
        now = time.monotonic()
        if stage not in self.tasks:
            for other in self.tasks.values():
                self.bar.update(other, visible=False)
            self.tasks[stage] = self.bar.add_task(
                stage_name(stage), count="", left="", total=of if of > 1 else None
            )
            self.began[stage] = (now, done)
        since, before = self.began[stage]
        left = ""
        if before < done < of:
            speed = (done - before) / max(1e-9, now - since)
            left = say("time_left", left=format_duration((of - done) / speed))
            if stage == "runs":
                left += "  " + say("runs_a_second", speed=speed)
        self.bar.update(
            self.tasks[stage], completed=done, count=f"{done}/{of}" if of > 1 else "", left=left
        )


def progress_reporter(quiet: bool) -> SilentProgress:
    """The way to show progress that fits where stderr goes."""
    if quiet:
        return SilentProgress()
    return BarProgress() if sys.stderr.isatty() else LineProgress()
