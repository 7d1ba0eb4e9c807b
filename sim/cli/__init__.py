"""The commands of `fuhua`, one topic a file: each calls one thing and shows it; nothing heavy is imported before it is needed.

A topic has a HEADING, the message it stands under in the help (topics may share one), and `commands()`.
"""
