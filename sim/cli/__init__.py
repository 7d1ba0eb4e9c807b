"""The commands of `fuhua`, one topic a file: each calls one thing and shows it; nothing heavy is
imported before it is needed.

What may be given with each, and under which topic it stands in the help, is declared in
`commands.toml`.
"""
