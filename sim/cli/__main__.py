"""`python -m sim.cli`: the command without its script."""

from sim.cli.main import main

main()
