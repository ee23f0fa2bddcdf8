"""Reads the roster that the market regulator exports: towns as lines of their own between the
enterprises, name and code in one cell, phone beside the contact.

    固始县小微企业名册
    一、秀水街道
    1 | 甲食品有限公司（91411525MA…） | 食品制造 C14 | 张三 138… | 秀水路1号
"""
import re

from qianqiao import Table, Verdict, importer

TOWN = re.compile(r"^[一二三四五六七八九十百]+、\s*(\S+?(?:街道|镇|乡|办事处))\s*$")
NAME = re.compile(r"^(?P<name>.+?)\s*[（(]\s*(?P<uscc>[0-9A-Za-z]{15,18})\s*[)）]\s*$")
INDUSTRY = re.compile(r"\b([A-T]\d{2,4})\b")
PHONE = re.compile(r"(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})")
SKIPPED = ("序号", "合计", "小计")


def read_row(cells, town):
    """The row's fields, or what is wrong: (column, text)."""
    match = NAME.match(cells[1])
    if not match:
        return None, ("B", f"“{cells[1]}”应为“名称（统一社会信用代码）”")
    industry, contact = INDUSTRY.search(cells[2]), cells[3]
    phone = PHONE.search(contact)
    fields = {"name": match["name"], "uscc": match["uscc"].upper(), "township": town,
              "industry": industry[1] if industry else "",
              "contact_name": PHONE.sub("", contact).strip(),
              "contact_phone": phone[1] if phone else "", "address": cells[4]}
    return {name: value for name, value in fields.items() if value}, None


@importer("grouped-sheet", of="roster")
def grouped_sheet(table: Table) -> Verdict:
    rows, problems, town = [], [], ""
    for offset, cells in enumerate(table.rows):
        number = table.first_row + offset
        first = next((cell for cell in cells if cell), "")
        heading = TOWN.match(first)
        if heading:
            town = heading[1]
        elif not cells or not cells[0].isdigit():
            if first and not first.startswith(SKIPPED) and offset > 0:
                problems.append({"row": number, "column": "A", "text": f"看不懂的一行：{first[:50]}"})
        else:
            fields, wrong = read_row((cells + [""] * 5)[:5], town)
            if wrong:
                problems.append({"row": number, "column": wrong[0], "text": wrong[1]})
            else:
                rows.append({"row": number, **fields})
    return Verdict.rows(rows, problems=problems)
