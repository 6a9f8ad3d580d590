"""What every store promises. Each test gets an empty one, and a way to open the same record anew."""

import asyncio
import unicodedata
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.app.ports.own_words import Erasing
from bot.app.ports.store import Store
from bot.app.ports.values import AlreadyDone, Claim, Conflict, Reaction, Stored, Taken
from bot.app.reading.searching.indexing import Indexing
from bot.core.base.choices import Choice
from bot.core.base.contribution import Attachment, Contribution, KeptFile, Missing, MissingFile, Person
from bot.core.base.errors import NotFound
from bot.core.base.place import DISCORD, RoomRef
from bot.core.base.post import Action, LinkButton, Post
from bot.core.base.retention import Keep
from bot.core.moderation.judged import Judgement, Kind
from bot.core.moderation.settings import Rule
from bot.core.record.filing import Trace
from bot.core.requests.searching import query_of, tokens_of
from bot.core.requests.tickets import SignIn, Ticket, View
from bot.core.script.pack import Host, HostRole, Question, Reading, Schedule, Text
from bot.core.script.suggestion import Suggestion
from bot.core.session import decisions
from bot.core.session.cases import Case
from bot.core.session.effects.answers import TellAuthor
from bot.core.session.effects.cases import CaseCard, TellMember
from bot.core.session.effects.room import CancelledLine, PinBoard, Welcome
from bot.core.session.facts import Announced, Asked, Closed, Extended, Opened, Paused, QuestionAdded, Scheduled
from bot.core.session.fold import fold
from bot.core.session.listing import Tally, listed
from bot.core.session.pending import PendingAnswer
from bot.core.session.state import Phase, Session
from bot.core.session.timetable import closes_at
from tests.clock import NOON, StillClock
from tests.core.sessions import HOST, ROOM, T0, at, pack_of
from tests.engines import Engine

Open = Callable[[], AbstractAsyncContextManager[Store]]

RICH_PACK = pack_of(
    hashtag="TChat",
    by="Crystal",
    intro=Text({"en": "Colours", "fi": "Värejä"}),
    hosts=(Host("Meghan", HostRole.CO_HOST, "meghan", "TalentCulture"),),
    schedule=Schedule(T0, T0 + timedelta(hours=1), "Europe/Helsinki"),
    questions=(
        Question(Text({"en": "Why?"}), timedelta(seconds=90), (Reading(Text({"en": "R"}), "A", "O", "https://r"),)),
    ),
)
ADA = Person(100, "Ada")
SAID = Contribution(id=1000, channel=500, author=ADA, text="A2 the sky")
SET = Scheduled(at=T0, by=HOST, opens_at=T0)
ELSEWHERE = replace(ROOM, channel=501)
WELCOME = Welcome(2)
PIN = PinBoard(2)


@pytest.fixture
def reopen(engine: Engine) -> Open:
    return engine.database().opened


@pytest.fixture
async def store(reopen: Open) -> AsyncIterator[Store]:
    async with reopen() as store:
        yield store


async def _session(store: Store, key: str | None = None, room: RoomRef = ROOM) -> Session:
    return (await store.create(pack_of(), room, [SET], key)).session


async def _traces(store: Store, number: int) -> list[Trace]:
    return [trace async for trace in store.traces(number)]


async def _said(store: Store, number: int, *messages: int) -> list[Contribution]:
    return [contribution async for contribution in store.read(number, messages)]


async def test_a_session_comes_back_as_it_was(reopen: Open) -> None:
    async with reopen() as store:
        session = (await store.create(RICH_PACK, ROOM, [SET], None)).session
        facts = [
            Opened(at=at(1)),
            QuestionAdded(at=at(2), by=HOST, question=RICH_PACK.questions[0]),
            Asked(at=at(2), number=2),
        ]
        await store.commit(session, facts, [WELCOME], None)
        await store.done(session.number, WELCOME, 77)
    async with reopen() as store:
        stored = await store.load(session.number)
        assert stored.session == fold(session, facts)
        assert stored.session.pack == RICH_PACK
        assert stored.landed == {WELCOME: 77}
        assert await store.facts(session.number) == [SET, *facts]
        assert await store.cause(session.number, WELCOME) == [SET, *facts][WELCOME.fact - 1]


async def test_sessions_are_numbered_and_the_unfinished_found(store: Store) -> None:
    first, second = await _session(store), await _session(store, room=ELSEWHERE)
    assert (first.number, second.number) == (1, 2)
    await store.commit(second, decisions.cancel(second, at(1), HOST, sure=True), [], None)
    assert [session.phase for session in await store.listed()] == [Phase.SCHEDULED, Phase.CANCELLED]
    assert await store.unfinished(DISCORD) == [1]
    assert await store.unfinished("rehearsal") == []
    with pytest.raises(NotFound, match="no session 9"):
        await store.load(9)


async def test_a_called_off_session_is_unfinished_while_something_must_be_shown(store: Store) -> None:
    session = await _session(store)
    effect = CancelledLine(2)
    await store.commit(session, decisions.cancel(session, at(1), HOST, sure=True), [effect], None)
    assert await store.unfinished(DISCORD) == [1]
    await store.give_up(1, effect, "no permission")
    assert await store.unfinished(DISCORD) == []


async def test_the_installation_keeps_its_name(reopen: Open) -> None:
    async with reopen() as store:
        installation = store.installation
    async with reopen() as store:
        assert store.installation == installation
        assert len(installation) == 32


async def test_a_request_is_carried_out_once(store: Store) -> None:
    session = await _session(store, "start-1")
    with pytest.raises(AlreadyDone):
        await _session(store, "start-1")
    assert len(await store.listed()) == 1
    assert (await store.session_with("start-1"), await store.session_with("start-2")) == (session.number, None)
    await store.commit(session, [Opened(at=T0)], [], "open-1")
    opened = fold(session, [Opened(at=T0)])
    with pytest.raises(AlreadyDone):
        await store.commit(opened, [Paused(at=T0)], [], "open-1")


