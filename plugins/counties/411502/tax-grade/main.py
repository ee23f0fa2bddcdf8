"""Passes where the tax grade (纳税信用等级, A, B, M, C or D) is good; else the tax office reports.

The grade stands in the public credit report (公共信用报告), one of the kinds of information of (五). A
grade C or D refuses nobody: the notice knows no such standard, so a person looks at it.
"""
from qianqiao import Case, Verdict, settings, step


@step("tax-grade", stage="Review.Preliminary")
def tax_grade(case: Case) -> Verdict:
    report = case.get("case.information.public_credit_report") or {}
    grade = report.get("grade")
    name = case.enterprise.name
    if not grade:
        return Verdict.report(settings["department"], f"{name}没有纳税信用等级，请税务部门核实。")
    if grade in settings["good_grades"]:
        return Verdict.passed(f"{name}的纳税信用等级为{grade}级。", form={"grade": grade})
    return Verdict.report(settings["department"],
                          f"{name}的纳税信用等级为{grade}级，请税务部门说明原因和欠税情况。")
