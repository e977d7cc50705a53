"""What a qualification is worth elsewhere: law first, then comparison, and unknown is an answer."""
