"""What people said, as HTML: one `article` a message.

Of these there may be a hundred thousand, so what many messages have in common (a minute, a thread, a name) is made
once and remembered.
"""

import base64
from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache

from bot.adapters.export.cleaning import MANY, emoji
from bot.adapters.export.html.markup import HtmlMarkup, anchor, escaped, line, time
from bot.adapters.export.wording import Wording
from bot.core.base import ids
from bot.core.base.contribution import Attachment, Contribution, KeptFile
from bot.core.record.talk.remarks import other_language
from bot.core.record.transcript import Entry
from bot.core.text.showing.plain import Plain

TOGETHER = timedelta(minutes=7)
"""How long after their last message somebody's next one is shown as its continuation, as Discord does."""
CLOSE = ids.first_at(ids.EPOCH + TOGETHER)
FIRST = "1"
"""An id with which to see how the links of a thread are written."""


class HtmlEntries:
    """Writes the contributions of a transcript, section by section."""

    def __init__(self, wording: Wording, language: str) -> None:
        self._wording = wording
        self._language = language
        self._markup = HtmlMarkup(wording)
        self._plain = Plain(wording)
        self._before: Contribution | None = None
        self._minute = lru_cache(MANY)(self._minute_in)
        self._thread = lru_cache(MANY)(_links_of)
        self._excerpt = lru_cache(MANY)(self._excerpt_of)
        self._no_text = f'<p class="subtext">{escaped(wording.no_text)}</p>\n'
        self._reacted = f'<ul class="reactions" aria-label="{escaped(wording.reactions)}">'
        self._attached = f'<ul class="attachments" aria-label="{escaped(wording.attachments)}">'

    def begin(self) -> None:
        """Begin a section: nothing in it goes on with what was said before."""
        self._before = None

    def written(self, entry: Entry) -> str:
        """Return one contribution."""
        said = entry.contribution
        goes_on, unseen = (" goes-on", ' class="unseen"') if self._goes_on(said) else ("", "")
        name = line(self._wording.name(said.author))
        marks = "".join([self._mark(*mark) for mark in self._wording.marks(entry)])
        return (
            f'<article class="said{goes_on}" id="m{said.id}">\n'
            f'<header><h3{unseen}><bdi>{name}</bdi></h3> <span class="at">{self._at(said, entry.link)}</span>{marks}'
            f"</header>\n{self._reply(entry)}{self._content(said)}"
            f"{self._attachments(entry) if said.attachments else ''}"
            f"{self._reactions(said) if said.reactions else ''}</article>\n"
        )

    def _goes_on(self, said: Contribution) -> bool:
        """Return whether somebody goes on with what they said before: soon after, and not to somebody else."""
        before, self._before = self._before, said
        return (
            before is not None
            and said.author.id == before.author.id
            and said.author == before.author
            and said.id - before.id <= CLOSE
            and said.reply_to in (None, before.id)
        )

    def _at(self, said: Contribution, link: str) -> str:
        """Return when something was said, as a link to it."""
        beginning, end = self._minute(ids.minute_of(said.id))
        shown = f"{beginning}{ids.second_of(said.id):02}{end}"
        own = str(said.id)
        thread = link.removesuffix(own)
        if len(thread) == len(link):
            return anchor(link, shown)
        opening, closing = self._thread(thread)
        return f"{opening}{own}{closing}{shown}</a>" if opening else shown

    def _minute_in(self, minute: int) -> tuple[str, str]:
        """Return what stands before the seconds of an instant in this minute, and what after them."""
        at = ids.start_of(minute)
        beginning, _, end = time(at, self._wording.dates.moment(at)).partition("00+00:00")
        return beginning, f"+00:00{end}"

    def _mark(self, kind: str, label: str) -> str:
        return f' <span class="mark {kind}">{escaped(label)}</span>'

    def _reply(self, entry: Entry) -> str:
        template = self._wording.reply(entry)
        if template is None:
            return ""
        author = excerpt = ""
        if (reply := entry.reply) and reply.author is not None:
            author = f'<a href="#m{reply.id}"><bdi>{line(reply.author)}</bdi></a>'
            excerpt = self._excerpt(reply.excerpt or "")
        return f'<p class="reply">{escaped(template).format(author=author, excerpt=excerpt)}</p>\n'

    def _excerpt_of(self, text: str) -> str:
        return f'<q dir="auto">{escaped(self._plain.excerpt(text))}</q>'

    def _content(self, said: Contribution) -> str:
        content = self._markup.message(said.text)
        if content and (language := other_language(said.text, self._language)):
            content = f'<div lang="{language}">{content}</div>\n'
        if said.forwarded is not None:
            link = anchor(said.forwarded, escaped(said.forwarded))
            content += f'<p class="shared">{escaped(self._wording.shared).format(link=link)}</p>\n'
        return content or ("" if said.attachments else self._no_text)

    def _attachments(self, entry: Entry) -> str:
        attachments = entry.contribution.attachments
        rows = "".join(f"<li>{''.join(self._attachment(entry, attachment))}</li>" for attachment in attachments)
        return f"{self._attached}{rows}</ul>\n"

    def _attachment(self, entry: Entry, attachment: Attachment) -> Iterator[str]:
        fate = attachment.fate
        name = line(attachment.name)
        if isinstance(fate, KeptFile) and fate.digest in entry.pictures:
            encoded = base64.b64encode(entry.pictures[fate.digest]).decode()
            shown = line(attachment.description or attachment.name)
            yield f'<img src="data:{fate.type};base64,{encoded}" alt="{shown}">'
        yield anchor(attachment.url, f"<bdi>{name}</bdi>") if name else ""
        yield self._details(entry, attachment)

    def _details(self, entry: Entry, attachment: Attachment) -> str:
        details = self._wording.attachment(attachment, entry.contribution.at)
        return f' <span class="source">{escaped(details)}</span>' if details else ""

    def _reactions(self, said: Contribution) -> str:
        rows = "".join([f"<li>{line(emoji(key))} {count}</li>" for key, count in said.reactions.items()])
        return f"{self._reacted}{rows}</ul>\n"


def _links_of(thread: str) -> tuple[str, str]:
    """Return what stands before the id of a message in the links of a thread, and after it; nothing where none is."""
    opening, found, closing = anchor(thread + FIRST, "").removesuffix("</a>").rpartition(f'{FIRST}" rel=')
    return (opening, f'" rel={closing}') if found else ("", "")
