"""Judge projects against a provincial plan, and show the sentence that says so."""

__version__ = "0.1.0"
