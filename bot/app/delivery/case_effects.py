"""How the effects of moderation are performed: cards, words to members, messages out of the room, time-outs."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.app.delivery.handling import Changes, Shows, Tools, on_the_desk, say_there_is_no_desk
from bot.app.live.sessions import Live
from bot.core.base.post import Post
from bot.core.posts.moderating.case_cards import repost, word_to_member
from bot.core.session.cases import TIME_OUT
from bot.core.session.effects import cases
from bot.core.session.effects.base import Effect
from bot.core.session.facts import Moderated


async def _card(tools: Tools, live: Live, effect: cases.CaseCard) -> Post | None:
    return await tools.casebook.card(live, effect.case)


async def _word(tools: Tools, live: Live, effect: cases.TellMember) -> Post | None:
    case = await tools.store.case(effect.case)
    state = live.session.cases[effect.case]
    if case is None:
        return None
    person = (await _measure(tools, live, effect)).person
    theirs = [message for message, author in await tools.store.messages_of_case(case.id) if author == person]
    said = await tools.said(live, theirs[-1]) if theirs else None
    if said and person != case.person and case.text:  # who was not the first is shown their own words
        case = replace(case, channel=said.channel, text=said.text)
    state = replace(state, withheld=state.withheld.intersection(theirs))
    return word_to_member(live.session, case, state, tools.words(live))


async def _private_messages(tools: Tools, live: Live, effect: cases.TellMember) -> int | None:
    return await tools.room.direct((await _measure(tools, live, effect)).person)


async def _tell_later(tools: Tools, live: Live, effect: cases.TellMember) -> None:
    """Keep what a member whose private messages are closed was not told, until they turn to the bot."""
    if post := await _word(tools, live, effect):
        person = (await _measure(tools, live, effect)).person
        await tools.store.deliver_later(live.session.room.guild, person, effect.case, post.text)


async def _remove(tools: Tools, live: Live, effect: cases.RemoveMessage) -> None:
    said = await tools.said(live, effect.message)
    if said and said.id in live.session.withheld:  # what was brought back meanwhile stays
        await tools.room.remove(said.channel, said.id)


async def _repost(tools: Tools, live: Live, effect: cases.RepostMessage) -> Post | None:
    said = await tools.said(live, effect.message)
    return repost(said.author.name, said.text) if said else None


async def _where_it_was(tools: Tools, live: Live, effect: cases.RepostMessage) -> int | None:
    said = await tools.said(live, effect.message)
    return said.channel if said else None


async def _take_back(tools: Tools, live: Live, effect: cases.RepostMessage, message: int) -> None:
    """Take out of the room again what was erased while it was on its way there."""
    if await tools.said(live, effect.message) is None:
        traces = tools.store.traces(live.session.number)
        place = next(iter([trace.channel async for trace in traces if trace.id == effect.message]))
        await tools.room.remove(place, message)


async def _time_out(tools: Tools, live: Live, effect: cases.TimeOutMember) -> None:
    cause = await _measure(tools, live, effect)
    until = cause.at + TIME_OUT if cause.person in live.session.cases[effect.case].timed_out else None
    await tools.room.time_out(live.session.room.guild, cause.person, until)


async def _measure(tools: Tools, live: Live, effect: Effect) -> Moderated:
    cause = await tools.store.cause(live.session.number, effect)
    assert isinstance(cause, Moderated)
    return cause


HANDLERS: Mapping[type[Effect], Shows[Any] | Changes[Any]] = {
    cases.CaseCard: Shows(post=_card, place=on_the_desk, refused=say_there_is_no_desk),
    cases.TellMember: Shows(post=_word, place=_private_messages, refused=_tell_later),
    cases.RemoveMessage: _remove,
    cases.RepostMessage: Shows(post=_repost, place=_where_it_was, shown=_take_back),
    cases.TimeOutMember: _time_out,
}
