"""What hooks are given beside a case. Attributes are plain values."""


class Event:
    """An event of a case: before it happens (guard) or after (on)."""

    def __init__(self, fields):
        self.name = fields["name"]        # str: "ReviewApproved"
        self.at = fields.get("at", "")    # str: RFC 3339
        self.role = fields.get("role", "")  # str: role of who does it, never the person
        self.data = fields.get("data", {})  # dict: only where permissions.fields has event.data


class Message:
    """A message to one receiver."""

    def __init__(self, fields):
        self.stable_id = fields["stable_id"]      # str: the same on every attempt
        self.title = fields.get("title", "")      # str: one line
        self.text = fields.get("text", "")        # str: plain text, several lines
        self.address = fields.get("address", "")  # str: the receiver's address on this channel
        self.lines = fields.get("lines", [])      # list[str]: what was gathered into one letter
        self.urgent = fields.get("urgent", False)  # bool: somebody is late


class Table:
    """A sheet of a file that was read: cells as text, trimmed, empty where nothing stands."""

    def __init__(self, fields):
        self.name = fields.get("name", "")  # str: the file's name
        self.rows = fields["rows"]          # list[list[str]]: the heading's row is among them
        self.first_row = fields.get("first_row", 1)  # int: number of rows[0] in the file

    def column(self, title, *, row=0):
        """The index of a column by its title in the heading's row; None where there is none."""
        for index, cell in enumerate(self.rows[row]):
            if cell.strip() == title:
                return index
        return None


class Period:
    """What a report covers: local days, both included."""

    def __init__(self, fields):
        self.first = fields.get("first", "")  # str: 2025-01-01
        self.last = fields.get("last", "")    # str: 2025-01-31
        self.county = fields.get("county", "")  # str: code
