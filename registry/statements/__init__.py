"""What a paper says, how it is numbered, and how its standing is told."""
