"""How a pack will look when it is played: the preview, then each question's card as it is being asked."""

from dataclasses import replace
from datetime import datetime

from bot.core.base.place import RoomRef
from bot.core.base.post import Post
from bot.core.base.words import Words
from bot.core.posts import preview
from bot.core.posts.cards import question_card
from bot.core.script.pack import Pack
from bot.core.script.pack_text import parts
from bot.core.session.landed import Stand
from bot.core.session.state import Asking, Phase, new


def as_played(pack: Pack, room: RoomRef, now: datetime, words: Words) -> list[Post]:
    """Return every post that members get to see before they answer, with the pack's own time if it has one."""
    opens_at = pack.schedule.start if pack.schedule else None
    before = [preview.post(pack, number, opens_at, words) for number in range(1 + len(parts(pack)))]
    return [*before, *(_card(pack, number, room, now, words) for number in range(1, 1 + len(pack.questions)))]


def _card(pack: Pack, number: int, room: RoomRef, now: datetime, words: Words) -> Post:
    session = new(0, pack, room)
    asking = replace(session, phase=Phase.OPEN, opened_at=now, since=now, asked=(Asking(number, now),))
    return replace(question_card(Stand(asking, {}), number, words), actions=())  # nothing can be answered here
