"""Data out, for machines: JSON, GeoJSON and CSV of an answer, written whole.

The seam this room owns: an answer becomes bytes, the same bytes every time.
"""

from quyhoach.exchange.csv_table import COLUMNS, to_csv, write_csv
from quyhoach.exchange.files import write_whole, writing
from quyhoach.exchange.geojson import to_geojson
from quyhoach.exchange.json_text import dump, to_json

__all__ = [
    "COLUMNS",
    "dump",
    "to_csv",
    "to_geojson",
    "to_json",
    "write_csv",
    "write_whole",
    "writing",
]
