"""What the rules know of a language: words by kind with their forms, and wordings made of them.

Plain values, so that they can come from a file. A `lexicon` makes of one or several of them what messages are read by.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.core.moderation.message.weighing import NOTHING, Weighing

SIGNS = ("break", "link", "asking", "handle", "emoji", "contact", "odd", "username")
"""Ends of sentences, links, links that ask for money or orders, mentions, emoji and the like, mailboxes and phones,
links whose name is like those of frauds, names such as lena_k42."""
OTHERS = ("any", "small", "stock", "whose", "number", "amount")
"""Words of no list, stop words, words of stock phrases, "Anna's", numbers, sums of money."""
OWN = "my"
"""What the name of a kind begins with for its nouns with a possessive ending: "kanavani" is a <mything>."""
RULES = ("self_promotion", "scams", "insults")
"""The rules that look at wordings."""
SORTS = frozenset(
    "link asking please call mine contact there price role crowd plea pushed sale vote news".split()  # noqa: SIM905 – a table
)
"""The sorts of hints at promotion; one alone says nothing."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Ways to say one thing. `patterns` are written as `notation` says.

    One without a `sort` is enough for a verdict, with `reason` as its sentence; any other is a hint of that sort at
    promotion.
    `even_warned` is one that speaks of frauds itself: a warning beside its signs says nothing.
    `matches` must be found by it, `passes` must not. Where the wording of that name is in another language's file,
    there may be no patterns here, and its reason is that one's.
    """

    name: str
    patterns: tuple[str, ...]
    rule: str = "self_promotion"
    reason: str = ""
    sort: str = ""
    even_warned: bool = False
    matches: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its code. All mappings are by the name of a kind of words.

    `nouns` match in all the cases that the language's stemmer knows, with `possessive` endings as the author's own;
    `signs` are words, or beginnings of words ("wallet*"), that have a meaning beside their kind;
    `misspelt` says from how many letters on a slip of the finger is forgiven; `also` which kinds are of another, too;
    `content` names the kinds with which something is said, rather than only called for.
    `question` is how a sentence begins that only asks, `warns` how people speak who warn of frauds,
    `tells` what a sentence has that tells what frauds do: in it nothing is looked for.
    `polite` are the words of greetings, wishes and praise, and `phrases` the order in which they are nothing else.
    `weighing` says of words how far each speaks for abuse, whatever stands beside it.
    """

    code: str
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    nouns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    possessive: tuple[str, ...] = ()
    signs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    misspelt: Mapping[str, int] = field(default_factory=dict)
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    content: tuple[str, ...] = ()
    pieces: Mapping[str, str] = field(default_factory=dict)
    question: str = ""
    warns: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    wordings: tuple[Wording, ...] = ()
    polite: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    phrases: tuple[str, ...] = ()
    weighing: Weighing = NOTHING

    @property
    def kinds(self) -> frozenset[str]:
        """The names that its patterns may use."""
        listed = (*self.words, *self.nouns)
        return frozenset((*SIGNS, *OTHERS, *self.signs, *listed, *(f"{OWN}{name}" for name in listed)))