async def test_who_decided_on_old_facts_must_decide_again(store: Store) -> None:
    session = await _session(store)
    await store.commit(session, [Announced(at=T0)], [], None)
    with pytest.raises(Conflict):
        await store.commit(session, [Opened(at=T0)], [WELCOME], "later")
    assert await store.pending(session.number) == []


async def test_a_channel_has_one_chat_at_a_time_whoever_commits_first(store: Store) -> None:
    pack = pack_of()
    asked = [store.create(pack, ROOM, [replace(SET, opens_at=at(minutes))], None) for minutes in (0, 1)]
    first, second = await asyncio.gather(*asked, return_exceptions=True)
    assert isinstance(second, Taken)
    assert isinstance(first, Stored)
    assert [each.number for each in await store.listed()] == [1]
    ends = closes_at(first.session)
    later = await store.create(pack, ROOM, [replace(SET, opens_at=ends)], None)
    await store.create(pack, replace(ROOM, channel=501), [SET], None)
    await store.commit(later.session, decisions.cancel(later.session, at(1), HOST, sure=True), [], None)
    again = await store.create(pack, ROOM, [replace(SET, opens_at=ends)], None)
    await store.commit(again.session, [Opened(at=ends), Paused(at=ends)], [], None)
    with pytest.raises(Taken):
        await store.create(pack, ROOM, [replace(SET, opens_at=ends + timedelta(minutes=1))], None)


async def test_what_took_place_in_a_channel_is_found_the_last_first(store: Store) -> None:
    numbers = []
    for hour, rehearsal in ((0, False), (2, False), (4, True), (6, False)):
        start = Scheduled(at=T0, by=HOST, opens_at=at(60 * hour))
        stored = await store.create(pack_of(), ROOM, [start], None, rehearsal=rehearsal)
        facts = [Opened(at=at(60 * hour)), Closed(at=at(60 * hour + 30))]
        if hour < 6:
            await store.commit(stored.session, facts, [], None)
        numbers.append(stored.session.number)
    first, second, _rehearsed, coming = numbers
    assert [chat.number for chat in await store.past_in(DISCORD, ROOM.channel)] == [second, first]
    assert await store.past_in(DISCORD, ELSEWHERE.channel) == []
    await store.commit((await store.load(coming)).session, [Opened(at=at(360))], [], None)
    assert [chat.number for chat in await store.past_in(DISCORD, ROOM.channel)] == [coming, second, first]


async def test_suggestions_wait_until_somebody_decides(store: Store) -> None:
    for text in ("What is grey?", "What is pink?"):
        await store.suggest(Suggestion(0, ROOM.guild, ROOM.channel, ADA.id, ADA.name, text))
    await store.set_suggestion(1, "accepted", "What is grey?")
    assert [each.text for each in await store.new_suggestions()] == ["What is pink?"]


async def test_a_session_is_listed_as_it_stands(store: Store) -> None:
    session = (await store.create(RICH_PACK, ROOM, [SET], None)).session
    await store.create(pack_of(), ELSEWHERE, [SET], None, rehearsal=True)
    assert await store.listed() == [listed(session)]
    facts = [Opened(at=at(1)), Extended(at=at(2), extra=timedelta(minutes=5))]
    await store.commit(session, facts, [], None)
    (row,) = await store.listed()
    assert row == listed(fold(session, facts))
    assert (row.phase, row.opened_at, row.pack, row.title) == (Phase.OPEN, at(1), "colours", "What is colour?")
    assert row.closes_at == closes_at(fold(session, facts))


async def test_sessions_of_channels_and_by_number_come_newest_first_a_few_at_a_time(store: Store) -> None:
    for channel in (1, 2, 1, 3, 1):
        await store.create(pack_of(), replace(ROOM, channel=channel), [], None)
    await store.create(pack_of(), replace(ROOM, channel=1), [SET], None, rehearsal=True)

    async def found(*channels: int, numbers: Collection[int] = (), upto: int = 2**62, most: int = 9) -> list[int]:
        rows = await store.newest_of(channels=channels, numbers=numbers, upto=upto, most=most)
        return [each.number for each in rows]

    assert await found(1, 2) == [5, 3, 2, 1]
    assert await found(1, numbers={4, 7}) == [5, 4, 3, 1]
    assert await found(1, 2, upto=3, most=2) == [3, 2]
    assert await found() == []


async def test_a_tally_goes_with_whatever_changes_what_it_counts(store: Store) -> None:
    session = (await store.create(RICH_PACK, ROOM, [SET], None)).session
    other = (await store.create(pack_of(), replace(ROOM, guild=2, channel=9), [SET], None)).session
    tally, both = Tally(1, 2, 2, 1, 1), {session.number, other.number}
    case = await store.open_case(replace(CASE, session=session.number))

    async def appended() -> None:
        await store.commit((await store.load(session.number)).session, [Opened(at=at(1))], [], None)

    changes: list[Callable[[], Awaitable[object]]] = [
        lambda: store.save(session.number, SAID),
        lambda: store.save(session.number, replace(SAID, text="A2 the sea", edited_at=at(1))),
        lambda: store.delete(session.number, [SAID.id]),
        appended,
        lambda: store.add_to_case(case, [(1001, ADA.id)]),
        lambda: store.choose(ROOM.guild, ADA.id, Choice(quotes=False)),
        lambda: store.choose(ROOM.guild, ADA.id, Choice(quotes=True)),
        lambda: store.erase(Erasing(ROOM.guild, ADA.id, 2000, None)),
    ]
    for token, change in enumerate(changes, start=1):
        await store.begin_tallies(both, token)
        assert session.number not in await store.tallies(both), "it is being counted"
        await store.keep_tallies(dict.fromkeys(both, tally), token)
        assert await store.tallies(both) == dict.fromkeys(both, tally)
        await change()
        await store.keep_tallies(dict.fromkeys(both, tally), token)
        assert await store.tallies(both) == {other.number: tally}, "what was counted before the change is worth nothing"
    await store.begin_tallies(both, 98)
    await store.begin_tallies(both, 99)
    await store.keep_tallies(dict.fromkeys(both, tally), 98)
    assert await store.tallies(both) == {}, "somebody else has begun to count since"


