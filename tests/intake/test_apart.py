"""A reader that hangs, swells or falls over takes nothing down with it."""

import os
import sys
import time

import pytest

from quyhoach.errors import BadFile
from quyhoach.intake.apart import apart


def test_what_takes_too_long_is_stopped():
    begun = time.monotonic()
    with pytest.raises(BadFile, match="quá 1 giây"):
        apart(time.sleep, 60, file="a.gpkg", seconds=1)
    assert time.monotonic() - begun < 5


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits memory here")
def test_what_takes_too_much_memory_is_stopped():
    with pytest.raises(BadFile, match="bung ra quá lớn"):
        apart(bytearray, 2_000_000_000, file="a.ods")


def test_a_reader_that_dies_is_a_refusal():
    with pytest.raises(BadFile, match="dừng giữa chừng"):
        apart(os.abort, file="a.dgn")
    with pytest.raises(BadFile, match="dừng giữa chừng"):
        apart(os._exit, 0, file="a.dgn")


def test_the_result_and_this_process_are_as_they_were():
    before = dict(os.environ), getattr(sys.modules["__main__"], "__file__", None)
    assert apart(sorted, [3, 1, 2], file="a") == [1, 2, 3]
    main = getattr(sys.modules["__main__"], "__file__", None)
    assert (dict(os.environ), main) == before
