"""The gate that every request passes: finds what an id or an option names, and asks `core.requests.rights`.

Nothing is changed here, and nothing is taken into memory: whoever tries numbers out costs one read each.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.app.live.sessions import LiveSessions
from bot.app.ports.store import Store
from bot.core.base.errors import NotFound
from bot.core.base.words import N_
from bot.core.requests import rights
from bot.core.requests.rights import Action, Asker, On, Standing, Subject
from bot.core.session.state import Session


@dataclass(frozen=True, slots=True)
class Admitted:
    """What somebody was admitted to, and as what."""

    subject: Subject
    standing: Standing

    @property
    def is_host(self) -> bool:
        """Whether they may do there what hosts do."""
        return bool(self.standing & rights.HOSTS)

    @property
    def channel(self) -> int:
        """The channel of what is meant."""
        assert self.subject.channel is not None
        return self.subject.channel

    @property
    def session(self) -> Session:
        """The session that is meant; raises `NotFound` where there is none."""
        if self.subject.session is None:
            raise NotFound(N_("There is no chat in this channel; start one with /tchat start."))
        return self.subject.session


class Gate:
    """Admits people to what they ask for, or raises the sentence that tells them why not."""

    def __init__(self, live: LiveSessions, store: Store, platform: str) -> None:
        self._live = live
        self._store = store
        self.platform = platform
        self._find: Mapping[On, Callable[[Action, Asker, int], Awaitable[Subject]]] = {
            On.SERVER: self._server,
            On.CHANNEL: self._channel,
            On.CHAT: self._chat,
            On.FILES: self._files,
            On.SESSION: self._named_session,
            On.MESSAGE: self._message,
            On.ANSWER: self._answer,
            On.CASE: self._case,
            On.SUGGESTION: self._suggestion,
            On.SLOT: self._slot,
            On.OWN: self._own,
        }

    async def admit(self, action: Action, asker: Asker, here: int) -> Admitted:
        """Return what an action is about, and as what this person may do it; `here` is the channel they ask in."""
        if asker.server is None and not action.right.private:
            raise rights.unknown(On.SERVER)
        subject = await self._find[action.right.on](action, asker, here)
        return Admitted(subject, rights.judge(action.right, asker, subject))

    def hosts(self, asker: Asker, session: int) -> bool:
        """Whether somebody may do what hosts do in a session that is in memory; nothing is read for that."""
        live = self._live.get(session)
        return live is not None and bool(rights.standing_of(asker, _of(live.session)) & rights.HOSTS)

    async def _server(self, action: Action, asker: Asker, here: int) -> Subject:
        return Subject(asker.server or 0)

    async def _channel(self, action: Action, asker: Asker, here: int) -> Subject:
        channel = int(action.named.get("channel", here))
        return Subject(asker.server or 0, channel, self._meant_in(channel, asker))

    async def _chat(self, action: Action, asker: Asker, here: int) -> Subject:
        session = self._meant_in(here, asker)
        return Subject(asker.server or 0, session.room.channel if session else here, session)

    def _meant_in(self, channel: int, asker: Asker) -> Session | None:
        live = self._live.in_channel(channel)
        return live.session if live and live.session.room.guild == asker.server else None

    async def _files(self, action: Action, asker: Asker, here: int) -> Subject:
        if "session" in action.named:
            return await self._named_session(action, asker, here)
        channel = self._live.room_of(here)
        past = await self._store.past_in(self.platform, channel)
        session = await self._session(past[0].number, On.FILES) if past else None
        return Subject(asker.server or 0, channel, session)

    async def _named_session(self, action: Action, asker: Asker, here: int) -> Subject:
        return _of(await self._session(int(action.named["session"]), action.right.on))

    async def _message(self, action: Action, asker: Asker, here: int) -> Subject:
        message = int(action.named["message"])
        number = await self._store.session_of(message)
        if number is None:
            raise rights.unknown(On.MESSAGE)
        author = await self._store.author_of(number, message)
        return _of(await self._session(number, On.MESSAGE), *(() if author is None else (author,)))

    async def _answer(self, action: Action, asker: Asker, here: int) -> Subject:
        answer = await self._store.pending_answer(int(action.named["answer"]))
        if answer is None:
            raise rights.unknown(On.ANSWER)
        return _of(await self._session(answer.session, On.ANSWER), answer.person)

    async def _case(self, action: Action, asker: Asker, here: int) -> Subject:
        number = int(action.named["case"])
        case = await self._store.case(number)
        if case is None:
            raise rights.unknown(On.CASE, number)
        people = {person for _, person in await self._store.messages_of_case(number)}
        session = await self._session(case.session, On.CASE, number)
        return _of(session, case.person, *people, number=number)

    async def _suggestion(self, action: Action, asker: Asker, here: int) -> Subject:
        found = await self._store.suggestion(int(action.named["suggestion"]))
        if found is None:
            raise rights.unknown(On.SUGGESTION)
        return Subject(found.guild, found.channel, self._meant_in(found.channel, asker), (found.person,))

    async def _slot(self, action: Action, asker: Asker, here: int) -> Subject:
        number = int(action.named["slot"])
        for slot in await self._store.slots():
            if slot.id == number:
                return Subject(slot.guild, slot.channel, number=number)
        raise rights.unknown(On.SLOT, number)

    async def _own(self, action: Action, asker: Asker, here: int) -> Subject:
        """Return what somebody said on a server; in private messages, on one where they said something."""
        server = int(action.named.get("server", asker.server or 0))
        is_theirs = server == (asker.server or 0) or server in await self._store.servers_of(self.platform, asker.person)
        if not is_theirs:
            raise rights.unknown(On.OWN)
        return Subject(server, authors=(asker.person,))

    async def _session(self, number: int, on: On, about: int | None = None) -> Session:
        """Return a session as it stands, without keeping it in memory."""
        if live := self._live.get(number):
            return live.session
        try:
            return (await self._store.load(number)).session
        except NotFound as error:
            raise rights.unknown(on, number if about is None else about) from error


def _of(session: Session, *authors: int, number: int | None = None) -> Subject:
    """Return a session, or something in it, as the subject of a request."""
    room = session.room
    return Subject(room.guild, room.channel, session, authors, session.number if number is None else number)
