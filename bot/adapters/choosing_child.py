"""The small process in which quotes are chosen: a line of JSON in for each question, a line out with its quotes."""

import json
import sys
from dataclasses import astuple

from bot.core.quoting import chosen, wanted_of


def answer() -> None:
    """Answer every line until there are no more."""
    for line in sys.stdin.buffer:
        quotes = [astuple(quote) for quote in chosen(wanted_of(json.loads(line)))]
        sys.stdout.write(json.dumps(quotes) + "\n")
        sys.stdout.flush()