async def test_sessions_are_found_by_number_and_title_newest_first(store: Store) -> None:
    for number in range(1, 121):
        title = Text({"en": f"Part {number}: ÄÄNI 100%_"})
        await store.create(pack_of(title=title), replace(ROOM, channel=number), [SET], None)
    await store.create(pack_of(), replace(ROOM, guild=2, channel=999), [SET], None)
    assert [row.number async for row in store.search(ROOM.guild, "")] == list(range(120, 0, -1))
    assert [row.number async for row in store.search(ROOM.guild, "ääni 100%_")][:2] == [120, 119]
    assert [row.number async for row in store.search(ROOM.guild, "17 · Part")] == [117, 17]
    assert [row.number async for row in store.search(ROOM.guild, "%")][:1] == [120]
    assert [row.number async for row in store.search(ROOM.guild, "x")] == []
    assert [row.number async for row in store.search(2, "colour")] == [121]


async def test_what_was_played_and_what_is_ahead(store: Store) -> None:
    first = await _session(store)
    pack = pack_of()
    assert await store.times_played(ROOM.guild, replace(pack, name="another")) == 1
    assert await store.times_played(ROOM.guild, pack_of(2)) == 1, "members may have added one"
    assert await store.times_played(ROOM.guild, pack_of(4)) == 0
    assert await store.times_played(ROOM.guild, replace(pack, title=Text({"en": "What is sound?"}))) == 0
    assert await store.times_played(9, pack) == 0
    hostless = replace(SET, by=None)
    last = await store.create(pack_of(), ROOM, [replace(hostless, opens_at=at(1000))], None)
    assert await store.last_in(DISCORD, ROOM.channel) == listed(last.session)
    assert await store.last_in(DISCORD, ROOM.channel, hosted=True) == listed(first)
    assert await store.last_in("rehearsal", ROOM.channel) is None
    assert await store.ahead(DISCORD, T0) == [1, 2]
    for stored in (first, last.session):
        await store.commit(stored, decisions.cancel(stored, at(1), HOST, sure=True), [], None)
    assert await store.times_played(ROOM.guild, pack) == 0
    assert await store.ahead(DISCORD, T0) == [2], "called off before its time"
    assert await store.ahead(DISCORD, at(2000)) == []
    await store.create(pack_of(), ELSEWHERE, [SET], None, rehearsal=True)
    assert await store.ahead(DISCORD, T0) == [2]
    assert await store.times_played(ROOM.guild, pack) == 0
    assert await store.last_in(DISCORD, ELSEWHERE.channel) is None


async def test_effects_wait_in_order_until_they_are_done_or_given_up(store: Store) -> None:
    session = await _session(store)
    await store.commit(session, [Opened(at=T0)], [WELCOME, PIN], None)
    assert [pending.effect for pending in await store.pending(session.number)] == [WELCOME, PIN]
    assert await store.waiting_since() == T0
    post = Post(
        "Hello", (LinkButton("Read", "https://r"),), (Action("Resume", "panel:resume:5", danger=True),), quiet=True
    )
    claim = Claim(at(1), 500, post, 42)
    await store.claim(session.number, WELCOME, claim)
    assert (await store.pending(session.number))[0].claim == claim
    await store.done(session.number, WELCOME, 77)
    assert [pending.effect for pending in await store.pending(session.number)] == [PIN]
    await store.give_up(session.number, PIN, "no permission")
    assert await store.waiting_since() is None
    assert await store.pending(session.number) == []
    stored = await store.load(session.number)
    assert (dict(stored.landed), set(stored.lost)) == ({WELCOME: 77}, {PIN})


async def test_what_was_said_comes_back_in_the_order_asked_for(store: Store) -> None:
    number = (await _session(store)).number
    files = (Attachment("a.png", "image/png", 12, "https://a"), Attachment("b", None, 0, "https://b"))
    rich = replace(
        SAID, id=1001, text="zero\u200bwidth \U0001f600 שלום", reply_to=1000, attachments=files, forwarded="https://f"
    )
    await store.save(number, SAID)
    await store.save(number, rich)
    assert await _said(store, number, 1001, 1000, 5) == [rich, SAID]
    assert await _traces(store, number) == [Trace(1000, 500, None, 2), Trace(1001, 500, 1000, None)]
    assert await store.author_of(number, 1000) == ADA.id
    assert await store.session_of(1000) == number


async def test_several_are_stored_at_once(store: Store) -> None:
    number = (await _session(store)).number
    file = Attachment("a.png", None, 1, "https://a")
    edited = replace(SAID, id=1001, text="A3 the sea", edited_at=at(9), attachments=(file,))
    renamed = replace(SAID, id=1002, author=Person(100, "Ada L."))
    await store.save(number, SAID, replace(edited, edited_at=None, attachments=(file, file)), edited, renamed)
    assert [said.text for said in await _said(store, number, 1000, 1001, 1002)] == [SAID.text, "A3 the sea", SAID.text]
    assert (await _said(store, number, 1001))[0].attachments == (file,)
    assert await store.names(number) == {100: "Ada L."}
    await store.save(number)
    assert len(await _traces(store, number)) == 3


