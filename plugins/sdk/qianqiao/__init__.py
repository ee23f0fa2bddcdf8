"""牵桥 plugins: what a county's plugin imports.

    from qianqiao import Case, Verdict, step

    @step("tax-grade", stage="Review.Preliminary")
    def tax_grade(case: Case) -> Verdict:
        grade = case.information["public_credit_report"]["grade"]
        if grade in ("A", "B", "M"):
            return Verdict.passed(f"纳税信用{grade}级")
        return Verdict.report("411502-shuiwu", f"纳税信用{grade}级，请税务部门核实")

On the server a plugin runs in a sandbox: no files but its own folder (read-only), no network, no
processes, no threads, limited time and memory. What it may see of a case stands in plugin.yaml.
The same code runs under plain Python 3.11 for the author's own tests: see qianqiao.testing.

Raise `Refused("why")` where the hook cannot do its work; any other exception that is let out counts
as a crash, told with its place. `Denied` is raised where a plugin asks for what its manifest does not allow.
"""
from ._errors import Denied, MissingField, Refused, Unavailable
from ._hooks import guard, importer, notifier, on, report, scheduled, step, validator
from ._objects import Calendar, Case, Deadline, Enterprise, Money, Referral
from ._services import Response, http, log, secret, settings, store
from .inputs import Event, Message, Period, Table
from .verdict import Verdict, command, problem, warning

__all__ = [
    "Calendar", "Case", "Deadline", "Denied", "Enterprise", "Event", "Message", "MissingField",
    "Money", "Period", "Referral", "Refused", "Response", "Table", "Unavailable", "Verdict",
    "command", "guard", "http", "importer", "log", "notifier", "on", "problem", "report",
    "scheduled", "secret", "settings", "step", "store", "validator", "warning",
]
