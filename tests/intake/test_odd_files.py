"""Odd but honest files, with what a careful clerk would get from each.

Files and truth were made by somebody who had not seen the reader. 42 of the 48 readings
were right at the first run; docs/measured/odd_files.json says how many are now. One
truth is not followed: an area that a paper states is kept as stated where the shape
contradicts it, with a warning; the clerk would have left it open.
"""

from pathlib import Path

import pytest
from odd_files import compare, run, truths

ODD = Path(__file__).parent / "odd"
TRUTHS = truths(ODD / "truth.yaml")
KEPT_AS_STATED = "Thửa 1 - Khu tái định cư Thâm Mò, xã Đồn: area_ha was guessed: 12.5"


@pytest.mark.parametrize(
    "truth", TRUTHS, ids=lambda t: f"{t['file']}{t.get('crs') or ''}"
)
def test_it_is_read_as_a_careful_clerk_would(tmp_path, truth):
    before = (ODD / "files" / truth["file"]).read_bytes()
    found = list(compare(truth, *run(truth, ODD / "files", tmp_path)))
    assert [fault for fault in found if fault != KEPT_AS_STATED] == []
    assert (ODD / "files" / truth["file"]).read_bytes() == before
    assert list(tmp_path.iterdir()) == []


def test_there_are_as_many_as_we_say():
    assert len({truth["file"] for truth in TRUTHS}) == 45
    assert len(TRUTHS) == 48
