"""What a hook answers."""


def command(event, data=None, *, subject=None):
    """Proposes an event for the case at hand (or its referral `subject`). The server checks it like
    anybody's: role, state and data must fit, else it is refused and noted."""
    fields = {"event": event, "data": dict(data or {})}
    return fields if subject is None else {**fields, "subject": subject}


def warning(text, to="task_force"):
    """A note to somebody within the office: task_force, county_office, leader or visitor."""
    return {"text": text, "to": to}


def problem(field, text):
    """What is wrong with a field of a form."""
    return {"field": field, "text": text}


class Verdict:
    """An answer. Use the methods named after outcomes; each says for which hooks it is."""

    def __init__(self, outcome, **fields):
        self.fields = {"outcome": outcome}
        for name, value in fields.items():
            if value is None or value == "" or value == () or value == []:
                continue
            self.fields[name] = list(value) if isinstance(value, tuple) else value

    @property
    def outcome(self):
        return self.fields["outcome"]

    @property
    def reason(self):
        return self.fields.get("reason", "")

    def __eq__(self, other):
        return isinstance(other, Verdict) and self.fields == other.fields

    def __repr__(self):
        return f"Verdict({self.fields})"

    @classmethod
    def passed(cls, reason="", *, form=None, score=None, reasons=(), commands=(), warnings=(),
               notes=()):
        """step: done, the case may go on. `form`: data for the step's form; `score`: 0 to 100."""
        return cls("passed", reason=reason, form=form, score=_score(score, reasons),
                   commands=commands, warnings=warnings, notes=notes)

    @classmethod
    def failed(cls, reason, *, commands=(), warnings=(), notes=()):
        """step: not fulfilled, with the reason for the reviewer."""
        return cls("failed", reason=reason, commands=commands, warnings=warnings, notes=notes)

    @classmethod
    def report(cls, department, reason, *, notes=()):
        """step: a department must look into it and report. `department` is an organisation id."""
        return cls("report", department=department, reason=reason, notes=notes)

    @classmethod
    def allowed(cls, *, warnings=()):
        """guard: nothing stands against the event."""
        return cls("allowed", warnings=warnings)

    @classmethod
    def refused(cls, reason, *, warnings=()):
        """guard: the event may not happen, with the reason for whoever tried."""
        return cls("refused", reason=reason, warnings=warnings)

    @classmethod
    def done(cls, *, commands=(), warnings=(), messages=(), notes=()):
        """on, scheduled. `messages` (scheduled): {to, title, text}."""
        return cls("done", commands=commands, warnings=warnings, messages=messages, notes=notes)

    @classmethod
    def delivered(cls):
        """notifier: the receiver's own system confirmed it."""
        return cls("delivered")

    @classmethod
    def sent(cls):
        """notifier: handed on; whether it arrived is not known."""
        return cls("sent")

    @classmethod
    def retry(cls, reason):
        """notifier: not now; worth another attempt later."""
        return cls("retry", reason=reason)

    @classmethod
    def rejected(cls, reason):
        """notifier: never going to work (bad address, key withdrawn)."""
        return cls("rejected", reason=reason)

    @classmethod
    def of_problems(cls, problems):
        """validator: valid where there are none."""
        problems = list(problems or [])
        return cls("invalid", problems=problems) if problems else cls("valid")

    @classmethod
    def rows(cls, rows, *, problems=()):
        """importer. Problems: {row, column, text}; good rows are kept beside them."""
        verdict = cls("rows", problems=problems)
        verdict.fields["rows"] = list(rows)
        return verdict

    @classmethod
    def table(cls, title, columns, rows):
        """report. Cells are texts or whole numbers."""
        verdict = cls("table", title=title)
        verdict.fields.update(columns=list(columns), rows=[list(row) for row in rows])
        return verdict


def _score(value, reasons):
    return None if value is None else {"value": value, "reasons": list(reasons)}
