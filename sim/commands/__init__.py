"""The commands of `fuhua`, one topic a file: each calls one thing and shows it; nothing heavy is imported before it is needed."""
