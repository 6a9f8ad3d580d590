"""Discord's refusals: each error code with the status and the words that go with it.

Routes let `DiscordError` through and the server turns it into an answer; people in a test meet it as an exception.
It knows nothing of HTTP.
"""

from typing import Any

REASONS: dict[int, tuple[int, str]] = {
    0: (401, "401: Unauthorized"),
    10003: (404, "Unknown Channel"),
    10004: (404, "Unknown Guild"),
    10007: (404, "Unknown Member"),
    10008: (404, "Unknown Message"),
    10013: (404, "Unknown User"),
    10015: (404, "Unknown Webhook"),
    10062: (404, "Unknown interaction"),
    10070: (404, "Unknown Guild Scheduled Event"),
    30003: (400, "Maximum number of pins reached"),
    40005: (413, "Request entity too large"),
    40060: (400, "Interaction has already been acknowledged."),
    50001: (403, "Missing Access"),
    50005: (403, "Cannot edit a message authored by another user"),
    50006: (400, "Cannot send an empty message"),
    50007: (403, "Cannot send messages to this user"),
    50013: (403, "Missing Permissions"),
    50024: (400, "Cannot execute action on this channel type"),
    50035: (400, "Invalid Form Body"),
    50083: (400, "Thread is archived"),
    160002: (400, "Cannot reply without permission to read message history"),
    160004: (400, "A thread has already been created for this message"),
    160005: (400, "Thread is locked"),
}

MISSHAPEN = frozenset({40005, 50006, 50035})  # the caller's fault whatever the state of the world


class DiscordError(Exception):
    """What Discord answers instead of doing it."""

    def __init__(self, code: int, detail: str = "") -> None:
        self.code = code
        self.status, self.reason = REASONS[code]
        self.detail = detail
        super().__init__(f"{self.status}/{code} {self.reason}" + (f": {detail}" if detail else ""))

    def wire(self) -> dict[str, Any]:
        answer: dict[str, Any] = {"message": self.reason, "code": self.code}
        if self.detail:
            answer["errors"] = {"_errors": [{"code": "INVALID", "message": self.detail}]}
        return answer


def refuse_unless(allowed: object, code: int, detail: str = "") -> None:
    """Raise the refusal with this code unless `allowed` is true."""
    if not allowed:
        raise DiscordError(code, detail)
