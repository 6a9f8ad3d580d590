"""How each kind of effect is performed: the one table."""

from collections.abc import Mapping
from typing import Any

from bot.app.delivery import answer_effects, case_effects, desk_effects, recap_effects, room_effects
from bot.app.delivery.handling import Changes, Shows
from bot.core.session.effects.base import Effect

HANDLERS: Mapping[type[Effect], Shows[Any] | Changes[Any]] = {
    **room_effects.HANDLERS,
    **desk_effects.HANDLERS,
    **case_effects.HANDLERS,
    **answer_effects.HANDLERS,
    **recap_effects.HANDLERS,
}
