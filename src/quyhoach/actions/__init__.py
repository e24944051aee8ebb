"""One verb per file: what is asked of the house, and what is answered.

The seam this room owns: engines meet only here, through values; faces call only these.
"""
