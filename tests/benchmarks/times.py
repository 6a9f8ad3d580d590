"""The reading of times, for measuring: `python -m tests.benchmarks.times [FILE]`.

One JSON request a line, from the file or standard input, {"text", "now", "zone", "language"}: what a host writes, the
present (RFC 3339), the server's zone, the language. One JSON response a line on standard output: {"instant": "…Z",
"said": how it is shown back} where the time was understood, {"asked": the sentence} where the host is asked. The code
that runs is the bot's own, as for `/tchat start when:`.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from bot.adapters.catalogues import words
from bot.core.base.errors import Refused
from bot.core.when.asking_back import START, Asking, understood


def respond(request: str) -> str:
    """Answer one request line."""
    row = json.loads(request)
    now = datetime.fromisoformat(row["now"])
    catalogue = words(row["language"])
    try:
        time = understood(START, row["text"], Asking(now, row["zone"], row["language"]), catalogue)
    except Refused as refusal:
        return json.dumps({"asked": refusal.sentence(catalogue)}, ensure_ascii=False)
    instant = time.instant.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return json.dumps({"instant": instant, "said": time.said}, ensure_ascii=False)


def respond_all(requests: Iterable[str]) -> Iterator[str]:
    """Answer each line that is not blank."""
    return (respond(request) for request in requests if request.strip())


if __name__ == "__main__":
    requests = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines() if sys.argv[1:] else sys.stdin
    for line in respond_all(requests):
        print(line, flush=True)  # noqa: T201 – the responses are what this command is for