async def test_what_a_channel_holds_is_what_was_said_there_and_not_deleted(store: Store) -> None:
    number = (await _session(store)).number
    await store.save(number, SAID, replace(SAID, id=1001), replace(SAID, id=1002, channel=501))
    await store.delete(number, [1001])
    assert (await store.held(number, 500), await store.held(number, 501)) == ([1000], [1002])
    assert [trace.id for trace in await _traces(store, number)] == [1000, 1001, 1002]


async def test_only_a_newer_text_replaces_the_old(store: Store) -> None:
    number = (await _session(store)).number
    file = Attachment("a.png", None, 1, "https://a")
    await store.save(number, replace(SAID, attachments=(file, file)))
    newest = replace(SAID, text="A3 the sea", edited_at=at(9), attachments=(file,))
    await store.save(number, newest)
    await store.save(number, replace(SAID, text="stale", edited_at=at(8), attachments=(file, file)))
    await store.save(number, replace(SAID, text="first", attachments=(file, file)))
    assert await _said(store, number, 1000) == [newest]
    assert (await _traces(store, number))[0].prefix == 3


async def test_what_is_deleted_stays_deleted(store: Store) -> None:
    number = (await _session(store)).number
    await store.save(number, replace(SAID, attachments=(Attachment("a", None, 1, "https://a"),)))
    await store.react(number, Reaction(1000, "👍", 1), on=True)
    await store.delete(number, [1000, 2000])
    await store.save(number, replace(SAID, edited_at=at(9), attachments=(Attachment("a", None, 1, "https://a"),)))
    await store.save(number, replace(SAID, id=2000))
    await store.react(number, Reaction(1000, "👍", 1), on=True)
    assert await _said(store, number, 1000, 2000) == []
    assert {(trace.id, trace.deleted) for trace in await _traces(store, number)} == {(1000, True), (2000, True)}
    assert await store.author_of(number, 1000) is None
    assert await store.session_of(1000) is None


async def test_reactions_count_people(store: Store) -> None:
    number = (await _session(store)).number
    await store.save(number, SAID)
    for person in (1, 2, 2):
        await store.react(number, Reaction(1000, "👍", person), on=True)
    await store.react(number, Reaction(1000, "💯", 1), on=True)
    assert (await _said(store, number, 1000))[0].reactions == {"👍": 2, "💯": 1}
    await store.react(number, Reaction(1000, "👍", 1), on=False)
    await store.clear_reactions(number, 1000, "💯")
    assert (await _said(store, number, 1000))[0].reactions == {"👍": 1}
    assert await store.reactions(number, 1000) == {Reaction(1000, "👍", 2)}
    await store.clear_reactions(number, 1000, "👍")
    await store.react(number, Reaction(1000, "💯", 1), on=True)
    await store.clear_reactions(number, 1000, None)
    assert (await _said(store, number, 1000))[0].reactions == {}


async def test_names_and_threads_are_remembered(store: Store) -> None:
    number = (await _session(store)).number
    await store.save(number, SAID)
    await store.know(number, Person(7, "Meghan"))
    await store.save(number, replace(SAID, id=1001, author=Person(100, "Ada L.")))
    await store.save(number, replace(SAID, id=1002, author=Person(100, "ada_global", by_account=True)))
    await store.know(number, Person(7, "meghan_global", by_account=True))
    await store.know(number, Person(8, "ben_global", by_account=True))
    shown = replace(SAID, id=1003, author=Person(9, "Cleo"))
    by_account = replace(SAID, id=1004, author=Person(9, "cleo_global", by_account=True))
    await store.save(number, shown, by_account)
    assert await store.names(number) == {7: "Meghan", 8: "ben_global", 9: "Cleo", 100: "Ada L."}
    assert await store.mark(number, 500) == 0
    await store.set_mark(number, 500, 9)
    await store.set_mark(number, 500, 7)
    assert await store.mark(number, 500) == 9
    await store.add_thread(number, 60)
    await store.add_thread(number, 60)
    assert await store.threads(number) == [60]


async def test_what_each_person_said_is_listed_in_order(store: Store) -> None:
    number = (await _session(store)).number
    ben = Person(7, "Ben")
    for id, author in ((1003, ADA), (1002, ben), (1001, ADA), (1004, ben)):
        await store.save(number, replace(SAID, id=id, author=author))
    await store.know(number, Person(8, "Cleo"))
    await store.delete(number, [1004])
    each = await store.said_by_each(number)
    assert dict(each) == {100: [1001, 1003], 7: [1002]}
    assert len(each) == 2


async def test_who_is_mentioned_is_known_by_name_unless_it_is_known_better(store: Store) -> None:
    number = (await _session(store)).number
    await store.save(number, replace(SAID, mentions={7: "meghan_1", 77: "off-topic", SAID.author.id: "ada_1"}))
    await store.know(number, Person(7, "Meghan"))
    await store.save(number, replace(SAID, id=1001, mentions={7: "meghan_1", 77: "renamed"}))
    assert await store.names(number) == {7: "Meghan", 77: "off-topic", SAID.author.id: SAID.author.name}


async def test_the_votes_of_a_poll_change_without_an_edit(store: Store) -> None:
    number = (await _session(store)).number
    poll = replace(SAID, text="A3 **Tea?**\n- yes (0)", poll=True)
    await store.save(number, poll)
    await store.save(number, replace(poll, text="A3 **Tea?**\n- yes (2)"))
    (said,) = await _said(store, number, SAID.id)
    assert (said.text, said.edited_at) == ("A3 **Tea?**\n- yes (2)", None)
    assert [trace.prefix async for trace in store.traces(number)] == [3]
    await store.delete(number, [SAID.id])
    await store.save(number, poll)
    assert await _said(store, number, SAID.id) == []


async def test_notes_are_kept(store: Store) -> None:
    assert await store.recall("commands") is None
    await store.note("commands", "1")
    await store.note("commands", "2")
    assert await store.recall("commands") == "2"


CASE = Case(0, 1, "flood", 1000, 500, 100, "Ada", "buy!", "Too many.", T0)


