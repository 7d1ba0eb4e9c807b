"""The processes that live runs for the pages: one a core, warm, and shared by all visitors run by
run.

A visitor has a place of his own at them: when he leaves, what of his still waits is cancelled and
nobody else's is.  With a few of each visitor's runs in line at a time, a second visitor waits for
the next free process, not for the first one's last run.
"""

import os

from sim.runs.workers import Workers

CORES = os.cpu_count() or 1
PAGE_WORKERS = Workers(
    CORES, window=CORES + 1
)  # all are busy with one visitor's runs, and one waits for the first that is free
