"""What happens to answers that hosts read first: to drafts, known by their ids, never by what they say."""

from dataclasses import dataclass

from bot.core.fact import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSent(Fact):
    """`person` sent an answer to question `number`, which a host reads first; `like` is a draft that says the same."""

    draft: int
    number: int
    person: int
    like: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerApproved(Fact):
    """A host approved a draft: it is posted and recorded under its author's name."""

    draft: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSetAside(Fact):
    """A host set a draft aside: it is neither posted nor recorded."""

    draft: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerReworded(Fact):
    """The author of an approved answer changed its words."""

    draft: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerWithdrawn(Fact):
    """The author of an approved answer took it back."""

    draft: int
    number: int