async def test_cases_are_about_a_rule_and_a_matter(reopen: Open) -> None:
    async with reopen() as store:
        number = (await _session(store)).number
        first = await store.open_case(CASE)
        assert await store.open_case(replace(CASE, text="again", name="Ben")) == first
        second = await store.open_case(replace(CASE, rule="mentions"))
        await store.add_to_case(first, [(1001, 101)])
        await store.add_to_case(first, [(1000, 100)])
        await store.add_to_case(first, [(1000, 100)])
        for line, person in (("Ada: “Why?”", 100), ("Ada: “Why?”", 100), ("Ben: “Oh.”", 101)):
            await store.add_reason(first, line, person)
    async with reopen() as store:
        known = replace(CASE, id=first, reason="Too many.\nAda: “Why?”\nBen: “Oh.”")
        assert await store.case(first) == known
        assert await store.case_about(number, "flood", 1000) == known
        assert await store.case_about(number, "flood", 1001) is None
        assert [case.id for case in await store.cases(number)] == [first, second]
        assert await store.messages_of_case(first) == [(1000, 100), (1001, 101)]
        assert await store.messages_by_case(number) == {first: [1000, 1001]}
        assert await store.told_by(number, 101) == ["Ben: “Oh.”"]
        assert await store.case(99) is None


async def test_what_hosts_judged_is_a_servers_until_it_ends(store: Store) -> None:
    number = (await _session(store)).number
    site = Judgement(Kind.SITE, "anna.example", Rule.SCAMS, fine=True, person=100, at=T0)
    text = replace(site, kind=Kind.TEXT, mark="0f" * 16, fine=False, at=at(5))
    await store.judge(number, [site, text])
    await store.judge(number, [])
    await store.judge(number, [replace(text, person=101), replace(site, fine=False)])
    known = await store.judgements(1)
    assert sorted(known, key=str) == sorted([replace(site, fine=False), text, replace(text, person=101)], key=str)
    assert await store.judgements(2) == []
    await store.expire(1, Keep.CASES, at(3), at(3))
    assert {each.kind for each in await store.judgements(1)} == {Kind.TEXT}
    await store.forget_judgements(1)
    assert await store.judgements(1) == []


async def test_what_waits_for_a_member_is_kept_by_case(store: Store) -> None:
    await _session(store)
    one, two = await store.open_case(CASE), await store.open_case(replace(CASE, rule="mentions"))
    await store.deliver_later(1, 100, one, "first")
    await store.deliver_later(1, 100, two, "second")
    await store.deliver_later(1, 100, one, "better")
    await store.deliver_later(2, 100, one, "elsewhere")
    assert await store.undelivered(1, 100) == [(one, "better"), (two, "second")]
    assert await store.undelivered(1, 101) == []
    await store.delivered(1, 100, one)
    assert await store.undelivered(1, 100) == [(two, "second")]
    assert await store.undelivered(2, 100) == [(one, "elsewhere")]


async def test_the_words_of_old_cases_are_forgotten(store: Store) -> None:
    session = await _session(store)
    old = await store.open_case(CASE)
    new = await store.open_case(replace(CASE, rule="mentions", opened_at=at(5)))
    shown, waiting = CaseCard(2, old), TellMember(2, old)
    await store.commit(session, [Opened(at=at(1))], [shown, waiting], None)
    for effect in (shown, waiting):
        await store.claim(session.number, effect, Claim(at(1), 500, Post("> a secret"), 1))
    await store.done(session.number, shown, 77)
    for case in (old, new):
        await store.deliver_later(1, 100, case, "a secret")
    await store.expire(1, Keep.CASES, at(3), at(3))
    assert await store.case(old) == replace(CASE, id=old, text="", reason="")
    assert (await store.case(new) or CASE).text == "buy!"
    assert await store.undelivered(1, 100) == [(new, "a secret")]
    (pending,) = await store.pending(session.number)
    assert pending.claim is not None, "what is yet to be posted keeps its words until it is"
    await store.done(session.number, waiting, 78)
    await store.expire(1, Keep.CASES, at(3), at(3))
    assert (await store.load(session.number)).landed == {shown: 77, waiting: 78}


async def test_many_writers_at_once_lose_nothing(store: Store) -> None:
    number = (await _session(store)).number
    everything = [replace(SAID, id=2000 + n, author=Person(n % 7, f"P{n % 7}"), text=f"answer {n}") for n in range(500)]
    await asyncio.gather(*(store.save(number, said) for said in everything))
    assert await _said(store, number, *(said.id for said in everything)) == everything
    assert store.backlog == 0


async def test_one_failing_write_does_not_harm_the_others(store: Store) -> None:
    session = await _session(store)
    stale = store.commit(replace(session, facts=0), [Opened(at=T0)], [], None)
    results = await asyncio.gather(
        *(store.save(session.number, replace(SAID, id=3000 + n)) for n in range(5)), stale, return_exceptions=True
    )
    assert [type(result).__name__ for result in results] == [*["NoneType"] * 5, "Conflict"]
    assert len(await _said(store, session.number, *range(3000, 3005))) == 5


EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("said"), st.integers(1, 3), st.just(0)),
        st.tuples(st.just("edited"), st.integers(1, 3), st.integers(1, 4)),
        st.tuples(st.just("deleted"), st.integers(1, 3), st.just(0)),
    ),
    max_size=12,
)


@given(EVENTS, st.randoms())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_in_whatever_order_events_come_the_record_is_the_same(
    reopen: Open, events: list[tuple[str, int, int]], random: object
) -> None:
    shuffled = [*events, *events]
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    async def outcome(of: list[tuple[str, int, int]]) -> list[Contribution]:
        async with reopen() as store:
            number = (await _session(store, room=replace(ROOM, channel=len(await store.listed())))).number
            for what, message, version in of:
                if what == "deleted":
                    await store.delete(number, [message])
                else:
                    edited = at(version) if version else None
                    await store.save(number, replace(SAID, id=message, text=f"v{version}", edited_at=edited))
            return await _said(store, number, 1, 2, 3)

    assert asyncio.run(outcome(shuffled)) == asyncio.run(outcome(events))


