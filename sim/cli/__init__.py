"""The commands of `fuhua`, one topic a file: each calls one thing and shows it; nothing heavy is imported before it is needed.

Each topic is a `Topic`: the message it stands under in the help (topics may share one) and its commands.
"""
