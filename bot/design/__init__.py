"""How every page looks, downloaded or served: the style sheets that they share, in their order.

`tokens` comes first on every page: the colours, type and space by name, and the base. `words` is what members' words
can hold, `paper` the frame of a page that is read from top to bottom; `recap`, `transcript` and `pictures` are what
such a page shows. `archive` is what the pages of the archive add, `alone` a page with one sentence, `hall` a chat on
a big screen, `room` the room of a rehearsal. Uses nothing; callers are the adapters that make pages.
"""

import re
from importlib import resources

_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


def style_of(*names: str) -> str:
    """Return style sheets as one, the tokens before them, without the comments."""
    folder = resources.files(__package__)
    sheets = (folder.joinpath(f"{name}.css").read_text(encoding="utf-8") for name in ("tokens", *names))
    return "".join(_COMMENT.sub("", sheet) for sheet in sheets)
