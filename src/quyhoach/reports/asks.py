"""What to ask for, in words."""

from __future__ import annotations

from quyhoach.conformity import Need, OtherKind
from quyhoach.conformity.ask import Ask
from quyhoach.plan import Plan

__all__ = ["ask_words"]

# Need of a thing that each project lacks for itself: Vietnamese, English, kind.
_EACH = {
    Need.COVERAGE: (
        "Phụ lục hoặc lớp bản đồ còn thiếu của quy hoạch",
        "The missing annex or layer of the plan",
        "annex",
    ),
    Need.DECISION: (
        "Quyết định điều chỉnh tiến độ của dự án",
        "The decision that moved the project's schedule",
        "decision",
    ),
    Need.FOOTPRINT: (
        "Ranh giới VN-2000 của dự án",
        "The project's footprint in VN-2000",
        "layer",
    ),
    Need.FUNDING_LINE: (
        "Dòng vốn: quyết định, mã dòng, năm",
        "The funding line: decision, code, year",
        "decision",
    ),
    Need.JUDGEMENT: (
        "Ý kiến người đọc: dự án có thuộc câu đã nêu không",
        "A reader's word on whether the sentence covers the project",
        "judgement",
    ),
    Need.PERIOD: ("Thời gian thực hiện của dự án", "The project's period", "decision"),
    Need.PERMISSION: (
        "Giấy tờ chứng minh điều kiện của khu vực",
        "Proof of the zone's condition",
        "decision",
    ),
    Need.PRECEDENCE: (
        "Văn bản nói quy hoạch nào thắng",
        "What says which plan prevails",
        "text",
    ),
    Need.REGIME: (
        "Quy định về công năng của khu vực",
        "What the zone permits",
        "text",
    ),
    Need.SAMENESS: (
        "Xác nhận hai tên là một hay hai dự án",
        "Whether two names are one project",
        "judgement",
    ),
    Need.SCALE: (
        "Tỷ lệ bản đồ của ranh giới",
        "The map scale of the footprint",
        "layer",
    ),
    Need.SECTOR: (
        "Ngành của dự án, hoặc quy định của khu vực với ngành đó",
        "The project's sector, or what the zone says of it",
        "text",
    ),
    Need.ZONE_SHAPE: ("Ranh giới của khu vực", "The boundary of the zone", "layer"),
}


def ask_words(plan: Plan, one: Ask) -> tuple[str, str, str, str]:
    """Return what to ask for: Vietnamese, English, kind, and the instrument's id.

    Parameters
    ----------
    plan : Plan
        Names coverage, zones and instruments.
    one : Ask
        A thing to ask for.

    Returns
    -------
    tuple of str
        In that order; the last is empty where no instrument is known.
    """
    vi, en, kind = _EACH[one.need]
    if one.kind is OtherKind.COVERAGE:
        row = plan.coverage[one.row]
        return row.needs, row.needs_en, row.kind, row.instrument
    if one.kind is OtherKind.ZONE:
        paper = plan.instruments[int(plan.zones.instrument[one.row])]
        name, name_en = plan.zones.name[one.row], plan.zones.name_en[one.row]
        return f"{vi}: {name}", f"{en}: {name_en}", kind, paper.id
    if one.kind is OtherKind.PROVISION:
        return vi, en, kind, plan.provisions[one.row].instrument
    return vi, en, kind, ""
