"""Asks the ecology department for a report on mining, manufacturing and energy (GB/T 4754-2017
sections B to D); others pass. What it said on 产业和环保政策, one of the kinds of information of (五), is
read where it is there already, not asked for again."""
from qianqiao import Case, Verdict, settings, step


@step("ecology-check", stage="Review.Preliminary")
def ecology_check(case: Case) -> Verdict:
    name, section = case.enterprise.name, case.enterprise.industry_section
    if section is not None and section not in settings["sections"]:
        return Verdict.passed(f"门类{section}无需生态环境核查。")
    given = case.get("case.information.industry_environment_policy") or {}
    if given.get("conclusion") in ("favourable", "nothing_found"):
        return Verdict.passed(f"{name}：生态环境部门未发现问题。", notes=[given.get("remark") or "无备注"])
    if given.get("conclusion") == "adverse":
        return Verdict.failed(f"{name}有未了结的环境违法行为：{given.get('remark') or '详见部门意见'}")
    why = "行业不详" if section is None else f"属门类{section}"
    return Verdict.report(settings["department"],
                          f"{name}{why}，请核实环评、排污许可和有无未了结的环境违法行为。")
