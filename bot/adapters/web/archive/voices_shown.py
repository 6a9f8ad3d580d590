"""A voice as people and programs see it: a name, and answers in their author's own words with their links."""

from bot.adapters.web.archive.hits_shown import Plainly
from bot.app.reading.searching.voices import Spoken, Voice

LONGEST = 400
"""How many characters of an answer are shown; the link has the rest."""


def data(voice: Voice, sheets: Plainly) -> dict[str, object]:
    """Return a voice. Ids are text: a script's numbers are not exact enough."""
    return {"name": voice.name, "said": [_said(each, sheets) for each in voice.spoken]}


def _said(spoken: Spoken, sheets: Plainly) -> dict[str, object]:
    said = spoken.entry.contribution
    text = sheets.plain(spoken.record, said.text)
    return {
        "session": spoken.listed.number,
        "title": spoken.listed.title,
        "language": spoken.listed.language,
        "question": spoken.question,
        "id": str(said.id),
        "text": text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …",
        "url": spoken.entry.link,
    }
