"""The quotes of the bot, for measuring: `python -m tests.benchmarks.summary`.

One JSON request a line on standard input, {"id", "question", "lang", "answers": [{"author", "text"}], "k"}; one JSON
response a line on standard output, {"selected": the indices of the quoted answers, the most important first,
"groups": for each of them the indices of the answers that resemble it}. The code that runs is the bot's own.
"""

import json
import sys
from collections.abc import Iterable, Iterator

from bot.core.record.choice.offers import Reading
from bot.core.record.choice.quotes import alike, choose
from bot.core.record.choice.quoting import Answer


def respond(request: str) -> str:
    """Answer one request line."""
    asked = json.loads(request)
    answers = [Answer(answer["author"], answer["text"]) for answer in asked["answers"]]
    read = Reading(asked["question"], answers, asked["lang"])
    quotes = choose(read, count=asked["k"])
    groups = alike(read, quotes)
    return json.dumps({"selected": [quote.answer for quote in quotes], "groups": groups})


def respond_all(requests: Iterable[str]) -> Iterator[str]:
    """Answer each line that is not blank."""
    return (respond(request) for request in requests if request.strip())


if __name__ == "__main__":
    for line in respond_all(sys.stdin):
        print(line, flush=True)  # noqa: T201 – the responses are what this command is for
