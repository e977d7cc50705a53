"""Agreements, what became of them, and which of them govern a movement."""
