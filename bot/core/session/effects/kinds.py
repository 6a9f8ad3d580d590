"""Every kind of effect by its name, for the store: a row has a name, the place of its fact, and one number at most."""

from collections.abc import Mapping

from bot.core.session.effects import answers, cases, desk, recap, room
from bot.core.session.effects.base import Effect

KINDS: Mapping[str, type[Effect]] = {
    kind.name: kind
    for subject in (room, desk, cases, answers, recap)
    for kind in vars(subject).values()
    if isinstance(kind, type) and issubclass(kind, Effect) and kind is not Effect
}


def effect_of(name: str, fact: int, about: int | None) -> Effect:
    """Return the effect of a stored row; raise KeyError for a name that no version had."""
    kind = KINDS[name]
    return kind(fact) if about is None else kind(fact, about)  # type: ignore[call-arg]  # kinds with a number take two
