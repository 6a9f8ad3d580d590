"""What was said before, as far as the rules ask for it: who wrote when, linked where, pinged, and in which words.

Everything is kept under message ids in order, and only smaller ids count as before. So a verdict depends on what stood
in the room before a message, not on the order in which it was told to us, and what is forgotten was never there.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from datetime import timedelta

from bot.core.moderation.copies import Copies
from bot.core.moderation.postings import Postings
from bot.core.moderation.said import Said
from bot.core.moderation.verdict import Rule
from bot.core.moderation.vocabulary import Vocabulary
from bot.core.snowflake import TIME_SHIFT

OWN_WORDS = 5
"""Words with which a message says something of its own."""


def span(time: timedelta) -> int:
    """Return by how much the ids of two messages differ that are so far apart."""
    return time // timedelta(milliseconds=1) << TIME_SHIFT


class Past:
    """The contributions of one session, and the offences among them."""

    def __init__(self, subject: Iterable[str] = ()) -> None:
        """`subject` are the words that the talk was about before anybody said one."""
        self.copies = Copies()
        self.vocabulary = Vocabulary(self.copies, subject)
        self._people: defaultdict[int, Postings] = defaultdict(Postings)
        self._ids = Postings()

    def remember(self, said: Said, offences: Iterable[Rule]) -> None:
        """Take a contribution in, with the rules that found it amiss."""
        keys: list[Hashable] = ["by", ("to", said.question), *offences]
        if said.links:
            keys.extend({("site", link.site) for link in said.links if not link.bare})
        elif len(said.text.bare) >= OWN_WORDS:
            keys.append("words")
        keys.extend("ping" for _ in said.pings)
        self._people[said.author].add(said.id, keys)
        self._ids.add(said.id, ("all",))
        self.copies.add(said.text)
        self.vocabulary.add(said.text)

    def forget(self, message: int) -> None:
        """Drop a contribution, if it is known."""
        if message in self.copies:
            text = self.copies[message]
            self._people[text.author].drop(message)
            self._ids.drop(message)
            self.vocabulary.remove(text)
            self.copies.remove(message)

    def before(self, said: Said, key: Hashable, within: int = 0) -> Sequence[int]:
        """Return the ids of the author's messages under a key before this: all, or those within a span of ids."""
        return self._people[said.author].before(key, said.id, since=said.id - within if within else 0)

    def size(self, said: Said) -> int:
        """Return how many contributions stood before this one."""
        return len(self._ids.before("all", said.id))

    def offences(self, said: Said) -> int:
        """Return with how many earlier messages the author has come to notice."""
        return len({id for rule in Rule for id in self.before(said, rule)})

    def pardon(self, author: int, rule: Rule) -> None:
        """Forget somebody's offences against one rule."""
        self._people[author].clear(rule)
