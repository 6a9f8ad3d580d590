"""The port `Exports`: summaries and transcripts as files, one by one or bundled with the attachments that were kept.

`pages` has the port `Sheets`: a session as parts of a page. Uses the writers of every format. Callers: `parts`.
"""

from bot.adapters.export.files.exports import Exports

__all__ = ["Exports"]
