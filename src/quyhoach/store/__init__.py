"""Own what is kept: facts with their two times, runs, papers, and the journal.

The seam this room owns: the one door to the database. Rows are added and never
changed; what was done stands in a tree whose root anyone can keep a copy of.
"""

__all__: list[str] = []
