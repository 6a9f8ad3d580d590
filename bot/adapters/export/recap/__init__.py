"""The recap as an article: HTML, Markdown, plain text, and JSON for other programs, all from the one model.

Uses `wording` and what the transcript's formats use. Callers: `files`, which looks a format up in `FORMATS`.
"""

from collections.abc import Callable, Mapping

from bot.adapters.export.recap.data import data
from bot.adapters.export.recap.html import html
from bot.adapters.export.recap.markdown import markdown
from bot.adapters.export.recap.text import text
from bot.core.base.words import Words
from bot.core.record.recap import Recap

FORMATS: Mapping[str, Callable[[Recap, Words], str]] = {"md": markdown, "html": html, "json": data, "txt": text}
"""The formats by name, which is also the file's ending."""
