"""The watch over one session: it judges each contribution by the rules and by what was said before.

Deterministic: a verdict follows from the text, from what stood before it (smaller ids), from the settings and from what
hosts judged lately, so it is the same live and when the stored contributions are seen again in order. Hosts, and people
whose roles are not known, never get a verdict. Nothing here acts on anybody; whoever asks decides what to do with it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.core.base.contribution import Contribution
from bot.core.base.errors import filled
from bot.core.base.words import NN_, Words
from bot.core.moderation.history import Earlier, History, span
from bot.core.moderation.judged import SAME_SITE as LEFT_OUT_SITE
from bot.core.moderation.judged import SAME_TEXT, Judged
from bot.core.moderation.message.forms import fold, words_of
from bot.core.moderation.message.lexicon import Lexicon
from bot.core.moderation.message.links import addresses
from bot.core.moderation.message.message_words import Said
from bot.core.moderation.rules import RULES, TEN_MINUTES, WORDED, Evidence, Listed, Match, Scene, Test, Verdict
from bot.core.moderation.settings import Action, Rule, RuleSettings
from bot.core.script.pack import Pack

COPIES = NN_(
    "{count} person sent the same text within ten minutes.", "{count} people sent the same text within ten minutes."
)
NEWCOMERS = NN_(
    "{count} new account wrote for the first time within ten minutes.",
    "{count} new accounts wrote for the first time within ten minutes.",
)


WEAK = frozenset((Rule.SUSPICIOUS_WORDS, Rule.CANNED))
"""Rules that are asked last, and count as no offence: nothing firmer follows from them."""


class WrittenBy(StrEnum):
    """What is known of an author: a host, a member, or not yet (the message came from history, without roles)."""

    HOST = "host"
    MEMBER = "member"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Wave:
    """Many at once: of one text, or of new accounts. Waves with the same `first` message are one alarm."""

    template: str
    people: int
    first: int

    def reason(self, words: Words) -> str:
        """Return what is going on, in the language of this catalogue."""
        return filled(words, self.template, {"count": self.people})


class Watch:
    """Judges the contributions of one session.

    `lexicon` is what messages are read by; `pack` says what the talk is about and which links are on its reading list;
    `judged` is what the server's hosts decided lately.
    After a restart, let a new watch see the stored contributions in order, and forgive what was forgiven.
    """

    def __init__(
        self, settings: RuleSettings, lexicon: Lexicon, *, pack: Pack | None = None, judged: Judged | None = None
    ) -> None:
        self.judged = judged or Judged()
        self._settings = settings
        self._lexicon = lexicon
        self._new_for = span(timedelta(days=settings.burst.days))
        self._listed = Listed(settings.blocklist.words, settings.blocklist.domains)
        self._history = History(_subject_of(pack) if pack else ())
        self._reading = addresses(_links_of(pack) if pack else ())
        self._forgiven: set[tuple[int, Rule]] = set()
        actions = [(rule, test, settings.action_of(rule)) for rule, test in RULES.items()]
        tests = [each for each in actions if each[2] is not Action.OFF]
        # The weightiest first, so that the first match decides: the firmer action before, and the weak ones last.
        self._tests = sorted((each for each in tests if each[0] not in WEAK), key=lambda each: -each[2])
        self._last = [each for each in tests if each[0] in WEAK]
        self._newcomers: dict[int, int] = {}  # the first messages of new accounts in the last minutes, by author
        self._crowd = 0
        self.wave: Wave | None = None
        """What was going on when the latest contribution was seen."""

    def see(
        self, contribution: Contribution, *, question: int | None = None, by: WrittenBy = WrittenBy.MEMBER
    ) -> Verdict | None:
        """Return the weightiest verdict on a contribution, and remember it; an edited one replaces what it was.

        `question` is the number of the question that it answers, if any; `by` says what its author is now, since people
        become hosts, and stop hosting, during a chat. Where every rule is off, nothing is watched.
        """
        self.wave = None
        if not self._tests and not self._last:
            return None
        self._history.forget(contribution.id)
        if by is WrittenBy.HOST:
            return None
        said = Said(contribution, self._lexicon, question, self._reading)
        text = self._history.text_like(said)
        alike = self._history.copies(text, said) if text else []
        self.wave = self._wave(said, alike)
        scene = Scene(self._settings, self._history, self._listed, alike)
        verdict = self._verdict(said, scene) if by is WrittenBy.MEMBER else None
        is_fine = verdict is None or verdict.rule is Rule.CANNED
        self._history.remember(said, text, talk=is_fine)
        if verdict and verdict.rule not in WEAK:
            self._history.offences.add(said.author, verdict.rule, said.id)
        return verdict

    def forget(self, message: int) -> None:
        """Drop a deleted message: nothing that follows is held against it or its author."""
        self._history.forget(message)

    def forgive(self, author: int, rule: Rule) -> None:
        """Take a host's word that this person is fine by this rule, from now on and for what was."""
        self._forgiven.add((author, rule))
        self._history.offences.clear(author, rule)

    def _verdict(self, said: Said, scene: Scene) -> Verdict | None:
        return self._found(self._tests, said, scene) or self._left_out(said) or self._found(self._last, said, scene)

    def _found(self, tests: Iterable[tuple[Rule, Test, Action]], said: Said, scene: Scene) -> Verdict | None:
        for rule, test, action in tests:
            if (match := test(said, scene)) and not self._is_fine(said, rule):
                is_final = rule in WEAK or action >= self._settings.escalation.up_to
                firm = action if is_final else self._settings.escalation.firmer(action, self._offences(said, rule))
                return Verdict(rule, said.id, match, firm)
        return None

    def _is_fine(self, said: Said, rule: Rule) -> bool:
        """Tell whether hosts said so, of this person in this session, or of the same thing before."""
        rules = {rule, *WORDED} if rule is Rule.SUSPICIOUS_WORDS else {rule}  # fine words are fine
        return any((said.author, each) in self._forgiven for each in rules) or self.judged.is_fine(said, rule)

    def _left_out(self, said: Said) -> Verdict | None:
        """Return that hosts left the same out before: no more follows from that than that they see it."""
        found = self.judged.left_out(said)
        if found is None or self._settings.action_of(found[0]) is Action.OFF or self._is_fine(said, found[0]):
            return None
        rule, link = found
        if link is None:
            return Verdict(rule, said.id, Match(SAME_TEXT), Action.FLAG)
        evidence = Evidence(links=said.typed_links([link]))
        return Verdict(rule, said.id, Match(LEFT_OUT_SITE, {"site": link.site}, evidence), Action.FLAG)

    def _offences(self, said: Said, rule: Rule) -> int:
        """Return how many earlier messages of this author had a verdict; more than count are not looked for.

        They are looked for under this rule first: whoever goes on and on mostly breaks one.
        """
        most, offences, found = self._settings.escalation.most, self._history.offences, 0
        for each in (rule, *(other for other in RULES if other is not rule)):
            if found < most:
                found += len(offences.under(said.author, each, said.id, most=most - found))
        return found

    def _wave(self, said: Said, alike: list[Earlier]) -> Wave | None:
        numbers = self._settings.burst
        if alike:
            recent = [each for each in alike if each.id >= said.id - TEN_MINUTES]
            people = {said.author, *(each.author for each in recent)}
            if len(people) >= numbers.people:
                return Wave(COPIES, len(people), recent[0].first)
        if said.id - said.author > self._new_for or self._history.latest(said.author):  # the usual case
            return None
        self._newcomers = {author: id for author, id in self._newcomers.items() if id >= said.id - TEN_MINUTES}
        if not self._newcomers:
            self._crowd = said.id
        self._newcomers[said.author] = said.id
        count = len(self._newcomers)
        return Wave(NEWCOMERS, count, self._crowd) if count >= numbers.newcomers else None


def _links_of(pack: Pack) -> Iterator[str]:
    return (reading.url for question in pack.questions for reading in question.readings if reading.url)


def _subject_of(pack: Pack) -> Iterator[str]:
    """Yield the words of a pack: title, introduction, questions and titles of readings, in all its languages."""
    asked = [question.ask for question in pack.questions]
    titles = [reading.title for question in pack.questions for reading in question.readings]
    for text in (pack.title, pack.intro, *asked, *titles):
        for version in text.versions.values() if text else ():
            yield from words_of(fold(version))
