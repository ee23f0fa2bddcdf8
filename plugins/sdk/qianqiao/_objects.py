"""Case, Enterprise, Referral, Deadline, Calendar, Money: the server's classes where the plugin
runs in a host, their twins in plain Python elsewhere. _objects.pyi describes them."""
try:
    from _qianqiao import Calendar, Case, Deadline, Enterprise, Money, Referral
except ImportError:
    from ._plain import Calendar, Case, Deadline, Enterprise, Money, Referral

__all__ = ["Calendar", "Case", "Deadline", "Enterprise", "Money", "Referral"]
