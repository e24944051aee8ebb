"""QH-D02: totals against their rows, with the tolerance of printed digits."""

import pytest
from hand_made import codes, of, read, workbook

HEAD = ["TT", "Tên dự án", "TMĐT (tỷ đồng)"]


def found(tmp_path, *rows):
    return read(workbook(tmp_path / "a.xlsx", a=[HEAD, *rows]))[1]


@pytest.mark.parametrize(
    ("addends", "total", "differs"),
    [
        ((6630, 1335), 7966, False),
        ((6630, 1335), 7967, False),
        ((6630, 1335), 7968, True),
        ((15550, 10853.6), 25550, True),
        ((15550, 10853.6), 26403.6, False),
        ((0.5, 0.25), 0.7, False),
        ((0.5, 0.25), 1.5, True),
        (("1.5", 3), 99, False),
    ],
)
@pytest.mark.parametrize("above", [False, True])
def test_a_total_is_compared_with_its_rows(tmp_path, addends, total, differs, above):
    projects = [[k, f"Dự án {k}", value] for k, value in enumerate(addends, start=1)]
    line = [None, "Tổng cộng", total]
    rows = [line, *projects] if above else [*projects, line]
    assert ("QH-D02.sum_differs" in codes(found(tmp_path, *rows))) is differs


def test_the_issue_says_both_sums_and_what_is_allowed(tmp_path):
    met = of(
        found(tmp_path, [1, "A", 15550], [2, "B", 10853.6], [None, "Cộng:", 25550]),
        "QH-D02.sum_differs",
    )
    assert (met.row, met.column, met.value) == (4, "TMĐT (tỷ đồng)", "25550")
    assert met.reason == (
        "Dòng cộng ghi 25.550, các dòng cộng lại được 26.403,6; lệch 853,6, cho phép 2."
    )
    assert "26,403.6" in met.reason_en


def test_groups_have_their_own_sums(tmp_path):
    issues = found(
        tmp_path,
        ["A", "Ngân sách tỉnh", 10],
        ["I", "Giao thông", 6],
        [1, "Đường", 4],
        [2, "Cầu", 2],
        ["II", "Y tế", 9],
        [1, "Trạm xá", 4],
        [None, "Tổng cộng", 10],
    )
    assert [i.row for i in issues if i.code.startswith("QH-D02")] == [6]


def test_parts_of_a_project_are_not_counted_twice(tmp_path):
    rows = [1, "Đường", 10], ["1.1", "Đoạn một", 6], ["1.2", "Đoạn hai", 4]
    issues = found(tmp_path, *rows, [2, "Cầu", 5], [None, "Tổng số", 15])
    assert "QH-D02.sum_differs" not in codes(issues)


@pytest.mark.parametrize("name", ["Tổng kho xăng dầu", "Cổng chào", "Công viên"])
def test_projects_that_sound_like_totals_are_projects(tmp_path, name):
    records, _ = read(workbook(tmp_path / "a.xlsx", a=[HEAD, [1, name, 5]]))
    assert [r.name for r in records] == [name]
