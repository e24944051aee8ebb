"""Files in: facts and a list of issues, nothing dropped.

The seam this room owns: what a person wrote becomes typed rows here, or an issue that
names the cell, the reason and the cure. Each reader is imported from its own file.
"""

__all__: list[str] = []
