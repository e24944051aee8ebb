"""One verb per file: what is asked of the house, and what is answered.

The seam this room owns: engines meet only here, through values; faces call only these.
Each verb is imported from its own file, so that a command loads no more than it needs.
"""

__all__: list[str] = []
