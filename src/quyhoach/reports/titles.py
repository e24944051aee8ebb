"""Name what a verdict is made of: outcomes, forces, rules, reasons, in few words."""

from __future__ import annotations

from quyhoach.reports.words import N_, translator

__all__ = [
    "force_word",
    "outcome_word",
    "reason_title",
    "rule_question",
    "rule_title",
]

OUTCOMES = {
    "conforms": N_("Phù hợp"),
    "conflicts": N_("Mâu thuẫn"),
    "silent": N_("Ngoài quy hoạch"),
    "unknown": N_("Chưa rõ"),
    "not_judged": N_("Không xét"),
}
"""Outcome to its word; a project can also be not judged."""

FORCES = {"binding": N_("Ràng buộc"), "indicative": N_("Tham khảo")}
"""Force to its word."""

RULES = {
    "QH-C01": N_("Công năng được phép"),
    "QH-C02": N_("Đất được bảo vệ"),
    "QH-C03": N_("Phần nằm ngoài mọi khu vực"),
    "QH-C04": N_("Không phát sinh ngoài quy hoạch"),
    "QH-C05": N_("Quy hoạch cấp trên"),
    "QH-C06": N_("Giai đoạn và tiến độ"),
    "QH-X01": N_("Cùng đất, cùng lúc"),
    "QH-X03": N_("Cùng một dòng vốn"),
    "QH-X04": N_("Một dự án, hai tên"),
}
"""Rule id to its title."""

QUESTIONS = {
    "QH-C01": N_("Khu vực có cho phép công năng này không?"),
    "QH-C02": N_("Có đứng trên đất bảo vệ không?"),
    "QH-C03": N_("Có nằm ngoài các khu vực quy hoạch không?"),
    "QH-C04": N_("Quy hoạch có nêu dự án này không?"),
    "QH-C05": N_("Có trái quy hoạch cấp trên không?"),
    "QH-C06": N_("Có đúng thời kỳ, giai đoạn không?"),
    "QH-X01": N_("Có trùng đất, trùng lúc với dự án khác không?"),
    "QH-X03": N_("Có dùng chung dòng vốn với dự án khác không?"),
    "QH-X04": N_("Có phải một dự án ghi hai lần không?"),
}
"""Rule id to the question it answers."""

REASON_TITLES = {
    "QH-C01.use_permitted": N_("công năng được phép"),
    "QH-C01.use_not_permitted": N_("công năng không được phép"),
    "QH-C01.touches_only": N_("chỉ chạm mép"),
    "QH-C01.within_units": N_("địa bàn nằm trọn trong khu vực cho phép"),
    "QH-C01.within_units_not_permitted": N_(
        "địa bàn nằm trọn trong khu vực không cho phép"
    ),
    "QH-C01.use_conditional": N_("được phép có điều kiện"),
    "QH-C01.use_unknown": N_("chưa rõ công năng"),
    "QH-C01.scale_unknown": N_("thiếu tỷ lệ bản đồ"),
    "QH-C01.shares_unit": N_("chỉ biết chung xã"),
    "QH-C01.regime_unknown": N_("chưa có quy định của khu vực"),
    "QH-C01.footprint_missing": N_("thiếu ranh giới"),
    "QH-C02.clear": N_("không chạm đất bảo vệ"),
    "QH-C02.use_permitted": N_("quy định bảo vệ cho phép"),
    "QH-C02.on_protected": N_("đứng trên đất bảo vệ"),
    "QH-C02.touches_only": N_("chỉ chạm mép đất bảo vệ"),
    "QH-C02.within_units": N_("địa bàn nằm trọn trong đất bảo vệ"),
    "QH-C02.use_conditional": N_("được phép có điều kiện trên đất bảo vệ"),
    "QH-C02.use_unknown": N_("chưa rõ công năng trên đất bảo vệ"),
    "QH-C02.scale_unknown": N_("thiếu tỷ lệ bản đồ của đất bảo vệ"),
    "QH-C02.shares_unit": N_("chỉ biết chung xã với đất bảo vệ"),
    "QH-C02.footprint_missing": N_("thiếu ranh giới"),
    "QH-C02.layer_needed": N_("thiếu lớp đất bảo vệ"),
    "QH-C03.inside": N_("nằm trong khu vực"),
    "QH-C03.outside": N_("nằm ngoài khu vực quá giới hạn"),
    "QH-C03.near_limit": N_("sát giới hạn"),
    "QH-C03.scale_unknown": N_("thiếu tỷ lệ bản đồ khu vực"),
    "QH-C03.footprint_missing": N_("thiếu ranh giới để đo phần ngoài"),
    "QH-C03.layer_needed": N_("thiếu lớp khu vực"),
    "QH-C04.listed": N_("có trong danh mục"),
    "QH-C04.within_provision": N_("nằm trong phạm vi điều khoản"),
    "QH-C04.beyond_plan": N_("ngoài quy hoạch"),
    "QH-C04.condition_open": N_("còn chờ danh mục khác"),
    "QH-C04.scope_partly": N_("phạm vi khớp một phần"),
    "QH-C04.text_only": N_("chỉ giống về chữ"),
    "QH-C04.not_listed_flag": N_("vắng trong danh mục, mới là dấu hiệu"),
    "QH-C04.annex_needed": N_("thiếu phụ lục danh mục"),
    "QH-C05.no_higher_restriction": N_("không trái cấp trên"),
    "QH-C05.higher_permits": N_("cấp trên cho phép"),
    "QH-C05.lower_prevails": N_("áp dụng cấp dưới"),
    "QH-C05.higher_prohibits": N_("trái quy hoạch cấp trên"),
    "QH-C05.not_in_higher_list": N_("không có trong danh mục cấp trên"),
    "QH-C05.prevalence_undecided": N_("chờ quyết áp dụng bên nào"),
    "QH-C05.prevalence_unknown": N_("chưa có quy định áp dụng bên nào"),
    "QH-C05.use_unknown": N_("chưa rõ công năng ở cấp trên"),
    "QH-C05.scale_unknown": N_("thiếu tỷ lệ bản đồ cấp trên"),
    "QH-C05.listing_needed": N_("thiếu danh mục cấp trên"),
    "QH-C05.scope_partly": N_("phạm vi điều khoản cấp trên chỉ khớp một phần"),
    "QH-C05.shares_unit": N_("chỉ biết chung xã với khu vực cấp trên"),
    "QH-C05.footprint_missing": N_("thiếu ranh giới"),
    "QH-C05.higher_text_needed": N_("thiếu văn bản cấp trên"),
    "QH-C06.within_period": N_("trong thời kỳ"),
    "QH-C06.carried_in": N_("chuyển tiếp"),
    "QH-C06.beyond_period": N_("quá thời kỳ"),
    "QH-C06.outside_phase": N_("ngoài giai đoạn"),
    "QH-C06.rescheduled": N_("lùi ngày, chưa thấy quyết định"),
    "QH-C06.crosses_phase": N_("lệch khỏi giai đoạn"),
    "QH-C06.end_missing": N_("chưa rõ ngày kết thúc"),
    "QH-C06.period_missing": N_("thiếu thời gian"),
    "QH-X01.clear": N_("không chung đất"),
    "QH-X01.apart_in_time": N_("chung đất, khác thời gian"),
    "QH-X01.touches_only": N_("chỉ chạm dự án khác"),
    "QH-X01.clash": N_("trùng đất, trùng thời gian"),
    "QH-X01.period_missing": N_("chung đất, thiếu thời gian"),
    "QH-X01.scale_unknown": N_("chung đất, thiếu tỷ lệ bản đồ"),
    "QH-X01.shares_unit": N_("chỉ biết chung xã với dự án khác"),
    "QH-X01.footprint_missing": N_("thiếu ranh giới"),
    "QH-X03.distinct": N_("không trùng dòng vốn"),
    "QH-X03.same_line": N_("trùng dòng vốn"),
    "QH-X03.line_missing": N_("thiếu dòng vốn"),
    "QH-X04.distinct": N_("một dự án riêng"),
    "QH-X04.same_identifier": N_("trùng mã"),
    "QH-X04.alike": N_("rất giống dự án khác"),
}
"""Reason code to a few words."""


