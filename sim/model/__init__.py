"""Everything that decides a number in a month, and nothing that reads or shows.

Agents, rules, phases, parameters, law, levers and measures; `month.py` is its table of contents.
"""
