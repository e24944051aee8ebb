"""Hold the sentence of every reason, and what would settle it: templates only.

``{name}`` is a value of the verdict. ``[part]`` falls away when one of its values is
missing, ``[part|other]`` then says the other. A value outside brackets that is missing
is said in the words of `ABSENT`.
"""

from __future__ import annotations

from quyhoach.reports.words import N_

__all__ = ["ABSENT", "MEASURE", "NEEDS", "SENTENCES", "SETTLES"]

SENTENCES = {
    "QH-C01.use_permitted": N_(
        "Được. Dự án đứng trên {zone}, nơi cho phép {use}.[ {measure}]"
    ),
    "QH-C01.use_not_permitted": N_(
        "Không được. Dự án đứng trên {zone}, nơi không cho phép {use}.[ {measure}]"
    ),
    "QH-C01.touches_only": N_(
        "Được. Dự án chỉ chạm {zone}: phần chung mỏng hơn sai số cho phép[ "
        "{tolerance}]."
    ),
    "QH-C01.within_units": N_(
        "Được. Mọi xã của dự án nằm trong {zone}, nơi cho phép {use}. Dự án chưa có "
        "ranh giới."
    ),
    "QH-C01.within_units_not_permitted": N_(
        "Không được. Mọi xã của dự án nằm trong {zone}, nơi không cho phép {use}. Dự "
        "án chưa có ranh giới."
    ),
    "QH-C01.use_conditional": N_(
        "Chưa nói được. Trên {zone}, {use} chỉ được phép khi đủ điều kiện[: "
        "{condition}]."
    ),
    "QH-C01.use_unknown": N_(
        "Chưa nói được. [Với {use}, quy định của {zone} không nói rõ, hoặc ngành ghi "
        "còn quá rộng.|Dự án chưa ghi rõ ngành, hoặc quy định của khu vực không nói.]"
    ),
    "QH-C01.scale_unknown": N_(
        "Chưa nói được. Dự án có phần chung với {zone}, nhưng không biết tỷ lệ bản đồ "
        "nên chưa chắc.[ {measure}]"
    ),
    "QH-C01.shares_unit": N_(
        "Chưa nói được. Dự án chưa có ranh giới; mới biết có xã chung với {zone}[ và "
        "nơi khác, cả thảy {zones} khu vực]."
    ),
    "QH-C01.regime_unknown": N_(
        "Chưa nói được. Bản sao của ta chưa có quy định nào về công năng của {zone}."
    ),
    "QH-C01.footprint_missing": N_(
        "Chưa nói được. Dự án chưa có ranh giới; tên xã chưa đủ để so với khu vực."
    ),
    "QH-C02.clear": N_("Không chạm đất bảo vệ. Bản sao lớp đất bảo vệ đủ ở nơi này."),
    "QH-C02.use_permitted": N_(
        "Được. Dự án đứng trên {protected}, nơi quy định bảo vệ cho phép {use}.[ "
        "{measure}]"
    ),
    "QH-C02.on_protected": N_(
        "Không được. Dự án đứng trên {protected}, nơi quy định bảo vệ không cho phép "
        "{use}.[ {measure}]"
    ),
    "QH-C02.touches_only": N_(
        "Được. Dự án chỉ chạm {protected}: phần chung mỏng hơn sai số cho phép[ "
        "{tolerance}]."
    ),
    "QH-C02.within_units": N_(
        "Không được. Mọi xã của dự án nằm trong {protected}, nơi quy định bảo vệ không "
        "cho phép {use}. Dự án chưa có ranh giới."
    ),
    "QH-C02.use_conditional": N_(
        "Chưa nói được. Trên {protected}, {use} chỉ được phép khi đủ điều kiện[: "
        "{condition}]."
    ),
    "QH-C02.use_unknown": N_(
        "Chưa nói được. [Với {use}, quy định của {protected} không nói rõ, hoặc ngành "
        "ghi còn quá rộng.|Dự án chưa ghi rõ ngành, hoặc quy định bảo vệ không nói.]"
    ),
    "QH-C02.scale_unknown": N_(
        "Chưa nói được. Dự án có phần chung với {protected}, nhưng không biết tỷ lệ "
        "bản đồ nên chưa chắc.[ {measure}]"
    ),
    "QH-C02.shares_unit": N_(
        "Chưa nói được. Dự án có xã chung với {protected}[ và nơi khác, cả thảy "
        "{zones} khu vực]; chưa đủ ranh giới để đo."
    ),
    "QH-C02.footprint_missing": N_(
        "Chưa nói được. Dự án chưa có ranh giới; tên xã chưa đủ để so với khu vực."
    ),
    "QH-C02.layer_needed": N_(
        "Chưa nói được. Bản sao lớp đất bảo vệ chưa đủ ở nơi này[: thiếu {needs}]."
    ),
    "QH-C03.inside": N_(
        "Được. Phần nằm ngoài mọi khu vực: {outside}[, giới hạn {limit}]."
    ),
    "QH-C03.outside": N_(
        "Không được. Phần nằm ngoài mọi khu vực: {outside}[, trừ sai số còn "
        "{outside_clear}][, giới hạn {limit}]."
    ),
    "QH-C03.near_limit": N_(
        "Chưa nói được. Phần nằm ngoài mọi khu vực: {outside}[, quá giới hạn {limit}], "
        "nhưng trừ sai số[ {tolerance}] thì [còn {outside_clear}|không còn quá]."
    ),
    "QH-C03.scale_unknown": N_(
        "Chưa nói được. Phần nằm ngoài mọi khu vực: {outside}[, quá giới hạn {limit}], "
        "nhưng không biết tỷ lệ bản đồ nên chưa chắc."
    ),
    "QH-C03.footprint_missing": N_(
        "Chưa nói được. Dự án chưa có ranh giới để đo phần nằm ngoài khu vực."
    ),
    "QH-C03.layer_needed": N_(
        "Chưa nói được. Bản sao các khu vực quy hoạch chưa đủ ở nơi này[: thiếu "
        "{needs}]."
    ),
    "QH-C04.listed": N_(
        "Có. Danh mục của quy hoạch nêu [mã {number}|mã của dự án][ ({scheme})]."
    ),
    "QH-C04.within_provision": N_(
        "Có. Ngành, địa bàn, giai đoạn và nguồn vốn đều nằm trong phạm vi một điều "
        "khoản[: {provision}]."
    ),
    "QH-C04.beyond_plan": N_(
        "Ngoài quy hoạch. Danh mục đủ, không có dự án này; không điều khoản nào cho "
        "phép. Muốn làm phải điều chỉnh quy hoạch."
    ),
    "QH-C04.condition_open": N_(
        "Chưa nói được. Dự án nằm trong phạm vi một điều khoản[: {provision}]. Điều "
        "khoản đó buộc phải có trong danh mục khác[: {needs}]."
    ),
    "QH-C04.scope_partly": N_(
        "Chưa nói được. Phạm vi điều khoản chỉ khớp một phần[; không khớp hoặc chưa "
        "ghi: {lacks}].[ Điều khoản gần nhất: {provision}.]"
    ),
    "QH-C04.text_only": N_(
        "Chưa nói được. Mới giống về chữ[, điểm {score}].[ Câu gần nhất: {provision}.]"
    ),
    "QH-C04.not_listed_flag": N_(
        "Chưa nói được. Danh mục đủ, không có dự án này; theo luật của ngày xét, đó "
        "mới là dấu hiệu. Đối chiếu mục tiêu và không gian của quy hoạch."
    ),
    "QH-C04.annex_needed": N_(
        "Chưa nói được. Bản sao danh mục của quy hoạch chưa đủ[: thiếu {needs}]."
    ),
    "QH-C05.no_higher_restriction": N_(
        "Không trái cấp trên. Bản sao các văn bản cấp trên đủ, không văn bản nào ngăn."
    ),
    "QH-C05.higher_permits": N_(
        "Được. Theo {higher}, {use} được phép[ trên {zone}].[ {measure}]"
    ),
    "QH-C05.lower_prevails": N_(
        "Được. Theo {higher}, {use} không được phép[ trên {zone}]; nhưng vào ngày xét, "
        "cấp dưới được áp dụng.[ {measure}]"
    ),
    "QH-C05.higher_prohibits": N_(
        "Không được. Theo {higher}, {use} không được phép[ trên {zone}][: "
        "{provision}].[ {measure}]"
    ),
    "QH-C05.not_in_higher_list": N_(
        "Không được. Cấp trên buộc dự án phải có trong danh mục[: {provision}]. Danh "
        "mục đủ, không có dự án này."
    ),
    "QH-C05.prevalence_undecided": N_(
        "Chưa nói được. Quy hoạch này và {higher} nói khác nhau[ về {zone}]. Áp dụng "
        "bên nào do {decided_by} quyết."
    ),
    "QH-C05.prevalence_unknown": N_(
        "Chưa nói được. Quy hoạch này và {higher} nói khác nhau[ về {zone}]. Bản sao "
        "chưa có quy định áp dụng bên nào."
    ),
    "QH-C05.use_unknown": N_(
        "Chưa nói được. [Với {use}, {higher} không nói rõ, hoặc ngành ghi còn quá "
        "rộng.|Dự án chưa ghi rõ ngành, hoặc quy hoạch cấp trên không nói.]"
    ),
    "QH-C05.scale_unknown": N_(
        "Chưa nói được. Dự án có phần chung với {higher_zone}, nhưng không biết tỷ lệ "
        "bản đồ nên chưa chắc.[ {measure}]"
    ),
    "QH-C05.listing_needed": N_(
        "Chưa nói được. Cấp trên buộc dự án phải có trong danh mục[: {provision}]. Bản "
        "sao danh mục đó chưa đủ[: thiếu {needs}]."
    ),
    "QH-C05.scope_partly": N_(
        "Chưa nói được. Một điều khoản cấp trên chỉ khớp một phần[; không khớp hoặc "
        "chưa ghi: {lacks}].[ Điều khoản đó: {provision}.]"
    ),
    "QH-C05.shares_unit": N_(
        "Chưa nói được. Dự án chưa có ranh giới; có xã chung với {higher_zone}[ và nơi "
        "khác, cả thảy {zones} khu vực], nơi chưa chắc cho phép {use}."
    ),
    "QH-C05.footprint_missing": N_(
        "Chưa nói được. Dự án chưa có ranh giới; tên xã không đủ để so với khu vực "
        "cấp trên."
    ),
    "QH-C05.higher_text_needed": N_(
        "Chưa nói được. Bản sao văn bản cấp trên chưa đủ[: thiếu {needs}]."
    ),
    "QH-C06.within_period": N_(
        "Đúng. Thời gian {span} nằm trong thời kỳ quy hoạch[ {plan_span}][ và giai "
        "đoạn đã nêu: {phase}]."
    ),
    "QH-C06.carried_in": N_(
        "Đúng. Dự án chuyển tiếp: bắt đầu {begin}, trước thời kỳ quy hoạch[ "
        "{plan_span}]; kết thúc {end}, trong thời kỳ."
    ),
    "QH-C06.beyond_period": N_(
        "Không đúng. Thời gian {span} vượt quá ngày cuối của thời kỳ quy hoạch[, "
        "{plan_end}]."
    ),
    "QH-C06.outside_phase": N_(
        "Không đúng. Thời gian {span} không có ngày nào trong giai đoạn đã nêu[: "
        "{phase}]."
    ),
    "QH-C06.rescheduled": N_(
        "Chưa nói được. Ngày kết thúc đã lùi[: {moves}]. Chưa thấy quyết định điều "
        "chỉnh."
    ),
    "QH-C06.crosses_phase": N_(
        "Chưa nói được. Thời gian {span} lệch một phần ra ngoài giai đoạn đã nêu[: "
        "{phase}]."
    ),
    "QH-C06.end_missing": N_(
        "Chưa nói được. Chưa rõ ngày kết thúc[, mới ghi {end}].[ Bắt đầu {begin}.][ "
        "Thời kỳ quy hoạch hết {plan_end}.]"
    ),
    "QH-C06.period_missing": N_("Chưa nói được. Dự án chưa ghi thời gian."),
    "QH-X01.clear": N_("Không trùng. Dự án không chung đất với dự án nào khác."),
    "QH-X01.apart_in_time": N_(
        "Không trùng. Dự án chung đất với {project} nhưng khác thời gian.[ {measure}]"
    ),
    "QH-X01.touches_only": N_(
        "Không trùng. Dự án chỉ chạm {project}: phần chung mỏng hơn sai số cho phép[ "
        "{tolerance}]."
    ),
    "QH-X01.clash": N_(
        "Trùng đất. Dự án và {project} cùng dùng một chỗ đất trong cùng thời gian.[ "
        "{measure}]"
    ),
    "QH-X01.period_missing": N_(
        "Chưa nói được. Dự án chung đất với {project}, nhưng thời gian thiếu hoặc chưa "
        "đủ rõ.[ {measure}]"
    ),
    "QH-X01.scale_unknown": N_(
        "Chưa nói được. Dự án có phần chung với {project}, nhưng không biết tỷ lệ bản "
        "đồ nên chưa chắc.[ {measure}]"
    ),
    "QH-X01.shares_unit": N_(
        "Chưa nói được. Dự án có thể chung đất với {project}[ và nơi khác, cả thảy "
        "{others} dự án]; chưa đủ ranh giới để đo."
    ),
    "QH-X01.footprint_missing": N_(
        "Chưa nói được. Dự án chưa có ranh giới, cũng chưa ghi xã."
    ),
    "QH-X03.distinct": N_(
        "Không trùng vốn. Mọi dòng vốn ghi đủ, không dự án nào khác dùng."
    ),
    "QH-X03.same_line": N_(
        "Trùng vốn. Dự án và {project} dùng chung một dòng vốn[: {line}]."
    ),
    "QH-X03.line_missing": N_(
        "Chưa nói được. Chưa có dòng vốn, hoặc dòng vốn thiếu quyết định, mã hay năm."
    ),
    "QH-X04.distinct": N_(
        "Không ghi hai lần. Không dự án nào khác trùng mã hay rất giống."
    ),
    "QH-X04.same_identifier": N_(
        "Ghi hai lần. Dự án và {project} cùng mang [mã {number}|một mã][ ({scheme})]."
    ),
    "QH-X04.alike": N_(
        "Chưa nói được. Dự án rất giống {project} về tên[ ({alike})], ngành, địa bàn "
        "và thời gian. Có thể là một dự án ghi hai lần."
    ),
}
"""Reason code to what is said."""

