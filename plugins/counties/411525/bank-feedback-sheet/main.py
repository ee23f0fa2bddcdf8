"""Reads a bank's own sheet of decisions: 推送编号, 结果, 授信金额（万元）, 年利率（%）, 期限（月）,
决定日期, 担保方式, 流动资金, 首贷, 信用贷, 中长期, 无还本续贷, 未授信原因. Each row becomes an event of
the referral that it names, a declined one with its reasons a second; who sends the sheet must be
allowed to post them, which the server checks row by row."""
import datetime
import re

from qianqiao import Money, Refused, Table, Verdict, importer

COLUMNS = {"id": ("推送编号", "编号"), "result": ("结果", "审批结果"),
           "amount": ("授信金额（万元）", "金额（万元）"), "rate": ("年利率（%）", "年利率"),
           "term": ("期限（月）", "期限"), "date": ("决定日期", "日期"),
           "guarantee": ("担保方式", "担保"), "working_capital": ("流动资金", "流动资金贷款"),
           "first_loan": ("首贷",), "credit_loan": ("信用贷",),
           "medium_or_long_term": ("中长期", "中长期贷款"),
           "renewal_without_principal": ("无还本续贷",),
           "reason": ("未授信原因", "原因代码")}
YES_OR_NO = ("working_capital", "first_loan", "credit_loan", "medium_or_long_term",
             "renewal_without_principal")
GUARANTEES = {"": "none", "无": "none", "信用": "none", "抵押": "mortgage", "质押": "pledge",
              "保证": "guarantor"}
GRANTED, DECLINED = ("授信", "已授信", "通过"), ("不授信", "未授信", "拒绝")
RATE = re.compile(r"(\d{1,2})(?:\.(\d{1,2}))?%?")
DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


class Wrong(Exception):
    """A cell that cannot be read: column and text."""


def basis_points(text):
    match = RATE.fullmatch(text)
    if not match:
        raise Wrong("年利率", f"“{text}”不是百分数，如 3.85")
    return int(match[1]) * 100 + int((match[2] or "0").ljust(2, "0"))


def day(text):
    match = DATE.fullmatch(text)
    try:
        return datetime.date(*map(int, match.groups())).isoformat()
    except (AttributeError, ValueError):
        raise Wrong("决定日期", f"“{text}”不是日期，如 2025-03-01") from None


def yes(cell, name):
    if cell(name) not in ("是", "否", ""):
        raise Wrong(COLUMNS[name][0], f"“{cell(name)}”应为“是”或“否”")
    return cell(name) == "是"


def events_of(cell):
    data = {"decided_on": day(cell("date"))}
    if cell("result") in DECLINED:
        yield {"event": "Declined", "data": data}
        if codes := cell("reason").split():
            yield {"event": "FeedbackGiven", "data": {"reasons": [{"code": code} for code in codes]}}
        return
    if cell("result") not in GRANTED:
        raise Wrong("结果", f"“{cell('result')}”应为“授信”或“不授信”")
    try:
        data["amount_fen"] = Money.from_wan(cell("amount").replace(",", "")).fen
    except ValueError:
        raise Wrong("授信金额", f"“{cell('amount')}”不是以万元计的金额") from None
    data["annual_rate_bps"] = basis_points(cell("rate"))
    if not cell("term").isdigit():
        raise Wrong("期限", f"“{cell('term')}”不是月数")
    data["term_months"] = int(cell("term"))
    if cell("guarantee") not in GUARANTEES:
        raise Wrong("担保方式", f"“{cell('guarantee')}”应为 {'、'.join(filter(None, GUARANTEES))}之一")
    data["guarantee"] = {"kind": GUARANTEES[cell("guarantee")]}
    data.update({name: yes(cell, name) for name in YES_OR_NO})
    yield {"event": "Granted", "data": data}


def heading(table):
    for row, cells in enumerate(table.rows[:10]):
        places = {name: next((i for i, cell in enumerate(cells) if cell in titles), None)
                  for name, titles in COLUMNS.items()}
        if places["id"] is not None and places["result"] is not None:
            return row, places
    raise Refused("前十行中找不到“推送编号”和“结果”两列")


@importer("bank-feedback", of="feedback")
def bank_feedback(table: Table) -> Verdict:
    row, places = heading(table)
    rows, problems = [], []
    for offset, cells in enumerate(table.rows[row + 1:], start=row + 1):
        def cell(name):
            place = places[name]
            return cells[place].strip() if place is not None and place < len(cells) else ""
        number = table.first_row + offset
        if not cell("id"):
            continue
        try:
            rows += [{"row": number, "referral": cell("id"), **event} for event in events_of(cell)]
        except Wrong as wrong:
            problems.append({"row": number, "column": wrong.args[0], "text": wrong.args[1]})
    return Verdict.rows(rows, problems=problems)