def test_a_room_is_linked_to() -> None:
    assert RoomRef("rehearsal", 0, 5).link(9) == "transcript.html#m9"
    assert ROOM.link(9) == "https://discord.com/channels/1/500/9"
    assert ROOM.link(9, 10) == "https://discord.com/channels/1/10/9"


async def test_the_words_of_a_draft_are_kept_until_they_are_emptied(reopen: Open) -> None:
    async with reopen() as store:
        number = (await _session(store)).number
        given = PendingAnswer(0, number, 1, ADA.id, "Ada", "the sky", "why", T0)
        first, second = (
            await store.add_pending_answer(given),
            await store.add_pending_answer(replace(given, text="the sea")),
        )
        assert first != second
    async with reopen() as store:
        assert await store.pending_answer(first) == replace(given, id=first)
        assert [answer.id for answer in await store.pending_answers(number)] == [first, second]
        await store.empty_pending_answer(first, "other words")
        assert len(await store.pending_answers(number)) == 2, "newer words stay"
        for _ in range(2):
            await store.empty_pending_answer(first, "the sky")
        assert await store.pending_answer(first) == replace(given, id=first, text="", reason="")
        await store.word_pending_answer(first, "grass", at(5))
        assert await store.pending_answer(first) == replace(given, id=first, text="grass", reason="", sent_at=at(5))
        await store.expire(1, Keep.CASES, at(5), at(5))
        assert [answer.text for answer in await store.pending_answers(number)] == ["grass"]
        assert await store.pending_answer(99) is None


async def test_what_was_to_be_told_about_an_old_draft_is_forgotten_like_the_rest(store: Store) -> None:
    number = (await _session(store)).number
    old = await store.add_pending_answer(PendingAnswer(0, number, 1, ADA.id, "Ada", "the sky", "", T0))
    new = await store.add_pending_answer(PendingAnswer(0, number, 1, ADA.id, "Ada", "the sea", "", at(5)))
    for answer in (old, new):
        await store.deliver_later(1, ADA.id, -answer, "> words that were set aside")
    await store.expire(1, Keep.CASES, at(3), at(3))
    assert [case for case, _ in await store.undelivered(1, ADA.id)] == [-new]


async def test_a_word_about_a_draft_waits_beside_those_about_cases(store: Store) -> None:
    await store.deliver_later(1, ADA.id, -5, "set aside")
    await store.deliver_later(1, ADA.id, -5, "approved")
    assert "approved" in str(await store.undelivered(1, ADA.id))
    assert "set aside" not in str(await store.undelivered(1, ADA.id))


async def test_what_is_finished_keeps_no_words(store: Store, engine: Engine) -> None:
    session = await _session(store)
    effects = [TellAuthor(2, number) for number in (1, 2)]
    await store.commit(session, [Opened(at=T0)], effects, None)
    for effect in effects:
        await store.claim(session.number, effect, Claim(T0, 500, Post("the sky"), 1))
    await store.done(session.number, effects[0], 77)
    await store.give_up(session.number, effects[1], "refused")
    assert await store.pending(session.number) == []
    assert await engine.rows("SELECT count(*) FROM effects WHERE payload IS NOT NULL") == [(0,)]


PICTURE = Attachment("sky.png", "image/png", 12, "https://cdn/1/sky.png?ex=1", "a blue sky")
NOTES = Attachment("notes", None, 7, "https://cdn/2/notes?ex=1")
STICKER = Attachment("Wave", None, 0, "")
KEPT = KeptFile("a" * 64, "image/png", 12)


async def _files(store: Store, number: int, message: int = 1000) -> tuple[Attachment, ...]:
    return (await _said(store, number, message))[0].attachments


async def test_what_became_of_a_file_is_known_with_its_message(store: Store) -> None:
    number = (await _session(store)).number
    await store.save(number, replace(SAID, attachments=(PICTURE, STICKER, NOTES)))
    assert await store.unfetched(number) == [(1000, PICTURE), (1000, NOTES)]
    await store.note_file(number, 1000, PICTURE.url, KEPT)
    missing = MissingFile(Missing.TOO_LARGE, at(3))
    await store.note_file(number, 1000, NOTES.url, missing)
    await store.note_file(number, 1000, "https://cdn/3/unknown", KEPT)
    assert [file.fate for file in await _files(store, number)] == [KEPT, None, missing]
    assert (await _files(store, number))[0].description == "a blue sky"
    assert await store.unfetched(number) == []
    await store.save(number, replace(SAID, attachments=(replace(PICTURE, url="https://cdn/1/sky.png?ex=2"), NOTES)))
    assert (await _files(store, number))[0].fate == KEPT, "the platform signs the link of the same file anew"


async def test_the_same_file_counts_once(store: Store) -> None:
    number = (await _session(store)).number
    await store.save(number, *(replace(SAID, id=id_, attachments=(PICTURE,)) for id_ in (1000, 1001)))
    assert await store.file_bytes(number) == 0
    for message in (1000, 1001):
        await store.note_file(number, message, PICTURE.url, KEPT)
    assert await store.file_bytes(number) == 12


