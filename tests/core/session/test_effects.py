"""Effects: every kind has a name, a handler and a way back from the store."""

from dataclasses import fields

from bot.app.delivery.handlers import HANDLERS
from bot.core.session.effects.kinds import KINDS, effect_of


def test_every_kind_has_one_handler_and_one_name() -> None:
    assert HANDLERS.keys() == set(KINDS.values())


def test_a_kind_comes_back_from_its_row() -> None:
    for name, kind in KINDS.items():
        about = 3 if len(fields(kind)) > 1 else None
        effect = effect_of(name, 7, about)
        assert (type(effect), effect.fact, effect.about) == (kind, 7, about)
        assert effect.key == (f"{name}-3@7" if about else f"{name}@7")
