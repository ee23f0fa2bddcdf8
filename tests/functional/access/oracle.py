"""Who ought to see what, computed apart from the server: from the tree of organisations, a role and
its scope, by the rules of the process's second chapter. Imports nothing of the product."""

CASES, REFERRALS, SLIPS = "cases", "referrals", "slips"
ALL = (CASES, REFERRALS, SLIPS)
COUNTY_WIDE = {role: ALL for role in (
    "province_office", "city_office", "city_convener", "county_office", "county_convener",
    "county_administrator", "task_force", "preliminary_reviewer", "deputy_leader", "leader",
    "window_clerk", "auditor")}
COUNTY_WIDE["bank_reviewer"] = (CASES,)  # sees no referrals
NOTHING = ("system_administrator", "security_administrator", "guarantor")


class Oracle:
    def __init__(self, organisations):
        self.parents = {row["id"]: row["parent"] for row in organisations}

    def within(self, inner, outer):
        while inner:
            if inner == outer:
                return True
            inner = self.parents.get(inner)
        return False

    def sees(self, role, scope, kind, subject):
        """`subject` as the operator reads it; a slip with `departments`, the banks it is about
        in `banks`."""
        if role in NOTHING:
            return False
        if role in ("bank_contact", "bank_head"):
            if kind == CASES:
                return False
            banks = [subject["bank"], subject["branch"]] if kind == REFERRALS else subject["banks"]
            return any(self.within(bank, scope) for bank in banks if bank)
        if role == "department":
            if kind == SLIPS:
                return scope in subject["departments"]
            return kind == CASES and self.within(scope, subject["county"])
        if role == "visitor":
            if kind == REFERRALS:
                return False
            return self.within(subject["county"], scope) or (
                bool(subject["township"]) and self.within(subject["township"], scope))
        return kind in COUNTY_WIDE[role] and self.within(subject["county"], scope)
