"""Has what is said judged by its server's rules: at once, while nobody waits, by one watch for each session."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from bot.app.live.background import Background
from bot.app.live.sessions import Live, LiveSessions
from bot.app.moderating.server_rules import ServerRules
from bot.app.ports.store import Store
from bot.core.base.contribution import Contribution, Person
from bot.core.base.errors import TchatError
from bot.core.base.place import Servers, everywhere
from bot.core.moderation.judged import Judged, Judgement
from bot.core.moderation.message.lexicon import Lexicon
from bot.core.moderation.rules import Verdict
from bot.core.moderation.settings import Action, Rule
from bot.core.moderation.watch import Watch, Wave, WrittenBy
from bot.core.posts.moderating.case_cards import rule_of
from bot.core.session.facts import Measure
from bot.core.session.state import Phase, Session

log = logging.getLogger(__name__)

Change = Callable[[Watch], None]
Found = Callable[[Live, Contribution, Verdict | None, Wave | None], None]
"""Learns what the rules say about a contribution: a verdict from which something follows, or that many came at once."""


class Watching:
    """Keeps the watches. A judgement takes microseconds; only a new watch must first see again what was said before."""

    def __init__(self, live: LiveSessions, store: Store, rules: ServerRules) -> None:
        self._live = live
        self._store = store
        self._rules = rules
        self._watches: dict[int, Watch] = {}
        self._waiting: dict[int, list[Contribution]] = {}
        self._later: dict[int, list[Change]] = {}  # what a watch that is being made must take in once it is there
        self._hosts: dict[tuple[int, int], bool] = {}
        self._turns: dict[int, asyncio.Lock] = {}
        self._background = Background("watch")
        self.found: list[Found] = []

    def take(self, live: Live, said: Contribution) -> None:
        """Judge a contribution that was said or edited."""
        number = live.session.number
        self._meet(live, said.author)
        if number in self._watches and number not in self._waiting:
            self._judge(live, self._watches[number], said)
        else:
            self._waiting.setdefault(number, []).append(said)
            self._background.start(number, partial(self._begin, live))

    async def preview(self, live: Live, said: Contribution, question: int) -> Verdict | None:
        """Return what the rules say about something that is not in the room yet; nothing is done, nor remembered."""
        self._meet(live, said.author)
        watch = await self._watch_over(live, said.id)
        verdict = _seen(watch, said, question, self._written_by(live.session, said.author.id))
        watch.forget(said.id)
        return verdict if verdict and _is_weighty(verdict) else None

    def forget(self, live: Live, message: int) -> None:
        """Take in that a message was deleted: nothing that follows is held against it."""
        number = live.session.number
        if number in self._waiting:
            self._waiting[number] = [said for said in self._waiting[number] if said.id != message]
        self._change(number, lambda watch: watch.forget(message))

    def forgive(self, session: int, people: Iterable[int], rule: Rule) -> None:
        """Let a rule no longer be held against these people in a session."""
        for person in people:
            self._change(session, partial(Watch.forgive, author=person, rule=rule))

    def judged(self, guild: int, judgements: Sequence[Judgement]) -> None:
        """Let what hosts decided about a message hold for the next ones on their server."""
        for live in self._live:
            if live.session.room.guild == guild:
                self._change(live.session.number, partial(_learn, judgements=judgements))

    def begin_anew(self, servers: Servers = everywhere) -> None:
        """Let the sessions of these servers be watched by rules that were changed, or without what was forgotten."""
        for live in self._live:
            if servers(live.session.room.guild):
                self._watches.pop(live.session.number, None)

    def look_again(self, live: Live) -> None:
        """Let a session's server be watched without what was erased."""
        self.begin_anew(lambda server: server == live.session.room.guild)

    def end(self, live: Live) -> None:
        """Drop the watch over a session in which nothing is said any more."""
        if live.session.phase in (Phase.ARCHIVED, Phase.ROOM_GONE):
            self._watches.pop(live.session.number, None)
            self._turns.pop(live.session.number, None)

    def lexicon(self, session: Session) -> Lexicon:
        """Return what a session's talk is read by."""
        return self._rules.lexicon(session.pack.language)

    async def idle(self) -> None:
        """Return when everything that was said is judged."""
        await self._background.idle()

    async def close(self) -> None:
        """Break off."""
        await self._background.close()

    def _change(self, session: int, change: Change) -> None:
        """Change the watch over a session, if there is one: now, or as soon as it has seen what was said before."""
        if watch := self._watches.get(session):
            change(watch)
        elif session in self._later:
            self._later[session].append(change)

    async def _begin(self, live: Live) -> None:
        """Make the watch over a session, then judge what was said meanwhile."""
        session = live.session
        waiting = self._waiting.get(session.number)
        if not waiting:
            self._waiting.pop(session.number, None)
            return
        try:
            await self._watch_over(live, min(said.id for said in waiting))
        except TchatError as error:
            log.warning("not judged: %s", error, extra={"session": session.number})
        except Exception:
            log.exception("not judged", extra={"session": session.number})
        waiting = self._waiting.pop(session.number)
        if made := self._watches.get(session.number):
            for said in waiting:
                self._judge(live, made, said)

    async def _watch_over(self, live: Live, before: int) -> Watch:
        """Return the watch over a session; a new one first sees again what was said before a message."""
        session = live.session
        async with self._turns.setdefault(session.number, asyncio.Lock()):
            if session.number not in self._watches:
                settings = await self._rules.of(session.room.guild)
                lexicon = self.lexicon(session)
                judged = Judged(await self._store.judgements(session.room.guild))
                watch = Watch(settings, lexicon, pack=session.pack, judged=judged)
                self._later[session.number] = []
                try:
                    await self._see_again(watch, live, before)
                finally:
                    changes = self._later.pop(session.number)
                for change in changes:
                    change(watch)
                self._watches[session.number] = watch
            return self._watches[session.number]

    def _meet(self, live: Live, person: Person) -> None:
        """Remember somebody's roles, if they are known."""
        if person.is_host is not None:
            self._hosts[live.session.room.guild, person.id] = person.is_host

    def _judge(self, live: Live, watch: Watch, said: Contribution) -> None:
        by = self._written_by(live.session, said.author.id)
        verdict = _seen(watch, said, _question(live, said), by)
        if verdict and not _is_weighty(verdict):
            verdict = None
        if verdict or watch.wave:
            for listener in self.found:
                listener(live, said, verdict, watch.wave)

    async def _see_again(self, watch: Watch, live: Live, before: int) -> None:
        """Let a new watch see what was said before a message, and forgive what hosts found fine."""
        session = live.session
        traces = self._store.traces(session.number)
        ids = [trace.id async for trace in traces if trace.id < before]
        async for said in self._store.read(session.number, ids):
            is_host = self._written_by(session, said.author.id) is WrittenBy.HOST
            by = WrittenBy.HOST if is_host else WrittenBy.MEMBER
            _seen(watch, said, _question(live, said), by)
        for case in await self._store.cases(session.number):
            state = session.cases.get(case.id)
            rule = rule_of(case)
            if rule and state and state.measure is Measure.FINE:
                for _, person in await self._store.messages_of_case(case.id):
                    watch.forgive(person, rule)

    def _written_by(self, session: Session, person: int) -> WrittenBy:
        """Return what is known of somebody: nobody is ever acted upon whose roles are not known."""
        is_host = self._hosts.get((session.room.guild, person))
        if is_host or person in session.hosts:
            return WrittenBy.HOST
        return WrittenBy.UNKNOWN if is_host is None else WrittenBy.MEMBER


def _learn(watch: Watch, judgements: Sequence[Judgement]) -> None:
    for judgement in judgements:
        watch.judged.add(judgement)


def _seen(watch: Watch, said: Contribution, question: int | None, by: WrittenBy) -> Verdict | None:
    """Return what a watch says about a contribution. A text that it cannot read is skipped."""
    try:
        return watch.see(said, question=question, by=by)
    except Exception:
        log.exception("a message was not judged", extra={"message_id": said.id})
        return None


def _is_weighty(verdict: Verdict) -> bool:
    """Whether anything follows from a verdict; greetings only do not count as answers."""
    return verdict.rule is not Rule.CANNED and verdict.action is not Action.OFF


def _question(live: Live, said: Contribution) -> int | None:
    """Return the question to which something is said, as far as its place tells."""
    session = live.session
    if said.channel == session.room.channel:
        return session.current
    return live.cards.get(said.channel)
