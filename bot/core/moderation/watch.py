"""The watch over one session: it remembers what was said, and judges each contribution by that.

Deterministic: the verdicts on a message follow from its text, what stood before it (smaller ids) and the settings, so
they are the same live and when the record is read again in order. Hosts never get a verdict and are not remembered.
About a person whose roles are not known nothing more follows than that a message stays out of the summary.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from bot.core.contribution import Contribution
from bot.core.moderation.blocklist import Listed
from bot.core.moderation.links import addresses
from bot.core.moderation.looks import fold
from bot.core.moderation.past import Past
from bot.core.moderation.rules import RULES, Context
from bot.core.moderation.said import Said, bare_words
from bot.core.moderation.settings import Action, Settings
from bot.core.moderation.verdict import Rule, Verdict
from bot.core.pack import Pack


class Standing(StrEnum):
    """What is known of an author: a host, a member, or not yet (the message came from history, without roles)."""

    HOST = "host"
    MEMBER = "member"
    UNKNOWN = "unknown"


class Watch:
    """Judges the contributions of one session.

    `pack` says what the talk is about and which links are on its reading list; `hosts` are the ids of the session's
    hosts. What a host calls fine is told with `excuse`.
    """

    def __init__(self, settings: Settings, *, pack: Pack | None = None, hosts: Iterable[int] = ()) -> None:
        listed = Listed(settings.blocklist.words, settings.blocklist.domains)
        self._context = Context(settings, Past(_subject_of(pack) if pack else ()), listed)
        self._reading = addresses(_links_of(pack) if pack else ())
        self._hosts = frozenset(hosts)
        self._excused: set[tuple[int, Rule]] = set()
        actions = ((rule, test, getattr(settings, rule).action) for rule, test in RULES.items())
        self._tests = [entry for entry in actions if entry[2] is not Action.OFF]

    def judge(
        self, contribution: Contribution, *, question: int | None = None, standing: Standing = Standing.MEMBER
    ) -> tuple[Verdict, ...]:
        """Return the verdicts on a contribution, and remember it; an edited one takes the place of what it was.

        `question` is the number of the question that it answers, if any.
        """
        self.forget(contribution.id)
        if standing is Standing.HOST or contribution.author.id in self._hosts:
            return ()
        said = Said(contribution, question, self._reading)
        verdicts = tuple(self._verdicts(said, standing))
        self._context.past.remember(said, [verdict.rule for verdict in verdicts if verdict.punishes])
        return verdicts

    def forget(self, message: int) -> None:
        """Drop a deleted message: whatever follows is judged as if it had never been there."""
        self._context.past.forget(message)

    def excuse(self, author: int, rule: Rule) -> None:
        """Take a host's word that this person is fine by this rule, from now on and for what was."""
        self._excused.add((author, rule))
        self._context.past.pardon(author, rule)

    def _verdicts(self, said: Said, standing: Standing) -> Iterator[Verdict]:
        for rule, test, action in self._tests:
            if (match := test(said, self._context)) and (said.author, rule) not in self._excused:
                yield Verdict(rule, match, self._what_follows(rule, action, said, standing))

    def _what_follows(self, rule: Rule, action: Action, said: Said, standing: Standing) -> Action:
        if rule is Rule.CANNED or standing is Standing.UNKNOWN:
            return Action.LEAVE_OUT
        earlier = self._context.past.offences(said)
        return self._context.settings.escalation.firmer(action, earlier)


def _links_of(pack: Pack) -> Iterator[str]:
    return (reading.url for question in pack.questions for reading in question.readings if reading.url)


def _subject_of(pack: Pack) -> Iterator[str]:
    """Yield the words of a pack: title, introduction, questions and titles of readings, in all its languages."""
    asked = [question.ask for question in pack.questions]
    titles = [reading.title for question in pack.questions for reading in question.readings]
    for text in (pack.title, pack.intro, *asked, *titles):
        for version in text.versions.values() if text else ():
            yield from bare_words(fold(version))
