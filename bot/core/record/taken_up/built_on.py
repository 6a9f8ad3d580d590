"""What different people built on, without a score for anybody.

Words are taken up by a reply, a quotation, a mention of the idea or a reaction. What shows is only that a few different
people did so, and who. Neither second accounts nor friends nor a
flood decide it: one account counts once for a message, and only if it said something of its own. Hosts do not count.
Nor does whoever was taken up by that author in return, or takes up that author again and again and nobody else. Who
takes up everything counts for little in each; who closes a ring (they take up A, who takes up B, who takes up them)
counts for half.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

FAIR = 6
"""Messages that one person can take up and count in full for each."""

RING = 0.5
"""What taking somebody up is worth where a third person leads back."""


@dataclass(frozen=True, slots=True)
class Taking:
    """A person took up what somebody said in a message."""

    by: int
    author: int
    message: int


def built_on(
    takings: Iterable[Taking], *, at_least: int, spoke: Collection[int], hosts: Collection[int] = ()
) -> dict[int, tuple[int, ...]]:
    """Return who took up which message, for those messages that so many people took up at least.

    `spoke` are the people who said something that is no reply. People come in the order in which they took it up.
    """
    counted = dict.fromkeys(
        taking for taking in takings if taking.by != taking.author and taking.by in spoke and taking.by not in hosts
    )
    pairs = Counter((taking.by, taking.author) for taking in counted)
    reach = Counter(taking.by for taking in counted)
    turned_to: defaultdict[int, set[int]] = defaultdict(set)
    for by, author in pairs:
        turned_to[by].add(author)
    people: defaultdict[int, list[int]] = defaultdict(list)
    weight: defaultdict[int, float] = defaultdict(float)
    for taking in counted:
        by, author = taking.by, taking.author
        if by in turned_to[author] or (len(turned_to[by]) == 1 and pairs[by, author] > 1):
            continue
        ring = any(by in turned_to[third] for third in turned_to[author])
        people[taking.message].append(by)
        weight[taking.message] += min(1.0, FAIR / reach[by]) / pairs[by, author] * (RING if ring else 1)
    return {message: tuple(by) for message, by in people.items() if weight[message] >= at_least}