def outcome_word(outcome: str, lang: str) -> str:
    """Return the word for an outcome.

    Parameters
    ----------
    outcome : str
        ``conforms``, ``conflicts``, ``silent``, ``unknown`` or ``not_judged``.
    lang : str
        Language.

    Returns
    -------
    str
        The word; an outcome that has none comes back as it is.

    Examples
    --------
    >>> outcome_word("silent", "vi"), outcome_word("silent", "en")
    ('Ngoài quy hoạch', 'Beyond the plan')
    """
    return translator(lang)(OUTCOMES.get(outcome, outcome))


def force_word(force: str, lang: str) -> str:
    """Return the word for a force.

    Parameters
    ----------
    force : str
        ``binding`` or ``indicative``.
    lang : str
        Language.

    Returns
    -------
    str
        The word; a force that has none comes back as it is.

    Examples
    --------
    >>> force_word("binding", "vi"), force_word("", "vi")
    ('Ràng buộc', '')
    """
    return translator(lang)(FORCES.get(force, force))


def rule_title(rule: str, lang: str) -> str:
    """Return the title of a rule.

    Parameters
    ----------
    rule : str
        Its id.
    lang : str
        Language.

    Returns
    -------
    str
        The title; a rule that has none is named by its id.

    Examples
    --------
    >>> rule_title("QH-X01", "vi"), rule_title("QH-X01", "en")
    ('Cùng đất, cùng lúc', 'Same ground at the same time')
    """
    return translator(lang)(RULES.get(rule, rule))


def rule_question(rule: str, lang: str) -> str:
    """Return the question that a rule answers; its sentences are the answers.

    Parameters
    ----------
    rule : str
        Its id.
    lang : str
        Language.

    Returns
    -------
    str
        The question; a rule that has none is named by its id.

    Examples
    --------
    >>> rule_question("QH-C04", "vi")
    'Quy hoạch có nêu dự án này không?'
    """
    return translator(lang)(QUESTIONS.get(rule, rule))


def reason_title(reason: str, lang: str) -> str:
    """Return a reason in a few words, as a list or a change shows it.

    Parameters
    ----------
    reason : str
        Reason code.
    lang : str
        Language.

    Returns
    -------
    str
        The words; a code that has none comes back as it is.

    Examples
    --------
    >>> reason_title("QH-C04.annex_needed", "vi")
    'thiếu phụ lục danh mục'
    """
    return translator(lang)(REASON_TITLES.get(reason, reason))
