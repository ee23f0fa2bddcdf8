"""Every Monday at nine: how many cases stand where, who is late, what was granted, and the change
since the last bulletin. The same figures as a table."""
import collections

from qianqiao import Money, Period, Verdict, report, scheduled, settings, store

STATES = {"Roster": "名录", "Visit": "走访", "Application": "申报", "Review": "审核",
          "Recommendation": "推荐", "BankDecision": "银行决策", "Feedback": "反馈",
          "Guidance": "辅导", "Financing": "授信落地", "Closed": "办结", "Removed": "移出"}


def counted(cases):
    stages = collections.Counter(case.state.partition(".")[0] for case in cases)
    return [(STATES.get(stage, stage), stages[stage]) for stage in STATES if stages[stage]]


def granted_in(cases):
    amounts = (referral.granted for case in cases for referral in case.referrals)
    return sum((amount for amount in amounts if amount), Money(0))


def late(cases):
    return [(case.enterprise.name, deadline.due_on.isoformat())
            for case in cases for deadline in case.deadlines if deadline.overdue]


@scheduled("weekly-bulletin", at="0 9 * * 1")
def weekly_bulletin(cases, now) -> Verdict:
    total, overdue = granted_in(cases), late(cases)
    before = Money(int(store.get("granted_fen", "0")))
    lines = [f"在办 {len(cases)} 件：" + "，".join(f"{stage} {n}" for stage, n in counted(cases)) + "。",
             f"累计授信 {total}，比上期增加 {total - before}。"]
    if overdue:
        named = "；".join(f"{name}（{due}）" for name, due in overdue[:settings["most_named"]])
        more = f" 等 {len(overdue)} 项" if len(overdue) > settings["most_named"] else ""
        lines.append(f"已逾期：{named}{more}。")
    store.put("granted_fen", str(total.fen))
    return Verdict.done(messages=[{"to": "county_office", "title": f"每周简报 {now:%Y-%m-%d}",
                                   "text": "\n".join(lines)}])


@report("weekly-table")
def weekly_table(cases, period: Period) -> Verdict:
    return Verdict.table(f"各环节件数（至{period.last}）", ["环节", "件数"],
                         [[stage, n] for stage, n in counted(cases)])
