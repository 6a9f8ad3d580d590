"""What hosts ask for with one word or one click: each deed with its use case and what is said afterwards."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.app.hosting.host import Host
from bot.core.base.contribution import Person
from bot.core.base.errors import Refused
from bot.core.base.words import Words
from bot.core.posts import confirmations
from bot.core.session import decisions, edits
from bot.core.session.facts import Fact
from bot.core.session.state import Session

EXTENSION = 5


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks for something in which channel; `key` names the request, `sure` says that it is no slip."""

    channel: int
    by: Person
    key: str
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Deed:
    """A use case, and what a host is told when it was carried out."""

    do: Callable[[Host, Request], Awaitable[Session]]
    confirm: Callable[[Session, Words], str]


DEEDS: Mapping[str, Deed] = {
    "next": Deed(lambda host, r: host.next(r.channel, r.by, r.key, sure=r.sure), confirmations.asked),
    "skip": Deed(lambda host, r: host.skip(r.channel, r.by, r.key, sure=r.sure), confirmations.skipped),
    "repeat": Deed(lambda host, r: host.repeat(r.channel, r.by, r.key), confirmations.repeated),
    "extend": Deed(lambda host, r: host.extend(r.channel, EXTENSION, r.by, r.key), confirmations.extended),
    "pause": Deed(lambda host, r: host.pause(r.channel, r.by, r.key), confirmations.paused),
    "resume": Deed(lambda host, r: host.resume(r.channel, r.by, r.key), confirmations.resumed),
    "close": Deed(lambda host, r: host.close(r.channel, r.by, r.key, sure=r.sure), confirmations.closed),
    "cancel": Deed(lambda host, r: host.cancel(r.channel, r.by, r.key, sure=r.sure), confirmations.cancelled),
    "lead": Deed(lambda host, r: host.take_lead(r.channel, r.by, r.by, r.key), confirmations.leading),
}


JUDGES: Mapping[str, Callable[[Session, datetime, int], Sequence[Fact]]] = {
    "next": partial(decisions.ask_next, sure=True),
    "skip": partial(decisions.skip, sure=True),
    "repeat": edits.repeat,
    "extend": lambda session, now, by: decisions.extend(session, timedelta(minutes=EXTENSION), now, by),
    "pause": decisions.pause,
    "resume": decisions.resume,
    "close": partial(decisions.close, sure=True),
}
"""What each would decide, by the same rules; those that are not here are judged only when they are asked for."""


def refusal(deed: str, session: Session, now: datetime, by: int) -> Refused | None:
    """Return why a host could not do something now; None if they could."""
    try:
        JUDGES[deed](session, now, by)
    except Refused as error:
        return error
    return None
