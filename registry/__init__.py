"""A register of labour mobility agreements and of what qualifications are worth elsewhere."""

__version__ = "0.1.0"