async def test_a_file_is_loose_once_no_message_has_it(store: Store) -> None:
    number = (await _session(store)).number
    await store.save(number, *(replace(SAID, id=id_, attachments=(PICTURE,)) for id_ in (1000, 1001)))
    await store.loosen(KEPT.digest)
    assert await store.loose() == [KEPT.digest]
    for message in (1000, 1001):
        await store.note_file(number, message, PICTURE.url, KEPT)
    assert await store.loose() == []
    await store.delete(number, [1000])
    assert await store.loose() == []
    await store.delete(number, [1001])
    assert await store.loose() == [KEPT.digest]
    await store.note_file(number, 1001, PICTURE.url, KEPT)
    assert await store.loose() == [KEPT.digest], "what is deleted gets no files"
    await store.swept(await store.loose())
    assert await store.loose() == []


async def test_a_file_that_is_taken_out_of_a_message_takes_what_is_known_of_it_along(store: Store) -> None:
    number = (await _session(store)).number
    await store.save(number, replace(SAID, attachments=(PICTURE, NOTES)))
    await store.note_file(number, 1000, PICTURE.url, KEPT)
    other = KeptFile("b" * 64, "text/plain", 7)
    await store.note_file(number, 1000, NOTES.url, other)
    await store.save(number, replace(SAID, edited_at=at(5), attachments=(NOTES,)))
    assert [(file.name, file.size, file.fate) for file in await _files(store, number)] == [("notes", 7, other)]
    assert await store.loose() == [KEPT.digest]
    assert await store.unfetched(number) == []


async def test_members_choose_server_by_server(reopen: Open) -> None:
    async with reopen() as store:
        assert await store.choices(1) == {}
        await store.choose(1, ADA.id, Choice(quotes=False))
        await store.choose(1, 101, Choice(named=True))
        await store.choose(2, ADA.id, Choice(named=False))
        await store.choose(1, 101, Choice(named=False))
    async with reopen() as store:
        assert await store.choices(1) == {ADA.id: Choice(quotes=False), 101: Choice(named=False)}
        assert await store.choices(2) == {ADA.id: Choice(named=False)}
        assert await store.servers_of("discord", ADA.id) == [1, 2]
        assert await store.servers_of("discord", 102) == []


async def test_a_person_is_erased_and_stays_so(store: Store) -> None:
    await _session(store)
    theirs = replace(SAID, id=1001, author=Person(101, "Ben"), text="the sea", reply_to=SAID.id)
    await store.save(1, SAID, theirs)
    await store.react(1, Reaction(theirs.id, "👍", ADA.id), on=True)
    await store.suggest(Suggestion(0, ROOM.guild, ROOM.channel, ADA.id, ADA.name, "And grey?"))
    assert await store.sessions_with(DISCORD, ROOM.guild, ADA.id) == [1]
    assert {each.session for each in await store.present(DISCORD) if each.person == ADA.id} == {0, 1}
    await store.note("lines of session 1", "the sky")
    await store.erase(Erasing(ROOM.guild, ADA.id, theirs.id))
    await store.save(1, SAID)
    await store.react(1, Reaction(theirs.id, "👍", ADA.id), on=True)
    await store.scrub()
    assert await store.sessions_with(DISCORD, ROOM.guild, ADA.id) == []
    assert [each.text for each in await _said(store, 1, SAID.id, theirs.id)] == ["the sea"]
    assert await store.reactions(1, theirs.id) == set()
    assert await store.names(1) == {101: "Ben"}
    assert await store.new_suggestions() == []
    assert await store.recall("lines of session 1") is None
    later = replace(SAID, id=1002)
    await store.save(1, later)
    assert [each.author.name for each in await _said(store, 1, later.id)] == ["Ada"]


async def test_a_suggested_question_loses_words_and_name_where_it_was_asked(store: Store) -> None:
    session = await _session(store)
    number = await store.suggest(Suggestion(0, ROOM.guild, ROOM.channel, ADA.id, ADA.name, 'And "grey"?'))
    await store.set_suggestion(number, "used", 'And "grey"?')
    asked = Question(Text({"en": 'And "grey"? (Ada)'}))
    await store.commit(session, [QuestionAdded(at=at(1), by=HOST, question=asked)], [], None)
    await store.erase(Erasing(ROOM.guild, ADA.id, 5))
    assert (await store.load(1)).session.questions[-1].ask.in_language("en") == "…"


async def test_who_is_not_recorded_leaves_their_places_alone(store: Store) -> None:
    await _session(store)
    await store.save(1, SAID)
    choice = Choice(unrecorded_from=1001)
    await store.choose(ROOM.guild, ADA.id, choice)
    await store.save(1, replace(SAID, id=1001), replace(SAID, edited_at=at(9), text="the sea"))
    await store.react(1, Reaction(1000, "👍", ADA.id), on=True)
    await store.react(1, Reaction(1001, "👍", 101), on=True)
    assert [trace.id for trace in await _traces(store, 1) if trace.deleted] == [1001]
    assert [each.text for each in await _said(store, 1, 1000, 1001)] == ["the sea"]
    assert (await store.choices(ROOM.guild))[ADA.id] == choice


async def test_tickets_are_kept_until_they_have_ended(store: Store, reopen: Open) -> None:
    ends = T0 + timedelta(days=7)
    ticket = Ticket(0, 1, 500, None, View.FULL, 100, "Ada", T0, ends)
    await store.add_ticket("one", ticket)
    await store.add_ticket("two", replace(ticket, session=3, view=View.PUBLIC))
    await store.add_ticket("three", replace(ticket, channel=501))
    await store.use_ticket(2, T0)
    await store.revoke_ticket(501, 1, T0)  # that is not its channel
    await store.revoke_ticket(500, 1, T0)
    await store.revoke_ticket(500, 1, ends)
    async with reopen() as again:
        assert await again.tickets_with([]) == []
        assert await again.tickets_with(["one", "four"]) == [replace(ticket, id=1, revoked_at=T0)]
        assert await again.tickets_of(500) == [
            replace(ticket, id=2, session=3, view=View.PUBLIC, used_at=T0),
            replace(ticket, id=1, revoked_at=T0),
        ]
        await again.expire(1, Keep.ENDS, ends, ends + timedelta(seconds=1))
        assert await again.tickets_of(500) == []


