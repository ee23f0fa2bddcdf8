"""What a plugin may raise or catch."""
try:
    from _qianqiao import MissingField  # the server's own classes
except ImportError:
    class MissingField(LookupError):
        """The snapshot has no such field: list it in permissions.fields."""


class Refused(Exception):
    """Raise it where the hook cannot do its work. Its text is shown to whoever handles the
    incident: write it for them."""


class Denied(PermissionError):
    """The plugin asked for what its manifest does not allow, or an administrator has not approved."""


class Unavailable(Exception):
    """What was asked for could not be had just now: a receiver does not answer, say. Letting it
    out refuses the call, which may be tried again later."""
