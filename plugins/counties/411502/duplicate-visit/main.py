"""Warns the task force, and nobody else, where another team visited the enterprise a short while ago,
so that nobody is asked the same twice (process §3, VisitPlanned)."""
import datetime

from qianqiao import Case, Event, Verdict, on, settings, warning


@on("duplicate-visit", event="VisitPlanned")
def duplicate_visit(case: Case, event: Event) -> Verdict:
    planned = datetime.date.fromisoformat(event.at[:10])
    since = planned - datetime.timedelta(days=settings["days"])
    recent = sorted((visit["visited_on"], visit["team"]) for visit in case.visits
                    if since <= datetime.date.fromisoformat(visit["visited_on"]) <= planned)
    if not recent:
        return Verdict.done()
    told = "、".join(f"{day} {team}" for day, team in recent)
    text = f"{case.enterprise.name}近{settings['days']}天内已被走访：{told}。请先了解情况，避免重复打扰。"
    elsewhere = sorted({other["county"] for other in case.other_cases})
    if elsewhere:
        text += f"另有其他县区的事项：{'、'.join(elsewhere)}。"
    return Verdict.done(warnings=[warning(text, to="task_force")])
