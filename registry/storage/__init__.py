"""Where the register keeps things: strict YAML and the corpus on disk, and the database."""
