"""What a transcript may link to, and how it shows the emoji of reactions. The words themselves: `core.text`."""

import re
from functools import lru_cache
from typing import Final

from bot.core.text.cleaning import UNSTORABLE, one_line

WEB: Final = rf'[hH][tT]{{2}}[pP][sS]?://[^\s<>"\x00-\x20\x7f-\x9f{UNSTORABLE}]+'
# A rehearsal has no messages on the web: its links lead into the HTML transcript beside them (`core.place`).
PAGE: Final = "transcript.html"
BUNDLED: Final = r"files/[0-9a-f]{64}\.[a-z0-9]+"
# A page that is served leads to its own messages, or to where they are by now.
SERVED: Final = r"(?:/sessions/[0-9]+/m/|#m)[0-9]+"
LINKED: Final = re.compile(rf"{WEB}|{re.escape(PAGE)}#m[0-9]+|{BUNDLED}|{SERVED}")
MANY: Final = 4096
"""How much is remembered of what a transcript shows again and again: names, emoji, minutes."""
CUSTOM_EMOJI: Final = re.compile(r"<?a?:?(\w+):\d+>?")


def linkable(url: str | None) -> str | None:
    """Return the address if a transcript may link to it: a web page, a message in itself, a file beside it."""
    return url if url is not None and LINKED.fullmatch(url) else None


@lru_cache(MANY)
def emoji(key: str) -> str:
    """Return how to show a reaction's emoji: itself, or `:name:` for a server's own."""
    own = CUSTOM_EMOJI.fullmatch(key)
    return f":{own[1]}:" if own else one_line(key)
