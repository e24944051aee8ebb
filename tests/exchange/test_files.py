"""A file is written whole, or not at all."""

import os
import stat

import pytest

from quyhoach.errors import BadFile
from quyhoach.exchange import write_whole, writing


def test_a_file_holds_exactly_the_text(tmp_path):
    path = tmp_path / "a.json"
    write_whole(path, "Hữu Lũng\r\n\n")
    write_whole(str(path), "Lộc Bình\r\n\n")
    assert path.read_bytes() == "Lộc Bình\r\n\n".encode()
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


def test_others_may_read_it_as_any_new_file(tmp_path):
    mask = os.umask(0o022)
    try:
        write_whole(tmp_path / "a", "x")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o644


def write_half(path):
    with writing(path) as stream:
        stream.write("half")
        raise KeyError


def test_what_was_there_stays_when_writing_fails(tmp_path):
    path = tmp_path / "a"
    write_whole(path, "before")
    with pytest.raises(KeyError):
        write_half(path)
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "\ud800")
    assert path.read_text("utf-8") == "before"
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def test_a_folder_a_device_and_a_missing_folder_are_refused(tmp_path):
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    for path in (
        tmp_path,
        fifo,
        "/dev/null",
        tmp_path / "no" / "a",
        tmp_path / ("x" * 300),
    ):
        with pytest.raises(BadFile) as refused:
            write_whole(path, "x")
        assert refused.value.file == str(path)
    assert [p.name for p in tmp_path.iterdir()] == ["fifo"]


def test_a_link_is_followed_and_stays(tmp_path):
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_text("before", "utf-8")
    link.symlink_to(real)
    write_whole(link, "after")
    assert link.is_symlink()
    assert real.read_text("utf-8") == "after"