MEASURE = N_(
    "Phần chung {shared}[, bằng {share} dự án][; sai số cho phép {tolerance}]."
)

NEEDS = {
    "coverage": N_("{needs}"),
    "decision": N_("quyết định điều chỉnh thời gian"),
    "footprint": N_("ranh giới VN-2000 của dự án"),
    "funding_line": N_("quyết định, mã và năm của dòng vốn"),
    "judgement": N_("ý kiến của người xét"),
    "period": N_("ngày bắt đầu và kết thúc"),
    "permission": N_("giấy tờ chứng minh điều kiện[: {condition}]"),
    "precedence": N_("quy định áp dụng quy hoạch nào"),
    "regime": N_("quy định công năng của {zone}"),
    "sameness": N_("người lập trả lời có phải một dự án không"),
    "scale": N_("tỷ lệ bản đồ"),
    "sector": N_("ngành cụ thể của dự án, hoặc quy định của khu vực"),
    "zone_shape": N_("ranh giới của {protected} và của dự án"),
}
"""What would settle an unknown, by the kind of its need."""

SETTLES = {
    "QH-C03.near_limit": N_("bản đồ tỷ lệ lớn hơn"),
    "QH-C04.scope_partly": N_("[làm rõ {lacks}|phần phạm vi còn thiếu]"),
    "QH-C05.scope_partly": N_("[làm rõ {lacks}|phần phạm vi còn thiếu]"),
    "QH-C04.text_only": N_("người xét trả lời câu đó có nói về dự án không"),
    "QH-C04.not_listed_flag": N_(
        "người xét đối chiếu mục tiêu và không gian của quy hoạch"
    ),
    "QH-C05.prevalence_undecided": N_("quyết định của {decided_by}"),
    "QH-C05.use_unknown": N_("ngành cụ thể của dự án"),
    "QH-C06.crosses_phase": N_("giấy tờ cho phép kéo ra ngoài giai đoạn"),
    "QH-C06.end_missing": N_("ngày kết thúc"),
    "QH-X01.period_missing": N_("thời gian của cả hai dự án"),
    "QH-X01.shares_unit": N_("ranh giới VN-2000 của các dự án"),
}
"""What would settle an unknown, where its reason says more than its need."""

ABSENT = {
    "zone": N_("một khu vực"),
    "protected": N_("đất bảo vệ"),
    "higher_zone": N_("một khu vực của cấp trên"),
    "higher": N_("quy hoạch cấp trên"),
    "use": N_("công năng này"),
    "project": N_("một dự án khác"),
    "needs": N_("phần còn thiếu của bản sao"),
    "decided_by": N_("cơ quan có thẩm quyền"),
    "begin": N_("ngày chưa rõ"),
    "end": N_("ngày chưa rõ"),
    "span": N_("của dự án"),
}
"""What is said for a value that is missing; "chưa có số" where none stands here."""
