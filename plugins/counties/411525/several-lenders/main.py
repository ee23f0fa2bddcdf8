"""Warns the task force where more than one bank granted credit, or where all credit together goes
beyond what was applied for. A bank never learns of another: the warning names no reader but the
task force (process §3, referral)."""
from qianqiao import Case, Event, Money, Verdict, on, warning


@on("several-lenders", event="Granted")
def several_lenders(case: Case, event: Event) -> Verdict:
    granted = [(referral.bank_name, referral.granted) for referral in case.referrals
               if referral.granted]
    if len(granted) < 2:
        return Verdict.done()
    total = sum((amount for _, amount in granted), Money(0))
    told = "、".join(f"{bank} {amount}" for bank, amount in granted)
    text = f"{case.enterprise.name}已获{len(granted)}家银行授信：{told}，合计{total}。"
    asked = case.amount
    if asked and total > asked:
        text += f"超过申请的{asked}，请关注过度授信。"
    return Verdict.done(warnings=[warning(text, to="task_force")])
