"""Own what is kept: today the tree of the journal and the check of its proofs.

The seam this room owns: what was done is written once and never changed, and anyone
can prove it with a copy of one root. The database comes later.
"""

from quyhoach.store.merkle import Tree

__all__ = ["Tree"]