async def test_sign_ins_are_kept_until_they_have_ended(store: Store, reopen: Open) -> None:
    ends = T0 + timedelta(hours=12)
    await store.add_sign_in("one", SignIn(100, "Ada", ends), T0)
    await store.add_sign_in("two", SignIn(101, "Ben", ends), T0)
    async with reopen() as again:
        assert await again.sign_in_with("one") == SignIn(100, "Ada", ends)
        await again.end_sign_ins(100)
        assert await again.sign_in_with("one") is None
        await again.add_sign_in("three", SignIn(100, "Ada", ends + timedelta(days=1)), ends + timedelta(seconds=1))
        assert await again.sign_in_with("two") is None
        await again.expire(1, Keep.ENDS, ends, ends + timedelta(days=2))
        assert await again.sign_in_with("three") is None


async def test_the_sessions_that_somebody_hosted_and_the_rooms(store: Store) -> None:
    for rehearsal, channel in ((False, 500), (True, 501)):
        room = replace(ROOM, channel=channel)
        await store.create(pack_of(), room, [replace(SET, by=100)], None, rehearsal=rehearsal)
    assert await store.hosted_by(100) == [1, 2]
    assert await store.hosted_by(99) == []
    assert await store.rooms() == [ROOM]


async def test_the_row_of_one_session(store: Store) -> None:
    stored = await store.create(pack_of(), ROOM, [SET], None)
    assert await store.row(stored.session.number) == listed((await store.load(1)).session)
    assert await store.row(2) is None


async def found_by(
    store: Store, words: str, before: tuple[int, int] = (2**63 - 1, 2**63 - 1), most: int = 9
) -> list[tuple[int, int]]:
    """Where in sessions 1 and 2 all of the words are, newest first."""
    query = query_of(words)
    rows = await store.texts_with([1, 2], query, before, most)
    return [(session, message) for session, message, text in rows if query.is_in(unicodedata.normalize("NFC", text))]


@pytest.mark.parametrize("indexed", [True, False])
async def test_what_was_said_is_found_by_its_words(store: Store, *, indexed: bool) -> None:
    for _ in range(2):
        await store.create(pack_of(), ROOM, [replace(SET, opens_at=at(10_000 * len(await store.listed())))], None)
    texts = ("Blue SKY", "Ääni", "the sky", "vaikuttajat", unicodedata.normalize("NFD", "Ääni kuuluu"))
    await store.save(1, *(replace(SAID, id=1000 + number, text=text) for number, text in enumerate(texts)))
    await store.save(2, replace(SAID, id=2000, text="100% sky_line", author=Person(101, "Bén")))
    if indexed:
        await Indexing(store, StillClock()).catch_up()
        assert await store.to_index((0, 0), 9) == []
    sky = [(2, 2000), (1, 1002), (1, 1000)]
    assert await found_by(store, "sky") == sky
    assert await found_by(store, "SK") == []
    assert await found_by(store, "sky", (2, 2000), 1) == sky[1:2]
    assert await found_by(store, "sky blue") == [(1, 1000)]
    assert await found_by(store, "blue sky and more") == await found_by(store, "or") == []
    assert await found_by(store, "ääni") == [(1, 1004), (1, 1001)]
    for word in ("vaikuttaja", "vaik", "vaikuttajien"):
        assert await found_by(store, word) == [(1, 1003)]
    assert await found_by(store, "aani") == []
    assert await found_by(store, "sky from:bén") == await found_by(store, "from:BÉN") == sky[:1]
    assert await found_by(store, "from:ada sky") == sky[1:]
    assert await found_by(store, "from:ada", (1, 1003), 2) == [(1, 1002), (1, 1001)]
    assert await found_by(store, "sky from:nobody") == []
    assert await store.texts_with([], query_of("sky"), sky[0], 9) == []
    await store.save(1, replace(SAID, id=1002, text="the sea", edited_at=at(3)))
    await store.delete(1, [1000])
    assert await found_by(store, "sky") == sky[:1], "edited or deleted, it is out of the index with the same commit"
    assert await found_by(store, "sea") == [(1, 1002)]


async def test_what_changes_while_it_is_indexed_is_indexed_as_it_is(store: Store) -> None:
    await store.create(pack_of(), ROOM, [SET], None)
    await store.save(1, replace(SAID, id=1000, text="the sky"), replace(SAID, id=1001, text="the sky"))
    read = await store.to_index((0, 0), 9)
    await store.save(1, replace(SAID, id=1000, text="the sea", edited_at=at(3)))
    await store.delete(1, [1001])
    await store.index([(*row, tokens_of(row[2])) for row in read])
    assert await store.to_index((0, 0), 9) == [(1, 1000, "the sea")]
    await Indexing(store, StillClock()).catch_up()
    assert await found_by(store, "sky") == []
    assert await found_by(store, "sea") == [(1, 1000)]


async def test_sessions_with_discord_begin_one_after_another_whichever_process_asks(engine: Engine) -> None:
    clock, apart = StillClock(), timedelta(seconds=5)
    async with engine.database(clock).opened() as one, engine.database(clock).opened() as other:
        waits = await asyncio.gather(*(store.turn(0, apart, clock.now()) for store in (one, other) * 2))
        assert sorted(wait // timedelta(seconds=1) for wait in waits) == [0, 5, 10, 15]
        assert await other.turn(1, apart, clock.now()) == timedelta()
        for store in (one, other):
            await store.count_start(clock.now(), forget=NOON - timedelta(hours=1))
        assert await one.starts(NOON - timedelta(hours=1)) == [NOON, NOON]
        await one.count_start(NOON + timedelta(hours=2), forget=NOON + timedelta(hours=1))
        assert await other.starts(NOON - timedelta(hours=1)) == [NOON + timedelta(hours=2)]
