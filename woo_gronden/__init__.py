"""See why Dutch government withholds information."""

__version__ = "0.1.0"
