"""Scores how soon a case should be served, 0 to 100, each point with its reason.

The score orders work lists and decides nothing: a step that always passes. What it counts is what
the notice wants served: small and first-time borrowers, the real economy, honest taxpayers.
"""
from qianqiao import Case, Money, Verdict, settings, step


def points_of(case: Case):
    enterprise = case.enterprise
    if enterprise.size_class == "micro" or enterprise.kind in ("individual", "family_farm"):
        yield 20, "微型企业、个体工商户或家庭农场"
    elif enterprise.size_class == "small":
        yield 15, "小型企业"
    if enterprise.industry_section in settings["favoured_sections"]:
        yield 20, f"本县重点产业（门类{enterprise.industry_section}）"
    if case.application.get("first_loan"):
        yield 20, "首次贷款"
    amount, limit = case.amount, Money.from_wan(str(settings["small_amount_wan"]))
    if amount is not None and amount <= limit:
        yield 15, f"申请{amount}，不超过{limit}"
    grade = (case.get("case.information.public_credit_report") or {}).get("grade")
    if grade in ("A", "B"):
        yield 15, f"纳税信用{grade}级"
    if enterprise.attributes.get("专精特新"):
        yield 10, "专精特新"


@step("priority-score", stage="Review.Preliminary")
def priority_score(case: Case) -> Verdict:
    points = list(points_of(case))
    score = min(100, sum(value for value, _ in points))
    return Verdict.passed(f"优先服务评分{score}分", score=score,
                          reasons=[f"+{value} {why}" for value, why in points])
