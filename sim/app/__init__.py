"""The pages in the browser: a live ecosystem and, beside it, what is built on the same numbers as
the command line.
"""
