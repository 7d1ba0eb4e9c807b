"""Where studies are kept and what may be asked of one at most, the same on the command line and in
the browser.
"""

from pathlib import Path

RESULTS = Path("results")  # in the folder the program was started in
LARGEST_SEED = 2**63 - 1
MOST_RUNS = 1000  # under a policy, where nobody says how long it may take
