"""The recap of a session: what it says now, and what hosts ask for about it as a whole.

What they decide about single messages is asked of `hosting.editor`.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.app.intake.catch_up import Catchup
from bot.app.live.sessions import Live, LiveSessions
from bot.app.ports.clock import Clock
from bot.app.ports.store import Store
from bot.app.reading.lines import proposed, still_standing
from bot.app.reading.recap_place import RecapPlace
from bot.app.reading.records import Records
from bot.core.base.contribution import Contribution, Person
from bot.core.base.errors import Refused
from bot.core.base.post import Action, Post, TextFile
from bot.core.base.words import N_, WordsIn
from bot.core.posts.hosting.draft import draft_card
from bot.core.posts.recap.post import afterword, recap_post
from bot.core.record.recap import Recap
from bot.core.record.revisions import digest_of, last_revision
from bot.core.record.wording.lines import Proposal, proposal_of
from bot.core.session import edits
from bot.core.session.facts import Fact
from bot.core.session.state import Session

Article = Callable[[Recap, str], str]
"""Returns a recap as an article in a format, in its own language."""

ARTICLES = ("html", "md")
"""The formats of the article that come with the post."""

PATIENCE = 10.0
"""How many real seconds a host who publishes waits until the session is reread."""

Request = Callable[[Session, datetime], Sequence[Fact]]


class Recaps:
    """Makes recaps from the record, and takes in what hosts make of them."""

    def __init__(
        self,
        live: LiveSessions,
        store: Store,
        records: Records,
        catchup: Catchup,
        clock: Clock,
        place: RecapPlace,
        words: WordsIn,
        article: Article,
    ) -> None:
        self._live = live
        self._store = store
        self._records = records
        self._catchup = catchup
        self._clock = clock
        self._place = place
        self._words = words
        self._article = article

    async def look(self, live: Live) -> tuple[int, str]:
        """Return on how many answers a recap made now would rest, and what tells it from others."""
        number, state = live.session.number, live.session.recap
        summary = await self._records.summary(number)
        marked = {said.id: said.text async for said in self._store.read(number, sorted(state.marks))}
        lines = await still_standing(self._store, number, summary)
        digest = digest_of(summary, state, marked, lines)
        expired = summary.head.expired
        return summary.answers, state.digest if expired and expired.digest == digest else digest

    async def channel(self, live: Live) -> int:
        """Return the channel in which a recap published now belongs; 0: the chat's own."""
        return await self._place.of(live.session)

    async def post(self, live: Live) -> Post:
        """Return the recap as the room shows it, with the article and with the button that hands all of it out."""
        session = live.session
        words = self._words(live.session.pack.language)
        revision = last_revision(await self._store.facts(session.number))
        recap = await self._records.recap(session.number)
        files = tuple(TextFile(f"recap-{session.number}.{kind}", self._article(recap, kind)) for kind in ARTICLES)
        whole = Action(words.gettext("Whole recap"), f"recap:whole:{session.number}")
        return replace(recap_post(recap, words, revision), actions=(whole,), files=files)

    async def afterword(self, live: Live) -> Post | None:
        """Return the post that follows the recap, if there is more to tell than it holds."""
        return afterword(await self._records.recap(live.session.number), self._words(live.session.pack.language))

    async def draft(self, live: Live) -> Post:
        """Return the recap as hosts see it before it is published; what can be done about it is on the card."""
        return replace(await self.post(live), actions=(), quiet=True)

    async def card(self, live: Live) -> Post:
        """Return the card with which hosts work on the recap."""
        tied = (await self._records.summary(live.session.number)).tied
        lines = await self.lines(live.session.number)
        return draft_card(live.session, self._words(live.session.pack.language), lines, tied)

    async def lines(self, number: int) -> tuple[Proposal, ...]:
        """Return the lines that a language model proposed for a recap, the lead first, with what they rest on."""
        kept = await proposed(self._store, number)
        if not kept.lines:
            return ()
        summary = await self._records.summary(number)
        standing = await still_standing(self._store, number, summary)
        return tuple(proposal_of(line, summary) for line in sorted(standing, key=lambda line: line.number or 0))

    async def quotes(self, number: int) -> tuple[list[tuple[int, Contribution]], list[Contribution]]:
        """Return what the recap quotes, each with its question, and what hosts dropped from it."""
        session = (await self._live.take_up(number)).session
        summary = await self._records.summary(number)
        quoted = [(s.question.number, quote.entry.contribution) for s in summary.sections for quote in s.quotes]
        dropped = [said async for said in self._store.read(number, sorted(session.recap.dropped))]
        return quoted, dropped

    async def word(self, number: int, question: int | None, text: str, by: Person, key: str | None = None) -> Session:
        """Word the lead, or a question's headline."""
        text = " ".join(text.split())
        for line in await self.lines(number):
            if (line.number, line.text) == (question, text):  # taken over as it was
                return await self.use_line(number, line.number, line.key, by, key)
        return await self._decide(number, by, key, lambda s, now: edits.word_recap(s, question, text, now, by.id))

    async def word_next(self, number: int, text: str, by: Person, key: str | None = None) -> Session:
        """Say what comes next."""
        return await self._decide(number, by, key, lambda session, now: edits.word_next(session, text, now, by.id))

    async def use_line(
        self, number: int, question: int | None, line: str | None, by: Person, key: str | None = None
    ) -> Session:
        """Accept a model's line for the lead, or for a question; None takes it out."""
        if line and (question, line) not in {(each.number, each.key) for each in await self.lines(number)}:
            raise Refused(N_("This line is gone: what it rested on was changed or deleted, or is not quoted any more."))
        return await self._decide(number, by, key, lambda s, now: edits.use_line(s, question, line, now, by.id))

    async def publish(self, number: int, by: Person, key: str | None = None) -> Session:
        """Publish the draft; the whole session is reread before. Whoever comes second is told that it is done."""
        live = await self._live.take_up(number)
        edits.may_publish_recap(live.session)  # refused before it is worth the work
        await self._catchup.is_reread(live, self._clock.now(), PATIENCE)
        answers, digest = await self.look(live)
        channel = await self.channel(live)
        publish = partial(edits.publish_recap, by=by.id, answers=answers, digest=digest, channel=channel)
        return await self._decide(number, by, key, lambda session, now: publish(session, now))

    async def _decide(self, number: int, by: Person, key: str | None, request: Request) -> Session:
        live = await self._live.take_up(number)
        now = self._clock.now()
        await self._live.record(live, lambda session: request(session, now), key)
        await self._store.know(number, by)
        return live.session
